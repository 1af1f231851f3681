/// An entry of `keys:`: who may ask, and how much.
public struct ClientKey: Sendable {
    /// How a client is recognised.
    public enum Proof: Sendable {
        /// By the token itself.
        case token(Secret)
        /// By the token's SHA-256: 32 bytes.
        case sha256([UInt8])
        /// By the address it calls from.
        case from([AddressRange])
    }

    public var name: String
    /// Where the entry stands.
    public var line: Int
    public var proof: Proof
    /// Empty when the key has no team.
    public var team: String
    /// The models it may call; nil for all.
    public var models: [Glob]?
    public var rates: [Rate]
    public var budgets: [Budget]
    /// Requests at a time; nil for no bound.
    public var inFlight: Int?
    /// Whether it may use the admin address.
    public var isAdmin: Bool

    public init(
        name: String, line: Int, proof: Proof, team: String = "", models: [Glob]? = nil, rates: [Rate] = [], budgets: [Budget] = [],
        inFlight: Int? = nil, isAdmin: Bool = false
    ) {
        self.name = name
        self.line = line
        self.proof = proof
        self.team = team
        self.models = models
        self.rates = rates
        self.budgets = budgets
        self.inFlight = inFlight
        self.isAdmin = isAdmin
    }
}

/// An entry of `teams:`: what all keys of a team may use together.
public struct Team: Sendable {
    public var name: String
    public var rates: [Rate]
    public var budgets: [Budget]
    /// Requests at a time; nil for no bound.
    public var inFlight: Int?

    public init(name: String, rates: [Rate] = [], budgets: [Budget] = [], inFlight: Int? = nil) {
        self.name = name
        self.rates = rates
        self.budgets = budgets
        self.inFlight = inFlight
    }
}
