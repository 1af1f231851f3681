/// Where a host stands: on machines of one's own, or with somebody else.
public enum Trust: String, Sendable, CaseIterable {
    case local
    case cloud

    /// The other one.
    public var counterpart: Trust { self == .local ? .cloud : .local }
}
