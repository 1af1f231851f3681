import Foundation

/// A client that sends and reads raw bytes on a blocking socket. Its time-outs are only there so that a failing test ends.
public final class RawClient: Sendable {
    public let fd: Int32

    public init(port: UInt16, receiveBuffer: Int32 = 0) throws {
        let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if receiveBuffer > 0 {
            var size = receiveBuffer
            setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, 4)
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        self.fd = fd
        setTimeout()
    }

    public init(path: String) throws {
        let fd = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(fd, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        self.fd = fd
        setTimeout()
    }

    deinit { Foundation.close(fd) }

    private func setTimeout() {
        var time = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    /// Sends bytes; `~` stands for CRLF. Answers whether the other side took all of them.
    @discardableResult
    public func send(_ text: String) -> Bool {
        send(spelled(text))
    }

    @discardableResult
    public func send(_ bytes: [UInt8]) -> Bool {
        var at = 0
        while at < bytes.count {
            let count = bytes[at...].withUnsafeBytes { Foundation.send(fd, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            at += count
        }
        return true
    }

    /// Reads what comes next; empty at the end, nil when the connection was reset or nothing came.
    public func receive(_ limit: Int = 65536) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: limit)
        let count = recv(fd, &buffer, limit, 0)
        return count < 0 ? nil : Array(buffer[..<count])
    }

    /// Reads until the other side closes. The flag tells whether it did so in order.
    public func readAll() -> (text: String, isClean: Bool) {
        var all: [UInt8] = []
        while let part = receive() {
            if part.isEmpty { return (String(decoding: all, as: UTF8.self), true) }
            all += part
        }
        return (String(decoding: all, as: UTF8.self), false)
    }

    /// Reads until the text holds this, or to the end.
    public func read(until mark: String) -> String {
        var all: [UInt8] = []
        while !String(decoding: all, as: UTF8.self).contains(mark), let part = receive(1), !part.isEmpty { all += part }
        return String(decoding: all, as: UTF8.self)
    }

    /// Sends nothing more.
    public func halfClose() {
        shutdown(fd, Int32(SHUT_WR))
    }

    /// Breaks the connection off with a reset.
    public func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Foundation.linger>.size))
        shutdownBoth()
    }

    /// Closes the socket under the object.
    public func shutdownBoth() {
        let spare = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        dup2(spare, fd)
        Foundation.close(spare)
    }
}

/// The status codes of the answers in a text, in order.
public func statuses(_ text: String) -> [Int] {
    text.matches(of: #/HTTP/1\.1 (\d\d\d) /#).map { Int($0.1)! }
}

/// A text's bytes, with CRLF for every `~`.
public func spelled(_ text: String) -> [UInt8] {
    Array(text.replacingOccurrences(of: "~", with: "\r\n").utf8)
}
