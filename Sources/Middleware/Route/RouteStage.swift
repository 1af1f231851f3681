public import Pipeline

/// Decides which hosts a request may reach: those of its model that its policy and its key allow, local ones only where that was asked.
public struct RouteStage: Middleware {
    public let name = "route"
    private let router: any Router

    public init(router: any Router) {
        self.router = router
    }

    public func handle(
        _ request: Request, context: RequestContext, reply: any ReplyWriter, next: Next
    ) async throws(PipelineError) {
        var context = context
        context.route = try router.route(request, context)
        context.record.endStages()
        try await next(request, context, reply)
    }
}

/// Knows models and hosts. Shared by all loops.
public protocol Router: Sendable {
    /// Where the request may go. Throws `modelUnknown`, `apiUnavailable`, `routeForbidden` or `noLocalHost`.
    func route(_ request: Request, _ context: RequestContext) throws(PipelineError) -> Route
}
