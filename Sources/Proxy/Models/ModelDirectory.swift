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
    private struct State {
        var index = ModelIndex()
        /// What was asked for lately: clients ask for the same few models. Emptied with every change.
        var answers: [String: Answers] = [:]
    }

    /// What is known of one name.
    private struct Answers {
        var resolutions: [(family: APIFamily, resolution: ModelResolution)] = []
        var isKnown: Bool?
    }

    /// Names remembered; then it starts afresh.
    private static let mostAnswers = 256
    /// Bytes of a name that is worth remembering.
    private static let longestName = 256

    private let state = Mutex(State())

    public init() {}

    /// Takes over a configuration: hosts with the slots that the balancer gave them, and aliases. What hosts that stay have said is kept.
    public func configure(_ hosts: [(slot: Int, host: Host)], aliases: [ModelAlias]) {
        state.withLock { state in
            state.index.configure(hosts, aliases: aliases)
            state.answers = [:]
        }
    }

    /// Takes what a host says of itself.
    func update(_ slot: Int, _ listing: HostListing) {
        state.withLock { state in
            state.index.update(slot, listing)
            state.answers = [:]
        }
    }

    /// Where a request for a model may go. Aliases and fallbacks are followed, Ollama's rules for case and `:latest` applied.
    public func resolve(_ model: String, _ family: APIFamily) -> ModelResolution {
        state.withLock { state in
            if let known = state.answers[model]?.resolutions.first(where: { $0.family == family }) { return known.resolution }
            let resolution = state.index.resolve(model, family)
            Self.remember(model, in: &state) { $0.resolutions.append((family, resolution)) }
            return resolution
        }
    }

    /// Whether the name is known at all: what a metric's label may hold.
    public func knows(_ model: String) -> Bool {
        state.withLock { state in
            if let isKnown = state.answers[model]?.isKnown { return isKnown }
            let isKnown = state.index.knows(model)
            Self.remember(model, in: &state) { $0.isKnown = isKnown }
            return isKnown
        }
    }

    /// Every model, each once. Models that only hosts which are down have are left out, unless they are configured.
    public func catalog(isUp: (Int) -> Bool) -> ModelCatalog {
        state.withLock { $0.index.catalog(isUp: isUp) }
    }

    private static func remember(_ model: String, in state: inout State, _ note: (inout Answers) -> Void) {
        guard model.utf8.count <= longestName else { return }
        if state.answers.count >= mostAnswers { state.answers = [:] }
        note(&state.answers[model, default: Answers()])
    }
}
