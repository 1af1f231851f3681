internal import Configuration
internal import Pipeline
internal import Proxy
internal import Synchronization

/// A connection to an outside classifier: a loop and a client of its own, a bound on questions at a time, a deadline.
final class OutsideEngine: Sendable {
    /// Bytes of an answer; a verdict is a few words, an anonymizer's list a few kilobytes.
    private static let maxAnswer = 1 << 20
    /// Questions that may wait for their turn.
    private static let maxWaiting = 1024

    /// Why there is no answer.
    enum Failure: Error {
        case unreachable
        case timedOut
        case overloaded
        case refused
    }

    private struct Turn {
        var running = 0
        var waiting: [UnsafeContinuation<Void, Never>] = []
        var asked = 0
        var refused = 0
    }

    private let settings: ClassifierSettings
    private let line: ClassifierLine
    private let turn = Mutex(Turn())

    init(_ settings: ClassifierSettings) {
        self.settings = settings
        line = ClassifierLine()
    }

    /// Questions that are answered at a time.
    var width: Int { max(1, settings.concurrency) }

    /// Posts JSON to a path below the engine's base and answers the body of a 200. The timeout counts from its turn to the answer's end.
    func ask(_ path: String, _ body: [UInt8]) async throws(Failure) -> [UInt8] {
        guard let url = settings.url?.value else { throw .unreachable }
        guard await begin() else {
            turn.withLock { $0.refused += 1 }
            throw .overloaded
        }
        turn.withLock { $0.asked += 1 }
        defer { end() }
        var fields = HTTPFields()
        fields.append("content-type", "application/json")
        fields.append("accept", "application/json")
        for (name, value) in settings.headers { fields.set(name.lowercased(), value.reveal()) }
        let tls = Host.TLS(
            authorities: settings.tls.authorities, verifies: settings.tls.verify, certificate: settings.tls.certificate,
            key: settings.tls.key)
        let request = UpstreamRequest(
            method: .post, url: url.base + path, socketPath: url.socket, fields: fields, body: body, connect: .seconds(5),
            firstByte: settings.timeout, idle: settings.timeout, tls: tls)
        switch await line.ask(request, limit: OutsideEngine.maxAnswer, deadline: .now + settings.timeout) {
        case .success(let answer): return answer
        case .failure(let failure): throw failure
        }
    }

    /// Questions asked and refused since the start, and those that wait for their turn.
    var figures: ClassifierFigures {
        turn.withLock { ClassifierFigures(queued: $0.waiting.count, texts: $0.asked, refused: $0.refused) }
    }

    private func begin() async -> Bool {
        let limit = width
        enum Place {
            case free
            case full
            case wait
        }
        let place = turn.withLock { turn -> Place in
            if turn.running < limit {
                turn.running += 1
                return .free
            }
            return turn.waiting.count < OutsideEngine.maxWaiting ? .wait : .full
        }
        switch place {
        case .free: return true
        case .full: return false
        case .wait:
            await withUnsafeContinuation { continuation in
                let isFree = turn.withLock { turn in
                    if turn.running < limit {
                        turn.running += 1
                        return true
                    }
                    turn.waiting.append(continuation)
                    return false
                }
                if isFree { continuation.resume() }
            }
            return true
        }
    }

    private func end() {
        let next = turn.withLock { turn -> UnsafeContinuation<Void, Never>? in
            guard turn.waiting.isEmpty else { return turn.waiting.removeFirst() }
            turn.running -= 1
            return nil
        }
        next?.resume()
    }
}

/// The loop that talks to a classifier. Apart from the loops that serve, so that a judge that floods its answer holds up nobody else.
///
/// Unchecked, because the compiler cannot see that the client is touched on the loop's thread only; the client itself checks it.
private final class ClassifierLine: @unchecked Sendable {
    private let loop = EventLoop()
    private let thread: LoopThread
    private var client: CurlClient?

    init() {
        thread = LoopThread(loop)
    }

    deinit {
        loop.stop()
    }

    func ask(_ request: UpstreamRequest, limit: Int, deadline: ContinuousClock.Instant) async -> Result<[UInt8], OutsideEngine.Failure> {
        await withUnsafeContinuation { continuation in
            loop.submit { [self] in
                Task.immediate(executorPreference: loop) { [self] in
                    continuation.resume(returning: await perform(request, limit, deadline))
                }
            }
        }
    }

    private func perform(
        _ request: UpstreamRequest, _ limit: Int, _ deadline: ContinuousClock.Instant
    ) async -> Result<[UInt8], OutsideEngine.Failure> {
        let client = client ?? CurlClient(loop: loop)
        self.client = client
        do throws(CurlError) {
            let reply = try await client.perform(request)
            var body: [UInt8] = []
            while let piece = try await reply.next() {
                body += piece
                guard body.count <= limit else { return .failure(.refused) }
                // An answer that comes drop by drop never idles.
                guard ContinuousClock.now < deadline else { return .failure(.timedOut) }
            }
            return reply.status == 200 ? .success(body) : .failure(.refused)
        } catch {
            switch error {
            case .firstByteTimeout, .idleTimeout, .totalTimeout, .connectTimeout: return .failure(.timedOut)
            default: return .failure(.unreachable)
            }
        }
    }
}
