public import Pipeline

/// The end of the chain: sends the request to a host and writes its answer; goes on to other hosts while nothing has reached the client.
///
/// Belongs to one loop, hence not `Sendable`.
public final class Forwarder: Terminal {
    /// Bound on an answer that is collected before it goes on, in bytes; a stream has none.
    public static let maxCollected = 64 * 1024 * 1024

    let balancer: Balancer
    private let client: CurlClient
    let loop: EventLoop
    private let format: (ClientAPI) -> (any WireFormat)?

    /// A forwarder for a loop, made on its thread. `format` gives the spelling of an API, whose observer reads the answers.
    public init(loop: EventLoop, balancer: Balancer, format: @escaping (ClientAPI) -> (any WireFormat)?) {
        self.loop = loop
        self.balancer = balancer
        self.client = CurlClient(loop: loop)
        self.format = format
    }

    /// Transfers under way, for metrics.
    public var transfers: Int { client.transfers }

    /// The end of the chain for one WebSocket, whose client's bytes come from `reader`.
    public func realtime(_ offer: WebSocketOffer, _ reader: any BodyReader, mayReachCloud: Bool) -> any Terminal {
        RealtimeLine(loop: loop, balancer: balancer, client: client, offer: offer, reader: reader, mayReachCloud: mayReachCloud)
    }

    public func send(_ request: Request, context: RequestContext, reply: any ReplyWriter) async throws(PipelineError) {
        guard let route = context.route, let format = format(request.api) else { throw .proxy(.internalFault) }
        var steps = route.steps
        if context.localOnly {
            steps = steps.map { RouteStep(model: $0.model, hosts: balancer.local($0.hosts)) }.filter { !$0.hosts.isEmpty }
            if steps.isEmpty { throw .proxy(.noLocalHost) }
        }
        context.record.endStages()
        balancer.requestCame()
        let exchange = ForwardedExchange(request: request, context: context, format: format, began: MonotonicTime.now)
        let (retries, hedge) = bounds(request.api)
        var retriesLeft = retries
        for step in steps {
            var tried: [Int] = []
            while tried.count < step.hosts.count {
                if exchange.lastFailure == .transport(.totalTimeout) { break }
                // The first attempt of a step is no retry: the configuration names the fallback.
                if !tried.isEmpty {
                    guard retriesLeft > 0, balancer.mayRetry() else { break }
                    retriesLeft -= 1
                }
                let lease: Lease
                do throws(PipelineError) {
                    switch try place(step, tried, exchange) {
                    case .lease(let found): lease = found
                    case .queued(let ticket): lease = try await wait(for: ticket, step, tried, exchange)
                    }
                } catch {
                    if error.origin == .client { throw error }
                    exchange.refusal = exchange.refusal ?? error
                    break
                }
                tried.append(lease.slot)
                exchange.attempts += 1
                if let hedge {
                    if try await hedged(after: hedge, step, lease, &tried, exchange, reply) { return }
                } else if try await attempt(step.model, lease, exchange, reply) {
                    return
                }
            }
        }
        try await giveUp(exchange, reply)
    }

    // What needs room for a moment only is kept out of `send`, which stays suspended as long as a stream is open.

    /// How many retries a request may cost, and when a second host is asked beside the first.
    @inline(never)
    private func bounds(_ api: ClientAPI) -> (retries: Int, hedge: Duration?) {
        let settings = balancer.settings
        return (settings.retries, api.isEmbedding ? settings.hedge : nil)
    }

    @inline(never)
    private func place(_ step: RouteStep, _ tried: [Int], _ exchange: ForwardedExchange) throws(PipelineError) -> Balancer.Place {
        try balancer.place(wish(step, tried, exchange))
    }

    @inline(never)
    private func wait(
        for ticket: UInt64, _ step: RouteStep, _ tried: [Int], _ exchange: ForwardedExchange
    ) async throws(PipelineError) -> Lease {
        let since = MonotonicTime.now
        defer { exchange.context.record.outcome.queueMilliseconds += (MonotonicTime.now - since).milliseconds }
        return try await balancer.wait(for: ticket, wish(step, tried, exchange), on: loop)
    }

