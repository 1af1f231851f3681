internal import Configuration
internal import Middleware
internal import Pipeline
internal import Proxy
internal import WireFormats

/// What a client's request meets first: who asks, what for, how large, which policy; then the policy's chain. One for each loop.
final class Admission: ExchangeHandler {
    let running: Running
    let forwarder: Forwarder
    private let figures: MetricShard

    init(running: Running, forwarder: Forwarder) {
        self.running = running
        self.forwarder = forwarder
        figures = MetricShard(running.metrics)
    }

    /// What an exchange begins with. A class: one reference in functions that stay suspended as long as a stream is open.
    private final class Opening {
        let endpoint: Endpoint
        let snapshot: Snapshot
        let record: ExchangeRecord
        let writer: ExchangeWriter
        let trace: TraceContext?

        init(endpoint: Endpoint, snapshot: Snapshot, record: ExchangeRecord, writer: ExchangeWriter, trace: TraceContext?) {
            self.endpoint = endpoint
            self.snapshot = snapshot
            self.record = record
            self.writer = writer
            self.trace = trace
        }
    }

    func handle(_ head: RequestHead, body: any BodyReader, peer: PeerAddress, reply: any ConnectionReply) async {
        let opening = open(head, peer, reply)
        figures.exchangeBegan()
        defer { figures.exchangeEnded() }
        do throws(PipelineError) {
            let isListed = try await serve(
                head, opening.endpoint, body, peer, opening.snapshot, opening.writer, opening.record, opening.trace)
            if isListed { return }
        } catch {
            await refuse(error, Admission.family(opening.endpoint, head), head, opening.writer, opening.record, reply)
        }
        conclude(opening, head)
    }

    // What needs much room for a moment is kept out of the functions that can suspend: they would have the room as long as a stream is open.

    @inline(never)
    private func open(_ head: RequestHead, _ peer: PeerAddress, _ reply: any ConnectionReply) -> Opening {
        let began = Stopwatch()
        let snapshot = running.snapshot
        let now = WallClock.now()
        let exchangeID = ExchangeID.make(at: now)
        let sent = head.fields.bytes(of: "x-request-id")
        let requestID = sent.flatMap { ExchangeID.isSane($0) ? String(decoding: $0, as: UTF8.self) : nil } ?? exchangeID

        let record = ExchangeRecord()
        record.admission.id = exchangeID
        record.admission.requestID = requestID
        record.admission.time = now
        record.admission.clientAddress = peer.description
        record.admission.path = Admission.bounded(head.path)
        record.admission.generation = snapshot.generation
        record.outcome.id = exchangeID

        let writer = ExchangeWriter(
            base: reply, record: record, began: began, requestID: requestID,
            corsOrigin: Admission.allowedOrigin(head.fields, snapshot.settings.origins)
        ) { [running] () async throws(PipelineError) in
            record.estimateTokens()
            record.outcome.cost = snapshot.prices.cost(record.outcome)
            try await running.audit.close(record.isAdmitted ? nil : record.admission, record.outcome)
        }
        return Opening(
            endpoint: Endpoint.find(method: head.method, path: head.path), snapshot: snapshot, record: record, writer: writer,
            trace: running.spans.begin(head.fields))
    }

    @inline(never)
    private func conclude(_ opening: Opening, _ head: RequestHead) {
        let record = opening.record
        let model = opening.snapshot.labelledModel(record.admission.modelAsked)
        figures.count(record, model: model)
        if let trace = opening.trace {
            running.spans.offer(
                FinishedSpan(trace: trace, record: record, model: model, method: head.method), isSampled: trace.isSampled)
        }
        running.traffic.publish(record)
        logAccess(record)
    }

    func refuse(_ error: PipelineError, path: String, peer: PeerAddress, reply: any ConnectionReply) async {
        let now = WallClock.now()
        let record = ExchangeRecord()
        record.admission.id = ExchangeID.make(at: now)
        record.admission.requestID = record.admission.id
        record.admission.time = now
        record.admission.clientAddress = peer.description
        record.admission.path = Admission.bounded(path)
        record.admission.generation = running.snapshot.generation
        record.outcome.id = record.admission.id
        record.outcome.decision = error.decision
        record.outcome.reason = error.reason
        let writer = ExchangeWriter(
            base: reply, record: record, began: Stopwatch(), requestID: record.admission.id, corsOrigin: nil
        ) { [running] () async throws(PipelineError) in
            try await running.audit.close(record.admission, record.outcome)
        }
        do throws(PipelineError) {
            let family = Endpoint.family(ofPath: path)
            try await writer.refuse(error, body: ErrorShapes.body(error, family: family, requestID: record.admission.id))
        } catch {
            // Whoever sent this is gone: there is nobody to tell.
        }
        figures.count(record, model: "")
        logAccess(record)
    }

