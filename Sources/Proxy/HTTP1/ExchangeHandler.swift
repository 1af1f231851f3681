public import Pipeline

/// Answers the requests of one loop's connections.
///
/// Both methods run as a task of their own, bound to the loop, and return only when the exchange is over: an answer that has not been
/// finished by then is broken off. The task is cancelled when the client is gone.
public protocol ExchangeHandler: AnyObject {
    /// Answers one request.
    func handle(_ head: RequestHead, body: any BodyReader, peer: PeerAddress, reply: any ConnectionReply) async
    /// Answers what was refused before it was a request: a head that is malformed, too large or too slow, or one that came while the
    /// server drains. The path is empty where it is not known. The connection closes behind the answer.
    func refuse(_ error: PipelineError, path: String, peer: PeerAddress, reply: any ConnectionReply) async
}

extension ExchangeHandler {
    /// Answers with the status alone.
    public func refuse(_ error: PipelineError, path: String, peer: PeerAddress, reply: any ConnectionReply) async {
        do throws(PipelineError) {
            try await reply.begin(
                ResponseHead(status: error.status, fields: HTTPFields(), origin: .proxy, isStream: false, contentLength: 0))
            try await reply.finish(.complete)
        } catch {
            // Whoever sent this is gone: there is nobody to tell.
        }
    }
}

/// The body of one request.
public protocol BodyReader: AnyObject {
    /// Reads the whole body, once. Sends `100 Continue` first where the client waits for it.
    ///
    /// Throws `bodyTooLarge` as soon as a declared length, a chunk's size or their sum is over the limit (in bytes), `bodyTooSlow` when
    /// the time for bodies is over, `malformed` for broken chunks, `clientGone`. The connection then closes behind the answer.
    func collect(limit: Int) async throws(PipelineError) -> [UInt8]
    /// The next bytes of a connection that an answer of 101 has switched to another protocol; nil when the client sends nothing more, and
    /// after `stopReceiving`. Reads nothing ahead.
    func receive() async -> [UInt8]?
    /// Ends `receive`, also one that waits.
    func stopReceiving()
}

/// The answer to one request, as the connection sees it.
public protocol ConnectionReply: ReplyWriter {
    /// Has the connection close behind this answer. Counts only before `begin`.
    func closeAfter()
    /// Whether the client has left: the answer has nobody to go to.
    var isClientGone: Bool { get }
}
