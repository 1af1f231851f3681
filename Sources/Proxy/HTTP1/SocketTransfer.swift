/// What came of one attempt to move bytes through a socket that does not block.
enum SocketTransfer: Equatable, Sendable {
    /// That many bytes, at least one.
    case bytes(Int)
    /// Nothing now; an event will tell.
    case wouldBlock
    /// Nothing any more: the peer has ended, or the connection is broken.
    case closed
}
