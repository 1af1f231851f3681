public import Pipeline

/// Holds a policy's own limits: the size of a body, and how many requests may come in a time.
public struct LimitStage: Middleware {
    public let name = "limit"
    private let maxBodyBytes: Int?
    private let rate: (any RateGate)?

    public init(maxBodyBytes: Int?, rate: (any RateGate)?) {
        self.maxBodyBytes = maxBodyBytes
        self.rate = rate
    }

    public func handle(
        _ request: Request, context: RequestContext, reply: any ReplyWriter, next: Next
    ) async throws(PipelineError) {
        if let maxBodyBytes, request.body.bytes.count > maxBodyBytes {
            throw .client(.bodyTooLarge(limit: maxBodyBytes))
        }
        if let wait = rate?.wait(for: context.policy) {
            throw .client(.rateExceeded, retryAfter: wait)
        }
        try await next(request, context, reply)
    }
}

/// Counts requests. Shared by all loops.
public protocol RateGate: Sendable {
    /// Takes one request of the name's allowance; nil when it may go, else how long to wait until one may.
    func wait(for name: String) -> Duration?
}