    /// Serves a request. Answers true for what is no exchange with a host and leaves no row: lists, versions, preflights.
    private func serve(
        _ head: RequestHead, _ endpoint: Endpoint, _ body: any BodyReader, _ peer: PeerAddress, _ snapshot: Snapshot,
        _ writer: ExchangeWriter, _ record: ExchangeRecord, _ trace: TraceContext?
    ) async throws(PipelineError) -> Bool {
        if head.method == "OPTIONS" || head.method == "GET", try await serveUnasked(head, snapshot, writer) { return true }
        let principal = try identify(head, endpoint, peer, snapshot, record)
        guard case .api(let api) = endpoint, api.isForwarded else {
            return try await serveOther(head, endpoint, body, principal, peer, snapshot, writer, record, trace)
        }
        record.admission.api = api.rawValue
        guard running.beginExchange() else { throw .proxy(.queueFull, retryAfter: .seconds(1)) }
        defer { running.endExchange() }
        let outlined = try Admission.outline(try await read(head, body, snapshot, record), api)
        try await forward(head, api, outlined, principal, peer, snapshot, writer, record, trace)
        return false
    }

    /// Answers what needs no key: preflights and the question for health. False when it is neither.
    @inline(never)
    private func serveUnasked(_ head: RequestHead, _ snapshot: Snapshot, _ writer: ExchangeWriter) async throws(PipelineError) -> Bool {
        if head.method == "OPTIONS", let origin = writer.corsOrigin {
            try await Lists.preflight(origin: origin, writer)
            return true
        }
        guard snapshot.settings.health, head.path == "/health", head.method == "GET" else { return false }
        let count = Lists.shown(snapshot, running).entries.count
        try await Lists.answer(Array("{\"status\":\"ok\",\"models\":\(count)}".utf8), writer)
        return true
    }

    /// Finds out who asks.
    @inline(never)
    private func identify(
        _ head: RequestHead, _ endpoint: Endpoint, _ peer: PeerAddress, _ snapshot: Snapshot, _ record: ExchangeRecord
    ) throws(PipelineError) -> Principal {
        let principal: Principal
        let fields = endpoint == .realtime ? Admission.credentials(head.fields) : head.fields
        switch snapshot.keyring.identify(fields, address: peer.isUnix ? nil : peer.octets) {
        case .known(let known): principal = known
        case .ambiguous: throw .client(.ambiguousCredentials)
        case .unknown: throw .client(.unauthorized)
        }
        record.admission.key = principal.key
        record.admission.team = principal.team
        return principal
    }

    /// Serves what is no call to be forwarded as it is. No path of such a call names a model before it.
    @inline(never)
    private func serveOther(
        _ head: RequestHead, _ endpoint: Endpoint, _ body: any BodyReader, _ principal: Principal, _ peer: PeerAddress,
        _ snapshot: Snapshot, _ writer: ExchangeWriter, _ record: ExchangeRecord, _ trace: TraceContext?
    ) async throws(PipelineError) -> Bool {
        if snapshot.settings.modelPaths, let path = ModelPath(head.path) {
            guard running.beginExchange() else { throw .proxy(.queueFull, retryAfter: .seconds(1)) }
            defer { running.endExchange() }
            try await routed(head, path, body, principal, peer, snapshot, writer, record, trace)
            return false
        }
        switch endpoint {
        case .unknown where snapshot.settings.modelPaths && head.method == "POST" && head.hasBody:
            guard running.beginExchange() else { throw .proxy(.queueFull, retryAfter: .seconds(1)) }
            defer { running.endExchange() }
            try await unknown(head, body, principal, snapshot, writer, record)
            return false
        case .unknown: throw .client(.pathUnknown)
        case .management: throw .client(.managementForbidden)
        case .realtime:
            guard running.beginExchange() else { throw .proxy(.queueFull, retryAfter: .seconds(1)) }
            defer { running.endExchange() }
            try await realtime(head, body, principal, snapshot, writer, record)
            return false
        case .wrongMethod(let allow, _):
            writer.allow = allow
            throw .client(.methodNotAllowed)
        case .model(let id):
            try await Lists.model(id, head, principal, snapshot, running, writer)
            return true
        case .api(let api):
            try await Lists.list(api, head, principal, snapshot, running, writer)
            return true
        }
    }

