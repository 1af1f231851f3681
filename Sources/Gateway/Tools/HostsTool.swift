internal import Configuration
internal import Pipeline
internal import Proxy
internal import Synchronization

/// What `hopguard hosts` does.
package enum HostsTool {
    /// Asks every host of a configuration. Answers a table, and whether all were reached; or the faults of the configuration.
    package static func run(config: String?) -> (table: String, isWell: Bool, problems: [String]) {
        let assembly = Assembly.load(config: config, Environment.options())
        guard assembly.problems.isEmpty else { return ("", false, assembly.problems.map { "\($0)" }) }
        let hosts = assembly.hosts
        let loop = EventLoop()
        let thread = LoopThread(loop)
        let survey = Survey(loop, hosts, admin: admin(assembly.loaded.settings.admin?.value))
        loop.submit { survey.begin() }
        thread.join()
        let found = survey.reports.withLock { $0 }
        var table = ""
        for report in found {
            let models = report.listing?.models.map(\.name) ?? []
            let configured = report.host.models?.map(\.pattern) ?? []
            table += "\(report.host.id)  \(report.isReached ? "up" : "down: \(report.fault)")  \(report.host.api.rawValue)"
            table += "  trust \(report.host.trust.rawValue)  \(report.host.url.origin)"
            table += report.isReached ? "  \(Fixed.text(report.latency.milliseconds, digits: 1)) ms\n" : "\n"
            if !configured.isEmpty { table += "    serves: \(configured.joined(separator: ", "))\n" }
            if !models.isEmpty { table += "    models: \(models.joined(separator: ", "))\n" }
        }
        if let generation = survey.generation.withLock({ $0 }) {
            table += "served now: generation \(generation) of the configuration\n"
        }
        return (table, found.allSatisfy(\.isReached), [])
    }

    /// Where a proxy that serves this configuration says which generation of it is in force.
    private static func admin(_ address: Configuration.ListenAddress?) -> UpstreamRequest? {
        let patience = Duration.seconds(2)
        switch address {
        case nil: return nil
        case .unix(let path):
            return UpstreamRequest(
                method: .get, url: "http://localhost/healthz", socketPath: path, connect: patience, firstByte: patience, idle: patience)
        case .tcp(let host, let port):
            let name = ["", "0.0.0.0", "::", "*"].contains(host) ? "127.0.0.1" : host.contains(":") ? "[\(host)]" : host
            return UpstreamRequest(
                method: .get, url: "http://\(name):\(port)/healthz", connect: patience, firstByte: patience, idle: patience)
        }
    }
}

/// Asks hosts on a loop and stops it.
private final class Survey: Sendable {
    let reports = Mutex<[HostReport]>([])
    let generation = Mutex<String?>(nil)
    private let loop: EventLoop
    private let hosts: [Host]
    private let admin: UpstreamRequest?

    init(_ loop: EventLoop, _ hosts: [Host], admin: UpstreamRequest?) {
        self.loop = loop
        self.hosts = hosts
        self.admin = admin
    }

    func begin() {
        Task.immediate(executorPreference: loop) { [self] in
            let found = await HostSurvey.ask(hosts, on: loop)
            reports.withLock { $0 = found }
            // Nobody there: nothing is served now, which is no fault of a host.
            if let admin, let answer = try? await CurlClient(loop: loop).perform(admin), answer.status == 200 {
                generation.withLock { $0 = answer.fields[AdminHandler.generationField].flatMap(Int.init).map(String.init) }
            }
            loop.stop()
        }
    }
}
