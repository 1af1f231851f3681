/// The section `balance:`.
public struct BalanceSettings: Sendable, Equatable {
    public enum Strategy: String, Sendable, CaseIterable {
        case random
        case roundRobin = "round_robin"
        case leastBusy = "least_busy"
        case memoryAware = "memory_aware"
        case affinity
        case latencyAware = "latency_aware"
    }

    public struct Suspend: Sendable, Equatable {
        /// Failures in a row that take a host out.
        public var after = 3
        /// How long the first time.
        public var first: Duration = .seconds(5)
        /// How long at most.
        public var upTo: Duration = .seconds(300)
        public init() {}
    }

    public struct Queue: Sendable, Equatable {
        public var length = 256
        public var wait: Duration = .seconds(30)
        public init() {}
    }

    public var strategy = Strategy.leastBusy
    /// Attempts on other hosts after the first.
    public var retries = 2
    /// Retries as a share of requests, 0...1: beyond it nothing is retried, however high `retries` is.
    public var retryBudget = 0.2
    public var suspend = Suspend()
    /// Between two active checks of a host.
    public var health: Duration = .seconds(10)
    /// After this time without an answer an embedding is asked of a second host too; nil: never.
    public var hedge: Duration?
    public var queue = Queue()

    public init() {}
}
