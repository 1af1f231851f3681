import Configuration
import Middleware
import Pipeline
import Proxy
import Synchronization
import TestSupport
import Testing
import WireFormats

@testable import Gateway

/// A proxy with real sockets on a free port, whose log is kept in memory.
final class GatewayStand {
    /// Keeps what is written down.
    final class Rows: AuditSink {
        let closed = Mutex<[(AdmissionRow?, OutcomeRow)]>([])
        let admitted = Mutex<[AdmissionRow]>([])

        func admit(_ row: AdmissionRow, keeping body: KeptBody?) async throws(PipelineError) { admitted.withLock { $0.append(row) } }
        func close(_ admission: AdmissionRow?, _ row: OutcomeRow) async throws(PipelineError) {
            closed.withLock { $0.append((admission, row)) }
        }

        var outcomes: [OutcomeRow] { closed.withLock { $0.map(\.1) } }
        var admissions: [AdmissionRow] { admitted.withLock { $0 } }
    }

    let rows = Rows()
    let port: UInt16
    private let group = EventLoopGroup(count: 1)
    private let server: HTTPServer

    init(
        policies: [String]? = nil, hosts: [HostSettings], keys: [ClientKey] = [], sink: (any AuditSink)? = nil,
        _ change: (inout Settings) -> Void = { _ in }
    ) throws {
        let assembly = try TrialAssembly.make(policies, hosts: hosts, keys: keys, change)
        let settings = HostAssembly.balance(assembly.loaded.settings.balance)
        let balancer = Balancer(settings, seed: 1)
        balancer.configure(assembly.hosts, aliases: HostAssembly.aliases(assembly.loaded.settings.models), settings)
        let sink = sink ?? rows
        let ledger = KeyLedger()
        ledger.configure(keys: keys, teams: [], policies: assembly.allPolicies.map(\.policy))
        let snapshot = assembly.snapshot(
            generation: 7, secret: TrialAssembly.secret, ledger: ledger, classifiers: { _ in SilentClassifier() }, sink: sink,
            balancer: balancer)
        let running = Running(log: Log(), balancer: balancer, audit: sink, snapshot: snapshot)
        server = HTTPServer(
            loops: group, limits: ServerLimits(), listeners: [ServerListener(.tcp(host: "127.0.0.1", port: 0))]
        ) { loop in
            Admission(
                running: running, forwarder: Forwarder(loop: loop, balancer: balancer, format: { WireFormats.format(for: $0) }))
        }
        try server.start()
        guard case .tcp(_, let port) = server.addresses[0] else { fatalError("not a TCP address") }
        self.port = port
    }

    deinit {
        group.stop()
    }

    static func host(
        _ scripted: ScriptedHost, _ id: String, trust: HostTrust = .local, models: [String] = ["m"]
    ) -> HostSettings {
        HostSettings(
            id: id, url: Located(Configuration.HostURL(scheme: .http, host: "127.0.0.1", port: Int(scripted.port)), file: "t", line: 1),
            api: .openai, trust: trust, models: models.map { Glob($0) })
    }

    /// Sends one request on a connection of its own, `~` for CRLF, and reads the whole answer.
    func ask(_ head: String, _ body: String = "") throws -> (status: Int, text: String) {
        let client = try RawClient(port: port)
        let length = body.isEmpty ? "" : "content-length: \(body.utf8.count)~"
        client.send(spelled("\(head)~host: x~connection: close~\(length)~") + Array(body.utf8))
        let text = client.readAll().text
        return (statuses(text).first ?? 0, text)
    }
}
