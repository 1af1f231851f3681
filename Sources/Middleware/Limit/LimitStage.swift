public import Pipeline

/// Holds a policy's own limits: the size of a body, and how many requests and tokens may come in a time.
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
        guard let rate else { return try await next(request, context, reply) }
        try rate.begin()
        defer {
            let used = context.record.tokenUse
            rate.end(prompt: used.prompt, completion: used.completion)
        }
        try await next(request, context, reply)
    }
}

/// Counts a policy's requests and tokens. Shared by all loops.
public protocol RateGate: Sendable {
    /// Counts one request. Throws `rateExceeded` with the time to come back at.
    func begin() throws(PipelineError)
    /// Ends what `begin` began, with the tokens that it cost.
    func end(prompt: Int, completion: Int)
}
