/// What a policy does with a finding. The raw values are the words of policy files.
public enum Action: String, Sendable, CaseIterable {
    /// A realistic fake of the same kind, restored in the answer.
    case surrogate
    /// `[EMAIL_ADDRESS_1]`, numbered per request and type, restored in the answer.
    case placeholder
    /// `****1111`, not restored.
    case mask
    /// A keyed hash, not restored.
    case hash
    /// The request is refused.
    case block
    /// Nothing is replaced, but only hosts of trust `local` may have the request.
    case local
    /// Nothing is done.
    case keep

    /// Whether the action puts other bytes in the place of the finding.
    public var replaces: Bool {
        switch self {
        case .surrogate, .placeholder, .mask, .hash: true
        case .block, .local, .keep: false
        }
    }

    /// Whether the answer gets the original back.
    public var restores: Bool { self == .surrogate || self == .placeholder }
}
