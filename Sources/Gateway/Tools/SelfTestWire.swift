internal import Configuration
internal import Middleware
internal import Pipeline
internal import Proxy
internal import Synchronization
internal import WireFormats

/// The part of the self-test that goes over real connections: a listening stand-in for each configured host, asked by the forwarder that asks
/// the hosts themselves.
enum SelfTestWire {
    /// Sends each API's body, with a mixture of values, to the stand-in of each host of a policy's trust.
    static func prove(
        _ policy: CompiledPolicy, _ trusts: [Trust], _ assembly: Assembly, _ secret: [UInt8], _ loop: EventLoop,
        _ report: inout SelfTestReport, _ progress: @Sendable (String) -> Void
    ) async {
        guard policy.redacts, !policy.isShadow else { return }
        let specimens = SelfTestSpecimen.all(for: policy, types: SelfTestSpecimen.core).planted.filter { specimen in
            specimen.expectation == .restored || specimen.expectation == .replaced
        }
        guard !specimens.isEmpty else { return }
        for trust in trusts {
            for host in assembly.hosts where host.trust == trust {
                progress("\(policy.policy.name), over HTTP to '\(host.id)'")
                report.rows.append(await prove(policy, trust, host, specimens, assembly, secret, loop, &report))
            }
        }
    }

    private static func prove(
        _ policy: CompiledPolicy, _ trust: Trust, _ host: Host, _ specimens: [SelfTestSpecimen], _ assembly: Assembly, _ secret: [UInt8],
        _ loop: EventLoop, _ report: inout SelfTestReport
    ) async -> SelfTestReport.Row {
        var row = SelfTestReport.Row(policy: policy.policy.name, trust: trust.rawValue, api: "over HTTP to '\(host.id)'")
        let inbox = WireInbox()
        let group = EventLoopGroup(count: 1)
        defer { group.stop() }
        let standIn: Host
        do throws(ListenError) {
            let server = HTTPServer(
                loops: group, limits: ServerLimits(), listeners: [ServerListener(try ListenerAddress(parsing: "127.0.0.1:0"))]
            ) { _ in WireHost(inbox) }
            try server.start()
            guard let address = server.addresses.first else { preconditionFailure("a server that started has an address") }
            standIn = SelfTestWire.standIn(host, at: "\(address)")
        } catch {
            row.note = "no address to listen on"
            row.unproved = 1
            return row
        }
        let bench = SelfTestBench(policy, trust: trust, assembly, secret: secret, hosts: [standIn])
        inbox.echo.withLock { $0 = { api, bytes, isStream in bench.echo(bytes, api, isStream: isStream) } }
        for (number, body) in SelfTestBody.all.enumerated() where bench.reaches(body.api) {
            for isStream in body.answersText ? [false, true] : [false] {
                row.positions += body.positions.count
                row.values += body.positions.count
                let bytes = body.bytes(model: bench.model, isStream: isStream) { specimens[($0 + number) % specimens.count].sentence }
                let forwarder = Forwarder(loop: loop, balancer: bench.balancer, format: { WireFormats.format(for: $0) })
                var trial = await bench.send(bytes, body.api, to: forwarder)
                trial.sent = inbox.take().map { received in
                    RecordingHosts.Sent(
                        host: standIn, api: body.api, model: bench.model, body: received.body, fields: received.fields,
                        query: received.query)
                }
                if trial.refusal == nil && trial.sent.isEmpty {
                    row.unproved += 1
                    row.note = "nothing arrived"
                }
                SelfTest.judge(trial, specimens, body.api.rawValue + " over HTTP", bench, &row, &report)
                guard body.answersText, trial.refusal == nil else { continue }
                let texts = EchoText.read(trial.reply).map { Array($0.utf8) }
                for specimen in specimens where specimen.expectation == .restored {
                    let wanted = Array(specimen.value.utf8)
                    let sent = trial.echoable.reduce(0) { $0 + SelfTestTrace.count(wanted, in: $1) }
                    let back = texts.map { SelfTestTrace.count(wanted, in: $0) }.max() ?? 0
                    guard back < sent else { continue }
                    row.unrestored += sent - back
                    report.add(
                        SelfTestReport.Fault(
                            kind: .unrestored, policy: policy.policy.name, api: body.api.rawValue + " over HTTP", type: specimen.type,
                            place: ""))
                }
            }
        }
        return row
    }

    /// The host with another address, without the fields that hold its keys.
    private static func standIn(_ host: Host, at address: String) -> Host {
        do throws(HostURLError) {
            return Host(id: host.id, url: try HostURL("http://\(address)"), api: host.api, trust: host.trust, models: [ModelGlob("*")])
        } catch {
            preconditionFailure("the address of a server is a URL's")
        }
    }
}

/// What the listening stand-ins received.
private final class WireInbox: Sendable {
    struct Received: Sendable {
        let body: [UInt8]
        let fields: HTTPFields
        let query: String
    }

    let received = Mutex<[Received]>([])
    let echo = Mutex<(@Sendable (ClientAPI, [UInt8], Bool) -> RecordingHosts.Answer?)?>(nil)

    func take() -> [Received] {
        received.withLock { received in
            defer { received = [] }
            return received
        }
    }
}

private final class WireHost: ExchangeHandler {
    private let inbox: WireInbox

    init(_ inbox: WireInbox) {
        self.inbox = inbox
    }

    func handle(_ head: RequestHead, body: any BodyReader, peer: PeerAddress, reply: any ConnectionReply) async {
        do throws(PipelineError) {
            let bytes = try await body.collect(limit: 16 << 20)
            inbox.received.withLock { $0.append(WireInbox.Received(body: bytes, fields: head.fields, query: head.query)) }
            guard case .api(let api) = Endpoint.find(method: head.method, path: head.path) else { throw .client(.pathUnknown) }
            // What left is judged later as it is; a body that is none is answered whole.
            let isStream = (try? WireFormats.format(for: api).outline(bytes))?.streams ?? false
            let answer = inbox.echo.withLock { $0 }?(api, bytes, isStream)
            var fields = HTTPFields()
            fields.append("content-type", answer?.contentType ?? "application/json")
            try await reply.begin(ResponseHead(status: 200, fields: fields, origin: .proxy, isStream: answer?.isStream ?? false))
            for piece in answer?.pieces ?? [Array("{}".utf8)] { try await reply.send(piece) }
            try await reply.finish(.complete)
        } catch {
            // The forwarder sees a connection that broke off, and the row says that it proved nothing.
        }
    }
}
