import Foundation
import Pipeline
import Proxy
import Synchronization
import TestSupport
import Testing
import WireFormats

@testable import Gateway

/// The program itself, started for a suite, with a host and a trace collector that write down what they are sent.
final class StartedProgram: Sendable {
    @TaskLocal static var current: StartedProgram!

    /// Told when the program cannot be used.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// What a client, a host or a collector was given.
    struct Message: Sendable {
        var status = 0
        var path = ""
        var fields: [String: String] = [:]
        var body: [UInt8] = []
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    static let program = URL(fileURLWithPath: try! FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        .deletingLastPathComponent().appendingPathComponent("hopguard")
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    let folder: URL
    let host: Recorder
    let collector: Recorder
    let address: String
    let admin: String
    private let process: WatchedProgram
    private let loops = EventLoopGroup(count: 1)

    /// Starts it with one cloud host of the API of OpenAI, and more settings.
    init(_ more: String) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("started-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("policies"), withIntermediateDirectories: true)
        host = try Recorder(loops)
        collector = try Recorder(loops)
        let config = """
            listen: 127.0.0.1:0
            admin: 127.0.0.1:0
            hosts: [{ id: far, url: "http://\(host.address)", api: openai, trust: cloud, models: ["m1"], headers: { Authorization: "Bearer host-secret" } }]
            keys: [{ name: alice, token: "alice-token-for-tests" }]
            trace: { otlp: "http://\(collector.address)", service: guard-under-test, headers: { x-collector: "collector-secret" } }
            log: { format: json }
            \(more)
            """
        try config.write(to: folder.appendingPathComponent("hopguard.yaml"), atomically: true, encoding: .utf8)
        let policy =
            "policy: trial\nmatch: { trust: cloud }\nredact: { entities: { US_SSN: block } }\nchain: [auth, limit, redact, route, audit]\n"
        try policy.write(to: folder.appendingPathComponent("policies/trial.yaml"), atomically: true, encoding: .utf8)
        _ = FileManager.default.createFile(atPath: folder.appendingPathComponent("log").path, contents: nil)
        process = try WatchedProgram(
            [Self.program.path, "serve", "--config", folder.appendingPathComponent("hopguard.yaml").path],
            log: try FileHandle(forWritingTo: folder.appendingPathComponent("log")))
        var found: [String: String] = [:]
        // Until it listens; a debug build tries its guard for a while first.
        try? blockUntil("the program listens") { [process, folder] in
            for line in Self.lines(folder) {
                guard let message = line["message"]?.text, let address = line["address"]?.text else { continue }
                if message == "listening" || message == "admin pages" { found[message] = address }
            }
            return found.count == 2 || !process.isRunning
        }
        guard let address = found["listening"], let admin = found["admin pages"] else {
            let log = (try? String(contentsOf: folder.appendingPathComponent("log"), encoding: .utf8)) ?? ""
            process.kill()
            throw Fault(description: "the program did not start: \(log)")
        }
        self.address = address
        self.admin = admin
    }

    func end() {
        process.end()
        try? FileManager.default.removeItem(at: folder)
    }

    /// The lines of its log, as objects.
    var log: [JSONValue] { Self.lines(folder) }

    private static func lines(_ folder: URL) -> [JSONValue] {
        let bytes = (try? Data(contentsOf: folder.appendingPathComponent("log"))) ?? Data()
        return bytes.split(separator: 0x0A).compactMap { JSONValue(parsing: Array($0)) }
    }

    /// Sends a request and waits for its answer.
    func send(_ path: String, to place: String? = nil, body: String? = nil, fields: [String: String] = [:]) throws -> Message {
        let parts = (place ?? address).split(separator: ":")
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        target.sin_port = (UInt16(parts[1]) ?? 0).bigEndian
        target.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &target) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard status == 0 else { throw Fault(description: "no connection to \(place ?? address)") }
        var head = "\(body == nil ? "GET" : "POST") \(path) HTTP/1.1\r\nhost: \(place ?? address)\r\nconnection: close\r\n"
        if let body { head += "content-type: application/json\r\ncontent-length: \(body.utf8.count)\r\n" }
        for (name, value) in fields { head += "\(name): \(value)\r\n" }
        let bytes = Array((head + "\r\n" + (body ?? "")).utf8)
        guard Foundation.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw Fault(description: "the request was not taken")
        }
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &piece, piece.count, 0)
            guard count > 0 else { break }
            answer += piece[..<count]
        }
        guard let gap = answer.firstRange(of: Array("\r\n\r\n".utf8)) else { throw Fault(description: "no answer") }
        var message = Message()
        let lines = String(decoding: answer[..<gap.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        message.status = Int(lines[0].split(separator: " ")[1]) ?? 0
        for line in lines.dropFirst() {
            let pair = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if pair.count == 2 { message.fields[pair[0].lowercased()] = pair[1] }
        }
        message.body = Array(answer[gap.upperBound...])
        return message
    }

    /// Calls the chat API as the client `alice`.
    func chat(_ text: String, model: String = "m1", fields: [String: String] = [:]) throws -> Message {
        var json = JSONWriter()
        json.object { json in
            json.name("model")
            json.string(model)
            json.name("messages")
            json.array { json in
                json.object { json in
                    json.name("role")
                    json.string("user")
                    json.name("content")
                    json.string(text)
                }
            }
        }
        return try send(
            "/v1/chat/completions", body: String(decoding: json.bytes, as: UTF8.self),
            fields: fields.merging(["authorization": "Bearer alice-token-for-tests"]) { $1 })
    }

    /// What `hopguard` prints for these words.
    static func output(_ words: [String], environment: [String: String] = [:]) throws -> (text: String, status: Int32) {
        let process = Process()
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.executableURL = program
        process.arguments = words
        let out = Pipe()
        process.standardOutput = out
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = out.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (String(decoding: data, as: UTF8.self), process.terminationStatus)
    }
}

