internal import Pipeline
internal import Proxy

/// The metrics of hosts, read off the balancer.
enum HostMetrics {
    static func write(_ balancer: Balancer, into out: inout MetricsText) {
        let hosts = balancer.snapshots()
        func write(_ family: MetricFamily, _ value: (HostSnapshot) -> Double) {
            out.family(family)
            for host in hosts { out.sample(family, [host.host.id], value(host)) }
        }
        write(.hostUp) { $0.isUp ? 1 : 0 }
        write(.hostInFlight) { Double($0.inFlight) }
        write(.hostAttempts) { Double($0.attempts) }
        write(.hostFailures) { Double($0.failures) }
        out.single(.queue, Double(balancer.waiting))
        out.single(.shed, Double(balancer.shed))
    }
}
