public import Pipeline

/// Holds a recognised key to its rights: the models it may call, its own rate and budget, how many requests at a time.
///
/// Who asks is settled at admission, before the body is read, because a policy may match on it; this stage cannot be left out of a
/// chain, so what a key may do is enforced whatever the policy says.
public struct AuthStage: Middleware {
    public let name = "auth"
    private let keys: any KeyRights

    public init(keys: any KeyRights) {
        self.keys = keys
    }

    public func handle(
        _ request: Request, context: RequestContext, reply: any ReplyWriter, next: Next
    ) async throws(PipelineError) {
        guard keys.mayCall(request.body.model, context.principal) else { throw .client(.modelForbidden) }
        try keys.begin(context.principal)
        defer {
            let used = context.record.tokenUse
            keys.end(context.principal, prompt: used.prompt, completion: used.completion)
        }
        try await next(request, context, reply)
    }
}

/// What the configured keys may do. Shared by all loops.
public protocol KeyRights: Sendable {
    /// Whether the key may call the model, by the name that the client used.
    func mayCall(_ model: String, _ principal: Principal) -> Bool
    /// Counts one request against the key's rate, budget and number in flight. Throws `rateExceeded` or `budgetExceeded`.
    func begin(_ principal: Principal) throws(PipelineError)
    /// Ends what `begin` began, with the tokens that it cost.
    func end(_ principal: Principal, prompt: Int, completion: Int)
}
