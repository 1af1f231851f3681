import Foundation
import Pipeline
import Synchronization
import TestSupport

@testable import Proxy

/// What handlers saw, for tests to wait for.
final class Journal: Sendable {
    private let noted = Mutex<[String]>([])

    func note(_ entry: String) { noted.withLock { $0.append(entry) } }

    var entries: [String] { noted.withLock { $0 } }

    /// Suspends until this has been noted.
    func wait(for entry: String) async throws {
        try await waitUntil("a handler notes '\(entry)'") { noted.withLock { $0.contains(entry) } }
    }
}

/// A handler whose paths each do one thing that a test is about.
final class ProbeHandler: ExchangeHandler {
    let loop: EventLoop
    let journal: Journal
    let bodyLimit: Int

    init(loop: EventLoop, journal: Journal, bodyLimit: Int) {
        self.loop = loop
        self.journal = journal
        self.bodyLimit = bodyLimit
    }

    func handle(_ head: RequestHead, body: any BodyReader, peer: PeerAddress, reply: any ConnectionReply) async {
        do throws(PipelineError) {
            switch head.path {
            case "/echo":
                let bytes = try await body.collect(limit: bodyLimit)
                try await answer(200, bytes, reply)
            case "/slow-echo":
                await loop.sleep(for: .milliseconds(1))
                let bytes = try await body.collect(limit: bodyLimit)
                try await answer(200, bytes, reply)
            case "/ignore": try await answer(200, Array("ignored".utf8), reply)
            case "/peer": try await answer(200, Array("\(peer)".utf8), reply)
            case "/empty":
                try await reply.begin(ResponseHead(status: 204, fields: HTTPFields(), origin: .proxy, isStream: false))
                try await reply.finish(.complete)
            case "/stream":
                try await begin(reply)
                for piece in ["one ", "two ", "three"] {
                    try await reply.send(Array(piece.utf8))
                    await loop.sleep(for: .milliseconds(1))
                }
                try await reply.finish(.complete)
            case "/endless":
                try await begin(reply)
                let piece = [UInt8](repeating: 0x78, count: 16 << 10)
                while true {
                    try await reply.send(piece)
                    journal.note("sent")
                }
            case "/hang":
                journal.note("hangs")
                await loop.sleep(for: .seconds(3600))
                journal.note(Task.isCancelled && reply.isClientGone ? "gone" : "cancelled")
                try await answer(503, [], reply)
            case "/stream-hang":
                try await begin(reply)
                try await reply.send(Array("first".utf8))
                journal.note("hangs")
                await loop.sleep(for: .seconds(3600))
                journal.note(Task.isCancelled && reply.isClientGone ? "gone" : "cancelled")
            case "/wait":
                journal.note("waits")
                try? await journal.wait(for: "go on")
                try await answer(200, Array("waited".utf8), reply)
            case "/broken":
                try await begin(reply)
                try await reply.send(Array("half".utf8))
                try await reply.finish(.hostGone)
            case "/dropped":
                try await begin(reply)
                try await reply.send(Array("half".utf8))
            case "/short":
                try await reply.begin(
                    ResponseHead(status: 200, fields: HTTPFields(), origin: .proxy, isStream: false, contentLength: 10))
                try await reply.send(Array("half".utf8))
                try await reply.finish(.complete)
            case "/split":
                var fields = HTTPFields()
                fields.append("x-good", "1")
                fields.append("x-bad", "a\r\nx-injected: 1")
                fields.append("Content-Length", "999")
                fields.append("Transfer-Encoding", "chunked")
                try await reply.begin(ResponseHead(status: 200, fields: fields, origin: .proxy, isStream: false, contentLength: 2))
                try await reply.send(Array("ok".utf8))
                try await reply.finish(.complete)
            default: try await answer(404, [], reply)
            }
        } catch {
            journal.note("error \(error.kind)")
            if !reply.hasBegun { try? await answer(error.status, Array("\(error.kind)".utf8), reply) }
        }
    }

    func refuse(_ error: PipelineError, path: String, peer: PeerAddress, reply: any ConnectionReply) async {
        journal.note("refused \(error.status) \(path)")
        try? await answer(error.status, Array("refused".utf8), reply)
    }

    private func begin(_ reply: any ConnectionReply) async throws(PipelineError) {
        try await reply.begin(ResponseHead(status: 200, fields: HTTPFields(), origin: .proxy, isStream: true))
    }

    private func answer(_ status: Int, _ bytes: [UInt8], _ reply: any ConnectionReply) async throws(PipelineError) {
        try await reply.begin(
            ResponseHead(status: status, fields: HTTPFields(), origin: .proxy, isStream: false, contentLength: bytes.count))
        try await reply.send(bytes)
        try await reply.finish(.complete)
    }
}

/// A server with probe handlers on a free port, for the length of a closure.
struct Stand: Sendable {
    let server: HTTPServer
    let group: EventLoopGroup
    let journal: Journal
    let port: UInt16

    func client(receiveBuffer: Int32 = 0) throws -> RawClient { try RawClient(port: port, receiveBuffer: receiveBuffer) }

    /// Sends one text on a connection of its own and reads to the end.
    func exchange(_ text: String) throws -> (text: String, isClean: Bool) {
        let client = try client()
        client.send(text)
        return client.readAll()
    }

    static func with(
        limits: ServerLimits = ServerLimits(), bodyLimit: Int = 1 << 20, loops: Int = 1, tls: TLSIdentity? = nil,
        also: [ServerListener] = [], _ body: (Stand) async throws -> Void
    ) async throws {
        let group = EventLoopGroup(count: loops)
        let journal = Journal()
        let server = HTTPServer(
            loops: group, limits: limits, listeners: [ServerListener(.tcp(host: "127.0.0.1", port: 0), tls: tls)] + also
        ) { loop in
            ProbeHandler(loop: loop, journal: journal, bodyLimit: bodyLimit)
        }
        try server.start()
        guard case .tcp(_, let port) = server.addresses[0] else { fatalError("not a TCP address") }
        // The body blocks on its sockets: it has a thread of its own for that, so that tests do not wait for one another.
        let own = EventLoopGroup(count: 1)
        defer { own.stop() }
        let stand = Stand(server: server, group: group, journal: journal, port: port)
        let result: Result<Void, any Error> = await withTaskExecutorPreference(own.loops[0]) {
            do {
                try await body(stand)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        await server.drain(until: .now)
        group.stop()
        try result.get()
    }

    /// Suspends until the server's loop has run what was ready.
    func turn() async {
        await withUnsafeContinuation { continuation in group.loops[0].submit { continuation.resume() } }
    }

    /// Sets the clock of the server's loop ahead.
    func advance(by time: Duration) async {
        await withUnsafeContinuation { continuation in
            group.loops[0].submit {
                group.loops[0].advance(by: time)
                continuation.resume()
            }
        }
    }

    /// Begins to drain, on a loop of the server.
    func drain(until deadline: ContinuousClock.Instant) -> Task<Void, Never> {
        Task.immediate(executorPreference: group.loops[0]) { await server.drain(until: deadline) }
    }
}
