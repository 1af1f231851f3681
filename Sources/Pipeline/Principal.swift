/// Who asks: the client key that was recognised, or nobody when the proxy is open.
public struct Principal: Sendable, Equatable {
    /// The key's name; empty when the proxy has no keys.
    public let key: String
    public let team: String
    /// Whether the key may use the admin address.
    public let isAdmin: Bool

    public init(key: String, team: String, isAdmin: Bool = false) {
        self.key = key
        self.team = team
        self.isAdmin = isAdmin
    }

    /// Nobody in particular.
    public static let anonymous = Principal(key: "", team: "")

    /// Whose surrogates these are: another tenant gets others.
    public var tenant: String { team.isEmpty ? key : "team/" + team }
}
