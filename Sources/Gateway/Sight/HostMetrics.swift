internal import Pipeline
internal import Proxy

/// The metrics of hosts, read off the balancer.
enum HostMetrics {
    static func write(_ balancer: Balancer, into out: inout MetricsText) {
        let hosts = balancer.snapshots()
        out.family("hopguard_host_up", "gauge", "Whether the host may be given work.")
        for host in hosts { out.sample("hopguard_host_up", [("host", host.host.id)], host.isUp ? 1 : 0) }
        out.family("hopguard_host_in_flight", "gauge", "Requests that the host is answering.")
        for host in hosts { out.sample("hopguard_host_in_flight", [("host", host.host.id)], Double(host.inFlight)) }
        out.family("hopguard_host_attempts_total", "counter", "Attempts on the host.")
        for host in hosts { out.sample("hopguard_host_attempts_total", [("host", host.host.id)], Double(host.attempts)) }
        out.family("hopguard_host_failures_total", "counter", "Attempts on the host that failed.")
        for host in hosts { out.sample("hopguard_host_failures_total", [("host", host.host.id)], Double(host.failures)) }
        out.family("hopguard_queue", "gauge", "Requests that wait for a host.")
        out.sample("hopguard_queue", [], Double(balancer.waiting))
        out.family("hopguard_shed_total", "counter", "Requests that were refused because the queue was full.")
        out.sample("hopguard_shed_total", [], Double(balancer.shed))
    }
}
