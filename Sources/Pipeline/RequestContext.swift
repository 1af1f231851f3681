/// What is known about a request besides its bytes. A value: what a stage learns flows inward only.
public struct RequestContext: Sendable {
    /// What is settled before the chain begins: held once, because every stage and every suspended function keeps a context.
    private final class Facts: Sendable {
        let exchangeID: String
        let requestID: String
        let principal: Principal
        let clientAddress: String
        let policy: String
        let trust: Trust
        let generation: Int

        init(
            exchangeID: String, requestID: String, principal: Principal, clientAddress: String, policy: String, trust: Trust,
            generation: Int
        ) {
            self.exchangeID = exchangeID
            self.requestID = requestID
            self.principal = principal
            self.clientAddress = clientAddress
            self.policy = policy
            self.trust = trust
            self.generation = generation
        }
    }

    private let facts: Facts
    /// The exchange's own id, a UUIDv7 in text.
    public var exchangeID: String { facts.exchangeID }
    /// The id the client gave, or the exchange's own.
    public var requestID: String { facts.requestID }
    public var principal: Principal { facts.principal }
    /// The client's address without its port; `unix` for a Unix socket.
    public var clientAddress: String { facts.clientAddress }
    /// The policy chosen for this request.
    public var policy: String { facts.policy }
    /// The trust the policy was chosen for: `cloud` if any host within reach is of trust `cloud`.
    public var trust: Trust { facts.trust }
    /// The generation of the configuration that the exchange began with.
    public var generation: Int { facts.generation }
    /// Set when a finding or a verdict says that only hosts of trust `local` may have it.
    public var localOnly = false
    /// What a classifier found, for the redact stage.
    public var classification: Classification?
    /// Where it may go; set by the route stage.
    public var route: Route?
    /// How long the exchange may take from when it is first sent to a host; nil for no bound.
    public var total: Duration?
    /// What flows outward: counts, names and times.
    public let record: ExchangeRecord

    public init(
        exchangeID: String, requestID: String, principal: Principal, clientAddress: String, policy: String, trust: Trust, generation: Int,
        record: ExchangeRecord
    ) {
        facts = Facts(
            exchangeID: exchangeID, requestID: requestID, principal: principal, clientAddress: clientAddress, policy: policy, trust: trust,
            generation: generation)
        self.record = record
    }
}
