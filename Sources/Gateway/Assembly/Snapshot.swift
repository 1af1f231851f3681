internal import Configuration
internal import Pipeline
internal import Proxy

/// A configuration that is in force: everything an exchange needs to know, fixed from its first byte to its last.
final class Snapshot: Sendable {
    /// How many policies are built in.
    static let builtInPolicies = 2

    let generation: Int
    let settings: Settings
    let keyring: Keyring
    /// In the order they are tried, the built-in ones last.
    let policies: [CompiledPolicy]
    private let builtInCloud: CompiledPolicy
    private let builtInLocal: CompiledPolicy
    let assembler: ChainAssembler
    let prices: PriceTable
    private let balancer: Balancer
    /// The classifiers that are asked, for `/metrics`.
    let engines: [any ClassifierEngine]

    init(
        generation: Int, settings: Settings, keyring: Keyring, policies: [CompiledPolicy], builtInCloud: CompiledPolicy,
        builtInLocal: CompiledPolicy, assembler: ChainAssembler, balancer: Balancer,
        engines: [any ClassifierEngine] = []
    ) {
        self.generation = generation
        self.settings = settings
        self.keyring = keyring
        self.policies = policies + [builtInCloud, builtInLocal]
        self.builtInCloud = builtInCloud
        self.builtInLocal = builtInLocal
        self.assembler = assembler
        self.balancer = balancer
        self.engines = engines
        prices = PriceTable(settings.models)
    }

    /// The policy for a request of that trust: the first that matches, else the built-in rules.
    func policy(trust: Trust, path: String, model: String, _ principal: Principal, _ header: (String) -> String?) -> CompiledPolicy {
        let own = policies.dropLast(Snapshot.builtInPolicies).first { candidate in
            candidate.policy.match.matches(
                trust: trust == .cloud ? .cloud : .local, path: path, model: model, key: principal.key, team: principal.team,
                header: header)
        }
        return own ?? (trust == .cloud ? builtInCloud : builtInLocal)
    }

    /// A policy by its name; one of the configuration before a built-in one.
    func policy(named name: String) -> CompiledPolicy? { policies.first { $0.policy.name == name } }

    /// Where a request for a model may go, its fallbacks included. Throws `modelUnknown` or `apiUnavailable`.
    func steps(model: String, api: ClientAPI) throws(PipelineError) -> [RouteStep] {
        switch balancer.directory.resolve(model, api.family) {
        case .steps(let steps): return steps
        case .unknown: throw .client(.modelUnknown)
        case .apiUnavailable: throw .client(.apiUnavailable)
        }
    }

    /// `cloud` if any host that the request may reach is of trust `cloud`.
    func trust(of steps: [RouteStep]) -> Trust {
        steps.contains { balancer.reachesCloud($0.hosts) } ? .cloud : .local
    }

    /// A model's name as a label of metrics: unknown ones count as `other`.
    func labelledModel(_ model: String) -> String {
        model.isEmpty || balancer.directory.knows(model) ? model : "other"
    }
}
