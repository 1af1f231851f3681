internal import Audit
internal import Configuration
internal import Cryptography
internal import Detection
internal import Middleware
internal import Pipeline
internal import Proxy
internal import WireFormats

/// Everything that a configuration becomes before anything listens: policies compiled, hosts made, all faults told.
struct Assembly {
    let loaded: LoadedConfiguration
    let policies: [CompiledPolicy]
    let builtInCloud: CompiledPolicy
    let builtInLocal: CompiledPolicy
    let hosts: [Host]
    /// Sorted by file and line; with any, the configuration is not to be used.
    let problems: [Problem]

    /// Compiles a loaded configuration.
    init(_ loaded: LoadedConfiguration) {
        var problems = loaded.problems
        func compile(_ policy: Policy) -> CompiledPolicy {
            let (compiled, faults) = PolicyCompiler.compile(policy)
            problems += faults
            return compiled
        }
        self.loaded = loaded
        policies = loaded.policies.map(compile)
        builtInCloud = compile(loaded.builtInCloud)
        builtInLocal = compile(loaded.builtInLocal)
        for floor in loaded.floors { problems += PolicyCompiler.compile(floor).problems }
        problems += Assembly.floorFaults(loaded)
        var hosts: [Host] = []
        for settings in loaded.settings.hosts {
            do throws(HostURLError) {
                hosts.append(try HostAssembly.host(settings))
            } catch {
                problems.append(settings.url.problem(error.message))
            }
        }
        self.hosts = hosts
        self.problems = ConfigurationLoader.sorted(problems)
    }

    /// Reads and compiles the configuration that the command line names.
    static func load(config: String?, _ options: LoadOptions) -> Assembly {
        Assembly(ConfigurationLoader.load(ConfigurationLoader.locate(config, options), options))
    }

    /// Every policy, the built-in ones last; one of the configuration hides a built-in one of its name.
    var allPolicies: [CompiledPolicy] { policies + [builtInCloud, builtInLocal] }

    /// A policy by its name.
    func policy(named name: String) -> CompiledPolicy? { allPolicies.first { $0.policy.name == name } }

    /// Makes the configuration one that exchanges can begin with.
    ///
    /// - Parameter slots: the balancer's slots of the hosts, in their order.
    func snapshot(
        generation: Int, secret: [UInt8], ledger: KeyLedger, classifiers: @escaping @Sendable (Policy) -> any Classifier,
        engines: [any ClassifierEngine] = [], sink: any AuditSink, balancer: Balancer
    ) -> Snapshot {
        let keyring = Keyring(loaded.settings.keys)
        let assembler = ChainAssembler(
            secret: secret, keys: ConfiguredKeyRights(keyring: keyring, ledger: ledger), classifiers: classifiers, sink: sink,
            rates: { PolicyAllowance($0, ledger: ledger) }, router: { HostRouter($0.policy, balancer: balancer) })
        return Snapshot(
            generation: generation, settings: loaded.settings, keyring: keyring, policies: policies, builtInCloud: builtInCloud,
            builtInLocal: builtInLocal, assembler: assembler, balancer: balancer, engines: engines)
    }

    /// Policies that do less than a floor demands.
    private static func floorFaults(_ loaded: LoadedConfiguration) -> [Problem] {
        FloorCheck.problems(policies: loaded.policies, floors: loaded.floors, builtIn: [loaded.builtInCloud, loaded.builtInLocal]) {
            group in
            EntityGroups.isGroup(group) ? EntityGroups.types(in: group).map(\.name) : nil
        }
    }
}
