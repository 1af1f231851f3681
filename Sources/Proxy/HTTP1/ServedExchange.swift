import Pipeline

/// One request and its answer on a connection: what a handler reads the body from and writes the answer to.
///
/// Unchecked: made, used and ended on one loop's thread; the handler's task is bound to that loop.
final class ServedExchange: @unchecked Sendable {
    let head: RequestHead
    let framing: RequestFraming
    let connection: Connection

    // The request's body.
    var remaining: Int
    var decoder = ChunkedDecoder()
    var isBodyComplete: Bool
    var isBodyTaken = false
    /// Why the body cannot be read on, though an answer can still be given.
    var bodyFault: PipelineError?

    /// Whether the rest of what a switched connection brings is not wanted.
    var isReceivingStopped = false

    // The answer.
    var pendingHead: ResponseHead?
    var responseFraming = ResponseFraming.none
    var hasBegun = false
    var isStream = false
    var isFinished = false
    var sent = 0
    /// Whether the connection ends with this exchange.
    var closes: Bool
    /// Whether it ends so that the client can see that the answer is not whole.
    var isBroken = false
    /// Why nothing more can be read or written; nil while it can.
    var fault: PipelineError?

    init(head: RequestHead, framing: RequestFraming, connection: Connection) {
        self.head = head
        self.framing = framing
        self.connection = connection
        remaining = head.contentLength ?? 0
        isBodyComplete = !head.hasBody
        closes = !framing.keepsAlive
    }

    var isClientGone: Bool {
        if case .clientGone = fault?.kind { true } else { false }
    }

    func check() throws(PipelineError) {
        if let fault { throw fault }
    }

    /// The handler has returned: whoever kept this cannot write into the next exchange's answer.
    func end() {
        if !isFinished { breakOff() }
        if fault == nil { fault = .proxy(.internalFault) }
    }

    /// Ends the answer so that the client can see that it is not whole.
    func breakOff() {
        isFinished = true
        isBroken = true
        closes = true
    }
}
