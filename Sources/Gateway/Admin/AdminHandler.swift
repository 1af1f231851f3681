internal import Audit
internal import Cryptography
internal import Pipeline
internal import Proxy
internal import WireFormats

/// Answers on the admin address: health, metrics, the dashboard and its data. One for each loop.
final class AdminHandler: ExchangeHandler {
    /// Says on `/healthz` which configuration is in force: what `hopguard hosts` asks for.
    static let generationField = "x-hopguard-generation"

    private let running: Running
    private let audit: AuditStore
    private let needsKey: Bool
    private let session: AdminSession
    private let data: DashboardData

    init(running: Running, audit: AuditStore, desk: AuditDesk, secret: [UInt8], needsKey: Bool) {
        self.running = running
        self.audit = audit
        self.needsKey = needsKey
        session = AdminSession(secret: secret)
        data = DashboardData(running: running, desk: desk, secret: secret)
    }

    func handle(_ head: RequestHead, body: any BodyReader, peer: PeerAddress, reply: any ConnectionReply) async {
        do throws(PipelineError) {
            try await answer(head, body, peer, reply)
        } catch {
            guard !reply.hasBegun else { return }
            // An error on the way to an error: the connection is closed by the server.
            try? await send(["error": .string(error.message)].json, status: error.status, reply)
        }
    }

    private func answer(
        _ head: RequestHead, _ body: any BodyReader, _ peer: PeerAddress, _ reply: any ConnectionReply
    ) async throws(PipelineError) {
        let isRead = head.method == "GET" || head.method == "HEAD"
        switch head.path {
        case "/healthz" where isRead:
            return try await send(
                Array("ok\n".utf8), type: "text/plain", reply, extra: [(Self.generationField, String(running.snapshot.generation))])
        case "/readyz" where isRead:
            return try await send(
                Array((isReady ? "ready\n" : running.isDraining ? "draining\n" : "no healthy host\n").utf8), type: "text/plain",
                status: isReady ? 200 : 503, reply)
        case "/" where isRead: return try await page(PackageResources.index_html, "text/html; charset=utf-8", reply)
        case "/style.css" where isRead: return try await page(PackageResources.style_css, "text/css; charset=utf-8", reply)
        case "/app.js" where isRead: return try await page(PackageResources.app_js, "text/javascript; charset=utf-8", reply)
        case "/api/signin" where head.method == "POST": return try await signIn(head, body, peer, reply)
        default: break
        }
        if needsKey {
            let isKnown: Bool =
                switch running.snapshot.keyring.identify(head.fields, address: nil) {
                case .known(let principal): principal.isAdmin
                case .unknown, .ambiguous: false
                }
            guard isKnown || session.isValid(head.fields["cookie"]) else { throw .client(.unauthorized) }
        }
        if head.path == "/metrics", isRead { return try await send(metrics(), type: "text/plain; version=0.0.4; charset=utf-8", reply) }
        if head.path == "/api/live", isRead { return try await live(reply) }
        guard head.path.hasPrefix("/api/") else { throw .client(.pathUnknown) }
        if isRead {
            return try await send(try await data.read(String(head.path.dropFirst(5)), query: head.query), reply)
        }
        // A page of another origin cannot set this field without asking first, and nobody answers that question here.
        guard head.method == "POST", head.fields["x-requested-with"] == "hopguard" else { throw .client(.methodNotAllowed) }
        guard head.path == "/api/examine" else { throw .client(.pathUnknown) }
        let bytes = try await body.collect(limit: 1 << 20)
        try await send(try await data.examine(bytes), reply)
    }

    private func signIn(
        _ head: RequestHead, _ body: any BodyReader, _ peer: PeerAddress, _ reply: any ConnectionReply
    ) async throws(PipelineError) {
        let bytes = try await body.collect(limit: 4096)
        guard let key = JSONValue(parsing: bytes)?["key"]?.text else { throw .client(.malformed(.json)) }
        var fields = HTTPFields()
        fields.append("authorization", "Bearer " + key)
        guard case .known(let principal) = running.snapshot.keyring.identify(fields, address: nil), principal.isAdmin || !needsKey else {
            throw .client(.unauthorized)
        }
        try await send(
            Array("{}".utf8), reply,
            extra: [("set-cookie", "hopguard=\(session.make()); HttpOnly; SameSite=Strict; Path=/; Max-Age=\(AdminSession.seconds)")])
    }