    func wish(_ step: RouteStep, _ tried: [Int], _ exchange: ForwardedExchange) -> AcquireRequest {
        let principal = exchange.context.principal
        var wanted = AcquireRequest(model: step.model, slots: step.hosts, excluded: tried)
        wanted.client = principal.key.isEmpty ? exchange.context.clientAddress : principal.key
        if balancer.settings.strategy == .affinity {
            wanted.affinity = ConversationHash.of(exchange.request.body, tenant: principal.tenant)
        }
        return wanted
    }

    /// No host is left to ask. When every one gave an answer the last goes on as it is; else the error says what was met.
    private func giveUp(_ exchange: ForwardedExchange, _ reply: any ReplyWriter) async throws(PipelineError) {
        switch exchange.lastFailure {
        case .transport(.firstByteTimeout), .transport(.idleTimeout), .transport(.totalTimeout): throw .host(.hostTooSlow)
        case .transport: throw .host(.allHostsFailed)
        case .replyInvalid: throw .host(.hostReplyInvalid)
        case nil:
            guard let answer = exchange.lastAnswer else { throw exchange.refusal ?? .proxy(.noHealthyHost, retryAfter: .seconds(1)) }
            try await write(answer, exchange, reply)
        }
    }

    // MARK: What leaves is decided by where it goes

    func ask(_ host: Host, _ model: String, _ exchange: ForwardedExchange) async throws(PipelineError) -> Result<
        UpstreamReply, CurlError
    > {
        let request = exchange.request
        if let host = CloudHost(host) {
            // Without a redacted body nothing can go there, whatever else is true.
            guard let body = request.cloudBody else { throw .proxy(.internalFault) }
            do throws(CurlError) {
                return .success(try await send(to: host, body, model: model, exchange))
            } catch {
                return .failure(error)
            }
        }
        guard let host = LocalHost(host) else { throw .proxy(.internalFault) }
        do throws(CurlError) {
            return .success(try await send(to: host, request.localBody, model: model, exchange))
        } catch {
            return .failure(error)
        }
    }

    private func send(
        to host: CloudHost, _ body: RedactedBody, model: String, _ exchange: ForwardedExchange
    ) async throws(CurlError) -> UpstreamReply {
        try await transmit(host.host, exchange.request.keepsModel ? body.body.bytes : body.body.bytes(model: model), exchange)
    }

    private func send(
        to host: LocalHost, _ body: OutboundBody, model: String, _ exchange: ForwardedExchange
    ) async throws(CurlError) -> UpstreamReply {
        try await transmit(host.host, exchange.request.keepsModel ? body.bytes : body.bytes(model: model), exchange)
    }

    private func transmit(_ host: Host, _ bytes: [UInt8], _ exchange: ForwardedExchange) async throws(CurlError) -> UpstreamReply {
        let request = exchange.request
        var url = host.target(request.passage?.path ?? request.api.path)
        if !request.forwardedQuery.isEmpty { url += "?" + request.forwardedQuery }
        var upstream = UpstreamRequest(
            method: request.passage?.isGet == true ? .get : .post, url: url, socketPath: host.url.socketPath,
            fields: UpstreamFields.make(request, for: host), body: bytes,
            connect: host.connect, firstByte: host.firstByte, idle: host.idle, tls: host.tls,
            // Compression costs both sides time, and can hold back events: only what comes whole over a longer way gains by it.
            acceptsCompressed: host.trust == .cloud && !request.body.streams)
        if request.body.streams { upstream.receiveBuffer = 2048 }
        upstream.until = exchange.until
        return try await client.perform(upstream)
    }

    // MARK: One attempt

    /// Asks one host. Answers whether the exchange is over; false when another host may be asked.
    private func attempt(
        _ model: String, _ lease: Lease, _ exchange: ForwardedExchange, _ reply: any ReplyWriter
    ) async throws(PipelineError) -> Bool {
        let began = MonotonicTime.now
        exchange.context.record.outcome.host = lease.host.id
        exchange.context.record.outcome.modelSent = model
        switch try await ask(lease.host, model, exchange) {
        case .failure(let error):
            return try fail(error, lease, exchange, status: 0, began: began)
        case .success(let answer):
            exchange.context.record.outcome.status = answer.status
            if ReplyFields.isStream(answer.fields, status: answer.status, wasAsked: exchange.request.body.streams) {
                return try await stream(answer, lease, exchange, reply, began: began)
            }
            return try await collect(answer, lease, exchange, reply, began: began)
        }
    }

