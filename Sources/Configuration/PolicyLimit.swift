/// The section `limit:` of a policy.
public struct PolicyLimit: Sendable, Equatable {
    /// Bytes of a request body; nil: the global limit alone.
    public var body: Int?
    /// Over all requests of the policy.
    public var rates: [Rate] = []

    public init() {}
}
