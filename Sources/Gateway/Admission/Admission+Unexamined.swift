internal import Configuration
internal import Middleware
internal import Pipeline
internal import Proxy

/// What nobody can examine: WebSocket lines, and bodies of no form that is known. It goes to hosts of trust `local` alone, and only where the
/// policy for those neither redacts nor classifies; a line also elsewhere, when the policy says `realtime: unguarded`.
extension Admission {
    // MARK: Realtime

    /// Opens a line to a host and carries it.
    func realtime(
        _ head: RequestHead, _ body: any BodyReader, _ principal: Principal, _ snapshot: Snapshot, _ writer: ExchangeWriter,
        _ record: ExchangeRecord
    ) async throws(PipelineError) {
        record.admission.api = ClientAPI.realtime.rawValue
        record.admission.stream = true
        guard let offer = WebSocketOffer(head) else { throw .client(.upgradeRequired) }
        let model = try Admission.model(ofQuery: head.query)
        record.admission.modelAsked = Admission.bounded(model)
        let steps = try snapshot.steps(model: model, api: .realtime)
        let trust = snapshot.trust(of: steps)
        let chosen = snapshot.policy(trust: trust, path: head.path, model: model, principal) { head.fields[$0] }
        record.admission.policy = chosen.policy.name
        writer.policy = chosen.policy.name

        var allowed: Set<Trust> = []
        for trust in [Trust.local, .cloud] {
            let policy = snapshot.policy(trust: trust, path: head.path, model: model, principal) { head.fields[$0] }
            if policy.policy.realtime == .unguarded || trust == .local && policy.leavesAlone { allowed.insert(trust) }
        }
        record.noteUnexamined("realtime")
        let request = Request(
            api: .realtime, head: head, body: RequestBody(bytes: [], model: model, modelRange: 0..<0, streams: true, slots: []),
            forwardedFields: ForwardedFields.select(head.fields, requestID: record.admission.requestID))
        let router = UnexaminedRouter(
            base: HostRouter(chosen.policy, balancer: running.balancer), balancer: running.balancer, trusts: allowed)
        try await snapshot.assembler.unexamined(chosen, router: router).run(
            request, context: context(principal, chosen, trust, snapshot, record), reply: writer,
            terminal: forwarder.realtime(offer, body, mayReachCloud: allowed.contains(.cloud)))
    }

    /// The fields with the client's key where a browser has to put it, unless it has sent one as others do.
    static func credentials(_ fields: HTTPFields) -> HTTPFields {
        guard let token = WebSocketOffer.credential(fields), !fields.contains("authorization"), !fields.contains("x-api-key"),
            !fields.contains("api-key")
        else { return fields }
        var fields = fields
        fields.append("authorization", "Bearer " + token)
        return fields
    }

    /// The one model that a query names.
    private static func model(ofQuery query: String) throws(PipelineError) -> String {
        let named = query.split(separator: "&").filter { $0.hasPrefix("model=") }
        guard named.count <= 1 else { throw .client(.malformed(.duplicateModel)) }
        guard let value = named.first?.dropFirst(6), !value.isEmpty else { throw .client(.malformed(.noModel)) }
        guard let model = PercentEncoding.decode(value), model.utf8.count <= 256, !model.utf8.contains(where: { $0 < 0x20 }) else {
            throw .client(.malformed(.query))
        }
        return model
    }

    // MARK: By path

    /// A request whose path names the model. A call of an API is examined as ever; the hosts are those of the path's model.
    func routed(
        _ head: RequestHead, _ path: ModelPath, _ body: any BodyReader, _ principal: Principal, _ peer: PeerAddress, _ snapshot: Snapshot,
        _ writer: ExchangeWriter, _ record: ExchangeRecord, _ trace: TraceContext?
    ) async throws(PipelineError) {
        let head = RequestHead(
            method: head.method, path: path.rest, query: head.query, fields: head.fields, contentLength: head.contentLength,
            hasBody: head.hasBody)
        let endpoint = Endpoint.find(method: head.method, path: path.rest)
        if endpoint == .management { throw .client(.managementForbidden) }
        let bytes = head.hasBody ? try await read(head, body, snapshot, record) : []
        if case .api(let api) = endpoint, api.isForwarded {
            record.admission.api = api.rawValue
            do throws(PipelineError) {
                let outlined = try Admission.outline(bytes, api)
                let named = RequestBody(
                    bytes: bytes, model: path.model, modelRange: outlined.modelRange, streams: outlined.streams, slots: outlined.slots,
                    attachments: outlined.attachments, estimatedTokens: outlined.estimatedTokens)
                // A name that the host alone knows stays as it came, as LLMhop does; one that is known here could be another model than the
                // key's, and gives way to the path's.
                let keeps = !running.directory.knows(outlined.model)
                return try await forward(head, api, named, principal, peer, snapshot, writer, record, trace, keepsModel: keeps)
            } catch {
                guard !record.isAdmitted, case .malformed = error.kind, writer.policy.isEmpty else { throw error }
            }
        }
        try await pass(head, bytes, model: path.model, principal, snapshot, writer, record)
    }

