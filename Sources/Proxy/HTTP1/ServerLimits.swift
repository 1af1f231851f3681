/// What the server grants a client. The names are those of `limits:` in the configuration.
public struct ServerLimits: Sendable, Equatable {
    /// Bytes of a request head.
    public var header = 32 << 10
    /// Bytes of a request target, within the head.
    public var target = 8 << 10
    /// Fields of a request head.
    public var fields = 100
    /// From the connection's or the head's first byte to the head's last.
    public var headerTime: Duration = .seconds(10)
    /// For a body, from the moment it is asked for; a second more for every 64 KiB that have come, so that long bodies on thin lines
    /// pass and trickles do not.
    public var bodyTime: Duration = .seconds(60)
    /// How long a connection may wait for its next request, and how long a client may take nothing of an answer.
    public var idle: Duration = .seconds(75)
    /// Connections at a time, over all loops.
    public var connections = 10_000

    public init() {}
}
