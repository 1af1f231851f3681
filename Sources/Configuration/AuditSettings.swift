/// The section `audit:`.
public struct AuditSettings: Sendable {
    public enum Durability: String, Sendable, CaseIterable {
        case strict
        case batched
    }

    /// What the log keeps of bodies.
    public enum Bodies: String, Sendable, CaseIterable {
        case none
        case redacted
    }

    /// The SQLite file, an absolute path.
    public var path = "hopguard.db"
    public var durability = Durability.strict
    /// How long rows are kept; nil: for ever.
    public var keep: Duration? = .seconds(90 * 86_400)
    /// Whether bodies are kept as redaction has made them.
    public var bodies = Bodies.none
    /// A PostgreSQL connection URL; with it the rows go there.
    public var postgres: Located<Secret>?
    /// How long PostgreSQL may be away before rows go to a spool beside `path`; nil: never, and requests are refused.
    public var spool: Duration? = .seconds(10)
    /// Whether rates and budgets count what all proxies of the log have used.
    public var isShared = false

    public init() {}
}
