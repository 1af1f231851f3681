internal import Pipeline

/// What an exchange has met so far on its way through hosts. A class: one place for what else every suspended function would keep a copy of
/// for as long as a stream is open.
final class ForwardedExchange {
    /// Why a host gave no answer that could go on.
    enum Failure: Equatable {
        case transport(CurlError)
        /// It answered 200 with what its API does not know.
        case replyInvalid

        var word: String {
            switch self {
            case .transport(let error): error.word
            case .replyInvalid: "invalid_reply"
            }
        }
    }

    /// An answer that is there as a whole.
    struct Answer {
        let host: Host
        let status: Int
        let fields: HTTPFields
        let body: [UInt8]
    }

    let request: Request
    let context: RequestContext
    let format: any WireFormat
    let began: MonotonicTime
    /// When the exchange has to be over; nil for no bound.
    let until: MonotonicTime?
    var attempts = 0
    /// The last answer that was a 5xx or a 429.
    var lastAnswer: Answer?
    /// The last host that gave no answer; while there is one, `lastAnswer` does not go on.
    var lastFailure: Failure?
    /// What the balancer said when it had nobody.
    var refusal: PipelineError?

    init(request: Request, context: RequestContext, format: any WireFormat, began: MonotonicTime) {
        self.request = request
        self.context = context
        self.format = format
        self.began = began
        until = context.total.map { began + $0 }
    }

    /// Writes down one attempt.
    func note(_ host: Host, status: Int, error: String, since start: MonotonicTime, now: MonotonicTime = .now) {
        context.record.outcome.attempts.append(
            AttemptRow(host: host.id, status: status, error: error, milliseconds: start.milliseconds(until: now)))
    }

    /// Writes down what the answer cost.
    func note(_ observer: any ReplyObserver) {
        if let tokens = observer.promptTokens { context.record.outcome.promptTokens = tokens64(tokens) }
        if let tokens = observer.completionTokens { context.record.outcome.completionTokens = tokens64(tokens) }
        context.record.streamedPieces = observer.pieces
    }

    /// Writes down when the first byte of the answer that goes on was there.
    func noteFirstByte(now: MonotonicTime = .now) {
        context.record.outcome.firstByteMilliseconds = began.milliseconds(until: now)
    }

    private func tokens64(_ count: Int) -> Int64 { Int64(clamping: count) }
}
