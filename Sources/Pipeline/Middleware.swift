/// One stage of the chain. Returns only when the exchange is over, so `defer` is the place to clean up. To refuse is to throw and not
/// to call `next`; to change the answer is to pass on a writer that wraps `reply`.
public protocol Middleware: Sendable {
    /// The stage's name in a policy's `chain`.
    var name: String { get }
    func handle(
        _ request: Request, context: RequestContext, reply: any ReplyWriter, next: Next
    ) async throws(PipelineError)
}

/// What stands at the end of a chain: sends the request to a host and writes its answer.
///
/// Not `Sendable` on purpose, as `ReplyWriter` is not: it belongs to one loop.
public protocol Terminal: AnyObject {
    func send(_ request: Request, context: RequestContext, reply: any ReplyWriter) async throws(PipelineError)
}