    /// Writes a failure down. Throws when it was the client's leaving; else another host may be asked.
    func fail(
        _ error: CurlError, _ lease: Lease, _ exchange: ForwardedExchange, status: Int, began: MonotonicTime
    ) throws(PipelineError) -> Bool {
        exchange.note(lease.host, status: status, error: error.word, since: began)
        guard let failure = error.hostFailure else {
            lease.end(.abandoned)
            if error == .cancelled { throw .client(.clientGone) }
            exchange.lastFailure = .transport(error)
            return false
        }
        lease.end(.failed(failure))
        exchange.lastFailure = .transport(error)
        return false
    }

    /// Takes in a whole answer before a byte of it goes on, so that one that breaks off can be asked of another host.
    private func collect(
        _ answer: UpstreamReply, _ lease: Lease, _ exchange: ForwardedExchange, _ reply: any ReplyWriter, began: MonotonicTime
    ) async throws(PipelineError) -> Bool {
        let collected: Collected
        do throws(CurlError) {
            collected = try await gather(answer, lease.host, exchange, began: began)
        } catch {
            return try fail(error, lease, exchange, status: answer.status, began: began)
        }
        return try await settle(collected, lease, exchange, reply, began: began)
    }

    /// An answer that is there as a whole, and what was seen in it.
    struct Collected {
        let answer: ForwardedExchange.Answer
        let observer: any ReplyObserver
        /// From the beginning of the attempt.
        let firstByte: Duration

        /// Whether it may go on to the client, as far as its host is concerned.
        var isGood: Bool { answer.status != 429 && answer.status < 500 && (answer.status != 200 || observer.isComplete) }
    }

    func gather(
        _ answer: UpstreamReply, _ host: Host, _ exchange: ForwardedExchange, began: MonotonicTime
    ) async throws(CurlError) -> Collected {
        let firstByte = MonotonicTime.now - began
        let observer = exchange.format.replyObserver(status: answer.status, isStream: false)
        var body: [UInt8] = []
        while let bytes = try await answer.next() {
            guard body.count + bytes.count <= Self.maxCollected else { throw .malformed }
            bytes.withUnsafeBufferPointer { observer.push($0) }
            if body.isEmpty {
                // Most answers come in one piece, which then is not copied.
                body = bytes
                continue
            }
            if body.capacity < body.count + bytes.count {
                let length = answer.fields["content-length"].flatMap(Int.init) ?? 0
                body.reserveCapacity(min(max(length, 2 * body.count), Self.maxCollected))
            }
            body += bytes
        }
        return Collected(
            answer: ForwardedExchange.Answer(host: host, status: answer.status, fields: answer.fields, body: body), observer: observer,
            firstByte: firstByte)
    }

    /// Takes a whole answer into account, and passes it on if it is good. Answers whether the exchange is over.
    func settle(
        _ collected: Collected, _ lease: Lease, _ exchange: ForwardedExchange, _ reply: any ReplyWriter, began: MonotonicTime
    ) async throws(PipelineError) -> Bool {
        let whole = collected.answer
        let status = whole.status
        let observer = collected.observer
        let firstByte = collected.firstByte
        if status == 429 || status >= 500 {
            exchange.lastAnswer = whole
            if status == 429, let time = ReplyFields.retryAfter(whole.fields) {
                lease.end(.held(time))
            } else {
                lease.end(.failed(status == 429 ? .rateLimited : .status))
            }
            exchange.note(lease.host, status: status, error: status == 429 ? "rate_limited" : "status", since: began)
            return false
        }
        if status == 200 && !observer.isComplete {
            exchange.note(lease.host, status: status, error: ForwardedExchange.Failure.replyInvalid.word, since: began)
            lease.end(.failed(.invalid))
            exchange.lastFailure = .replyInvalid
            return false
        }
        // The host's work is done, however slowly the client reads.
        let now = MonotonicTime.now
        lease.firstByteCame(after: firstByte, now: now)
        lease.end(.answered, now: now)
        if status == 404 && exchange.request.api == .ollamaShow {
            // Hosts differ in what they have: the next one may know it.
            exchange.note(lease.host, status: status, error: "", since: began, now: now)
            exchange.lastAnswer = whole
            return false
        }
        exchange.note(lease.host, status: status, error: "", since: began, now: now)
        exchange.note(observer)
        exchange.noteFirstByte(now: now)
        try await write(whole, exchange, reply)
        return true
    }

