public import Pipeline

/// Takes the bytes of a body while they are in libcurl's hands: no task is woken and nothing is copied for a piece of a stream.
protocol BodySink: AnyObject {
    /// Called within libcurl's callback, on the loop's thread: nothing may be asked of libcurl in it. Answers whether to go on; all of the
    /// bytes are taken either way.
    func take(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool
}

/// A host's answer: its head is there, its body comes. Dropped before its end it cancels the transfer.
///
/// Belongs to one task on one loop, hence not `Sendable`.
public final class UpstreamReply {
    /// What there is of a body at a moment.
    enum Piece {
        case bytes([UInt8])
        case nothing
        case end
    }

    private let transfer: CurlTransfer

    init(_ transfer: CurlTransfer) {
        self.transfer = transfer
    }

    deinit {
        transfer.abort(.cancelled)
    }

    public var status: Int { transfer.head.status }
    public var fields: HTTPFields { transfer.head.fields }

    /// Whether the host is held back until somebody asks for more.
    var isPaused: Bool { transfer.isPaused }

    /// The next bytes of the body, decoded; nil at its end. While nobody asks, no more than a watermark is read from the host.
    public func next() async throws(CurlError) -> [UInt8]? {
        while true {
            switch try transfer.poll() {
            case .bytes(let bytes): return bytes
            case .end: return nil
            case .nothing: await transfer.suspend()
            }
        }
    }

    /// The next bytes as far as they are there.
    func poll() throws(CurlError) -> Piece { try transfer.poll() }

    /// Has a sink take what comes, as it comes, while the task is suspended. Returns when the sink asks for a pause, and when there is
    /// something to poll for.
    func pass(to sink: any BodySink) async { await transfer.suspend(sink) }

    /// Has the caller end the transfer when its task is cancelled, for all that it waits for from now on.
    func takeOverCancellation() -> CancellationHandle { transfer.takeOverCancellation() }

    /// Frees the fields, which have gone on: a stream may be open for long.
    func forgetFields() {
        transfer.forgetFields()
    }

    /// Ends the transfer now.
    public func cancel() {
        transfer.abort(.cancelled)
    }
}
