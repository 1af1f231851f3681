internal import Configuration
internal import Pipeline
internal import Proxy
internal import Synchronization
internal import WireFormats

/// Sends spans to an OpenTelemetry collector (OTLP over HTTP, JSON) from a loop of its own. At most once: what waits is bounded, what cannot be
/// delivered is dropped and counted, and an exchange never waits for it.
final class SpanExporter: Sendable {
    /// Spans that may wait.
    static let capacity = 2048
    /// Spans in one request.
    private static let batch = 256
    /// How long spans are gathered.
    private static let gather = Duration.seconds(1)
    /// How long a collector that failed is left alone, at first and at most.
    private static let pauses: ClosedRange<Duration> = .seconds(1) ... .seconds(60)

    private struct State {
        var settings: TraceSettings?
        var waiting: [FinishedSpan] = []
        var isScheduled = false
        var line: SpanLine?
        var pause = SpanExporter.pauses.lowerBound
        var exported = 0
        var failed = 0
        var dropped = 0
    }

    private let state = Mutex(State())
    /// Whether spans are made at all, so that an exchange takes no lock where they are not.
    private let isOn = Atomic<Bool>(false)

    /// Sets where spans go. Takes effect at once, also on reload; what waits goes to the new place, or is dropped where there is none.
    func configure(_ settings: TraceSettings?) {
        state.withLock { state in
            state.settings = settings
            if settings == nil {
                state.dropped += state.waiting.count
                state.waiting = []
            } else if state.line == nil {
                state.line = SpanLine()
            }
        }
        isOn.store(settings != nil, ordering: .relaxed)
    }

    /// Our span for a request with those fields; nil while tracing is off.
    func begin(_ fields: HTTPFields) -> TraceContext? {
        guard isOn.load(ordering: .relaxed), let share = state.withLock({ $0.settings?.sample }) else { return nil }
        var random = SystemRandomNumberGenerator()
        return TraceContext(parent: TraceParent(fields), share: share, using: &random)
    }

    /// Takes a span that has ended, if it is to be exported and there is room.
    func offer(_ span: @autoclosure () -> FinishedSpan, isSampled: Bool) {
        guard isSampled else { return }
        let span = span()
        let line = state.withLock { state -> SpanLine? in
            guard state.settings != nil else { return nil }
            guard state.waiting.count < Self.capacity else {
                state.dropped += 1
                return nil
            }
            state.waiting.append(span)
            guard !state.isScheduled else { return nil }
            state.isScheduled = true
            return state.line
        }
        line?.after(Self.gather) { [self] in await send(over: line) }
    }

    /// Appends the counts of spans.
    func write(into out: inout MetricsText) {
        let (exported, failed, dropped) = state.withLock { ($0.exported, $0.failed, $0.dropped) }
        out.family(.spans)
        out.sample(.spans, ["exported"], Double(exported))
        out.sample(.spans, ["failed"], Double(failed))
        out.sample(.spans, ["dropped"], Double(dropped))
    }

    /// Sends what waits, a batch at a time; after a failure leaves the collector alone for a while.
    private func send(over line: SpanLine?) async {
        guard let line else { return }
        while true {
            let next = state.withLock { state -> (TraceSettings, [FinishedSpan])? in
                guard let settings = state.settings, !state.waiting.isEmpty else {
                    state.isScheduled = false
                    return nil
                }
                let batch = Array(state.waiting.prefix(Self.batch))
                state.waiting.removeFirst(batch.count)
                return (settings, batch)
            }
            guard let (settings, batch) = next else { return }
            let isDelivered = await line.post(Self.request(settings, batch))
            let pause = state.withLock { state -> Duration? in
                guard !isDelivered else {
                    state.exported += batch.count
                    state.pause = Self.pauses.lowerBound
                    return nil
                }
                state.failed += batch.count
                defer { state.pause = min(state.pause * 2, Self.pauses.upperBound) }
                return state.pause
            }
            if let pause { return line.after(pause) { [self] in await send(over: line) } }
        }
    }

    private static func request(_ settings: TraceSettings, _ spans: [FinishedSpan]) -> UpstreamRequest {
        var fields = HTTPFields()
        fields.append("content-type", "application/json")
        for (name, value) in settings.headers { fields.set(name.lowercased(), value.reveal()) }
        let tls = Host.TLS(
            authorities: settings.tls.authorities, verifies: settings.tls.verify, certificate: settings.tls.certificate,
            key: settings.tls.key)
        return UpstreamRequest(
            method: .post, url: settings.otlp.value.base + "/v1/traces", socketPath: settings.otlp.value.socket, fields: fields,
            body: body(settings.service, spans), connect: .seconds(5), firstByte: .seconds(10), idle: .seconds(10), tls: tls)
    }

    /// An `ExportTraceServiceRequest` in JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding).
    static func body(_ service: String, _ spans: [FinishedSpan]) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.name("resourceSpans")
            json.array { json in
                json.object { json in
                    json.name("resource")
                    json.object { json in
                        json.name("attributes")
                        json.array { json in
                            json.attribute("service.name") { json in
                                json.name("stringValue")
                                json.string(service)
                            }
                            json.attribute("service.version") { json in
                                json.name("stringValue")
                                json.string(Program.version)
                            }
                        }
                    }
                    json.name("scopeSpans")
                    json.array { json in
                        json.object { json in
                            json.name("scope")
                            json.object { json in
                                json.name("name")
                                json.string("hopguard")
                            }
                            json.name("spans")
                            json.array { json in for span in spans { span.write(into: &json) } }
                        }
                    }
                }
            }
        }
        return json.bytes
    }
}

/// The loop that talks to the collector. Apart from the loops that serve.
///
/// Unchecked, because the compiler cannot see that the client is touched on the loop's thread only; the client itself checks it.
private final class SpanLine: @unchecked Sendable {
    /// Bytes of an answer; a collector says nothing, or which spans it refused.
    private static let maxAnswer = 64 * 1024

    private let loop = EventLoop()
    private let thread: LoopThread
    private var client: CurlClient?

    init() {
        thread = LoopThread(loop)
    }

    /// Runs something on the loop after a while.
    func after(_ delay: Duration, _ action: @escaping @Sendable () async -> Void) {
        loop.submit { [self] in
            loop.schedule(after: delay) { [self] in
                Task.immediate(executorPreference: loop) { await action() }
            }
        }
    }

    /// Sends a request. Answers whether the collector took it. To be called on the loop.
    func post(_ request: UpstreamRequest) async -> Bool {
        let client = client ?? CurlClient(loop: loop)
        self.client = client
        do throws(CurlError) {
            let reply = try await client.perform(request)
            var count = 0
            while let piece = try await reply.next() {
                count += piece.count
                guard count <= Self.maxAnswer else { return false }
            }
            return (200..<300).contains(reply.status)
        } catch {
            return false
        }
    }
}
