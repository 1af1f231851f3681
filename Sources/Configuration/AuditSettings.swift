/// The section `audit:`.
public struct AuditSettings: Sendable {
    public enum Durability: String, Sendable, CaseIterable {
        case strict
        case batched
    }

    public enum Bodies: String, Sendable, CaseIterable {
        case none
        case redacted
    }

    /// The SQLite file, an absolute path.
    public var path = "hopguard.db"
    /// The file that holds the newest link of the hash chain, an absolute path; beside the database when not named.
    public var proof = "hopguard.db.head"
    public var durability = Durability.strict
    /// How long rows are kept; nil: for ever.
    public var keep: Duration? = .seconds(90 * 86_400)
    public var bodies = Bodies.none
    /// A PostgreSQL connection URL; with it the rows go there.
    public var postgres: Located<Secret>?

    public init() {}
}
