/// When a host is taken out, and for how long (`balance.suspend`).
public struct SuspendSettings: Sendable, Equatable {
    /// Failures in a row.
    public var after: Int
    /// The first suspension; each further one doubles it.
    public var base: Duration
    /// The longest.
    public var upTo: Duration

    /// The defaults are those of the contract, section 2.
    public init(after: Int = 3, base: Duration = .seconds(5), upTo: Duration = .seconds(300)) {
        self.after = max(1, after)
        self.base = base
        self.upTo = max(base, upTo)
    }
}
