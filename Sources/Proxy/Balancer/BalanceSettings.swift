/// `balance` of the configuration.
public struct BalanceSettings: Sendable, Equatable {
    public var strategy: SelectionStrategy
    /// Further attempts after the first.
    public var retries: Int
    /// Retries as a share of the requests; see `RetryBudget`.
    public var retryBudget: Double
    public var suspend: SuspendSettings
    /// The time between two active checks of a host.
    public var health: Duration
    /// How many requests may wait for a host.
    public var queueLength: Int
    /// How long one may wait.
    public var queueWait: Duration
    /// After this time without an answer an embedding is asked of a second host too; nil: never.
    public var hedge: Duration?

    /// The defaults are those of the contract, section 2.
    public init(
        strategy: SelectionStrategy = .leastBusy, retries: Int = 2, retryBudget: Double = 0.2, suspend: SuspendSettings = SuspendSettings(),
        health: Duration = .seconds(10), queueLength: Int = 256, queueWait: Duration = .seconds(30),
        hedge: Duration? = nil
    ) {
        self.hedge = hedge
        self.strategy = strategy
        self.retries = max(0, retries)
        self.retryBudget = min(1, max(0, retryBudget))
        self.suspend = suspend
        self.health = health
        self.queueLength = max(0, queueLength)
        self.queueWait = queueWait
    }
}
