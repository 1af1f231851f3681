internal import Pipeline

/// The end of the chain for one WebSocket: opens a line to a host and carries bytes until one side ends. Nothing in it is examined, so a
/// host of trust `cloud` is reached only where a policy's own words allow that.
final class RealtimeLine: Terminal {
    /// Bound on the body of a host's refusal, in bytes.
    private static let maxRefusal = 64 * 1024

    private enum Opening {
        case line(UpstreamSocket, HTTPFields, rest: [UInt8])
        case refusal(Refusal)
        case failure(CurlError)
    }

    /// A host's own answer, which is no switch.
    private struct Refusal {
        let host: Host
        let status: Int
        let fields: HTTPFields
        let body: [UInt8]
    }

    private let loop: EventLoop
    private let balancer: Balancer
    private let client: CurlClient
    private let offer: WebSocketOffer
    private let reader: any BodyReader
    private let mayReachCloud: Bool

    init(
        loop: EventLoop, balancer: Balancer, client: CurlClient, offer: WebSocketOffer, reader: any BodyReader, mayReachCloud: Bool
    ) {
        self.loop = loop
        self.balancer = balancer
        self.client = client
        self.offer = offer
        self.reader = reader
        self.mayReachCloud = mayReachCloud
    }

    func send(_ request: Request, context: RequestContext, reply: any ReplyWriter) async throws(PipelineError) {
        guard let route = context.route else { throw .proxy(.internalFault) }
        context.record.endStages()
        balancer.requestCame()
        var retriesLeft = balancer.settings.retries
        var refusal: Refusal?
        var error: PipelineError?
        for step in route.steps {
            var tried: [Int] = []
            while tried.count < step.hosts.count {
                if !tried.isEmpty {
                    guard retriesLeft > 0, balancer.mayRetry() else { break }
                    retriesLeft -= 1
                }
                var wanted = AcquireRequest(model: step.model, slots: step.hosts, excluded: tried)
                wanted.client = context.principal.key.isEmpty ? context.clientAddress : context.principal.key
                let lease: Lease
                do throws(PipelineError) {
                    lease = try await balancer.acquire(wanted, on: loop)
                } catch let fault {
                    if fault.origin == .client { throw fault }
                    error = error ?? fault
                    break
                }
                tried.append(lease.slot)
                guard lease.host.trust == .local || mayReachCloud else { throw .client(.realtimeRefused) }
                context.record.outcome.host = lease.host.id
                context.record.outcome.modelSent = step.model
                let began = MonotonicTime.now
                switch await open(lease.host, step.model, request) {
                case .line(let socket, let fields, let rest):
                    lease.firstByteCame(after: MonotonicTime.now - began)
                    return try await carry(socket, fields, rest, lease, began, context.record, reply)
                case .refusal(let answer):
                    note(lease, answer.status, answer.status < 500 && answer.status != 429 ? "" : "status", began, context.record)
                    // A 4xx is the client's own matter: another host would say the same.
                    if answer.status < 500 && answer.status != 429 {
                        lease.end(.answered)
                        return try await pass(answer, reply)
                    }
                    if answer.status == 429, let time = ReplyFields.retryAfter(answer.fields) {
                        lease.end(.held(time))
                    } else {
                        lease.end(.failed(answer.status == 429 ? .rateLimited : .status))
                    }
                    refusal = answer
                case .failure(let fault):
                    note(lease, 0, fault.word, began, context.record)
                    guard let failure = fault.hostFailure else {
                        lease.end(.abandoned)
                        if fault == .cancelled { throw .client(.clientGone) }
                        error = .host(.allHostsFailed)
                        continue
                    }
                    lease.end(.failed(failure))
                    error = fault == .firstByteTimeout ? .host(.hostTooSlow) : .host(.allHostsFailed)
                }
            }
        }
        if let refusal { return try await pass(refusal, reply) }
        throw error ?? .proxy(.noHealthyHost, retryAfter: .seconds(1))
    }

    private func note(_ lease: Lease, _ status: Int, _ word: String, _ began: MonotonicTime, _ record: ExchangeRecord) {
        record.outcome.attempts.append(
            AttemptRow(host: lease.host.id, status: status, error: word, milliseconds: (MonotonicTime.now - began).milliseconds))
    }

    // MARK: The handshake

