public import Pipeline

/// A host's answer: its head is there, its body comes. Dropped before its end it cancels the transfer.
///
/// Belongs to one task on one loop, hence not `Sendable`.
public final class UpstreamReply {
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
        try await transfer.next()
    }

    /// Frees the fields, which have gone on: a stream may be open for long.
    func forgetFields() {
        transfer.forgetFields()
    }

    /// Ends the transfer now.
    public func cancel() {
        transfer.abort(.cancelled)
    }
}
