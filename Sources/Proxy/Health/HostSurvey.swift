/// Asks hosts once, for `hopguard hosts` and for the start: health, API, models, latency.
public enum HostSurvey {
    /// Asks all hosts, up to 64 at a time, on a loop. The reports come in the order of the hosts.
    public static func ask(_ hosts: [Host], on loop: EventLoop) async -> [HostReport] {
        var reports = [HostReport?](repeating: nil, count: hosts.count)
        await withTaskGroup(of: (Int, HostReport).self) { group in
            var next = 0
            func add() {
                guard next < hosts.count else { return }
                let at = next
                next += 1
                let host = hosts[at]
                group.addTask(executorPreference: loop) { (at, await HostProbe(client: CurlClient(loop: loop)).ask(host)) }
            }
            for _ in 0..<64 { add() }
            while let (at, report) = await group.next() {
                reports[at] = report
                add()
            }
        }
        return reports.compactMap { $0 }
    }
}
