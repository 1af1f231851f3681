internal import Audit
internal import Configuration
internal import Pipeline
internal import Proxy
internal import Synchronization

/// What lives as long as the program serves: the log, the metrics, the balancer, the audit log, and the configuration in force.
final class Running: Sendable {
    let log: Log
    let metrics = Metrics()
    let traffic = Traffic()
    let spans = SpanExporter()
    let history = FleetHistory()
    let certificate = CertificateWatch()
    let balancer: Balancer
    let audit: any AuditSink
    private let current: Mutex<Snapshot>
    private let draining = Atomic<Bool>(false)

    init(log: Log, balancer: Balancer, audit: any AuditSink, snapshot: Snapshot) {
        self.log = log
        self.balancer = balancer
        self.audit = audit
        current = Mutex(snapshot)
    }

    /// Every model of every host.
    var directory: ModelDirectory { balancer.directory }

    /// The configuration in force.
    var snapshot: Snapshot { current.withLock { $0 } }

    /// Puts another configuration in force. Exchanges that run keep the one they began with.
    func replace(_ snapshot: Snapshot) { current.withLock { $0 = snapshot } }

    private let exchanges = Atomic<Int>(0)

    /// Counts an exchange that is to be forwarded; false when as many as `limits.requests` allows run already.
    func beginExchange() -> Bool {
        let limit = snapshot.settings.limits.requests
        let count = exchanges.add(1, ordering: .relaxed).newValue
        guard limit > 0, count > limit else { return true }
        exchanges.subtract(1, ordering: .relaxed)
        return false
    }

    func endExchange() { exchanges.subtract(1, ordering: .relaxed) }

    /// Whether the program is about to end.
    var isDraining: Bool { draining.load(ordering: .relaxed) }

    func beginDraining() {
        draining.store(true, ordering: .relaxed)
        traffic.wake()
    }
}
