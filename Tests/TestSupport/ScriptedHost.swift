import Glibc
import Synchronization

/// A host on a real socket that does what a script says, byte for byte, so that it can stall, cut and lie.
public final class ScriptedHost: Sendable {
    public enum Step: Sendable {
        case send(String)
        case repeated(UInt8, count: Int)
        case pause(milliseconds: Int)
        /// Goes on once the gate is open.
        case hold(Gate)
        /// Waits until the peer has gone.
        case waitForClose
        case close
        /// Closes so that the peer gets a reset.
        case reset
        /// Sends back what comes, until the peer ends.
        case echo
    }

    public struct Seen: Sendable {
        public let head: String
        public let body: String
        public var path: String { String(head.split(separator: " ").dropFirst().first ?? "") }
    }

    private struct State {
        var seen: [Seen] = []
        var gone = 0
        var connections = 0
        var ended = 0
        var script: @Sendable (Seen) -> [Step]
    }

    public let port: UInt16
    private let listener: Int32
    private let state: Mutex<State>

    /// `isListening: false` only holds the port, so that connecting to it is refused and nobody else gets it.
    public init(isListening: Bool = true, _ script: @escaping @Sendable (Seen) -> [Step]) {
        state = Mutex(State(script: script))
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let fd = listener
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                precondition(bind(fd, address, length) == 0 && (!isListening || listen(fd, 128) == 0))
                getsockname(fd, address, &length)
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        guard isListening else { return }
        thread { [self] in
            while true {
                let connection = accept(fd, nil, nil)
                if connection < 0 { return }
                state.withLock { $0.connections += 1 }
                thread { [self] in serve(connection) }
            }
        }
    }

    /// One answer for every request.
    public convenience init(_ steps: Step...) {
        self.init { _ in steps }
    }

    public static func ok(_ body: String, type: String = "application/json", status: String = "200 OK", fields: String = "") -> [Step] {
        [.send("HTTP/1.1 \(status)\r\ncontent-type: \(type)\r\n\(fields)content-length: \(body.utf8.count)\r\n\r\n\(body)")]
    }

    public var url: String { "http://127.0.0.1:\(port)" }
    public var seen: [Seen] { state.withLock { $0.seen } }
    public var connections: Int { state.withLock { $0.connections } }
    /// Connections on which the peer was seen to leave while a script ran.
    public var gone: Int { state.withLock { $0.gone } }

    /// Connections that this side has closed or seen the end of.
    public var ended: Int { state.withLock { $0.ended } }

    public func behave(_ script: @escaping @Sendable (Seen) -> [Step]) {
        state.withLock { $0.script = script }
    }

    private func serve(_ fd: Int32) {
        defer {
            close(fd)
            state.withLock { $0.ended += 1 }
        }
        var buffer: [UInt8] = []
        while true {
            guard let seen = readRequest(fd, &buffer) else { return }
            let script = state.withLock { state in
                state.seen.append(seen)
                return state.script
            }
            for step in script(seen) {
                switch step {
                case .send(let text): if !write(fd, Array(text.utf8)) { return }
                case .repeated(let byte, let count):
                    let block = [UInt8](repeating: byte, count: 65536)
                    var left = count
                    while left > 0 {
                        let part = min(left, block.count)
                        if !write(fd, Array(block[..<part])) { break }
                        left -= part
                    }
                case .pause(let milliseconds): usleep(UInt32(milliseconds * 1000))
                case .hold(let gate): if !gate.pass() { return }
                case .waitForClose:
                    var byte: UInt8 = 0
                    if recv(fd, &byte, 1, 0) <= 0 { state.withLock { $0.gone += 1 } }
                    return
                case .close: return
                case .echo:
                    var bytes = [UInt8](repeating: 0, count: 65536)
                    while true {
                        let count = recv(fd, &bytes, bytes.count, 0)
                        if count <= 0 || !write(fd, Array(bytes[..<count])) { break }
                    }
                    state.withLock { $0.gone += 1 }
                    return
                case .reset:
                    var linger = linger(l_onoff: 1, l_linger: 0)
                    setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
                    return
                }
            }
        }
    }

    @discardableResult
    private func write(_ fd: Int32, _ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.send(fd, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { return false }
            sent += count
        }
        return true
    }

    private func readRequest(_ fd: Int32, _ buffer: inout [UInt8]) -> Seen? {
        var chunk = [UInt8](repeating: 0, count: 65536)
        func more() -> Bool {
            let count = recv(fd, &chunk, chunk.count, 0)
            if count <= 0 { return false }
            buffer += chunk[..<count]
            return true
        }
        var end: Int?
        while true {
            end = buffer.indices.first {
                $0 + 3 < buffer.count && buffer[$0] == 13 && buffer[$0 + 1] == 10 && buffer[$0 + 2] == 13 && buffer[$0 + 3] == 10
            }
            if end != nil { break }
            if !more() { return nil }
        }
        let head = String(decoding: buffer[..<end!], as: UTF8.self)
        buffer.removeFirst(end! + 4)
        var length = 0
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-length:") {
            length = Int(line.dropFirst(15).filter { $0 != " " }) ?? 0
        }
        while buffer.count < length { if !more() { return nil } }
        let body = String(decoding: buffer[..<length], as: UTF8.self)
        buffer.removeFirst(length)
        return Seen(head: head, body: body)
    }
}

private func thread(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    pthread_create(
        &thread, nil,
        { box in
            Unmanaged<Box>.fromOpaque(box!).takeRetainedValue().body()
            return nil
        }, Unmanaged.passRetained(Box(body)).toOpaque())
    pthread_detach(thread)
}
