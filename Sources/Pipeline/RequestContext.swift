/// What is known about a request besides its bytes. A value: what a stage learns flows inward only.
public struct RequestContext: Sendable {
    /// The exchange's own id, a UUIDv7 in text.
    public let exchangeID: String
    /// The id the client gave, or the exchange's own.
    public let requestID: String
    public let principal: Principal
    /// The client's address without its port; `unix` for a Unix socket.
    public let clientAddress: String
    /// The policy chosen for this request.
    public let policy: String
    /// The trust the policy was chosen for: `cloud` if any host within reach is of trust `cloud`.
    public let trust: Trust
    /// The generation of the configuration that the exchange began with.
    public let generation: Int
    /// Set when a finding or a verdict says that only hosts of trust `local` may have it.
    public var localOnly = false
    /// What a classifier found, for the redact stage.
    public var classification: Classification?
    /// Where it may go; set by the route stage.
    public var route: Route?
    /// What flows outward: counts, names and times.
    public let record: ExchangeRecord

    public init(
        exchangeID: String, requestID: String, principal: Principal, clientAddress: String, policy: String, trust: Trust, generation: Int,
        record: ExchangeRecord
    ) {
        self.exchangeID = exchangeID
        self.requestID = requestID
        self.principal = principal
        self.clientAddress = clientAddress
        self.policy = policy
        self.trust = trust
        self.generation = generation
        self.record = record
    }
}
