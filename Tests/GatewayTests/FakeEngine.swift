import Foundation
import Synchronization

/// An outside engine on a real socket: answers each question as it is told to, and keeps what it was asked.
final class FakeEngine: Sendable {
    enum Reply: Sendable {
        case json(String)
        case status(Int)
        /// Takes the question and says nothing.
        case hang
        /// One byte of an answer now and then, and never its end.
        case drip
    }

    let port: Int
    private let answer: @Sendable (String) -> Reply
    private let questions = Mutex<[String]>([])

    var asked: [String] { questions.withLock { $0 } }

    init(_ answer: @escaping @Sendable (String) -> Reply) {
        self.answer = answer
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                precondition(bind(listener, $0, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0)
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        // Lives as long as the tests: who asks knows the port alone.
        Thread.detachNewThread { [self] in
            while true {
                let line = accept(listener, nil, nil)
                guard line >= 0 else { return }
                Thread.detachNewThread { self.serve(line) }
            }
        }
    }

    /// The same answer whatever is asked.
    convenience init(_ reply: Reply) { self.init { _ in reply } }

    private func serve(_ line: Int32) {
        defer { close(line) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var body: Range<Int>?
        while body.map({ bytes.count < $0.upperBound }) ?? true {
            let count = recv(line, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            bytes += buffer[..<count]
            guard body == nil, let end = bytes.indices.dropLast(3).first(where: { bytes[$0..<$0 + 4].elementsEqual("\r\n\r\n".utf8) })
            else { continue }
            let head = String(decoding: bytes[..<end], as: UTF8.self).lowercased()
            let length =
                head.components(separatedBy: "content-length: ").last?.components(separatedBy: "\r\n").first.flatMap { Int($0) } ?? 0
            body = end + 4..<end + 4 + length
        }
        let question = String(decoding: bytes[body!], as: UTF8.self)
        questions.withLock { $0.append(question) }
        switch answer(question) {
        case .json(let text):
            say(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: \(text.utf8.count)\r\nconnection: close\r\n\r\n\(text)",
                line)
        case .status(let status): say("HTTP/1.1 \(status) No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n", line)
        case .hang: while recv(line, &buffer, buffer.count, 0) > 0 {}
        case .drip:
            say("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n", line)
            while say(" ", line) { usleep(20_000) }
        }
    }

    @discardableResult
    private func say(_ text: String, _ line: Int32) -> Bool {
        let bytes = Array(text.utf8)
        return send(line, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }
}
