/// What a policy does with an entity.
public enum EntityAction: String, Sendable, CaseIterable {
    /// A realistic fake of the same kind, restored in the answer.
    case surrogate
    /// `[EMAIL_ADDRESS_1]`, restored in the answer.
    case placeholder
    /// `****1111`, not restored.
    case mask
    /// Keyed, not restored.
    case hash
    /// The request is refused.
    case block
    /// The request may go to hosts of trust `local` only.
    case local
    case keep

    /// How much it withholds, for floors: block, then local, then any replacement, then nothing.
    public var strictness: Int {
        switch self {
        case .block: 3
        case .local: 2
        case .surrogate, .placeholder, .mask, .hash: 1
        case .keep: 0
        }
    }
}
