/// The section `audit:`.
public struct AuditSettings: Sendable {
    public enum Durability: String, Sendable, CaseIterable {
        case strict
        case batched
    }

    /// What the log keeps of bodies. `redacted` is known and refused: docs/audit.md says why.
    enum Bodies: String, CaseIterable {
        case none
        case redacted
    }

    /// The SQLite file, an absolute path.
    public var path = "hopguard.db"
    public var durability = Durability.strict
    /// How long rows are kept; nil: for ever.
    public var keep: Duration? = .seconds(90 * 86_400)
    /// A PostgreSQL connection URL; with it the rows go there.
    public var postgres: Located<Secret>?
    /// How long PostgreSQL may be away before rows go to a spool beside `path`; nil: never, and requests are refused.
    public var spool: Duration? = .seconds(10)
    /// Whether rates and budgets count what all proxies of the log have used.
    public var isShared = false

    public init() {}
}