    private func open(_ host: Host, _ model: String, _ request: Request) async -> Opening {
        let upstream = UpstreamRequest(
            method: .get, url: host.url.origin, socketPath: host.url.socketPath, connect: host.connect, firstByte: host.connect,
            idle: host.idle, tls: host.tls)
        do throws(CurlError) {
            let socket = try await client.connect(upstream)
            // Whoever waits on the socket goes on when it is closed: by the time for a first byte, or because the client left.
            var isLate = false
            let timer = loop.schedule(after: host.firstByte) {
                isLate = true
                socket.close()
            }
            let closing = SocketClosing(socket, loop)
            let answer = await withTaskCancellationHandler {
                await shake(
                    socket, host,
                    WebSocketHandshake.request(offer, model: model, fields: UpstreamFields.make(request, for: host), for: host))
            } onCancel: {
                closing.close()
            }
            loop.cancel(timer)
            if case .line = answer { return answer }
            socket.close()
            if case .failure = answer, isLate { return .failure(.firstByteTimeout) }
            return Task.isCancelled ? .failure(.cancelled) : answer
        } catch {
            return .failure(error)
        }
    }

    private func shake(_ socket: UpstreamSocket, _ host: Host, _ wish: [UInt8]) async -> Opening {
        guard await socket.send(wish) else { return .failure(.reset) }
        var bytes: [UInt8] = []
        do throws(CurlError) {
            while true {
                if let head = try WebSocketHandshake.answer(bytes) {
                    var rest = Array(bytes[head.length...])
                    if head.status == 101 {
                        guard head.fields["upgrade"]?.lowercased() == "websocket" else { return .failure(.malformed) }
                        return .line(socket, head.fields, rest: rest)
                    }
                    // Only a body of a known and small length is worth passing on with a refusal.
                    let length = head.fields["content-length"].flatMap(Int.init) ?? 0
                    guard length <= Self.maxRefusal else {
                        return .refusal(Refusal(host: host, status: head.status, fields: head.fields, body: []))
                    }
                    while rest.count < length, let more = await socket.receive() { rest += more }
                    return .refusal(
                        Refusal(
                            host: host, status: head.status, fields: head.fields,
                            body: rest.count < length ? [] : Array(rest.prefix(length))))
                }
                guard let more = await socket.receive() else { return .failure(.reset) }
                bytes += more
            }
        } catch {
            return .failure(error)
        }
    }

    private func pass(_ refusal: Refusal, _ reply: any ReplyWriter) async throws(PipelineError) {
        try await reply.begin(
            ResponseHead(
                status: refusal.status, fields: ReplyFields.forwarded(refusal.fields),
                origin: .host(id: refusal.host.id, trust: refusal.host.trust), isStream: false, contentLength: refusal.body.count))
        if !refusal.body.isEmpty { try await reply.send(refusal.body) }
        try await reply.finish(.complete)
    }

    // MARK: The line

    private func carry(
        _ socket: UpstreamSocket, _ fields: HTTPFields, _ rest: [UInt8], _ lease: Lease, _ began: MonotonicTime, _ record: ExchangeRecord,
        _ reply: any ReplyWriter
    ) async throws(PipelineError) {
        defer { socket.close() }
        if lease.host.trust == .cloud { record.outcome.reason = "realtime_unguarded" }
        do throws(PipelineError) {
            try await reply.begin(
                ResponseHead(
                    status: 101, fields: ReplyFields.forwarded(fields), origin: .host(id: lease.host.id, trust: lease.host.trust),
                    isStream: true))
        } catch {
            note(lease, 101, "client_gone", began, record)
            throw error
        }
        let end = await Tunnel(loop: loop, socket: socket, client: reader, reply: reply, idle: lease.host.idle).run(rest)
        note(lease, 101, end == .complete ? "" : end.rawValue, began, record)
        record.outcome.ended = end
        switch end {
        case .complete, .timeout: lease.end(.answered)
        case .hostGone: lease.end(.failed(.truncated))
        case .clientGone: lease.end(.abandoned)
        }
        if end == .clientGone { throw .client(.clientGone) }
        try await reply.finish(end)
    }
}

/// Carries a cancellation, which can come from any thread, to the socket's loop.
///
/// Unchecked: the socket is only touched within `submit`, on the thread that owns it.
private struct SocketClosing: @unchecked Sendable {
    private let socket: UpstreamSocket
    private let loop: EventLoop

    init(_ socket: UpstreamSocket, _ loop: EventLoop) {
        self.socket = socket
        self.loop = loop
    }

    func close() {
        loop.submit { [self] in socket.close() }
    }
}