    /// Tells of exchanges as they end, as server-sent events.
    private func live(_ reply: any ConnectionReply) async throws(PipelineError) {
        guard let id = running.traffic.watch(), let loop = EventLoop.current else { throw .proxy(.queueFull) }
        defer { running.traffic.unwatch(id) }
        var fields = HTTPFields()
        fields.append("content-type", "text/event-stream")
        fields.append("cache-control", "no-store")
        try await reply.begin(ResponseHead(status: 200, fields: fields, origin: .proxy, isStream: true))
        try await reply.send(Array(": live\n\n".utf8))
        while !Task.isCancelled, !running.isDraining {
            let timer = loop.schedule(after: .seconds(15)) { [traffic = running.traffic] in traffic.nudge(id) }
            let news = await withTaskCancellationHandler {
                await running.traffic.news(id)
            } onCancel: { [traffic = running.traffic] in
                traffic.unwatch(id)
            }
            loop.cancel(timer)
            guard let news else { break }
            var out: [UInt8] = []
            for line in news { out += Array("event: exchange\ndata: ".utf8) + line + Array("\n\n".utf8) }
            if out.isEmpty { out = Array(": still here\n\n".utf8) }
            try await reply.send(out)
        }
        try await reply.finish(.complete)
    }

    private func metrics() -> [UInt8] {
        var text = MetricsText()
        running.metrics.write(into: &text)
        HostMetrics.write(running.balancer, into: &text)
        ClassifierFigures.write(running.snapshot.engines, into: &text)
        text.single(.auditRows, Double(audit.rowsWritten))
        text.single(.auditQueue, Double(audit.queueDepth))
        text.single(.auditFailing, audit.isFailing ? 1 : 0)
        text.single(.auditRetentionFailures, Double(audit.retentionFailures))
        text.single(.certificateExpiry, Double(running.certificate.expiry))
        text.single(.generation, Double(running.snapshot.generation))
        running.metrics.writeReloads(into: &text)
        text.single(.logDropped, Double(running.log.dropped))
        running.spans.write(into: &text)
        text.single(.ready, isReady ? 1 : 0)
        text.family(.build)
        text.sample(.build, [Program.version], 1)
        ProcessFigures.write(into: &text)
        return text.bytes
    }

    private var isReady: Bool { !running.isDraining && running.balancer.hasHealthyHost }

    private func page(_ bytes: [UInt8], _ type: String, _ reply: any ConnectionReply) async throws(PipelineError) {
        try await send(
            bytes, type: type, reply,
            extra: [
                (
                    "content-security-policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
                ), ("x-frame-options", "DENY"), ("referrer-policy", "no-referrer"),
            ])
    }

    private func send(
        _ body: [UInt8], type: String = "application/json", status: Int = 200, _ reply: any ConnectionReply, extra: [(String, String)] = []
    ) async throws(PipelineError) {
        var fields = HTTPFields()
        fields.append("content-type", type)
        fields.append("cache-control", "no-store")
        fields.append("x-content-type-options", "nosniff")
        for (name, value) in extra { fields.append(name, value) }
        try await reply.begin(ResponseHead(status: status, fields: fields, origin: .proxy, isStream: false, contentLength: body.count))
        if !body.isEmpty { try await reply.send(body) }
        try await reply.finish(.complete)
    }
}

extension Dictionary where Key == String, Value == JSONValue {
    /// The object as JSON, members by name.
    fileprivate var json: [UInt8] {
        var json = JSONWriter()
        json.value(.object(sorted { $0.key < $1.key }.map { JSONValue.Member(name: $0.key, value: $0.value) }))
        return json.bytes
    }
}
