/// What is known of a host at one moment, for metrics, readiness, the dashboard and `hopguard hosts`.
public struct HostSnapshot: Sendable {
    /// Its health in a word.
    public enum Standing: String, Sendable {
        case up
        /// Taken out for a while after failures.
        case suspended
        /// On trial after a suspension.
        case trial
        /// It cannot be reached.
        case down
    }

    public let slot: Int
    public let host: Host
    public let standing: Standing
    /// When a suspended host may be tried; nil otherwise.
    public let opensIn: Duration?
    public let inFlight: Int
    /// Attempts that were given to it.
    public let attempts: UInt64
    /// Attempts that failed by its fault.
    public let failures: UInt64
    public let firstByte: Histogram
    /// Peak EWMA of the first byte; nil while unknown.
    public let latency: Duration?
    /// Models in its memory, where it says.
    public let loaded: [String]

    /// Whether it may be given work.
    public var isUp: Bool { standing == .up || standing == .trial }
}
