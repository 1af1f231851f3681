/// How safe a row is before its request goes on.
public enum AuditDurability: String, Sendable {
    /// The admission is on disk before a byte leaves, the outcome before the client sees the end.
    case strict
    /// Rows follow within 50 ms, in groups; a killed program loses those, a power failure about a second.
    case batched
}
