internal import Configuration
internal import Pipeline
internal import Proxy

/// Makes the balancer's hosts and settings from the configuration's.
enum HostAssembly {
    /// A host. Throws the URL's fault; the configuration has checked it before.
    static func host(_ settings: HostSettings) throws(HostURLError) -> Host {
        let url = settings.url.value
        let api: Host.API =
            switch settings.api {
            case .ollama: .ollama
            case .openai: .openai
            case .anthropic: .anthropic
            }
        return Host(
            id: settings.id, url: try Proxy.HostURL(url.description), api: api,
            trust: settings.trust == .cloud ? .cloud : .local, models: settings.models?.map { ModelGlob($0.pattern) },
            weight: Double(settings.weight), maxInFlight: settings.maxInFlight,
            fields: settings.headers.map { Host.Field(name: $0.name, value: $0.value.reveal()) }, connect: settings.connect,
            firstByte: settings.firstByte, idle: settings.idle,
            tls: Host.TLS(
                authorities: settings.tls.authorities, verifies: settings.tls.verify, certificate: settings.tls.certificate,
                key: settings.tls.key))
    }

    /// The balancer's settings.
    static func balance(_ settings: Configuration.BalanceSettings) -> Proxy.BalanceSettings {
        let strategy: SelectionStrategy =
            switch settings.strategy {
            case .random: .random
            case .roundRobin: .roundRobin
            case .leastBusy: .leastBusy
            case .memoryAware: .memoryAware
            case .affinity: .affinity
            case .latencyAware: .latencyAware
            }
        return Proxy.BalanceSettings(
            strategy: strategy, retries: settings.retries, retryBudget: settings.retryBudget,
            suspend: SuspendSettings(after: settings.suspend.after, base: settings.suspend.first, upTo: settings.suspend.upTo),
            health: settings.health, queueLength: settings.queue.length, queueWait: settings.queue.wait,
            hedge: settings.hedge)
    }

    /// The names that clients use.
    static func aliases(_ models: [Configuration.ModelAlias]) -> [Proxy.ModelAlias] {
        models.map { alias in
            Proxy.ModelAlias(
                name: alias.name, model: alias.model, hosts: alias.hosts?.map(\.value) ?? [], fallback: alias.fallback)
        }
    }

    /// Where to listen.
    static func address(_ address: Configuration.ListenAddress) throws(ListenError) -> ListenerAddress {
        try ListenerAddress(parsing: address.description)
    }
}