    /// Reads and decodes a request's body.
    func read(
        _ head: RequestHead, _ body: any BodyReader, _ snapshot: Snapshot, _ record: ExchangeRecord
    ) async throws(PipelineError) -> [UInt8] {
        let limit = snapshot.settings.limits.body
        if let length = head.contentLength, length > limit { throw .client(.bodyTooLarge(limit: limit)) }
        guard head.hasBody || head.fields.contains("content-length") else { throw .client(.lengthRequired) }
        var bytes = try await body.collect(limit: limit)
        record.admission.requestBytes = Int64(bytes.count)
        if let encoding = head.fields["content-encoding"] {
            bytes = try await ContentDecoder.decode(bytes, encoding: encoding, limit: limit)
        }
        return bytes
    }

    /// Validates a body and finds its model and its texts.
    @inline(never)
    static func outline(_ bytes: [UInt8], _ api: ClientAPI) throws(PipelineError) -> RequestBody {
        do throws(WireFormatError) {
            return try WireFormats.format(for: api).outline(bytes)
        } catch {
            switch error {
            case .malformed(let reason): throw .client(.malformed(reason))
            case .frameTooLarge, .replyInvalid: throw .client(.malformed(.json))
            }
        }
    }

    /// Chooses the policy and runs its chain.
    ///
    /// - Parameter keepsModel: whether the body's own model goes to the host, because a path chose the hosts.
    func forward(
        _ head: RequestHead, _ api: ClientAPI, _ body: RequestBody, _ principal: Principal, _ peer: PeerAddress, _ snapshot: Snapshot,
        _ writer: ExchangeWriter, _ record: ExchangeRecord, _ trace: TraceContext?, keepsModel: Bool = false
    ) async throws(PipelineError) {
        record.admission.modelAsked = Admission.bounded(body.model)
        record.admission.stream = body.streams
        record.promptEstimate = body.estimatedTokens
        record.isGenerating = api.isGenerating
        let (request, context, chain) = try prepare(head, api, body, principal, snapshot, writer, record, trace, keepsModel)
        try await chain.run(request, context: context, reply: writer, terminal: forwarder)
    }

    /// What the chain begins with. Kept out of `forward`: what it needs for a moment would stay in the suspended function as long as a
    /// stream is open.
    @inline(never)
    private func prepare(
        _ head: RequestHead, _ api: ClientAPI, _ body: RequestBody, _ principal: Principal, _ snapshot: Snapshot,
        _ writer: ExchangeWriter, _ record: ExchangeRecord, _ trace: TraceContext?, _ keepsModel: Bool
    ) throws(PipelineError) -> (Request, RequestContext, MiddlewareChain) {
        writer.format = WireFormats.format(for: api)

        let trust = snapshot.trust(of: try snapshot.steps(model: body.model, api: api))
        let chosen = snapshot.policy(trust: trust, path: head.path, model: body.model, principal) { head.fields[$0] }
        let other = snapshot.policy(trust: trust.counterpart, path: head.path, model: body.model, principal) { head.fields[$0] }
        record.admission.policy = chosen.policy.name
        writer.policy = chosen.policy.name

        let request = Request(
            api: api, head: head, body: body,
            forwardedFields: ForwardedFields.select(head.fields, requestID: record.admission.requestID, trace: trace),
            forwardedQuery: ForwardedFields.query(head.query), keepsModel: keepsModel)
        var context = RequestContext(
            exchangeID: record.admission.id, requestID: record.admission.requestID, principal: principal,
            clientAddress: record.admission.clientAddress, policy: chosen.policy.name, trust: trust, generation: snapshot.generation,
            record: record)
        context.total = snapshot.settings.limits.total
        return (request, context, snapshot.assembler.chain(chosen, counterpart: other, trust: trust))
    }