/// Starts the program before a suite and ends it after.
struct StartedProgramTrait: SuiteTrait, TestScoping {
    let settings: String

    func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void) async throws
    {
        let program = try StartedProgram(settings)
        defer { program.end() }
        try await StartedProgram.$current.withValue(program, operation: function)
    }
}

extension Trait where Self == StartedProgramTrait {
    /// The program is started for the suite, with these settings.
    static func started(_ settings: String = "") -> Self { StartedProgramTrait(settings: settings) }
}

/// A server that keeps what it is sent and answers like a host of OpenAI's API.
final class Recorder: Sendable {
    let address: String
    private let server: HTTPServer
    private let log: Log

    private final class Log: Sendable {
        let messages = Mutex<[StartedProgram.Message]>([])
    }

    init(_ loops: EventLoopGroup) throws {
        let log = Log()
        self.log = log
        server = HTTPServer(
            loops: loops, limits: ServerLimits(), listeners: [ServerListener(try ListenerAddress(parsing: "127.0.0.1:0"))]
        ) { _ in Handler(log: log) }
        try server.start()
        address = "\(server.addresses[0])"
    }

    /// What it was sent at a path.
    func received(_ path: String) -> [StartedProgram.Message] { log.messages.withLock { $0.filter { $0.path == path } } }

    /// Waits until it was sent something at a path that fulfils a condition.
    func wait(_ path: String, until isEnough: ([StartedProgram.Message]) -> Bool) throws -> [StartedProgram.Message] {
        try blockUntil("enough is sent to \(path)") { isEnough(received(path)) }
        return received(path)
    }

    private final class Handler: ExchangeHandler {
        let log: Log

        init(log: Log) {
            self.log = log
        }

        func handle(_ head: RequestHead, body: any BodyReader, peer: PeerAddress, reply: any ConnectionReply) async {
            do throws(PipelineError) {
                var message = StartedProgram.Message()
                message.path = head.path
                message.body = head.hasBody ? try await body.collect(limit: 1 << 24) : []
                head.fields.forEach { name, value in
                    message.fields[String(decoding: name, as: UTF8.self).lowercased()] = String(decoding: value, as: UTF8.self)
                }
                let kept = message
                log.messages.withLock { $0.append(kept) }
                let answer = Array(
                    #"{"id":"c1","object":"chat.completion","created":1,"model":"m1","choices":[{"index":0,"message":{"role":"assistant","content":"well"},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}"#
                        .utf8)
                var fields = HTTPFields()
                fields.append("content-type", "application/json")
                try await reply.begin(
                    ResponseHead(status: 200, fields: fields, origin: .proxy, isStream: false, contentLength: answer.count))
                try await reply.send(answer)
                try await reply.finish(.complete)
            } catch {
                // The program under test has left.
            }
        }
    }
}
