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
        let survey = Survey(loop, hosts)
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
        return (table, found.allSatisfy(\.isReached), [])
    }
}

/// Asks hosts on a loop and stops it.
private final class Survey: Sendable {
    let reports = Mutex<[HostReport]>([])
    private let loop: EventLoop
    private let hosts: [Host]

    init(_ loop: EventLoop, _ hosts: [Host]) {
        self.loop = loop
        self.hosts = hosts
    }

    func begin() {
        Task.immediate(executorPreference: loop) { [self] in
            let found = await HostSurvey.ask(hosts, on: loop)
            reports.withLock { $0 = found }
            loop.stop()
        }
    }
}