    /// Ends an exchange that could not go on: with an error in the API's own shape, or, once the answer has begun, visibly broken off.
    @inline(never)
    private func refuse(
        _ error: PipelineError, _ family: APIFamily, _ head: RequestHead, _ writer: ExchangeWriter, _ record: ExchangeRecord,
        _ reply: any ConnectionReply
    ) async {
        record.endStages()
        record.outcome.decision = error.decision
        // A line to a cloud host has its word already, however it ended.
        if record.outcome.reason.isEmpty { record.outcome.reason = error.reason }
        if case .clientGone = error.kind {
            record.outcome.ended = .clientGone
            if record.outcome.status == 0 { record.outcome.status = error.status }
            if record.isAdmitted || !record.outcome.host.isEmpty { record.outcome.decision = .forwarded }
            // There is nobody to tell that the log failed; the log's own trouble is reported by its store.
            try? await writer.settleOnce()
            return
        }
        do throws(PipelineError) {
            if reply.hasBegun {
                // The answer has begun and cannot be taken back: it ends visibly broken off.
                if !writer.hasSettled { try await writer.finish(.hostGone) }
            } else {
                try await writer.refuse(error, body: ErrorShapes.body(error, family: family, requestID: record.admission.requestID))
            }
        } catch {
            // The client is gone, or the log cannot be written: an answer that is not finished is broken off by the server.
        }
    }

    /// One line for each request. What a client may have chosen is escaped by the log; no field holds text of a message.
    private func logAccess(_ record: ExchangeRecord) {
        guard running.log.isOn(.info) else { return }
        let admission = record.admission
        let outcome = record.outcome
        var fields: [LogField] = [
            .exchange(admission.id), .request(admission.requestID), .address(admission.clientAddress), .api(admission.api),
            .key(admission.key), .name("team", admission.team), .model(admission.modelAsked), .name("model_sent", outcome.modelSent),
            .policy(admission.policy), .host(outcome.host), .number("status", outcome.status),
            .name("decision", outcome.decision.rawValue), .name("reason", outcome.reason), .name("ended", outcome.ended.rawValue),
            .number("attempts", outcome.attempts.count), .number("request_bytes", Int(admission.requestBytes)),
            .number("response_bytes", Int(outcome.responseBytes)),
        ]
        if let tokens = outcome.promptTokens { fields.append(.number("prompt_tokens", Int(tokens))) }
        if let tokens = outcome.completionTokens { fields.append(.number("completion_tokens", Int(tokens))) }
        if outcome.tokensAreEstimated { fields.append(.word("tokens", "estimated")) }
        if let time = outcome.firstByteMilliseconds { fields.append(.milliseconds("first_byte_ms", time)) }
        if outcome.queueMilliseconds > 0 { fields.append(.milliseconds("queue_ms", outcome.queueMilliseconds)) }
        fields.append(.milliseconds("ms", outcome.totalMilliseconds))
        fields.append(.counts("entities", admission.entities.map { ($0.type, $0.action, $0.count) }))
        running.log.log(.info, "request", fields)
    }

    /// The family in whose shape errors are told.
    private static func family(_ endpoint: Endpoint, _ head: RequestHead) -> APIFamily {
        switch endpoint {
        case .api(let api): api == .models && head.fields.contains("anthropic-version") ? .anthropic : api.family
        case .model: head.fields.contains("anthropic-version") ? .anthropic : .openai
        case .wrongMethod(_, let api): api == .other ? .openai : api.family
        case .realtime: .openai
        case .management: .ollama
        case .unknown: Endpoint.family(ofPath: head.path)
        }
    }

    /// The origin of a browser client that may call, from its `origin` field.
    private static func allowedOrigin(_ fields: HTTPFields, _ origins: [String]) -> String? {
        guard !origins.isEmpty, let origin = fields["origin"] else { return nil }
        // The configuration keeps origins in small letters, as RFC 6454 compares them.
        return origins.contains(origin.lowercased()) ? origin : nil
    }

    /// A client's word for the log: 256 bytes at most.
    static func bounded(_ text: String) -> String {
        text.utf8.count <= 256 ? text : String(text.prefix(256))
    }
}
