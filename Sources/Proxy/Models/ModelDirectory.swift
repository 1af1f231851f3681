public import Pipeline
import Synchronization

/// Which hosts a model's name leads to.
public enum ModelResolution: Sendable, Equatable {
    /// The hosts of the model itself, then of its fallbacks.
    case steps([RouteStep])
    /// No host has it.
    case unknown
    /// Some host has it, but none that speaks the API.
    case apiUnavailable
}

/// Every model of every host: what the configuration says and what the hosts say themselves, brought up to date by active checks.
public final class ModelDirectory: Sendable {
    private let state = Mutex(ModelIndex())

    public init() {}

    /// Takes over a configuration: hosts with the slots that the balancer gave them, and aliases. What hosts that stay have said is kept.
    public func configure(_ hosts: [(slot: Int, host: Host)], aliases: [ModelAlias]) {
        state.withLock { $0.configure(hosts, aliases: aliases) }
    }

    /// Takes what a host says of itself.
    func update(_ slot: Int, _ listing: HostListing) {
        state.withLock { $0.update(slot, listing) }
    }

    /// Where a request for a model may go. Aliases and fallbacks are followed, Ollama's rules for case and `:latest` applied.
    public func resolve(_ model: String, _ family: APIFamily) -> ModelResolution {
        state.withLock { $0.resolve(model, family) }
    }

    /// Whether the name is known at all: what a metric's label may hold.
    public func knows(_ model: String) -> Bool {
        state.withLock { $0.knows(model) }
    }

    /// Every model, each once. Models that only hosts which are down have are left out, unless they are configured.
    public func catalog(isUp: (Int) -> Bool) -> ModelCatalog {
        state.withLock { $0.catalog(isUp: isUp) }
    }
}
