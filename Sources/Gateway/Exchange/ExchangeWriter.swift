internal import Pipeline

/// The outermost writer of an exchange: puts our own fields on the answer, keeps count, and has the outcome recorded before the client
/// sees the end of the answer.
///
/// What would show the client the end is therefore held until the outcome is in the log: the whole body of an answer that is no stream,
/// and the piece of a stream that holds the API's final mark.
final class ExchangeWriter: ReplyWriter {
    private let base: any ReplyWriter
    private let record: ExchangeRecord
    private let began: Stopwatch
    private let requestID: String
    /// Writes the outcome to the log.
    private let settle: () async throws(PipelineError) -> Void

    /// The origin of a browser client that may read the answer.
    let corsOrigin: String?
    /// The wire format, once the API is known.
    var format: (any WireFormat)?
    /// The policy's name, once it is chosen.
    var policy = ""
    /// The methods that are right, for a 405.
    var allow = ""

    private var head: ResponseHead?
    private var held: [UInt8] = []
    private var isSettled = false

    init(
        base: any ReplyWriter, record: ExchangeRecord, began: Stopwatch, requestID: String, corsOrigin: String?,
        settle: @escaping () async throws(PipelineError) -> Void
    ) {
        self.base = base
        self.record = record
        self.began = began
        self.requestID = requestID
        self.corsOrigin = corsOrigin
        self.settle = settle
    }

    var hasBegun: Bool { head != nil }

    /// Whether the outcome is in the log.
    var hasSettled: Bool { isSettled }

    func begin(_ head: ResponseHead) async throws(PipelineError) {
        precondition(self.head == nil, "an answer begins once")
        var head = head
        head.fields.set("x-request-id", requestID)
        if !policy.isEmpty { head.fields.set("x-hopguard-policy", policy) }
        if case .host(let id, let trust) = head.origin {
            record.outcome.decision = .forwarded
            head.fields.set("x-hopguard-host", id)
            // What was replaced is told only where the redacted body was the one that left.
            if trust == .cloud || record.isRedactedLocally, !record.redacted.isEmpty {
                head.fields.set("x-hopguard-redacted", record.redacted.map { "\($0.type)=\($0.count)" }.joined(separator: ", "))
            }
            head.fields.set(
                "x-hopguard-coverage",
                record.unexamined.isEmpty ? "full" : "partial; " + record.unexamined.joined(separator: ", "))
        }
        if let corsOrigin {
            head.fields.set("access-control-allow-origin", corsOrigin)
            head.fields.set("vary", "origin")
            head.fields.set(
                "access-control-expose-headers",
                "x-request-id, x-hopguard-policy, x-hopguard-host, x-hopguard-redacted, x-hopguard-unrestored")
        }
        record.outcome.status = head.status
        guard head.isStream else {
            self.head = head
            return
        }
        // What has been said need not be kept as long as the stream is open.
        self.head = ResponseHead(status: head.status, fields: HTTPFields(), origin: .proxy, isStream: true)
        try await base.begin(head)
    }

    func put(_ bytes: [UInt8]) throws(PipelineError) -> Bool {
        if hold(bytes) { return true }
        return try base.put(bytes)
    }

    func waitForRoom() async throws(PipelineError) {
        try await base.waitForRoom()
    }

    /// Whether what is sent goes on at once.
    private var isPassing: Bool { head?.isStream == true && !record.isFinalMarkSeen }

    /// Counts what is sent, and keeps it where it would show the client the end. Answers whether it is kept.
    private func hold(_ bytes: [UInt8]) -> Bool {
        precondition(hasBegun, "an answer begins before it is sent")
        if !bytes.isEmpty && record.outcome.responseBytes == 0 && record.outcome.firstByteMilliseconds == nil {
            record.outcome.firstByteMilliseconds = began.milliseconds
        }
        record.outcome.responseBytes += Int64(bytes.count)
        if isPassing { return false }
        if held.isEmpty { held = bytes } else { held += bytes }
        return true
    }

    func finish(_ end: StreamEnd) async throws(PipelineError) {
        guard var head else { preconditionFailure("an answer begins before it is finished") }
        record.outcome.ended = end
        var framing = end
        if end != .complete && end != .clientGone && head.isStream, let format {
            let error: PipelineError = end == .timeout ? .host(.hostTooSlow) : .host(.allHostsFailed)
            held += format.brokenStreamEvent(error, requestID: requestID)
            // The event says it in the API's own words. Clients read it only from a body that is framed to its end.
            framing = .complete
        }
        try await settleOnce()
        if !head.isStream {
            head.contentLength = held.count
            if record.outcome.unrestored > 0 { head.fields.set("x-hopguard-unrestored", String(record.outcome.unrestored)) }
            try await base.begin(head)
        }
        if !held.isEmpty { try await base.send(held) }
        held = []
        try await base.finish(framing)
    }

    /// Sends an answer of our own that leaves no row.
    func answerUnrecorded(_ head: ResponseHead, body: [UInt8]) async throws(PipelineError) {
        isSettled = true
        try await begin(head)
        held = body
        try await finish(.complete)
    }

    /// Answers with an error of ours. What a host may have begun to say is dropped with it.
    func refuse(_ error: PipelineError, body: [UInt8]) async throws(PipelineError) {
        head = nil
        held = []
        var fields = HTTPFields()
        fields.append("content-type", "application/json")
        if let wait = error.retryAfter {
            fields.append("retry-after", String(max(1, Int((wait.milliseconds / 1000).rounded(.up)))))
        }
        if !allow.isEmpty { fields.append("allow", allow) }
        try await begin(ResponseHead(status: error.status, fields: fields, origin: .proxy, isStream: false))
        held = body
        record.outcome.responseBytes = Int64(body.count)
        // A refusal sends nothing out, so it is told also while the log cannot be written; the store reports its trouble.
        try? await settleOnce()
        try await finish(.complete)
    }

    /// Writes the outcome to the log, once, also when there is no answer to give.
    func settleOnce() async throws(PipelineError) {
        guard !isSettled else { return }
        isSettled = true
        record.outcome.totalMilliseconds = began.milliseconds
        try await settle()
    }
}
