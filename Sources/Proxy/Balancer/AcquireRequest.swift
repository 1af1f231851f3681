/// What is asked of the balancer: one host of these.
public struct AcquireRequest: Sendable {
    /// The model's name as the hosts know it.
    public var model: String
    /// Slots of the hosts that may be taken.
    public var slots: [Int]
    /// Slots that were tried already.
    public var excluded: [Int] = []
    /// Hash of the conversation's beginning.
    public var affinity: UInt64?
    /// Whose request it is, for the queue's fairness: the client key, else the client's address.
    public var client: String

    public init(model: String, slots: [Int], excluded: [Int] = [], affinity: UInt64? = nil, client: String = "") {
        self.model = model
        self.slots = slots
        self.excluded = excluded
        self.affinity = affinity
        self.client = client
    }
}

/// How an attempt on a host ended, as the host's state is concerned.
public enum AttemptOutcome: Sendable, Equatable {
    /// It answered, be it with a 4xx.
    case answered
    case failed(HostFailure)
    /// A 429 that says when to come back: the host is passed over for this model until then, while there are others.
    case held(Duration)
    /// The client left, or we did: nothing was learned.
    case abandoned
}
