public import Pipeline

/// Records a request before it leaves. What cannot be recorded does not go out.
public struct AuditStage: Middleware {
    public let name = "audit"
    private let sink: any AuditSink

    public init(sink: any AuditSink) {
        self.sink = sink
    }

    public func handle(
        _ request: Request, context: RequestContext, reply: any ReplyWriter, next: Next
    ) async throws(PipelineError) {
        try await sink.admit(context.record.admission, keeping: request.kept)
        context.record.isAdmitted = true
        try await next(request, context, reply)
    }
}
