/// The section `limits:`.
public struct RequestLimits: Sendable, Equatable {
    /// Bytes of a request body, after decoding too.
    public var body = 100 << 20
    /// Bytes of a request head.
    public var header = 32 << 10
    public var headerTime: Duration = .seconds(10)
    public var bodyTime: Duration = .seconds(60)
    public var idle: Duration = .seconds(75)
    /// For a whole exchange, from when it is first sent to a host to the end of its answer; nil: no bound.
    public var total: Duration?
    public var connections = 10_000
    /// Requests forwarded at a time, over all hosts; 0: no bound.
    public var requests = 0
    /// How long what streams may go on after a first signal.
    public var drain: Duration = .seconds(30)

    public init() {}
}