    private func write(_ answer: ForwardedExchange.Answer, _ exchange: ForwardedExchange, _ reply: any ReplyWriter)
        async throws(PipelineError)
    {
        let outcome = exchange.context.record
        outcome.outcome.host = answer.host.id
        outcome.outcome.status = answer.status
        try await reply.begin(
            ResponseHead(
                status: answer.status, fields: ReplyFields.forwarded(answer.fields),
                origin: .host(id: answer.host.id, trust: answer.host.trust), isStream: false, contentLength: answer.body.count))
        if !answer.body.isEmpty { try await reply.send(answer.body) }
        outcome.outcome.ended = .complete
        try await reply.finish(.complete)
    }

    /// Passes events on as they come. From the first byte on there is no other host.
    private func stream(
        _ answer: UpstreamReply, _ lease: Lease, _ exchange: ForwardedExchange, _ reply: any ReplyWriter, began: MonotonicTime
    ) async throws(PipelineError) -> Bool {
        let record = exchange.context.record
        let observer = exchange.format.replyObserver(status: answer.status, isStream: true)
        let chunk: [UInt8]
        do throws(CurlError) {
            guard let first = try await answer.next() else { throw .truncated }
            chunk = first
        } catch {
            return try fail(error, lease, exchange, status: answer.status, began: began)
        }
        lease.firstByteCame(after: MonotonicTime.now - began)
        exchange.noteFirstByte()
        var end = StreamEnd.complete
        var failure: CurlError?
        do throws(PipelineError) {
            try await reply.begin(
                ResponseHead(
                    status: answer.status, fields: ReplyFields.forwarded(answer.fields),
                    origin: .host(id: lease.host.id, trust: lease.host.trust), isStream: true))
            answer.forgetFields()
            let cancellation = answer.takeOverCancellation()
            failure = try await withTaskCancellationHandler {
                await pass(chunk, answer, StreamPassage(observer, record, reply))
            } onCancel: {
                cancellation.cancel()
            }.get()
        } catch {
            // The client left, or what the host said cannot be passed on.
            exchange.note(observer)
            let isHosts = error.origin == .host
            exchange.note(
                lease.host, status: answer.status, error: isHosts ? ForwardedExchange.Failure.replyInvalid.word : "client_gone",
                since: began)
            lease.end(isHosts ? .failed(.invalid) : .abandoned)
            throw error
        }
        exchange.note(observer)
        if failure == .cancelled {
            exchange.note(lease.host, status: answer.status, error: "client_gone", since: began)
            record.outcome.ended = .clientGone
            lease.end(.abandoned)
            throw .client(.clientGone)
        }
        // A stream whose API's final mark has passed is whole, however its connection ended.
        if !observer.isComplete || exchange.request.passage != nil && failure != nil {
            end = failure == .idleTimeout || failure == .totalTimeout ? .timeout : .hostGone
        }
        exchange.note(lease.host, status: answer.status, error: end == .complete ? "" : (failure ?? .truncated).word, since: began)
        // That a long answer took all the time there was says nothing against its host.
        lease.end(end == .complete ? .answered : failure == .totalTimeout ? .abandoned : .failed(failure?.hostFailure ?? .truncated))
        record.outcome.ended = end
        try await reply.finish(end)
        return true
    }

    /// Passes pieces on until the host has no more: why its answer broke off, nil when it did not.
    private func pass(
        _ first: [UInt8], _ answer: UpstreamReply, _ passage: StreamPassage
    ) async -> Result<CurlError?, PipelineError> {
        var piece = UpstreamReply.Piece.bytes(first)
        while true {
            switch piece {
            case .end: return .success(nil)
            case .nothing: await answer.pass(to: passage)
            case .bytes(let bytes): _ = bytes.withUnsafeBufferPointer { passage.take($0) }
            }
            do throws(PipelineError) {
                try await passage.catchUp()
            } catch {
                return .failure(error)
            }
            do throws(CurlError) {
                piece = try answer.poll()
            } catch {
                return .success(error)
            }
        }
    }
}

extension CurlError {
    /// How the host's health takes it; nil when it is not the host's doing.
    var hostFailure: HostFailure? {
        switch self {
        case .connect, .connectTimeout: .connect
        case .tls: .tls
        case .reset: .reset
        case .firstByteTimeout, .idleTimeout: .timeout
        case .truncated: .truncated
        case .headTooLarge, .malformed, .encoding, .other: .invalid
        case .cancelled, .overloaded, .totalTimeout: nil
        }
    }
}
