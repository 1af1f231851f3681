public import Pipeline

/// A client that keeps what it is sent.
public final class RecordingReply: ReplyWriter {
    public private(set) var head: ResponseHead?
    public private(set) var pieces: [[UInt8]] = []
    public private(set) var end: StreamEnd?

    public init() {}

    public var hasBegun: Bool { head != nil }
    public var text: String { String(decoding: pieces.joined(), as: UTF8.self) }

    public func begin(_ head: ResponseHead) async throws(PipelineError) { self.head = head }
    public func put(_ bytes: [UInt8]) throws(PipelineError) -> Bool {
        pieces.append(bytes)
        return true
    }
    public func waitForRoom() async throws(PipelineError) {}
    public func finish(_ end: StreamEnd) async throws(PipelineError) { self.end = end }
}

/// A host that keeps what it is sent and answers with pieces.
public final class FakeTerminal: Terminal {
    public private(set) var requests: [Request] = []
    public private(set) var contexts: [RequestContext] = []
    private let origin: ReplyOrigin
    private let pieces: [String]
    private let end: StreamEnd

    public init(origin: ReplyOrigin = .host(id: "fake", trust: .cloud), pieces: [String] = ["ok"], end: StreamEnd = .complete) {
        self.origin = origin
        self.pieces = pieces
        self.end = end
    }

    public func send(_ request: Request, context: RequestContext, reply: any ReplyWriter) async throws(PipelineError) {
        requests.append(request)
        contexts.append(context)
        try await reply.begin(ResponseHead(status: 200, fields: HTTPFields(), origin: origin, isStream: true))
        for piece in pieces { try await reply.send(Array(piece.utf8)) }
        try await reply.finish(end)
    }
}

/// A wire format whose body is one text slot: everything but a first line that names the model.
public struct PlainFormat: WireFormat {
    public let api = ClientAPI.chat

    public init() {}

    public func outline(_ bytes: [UInt8]) throws(WireFormatError) -> RequestBody {
        guard let line = bytes.firstIndex(of: UInt8(ascii: "\n")) else { throw .malformed(.noModel) }
        return RequestBody(
            bytes: bytes, model: String(decoding: bytes[..<line], as: UTF8.self), modelRange: 0..<line, streams: true,
            slots: [TextSlot(range: line + 1..<bytes.count, role: .user, use: .text, isEscaped: false)])
    }

    public func withText<R>(of slot: TextSlot, in body: RequestBody, _ read: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        body.bytes.withUnsafeBufferPointer { read(UnsafeBufferPointer(rebasing: $0[slot.range])) }
    }

    public func withName<R>(of slot: TextSlot, in body: RequestBody, _ read: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        read(UnsafeBufferPointer(start: nil, count: 0))
    }

    public func splice(_ body: RequestBody, _ edits: [SlotEdit]) -> OutboundBody {
        var out = body.bytes
        for edit in edits.reversed() {
            let start = body.slots[edit.slot].range.lowerBound
            out.replaceSubrange(start + edit.span.lowerBound..<start + edit.span.upperBound, with: edit.text)
        }
        return OutboundBody(bytes: out, modelRange: body.modelRange)
    }

    public func replyEditor(status: Int, isStream: Bool, restorer: any TextRestorer) -> any ReplyEditor { PlainEditor(restorer) }
    public func replyObserver(status: Int, isStream: Bool) -> any ReplyObserver { PlainObserver() }
    public func errorBody(_ error: PipelineError, requestID: String) -> [UInt8] { Array(error.message.utf8) }
    public func brokenStreamEvent(_ error: PipelineError, requestID: String) -> [UInt8] { Array("broken".utf8) }
}

private final class PlainEditor: ReplyEditor {
    private let restorer: any TextRestorer

    init(_ restorer: any TextRestorer) {
        self.restorer = restorer
    }

    func push(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) throws(WireFormatError) {
        restorer.push(bytes, channel: 0, into: &out)
    }

    func finish(into out: inout [UInt8]) throws(WireFormatError) { restorer.flush(channel: 0, into: &out) }
}

private final class PlainObserver: ReplyObserver {
    func push(_ bytes: UnsafeBufferPointer<UInt8>) {}
    var isComplete: Bool { true }
    var promptTokens: Int? { nil }
    var completionTokens: Int? { nil }
}

/// A request and its context for a text, as admission would make them.
public enum Exchanges {
    /// The body is `model`, a line end, the text.
    public static func make(
        _ text: String, model: String = "m", trust: Trust = .cloud, principal: Principal = Principal(key: "k", team: "t"),
        fields: [(String, String)] = []
    ) throws -> (Request, RequestContext) {
        let body = try PlainFormat().outline(Array("\(model)\n\(text)".utf8))
        var all = HTTPFields()
        for (name, value) in fields { all.append(name, value) }
        let head = RequestHead(
            method: "POST", path: "/v1/chat/completions", query: "", fields: all, contentLength: body.bytes.count, hasBody: true)
        let request = Request(api: .chat, head: head, body: body, forwardedFields: all)
        let context = RequestContext(
            exchangeID: "id", requestID: "id", principal: principal, clientAddress: "127.0.0.1", policy: "test", trust: trust,
            generation: 1, record: ExchangeRecord())
        return (request, context)
    }
}
