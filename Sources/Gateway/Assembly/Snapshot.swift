internal import Configuration
internal import Detection
internal import Pipeline
internal import Proxy

/// A configuration that is in force: everything an exchange needs to know, fixed from its first byte to its last.
final class Snapshot: Sendable {
    let generation: Int
    let settings: Settings
    let keyring: Keyring
    let hosts: [Host]
    private let loaded: LoadedConfiguration
    private let compiled: [String: CompiledPolicy]
    private let assembler: ChainAssembler
    private let knownModels: @Sendable (String) -> Bool

    init(
        generation: Int, loaded: LoadedConfiguration, keyring: Keyring, hosts: [Host], compiled: [String: CompiledPolicy],
        assembler: ChainAssembler, knownModels: @escaping @Sendable (String) -> Bool
    ) {
        self.generation = generation
        self.settings = loaded.settings
        self.keyring = keyring
        self.hosts = hosts
        self.loaded = loaded
        self.compiled = compiled
        self.assembler = assembler
        self.knownModels = knownModels
    }

    /// A policy and its chain, for one request.
    struct Choice {
        let name: String
        let chain: MiddlewareChain
    }

    /// Every policy, in the order they are tried; the built-in ones last.
    var policies: [Policy] { loaded.policies + [loaded.builtInCloud, loaded.builtInLocal] }

    /// The policy for a request of that trust, and the one whose redaction holds where an attempt goes to a host of the other trust.
    func choosePolicy(trust: Trust, path: String, model: String, _ principal: Principal, _ fields: HTTPFields) -> Choice {
        func find(_ trust: Trust) -> CompiledPolicy {
            let policy = loaded.policy(
                trust: trust == .cloud ? .cloud : .local, path: path, model: model, key: principal.key, team: principal.team,
                header: { fields[$0] })
            guard let found = compiled[policy.name] else { preconditionFailure("every policy is compiled") }
            return found
        }
        let chosen = find(trust)
        return Choice(name: chosen.policy.name, chain: assembler.chain(chosen, counterpart: find(trust.counterpart), trust: trust))
    }

    /// A compiled policy by its name.
    func policy(named name: String) -> CompiledPolicy? { compiled[name] }

    /// `cloud` if any host that the request may reach is of trust `cloud`.
    func reachableTrust(
        model: String, api: ClientAPI, _ principal: Principal, _ balancer: Balancer
    ) throws(PipelineError) -> Trust {
        let steps = try balancer.steps(model: model, api: api)
        return steps.contains { step in step.hosts.contains { hosts[$0].trust == .cloud } } ? .cloud : .local
    }

    /// A model's name as a label of metrics: unknown ones count as `other`.
    func labelledModel(_ model: String) -> String {
        model.isEmpty ? "" : knownModels(model) ? model : "other"
    }
}
