/// A stage of a policy's chain, by its name there.
public enum Stage: String, Sendable, CaseIterable {
    case auth
    case limit
    case classify
    case redact
    case route
    case audit
}
