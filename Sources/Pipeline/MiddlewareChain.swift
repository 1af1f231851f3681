/// The stages of a policy in their order.
public struct MiddlewareChain: Sendable {
    public let stages: [any Middleware]

    public init(_ stages: [any Middleware]) {
        self.stages = stages
    }

    /// Runs every stage, then the terminal.
    public func run(
        _ request: Request, context: RequestContext, reply: any ReplyWriter, terminal: any Terminal
    ) async throws(PipelineError) {
        try await Next(stages: stages, index: 0, terminal: terminal)(request, context, reply)
    }
}

/// The rest of the chain, as a stage sees it: `try await next(request, context, reply)`.
public struct Next {
    let stages: [any Middleware]
    let index: Int
    let terminal: any Terminal

    /// Runs the rest of the chain. Returns when the exchange is over.
    public func callAsFunction(
        _ request: Request, _ context: RequestContext, _ reply: any ReplyWriter
    ) async throws(PipelineError) {
        guard index < stages.count else {
            return try await terminal.send(request, context: context, reply: reply)
        }
        let stage = stages[index]
        let outer = context.record.enterStage(stage.name)
        defer { context.record.leaveStage(to: outer) }
        try await stage.handle(
            request, context: context, reply: reply, next: Next(stages: stages, index: index + 1, terminal: terminal))
    }
}
