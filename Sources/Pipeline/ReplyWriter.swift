/// Who made an answer.
public enum ReplyOrigin: Sendable, Equatable {
    case proxy
    case host(id: String, trust: Trust)
}

/// The head of an answer on its way outward. Framing fields are never in it: the server frames on its own.
public struct ResponseHead: Sendable {
    public var status: Int
    public var fields: HTTPFields
    public var origin: ReplyOrigin
    /// Whether the body is a stream of events or lines, to be passed on as it comes.
    public var isStream: Bool
    /// The body's length in bytes where it is known before it is sent.
    public var contentLength: Int?

    public init(status: Int, fields: HTTPFields, origin: ReplyOrigin, isStream: Bool, contentLength: Int? = nil) {
        self.status = status
        self.fields = fields
        self.origin = origin
        self.isStream = isStream
        self.contentLength = contentLength
    }
}

/// How an exchange ended.
public enum StreamEnd: String, Sendable {
    case complete
    case clientGone = "client_gone"
    case hostGone = "host_gone"
    case timeout
}

/// Where an answer goes. Each stage that changes answers passes on a writer of its own that wraps the one it was given.
///
/// Not `Sendable` on purpose: the compiler then proves that one task writes one reply. `begin` is called once, then `put` any number
/// of times, then `finish` once; a writer that is dropped without `finish` breaks the connection off, so that a truncated answer is
/// never taken for a whole one.
public protocol ReplyWriter: AnyObject {
    /// Whether a byte has gone to the client: past it, there is no retry on another host.
    var hasBegun: Bool { get }
    func begin(_ head: ResponseHead) async throws(PipelineError)
    /// Takes bytes of the body and sends them as they are. Answers whether the client keeps up: where it does not, `waitForRoom` comes
    /// before the next bytes. A stream's pieces are many, and a call that cannot suspend is a tenth of one that can.
    func put(_ bytes: [UInt8]) throws(PipelineError) -> Bool
    /// Suspends while the client is slow.
    func waitForRoom() async throws(PipelineError)
    /// Ends the answer. Anything but `.complete` ends it so that the client can see that it was broken off.
    func finish(_ end: StreamEnd) async throws(PipelineError)
}

extension ReplyWriter {
    /// Sends bytes of the body as they are; suspends while the client is slow.
    public func send(_ bytes: [UInt8]) async throws(PipelineError) {
        if try !put(bytes) { try await waitForRoom() }
    }
}