    /// A call that no API here knows, whose body names the model: LLMhop passes on whatever has one.
    func unknown(
        _ head: RequestHead, _ body: any BodyReader, _ principal: Principal, _ snapshot: Snapshot, _ writer: ExchangeWriter,
        _ record: ExchangeRecord
    ) async throws(PipelineError) {
        guard ModelPath.isPlain(head.path) else { throw .client(.pathUnknown) }
        let bytes = try await read(head, body, snapshot, record)
        let model = try Admission.outline(bytes, .completions).model
        try await pass(head, bytes, model: model, principal, snapshot, writer, record)
    }

    /// Passes a request on unread, to local hosts.
    private func pass(
        _ head: RequestHead, _ bytes: [UInt8], model: String, _ principal: Principal, _ snapshot: Snapshot, _ writer: ExchangeWriter,
        _ record: ExchangeRecord
    ) async throws(PipelineError) {
        guard head.method == "POST" || head.method == "GET" && bytes.isEmpty else {
            writer.allow = "GET, POST"
            throw .client(.methodNotAllowed)
        }
        record.admission.api = ClientAPI.passage.rawValue
        record.admission.modelAsked = Admission.bounded(model)
        let chosen = snapshot.policy(trust: .local, path: head.path, model: model, principal) { head.fields[$0] }
        record.admission.policy = chosen.policy.name
        writer.policy = chosen.policy.name
        guard chosen.leavesAlone else { throw .client(.routeForbidden) }
        // A body of no known form names no model of its own.
        if let inner = try? Admission.outline(bytes, .completions).model, inner != model, running.directory.knows(inner) {
            // A host with several models would answer with the one that the body names.
            guard snapshot.keyring.mayCall([inner], principal) else { throw .client(.modelForbidden) }
        }
        record.noteUnexamined("body")
        let request = Request(
            api: .passage, head: head, body: RequestBody(bytes: bytes, model: model, modelRange: 0..<0, streams: false, slots: []),
            forwardedFields: ForwardedFields.select(head.fields, requestID: record.admission.requestID), forwardedQuery: head.query,
            passage: Request.Passage(isGet: head.method == "GET", path: head.path), keepsModel: true)
        var context = context(principal, chosen, .local, snapshot, record)
        context.localOnly = true
        let router = UnexaminedRouter(
            base: HostRouter(chosen.policy, balancer: running.balancer), balancer: running.balancer, trusts: [.local])
        try await snapshot.assembler.unexamined(chosen, router: router).run(
            request, context: context, reply: writer, terminal: forwarder)
    }

    private func context(
        _ principal: Principal, _ chosen: CompiledPolicy, _ trust: Trust, _ snapshot: Snapshot, _ record: ExchangeRecord
    ) -> RequestContext {
        RequestContext(
            exchangeID: record.admission.id, requestID: record.admission.requestID, principal: principal,
            clientAddress: record.admission.clientAddress, policy: chosen.policy.name, trust: trust, generation: snapshot.generation,
            record: record)
    }
}

extension CompiledPolicy {
    /// Whether it neither changes nor judges what it lets through, so that nothing is lost when it cannot be examined.
    fileprivate var leavesAlone: Bool { !redacts && !policy.chain.contains(.classify) }
}

/// Leaves of a route the hosts that may be sent what nobody has examined: those that speak OpenAI's API, of the trusts given.
private struct UnexaminedRouter: Router {
    let base: HostRouter
    let balancer: Balancer
    let trusts: Set<Trust>

    func route(_ request: Request, _ context: RequestContext) throws(PipelineError) -> Route {
        let speaking = keep(try base.route(request, context).steps) { $0.api == .openai }
        guard !speaking.isEmpty else { throw .client(.apiUnavailable) }
        let allowed = keep(speaking) { trusts.contains($0.trust) }
        guard !allowed.isEmpty else { throw .client(request.api == .realtime ? .realtimeRefused : .noLocalHost) }
        return Route(steps: allowed)
    }

    private func keep(_ steps: [RouteStep], _ isKept: (Host) -> Bool) -> [RouteStep] {
        steps.compactMap { step in
            let hosts = step.hosts.filter { isKept(balancer.host(at: $0)) }
            return hosts.isEmpty ? nil : RouteStep(model: step.model, hosts: hosts)
        }
    }
}
