/// Where a host stands: on machines of one's own, or with somebody else.
public enum HostTrust: String, Sendable, CaseIterable {
    case local
    case cloud
}
