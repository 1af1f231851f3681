/// A name that clients use for a model (`models` of the configuration).
public struct ModelAlias: Sendable, Equatable {
    public let name: String
    /// What it stands for.
    public let model: String
    /// Ids of the hosts that may be asked; empty for all that have it.
    public let hosts: [String]
    /// Names to go on with, in order, when those hosts fail.
    public let fallback: [String]

    public init(name: String, model: String, hosts: [String] = [], fallback: [String] = []) {
        self.name = name
        self.model = model
        self.hosts = hosts
        self.fallback = fallback
    }
}
