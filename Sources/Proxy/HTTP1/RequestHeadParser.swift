internal import Glibc
import Pipeline

/// How the bytes behind a request's head are framed, and what the client wants of its connection.
struct RequestFraming: Sendable, Equatable {
    /// HTTP/1.0, which knows no chunks and closes unless asked not to.
    var isHTTP10 = false
    var isChunked = false
    /// Whether the client keeps the connection open after the answer.
    var keepsAlive = true
    /// Whether the client waits for `100 Continue` before it sends the body.
    var expectsContinue = false
}

/// What a request head may take.
struct HeadLimits: Sendable, Equatable {
    /// Bytes of the whole head.
    var bytes = 32 << 10
    /// Bytes of the target.
    var target = 8 << 10
    /// How many fields.
    var fields = 100
}

/// Reads one request head, strictly (RFC 9112): whatever two servers could read in two ways is refused, never repaired.
///
/// A state machine without I/O. It is given the unread bytes from the head's first on, again with every call as more have come; lines
/// that it has taken are not looked at again. Empty lines before a request line are refused like any other wrong request line.
struct RequestHeadParser {
    let limits: HeadLimits

    private var lineStart = 0
    private var searched = 0
    private var isPastRequestLine = false
    private var method = ""
    private(set) var path = ""
    private var query = ""
    private var fields = HTTPFields()
    private var framing = RequestFraming()
    private var hasHost = false
    private var contentLength: Int?

    init(limits: HeadLimits) {
        self.limits = limits
    }

    /// Takes what has come so far. Answers the head's length in bytes once it is complete, nil while it is not.
    mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(HeadFault) -> Int? {
        if !isPastRequestLine && lineStart == 0 && searched == 0 { fields.reserve(fields: 16, bytes: min(bytes.count, limits.bytes)) }
        while true {
            guard let feed = firstLineFeed(bytes, from: searched) else {
                try checkUnfinished(bytes)
                searched = bytes.count
                return nil
            }
            if feed >= limits.bytes { throw .tooLarge }
            guard feed > lineStart && bytes[feed - 1] == ASCII.carriageReturn else { throw .bareLineFeed }
            let line = UnsafeBufferPointer(rebasing: bytes[lineStart..<feed - 1])
            lineStart = feed + 1
            searched = feed + 1
            if !isPastRequestLine {
                try takeRequestLine(line)
                isPastRequestLine = true
            } else if line.isEmpty {
                try finish()
                return feed + 1
            } else {
                try takeField(line)
            }
        }
    }

    /// The head, once `parse` has answered its length.
    func result() -> (head: RequestHead, framing: RequestFraming) {
        let hasBody = framing.isChunked || (contentLength ?? 0) > 0
        let head = RequestHead(
            method: method, path: path, query: query, fields: fields, contentLength: framing.isChunked ? nil : contentLength ?? 0,
            hasBody: hasBody)
        var framing = framing
        // Nobody waits for a go-ahead to send nothing, and HTTP/1.0 has none.
        if !hasBody || framing.isHTTP10 { framing.expectsContinue = false }
        return (head, framing)
    }

    private func firstLineFeed(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress else { return nil }
        guard let found = memchr(base + start, Int32(ASCII.lineFeed), bytes.count - start) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// A line that has not ended is refused as soon as it cannot end well, so that nobody waits for a head that never comes.
    private func checkUnfinished(_ bytes: UnsafeBufferPointer<UInt8>) throws(HeadFault) {
        if bytes.count >= limits.bytes { throw .tooLarge }
        // Another protocol, TLS for one, shows at its first byte.
        if let first = bytes.first, !ByteSet.token.contains(first) { throw .requestLine }
        if !isPastRequestLine && bytes.count > limits.target + 64 { throw .tooLarge }
        guard searched < bytes.count else { return }
        for i in max(searched - 1, lineStart)..<bytes.count - 1 where bytes[i] == ASCII.carriageReturn { throw .bareCarriageReturn }
    }

    // MARK: The request line

    private mutating func takeRequestLine(_ line: UnsafeBufferPointer<UInt8>) throws(HeadFault) {
        guard let first = line.firstIndex(of: ASCII.space), let last = line.lastIndex(of: ASCII.space), first < last else {
            throw line.contains(ASCII.carriageReturn) ? .bareCarriageReturn : .requestLine
        }
        let method = UnsafeBufferPointer(rebasing: line[..<first])
        let target = UnsafeBufferPointer(rebasing: line[(first + 1)..<last])
        let version = UnsafeBufferPointer(rebasing: line[(last + 1)...])
        // No method in use is longer than 16 letters (IANA's registry has UPDATEREDIRECTREF, which nobody sends to a model).
        guard !method.isEmpty, method.count <= 16, ByteSet.token.containsAll(method) else { throw .requestLine }
        guard !target.isEmpty else { throw .target }
        if target.count > limits.target { throw .tooLarge }
        guard target[0] == UInt8(ascii: "/") else { throw .target }
        try takeTarget(target)
        guard version.count == 8, version.starts(with: "HTTP/1.".utf8) else { throw .version }
        switch version[7] {
        case UInt8(ascii: "1"): break
        case UInt8(ascii: "0"):
            framing.isHTTP10 = true
            framing.keepsAlive = false
        default: throw .version
        }
        self.method = String(decoding: method, as: UTF8.self)
    }

    private mutating func takeTarget(_ target: UnsafeBufferPointer<UInt8>) throws(HeadFault) {
        let mark = target.firstIndex(of: UInt8(ascii: "?")) ?? target.count
        let path = UnsafeBufferPointer(rebasing: target[..<mark])
        guard ByteSet.path.containsAll(path) else { throw .target }
        var i = 0
        while i < path.count {
            if path[i] == UInt8(ascii: "%") {
                guard i + 2 < path.count, ASCII.hexValue(path[i + 1]) != nil, ASCII.hexValue(path[i + 2]) != nil else { throw .target }
                i += 2
            }
            i += 1
        }
        self.path = String(decoding: path, as: UTF8.self)
        if mark < target.count {
            let query = UnsafeBufferPointer(rebasing: target[(mark + 1)...])
            guard ByteSet.query.containsAll(query) else { throw .target }
            self.query = String(decoding: query, as: UTF8.self)
        }
    }

    // MARK: Fields

    private mutating func takeField(_ line: UnsafeBufferPointer<UInt8>) throws(HeadFault) {
        if line[0] == ASCII.space || line[0] == ASCII.tab { throw .folded }
        var colon = 0
        while colon < line.count, ByteSet.token.contains(line[colon]) { colon += 1 }
        guard colon > 0, colon < line.count, line[colon] == UInt8(ascii: ":") else {
            throw line.contains(ASCII.carriageReturn) ? .bareCarriageReturn : .fieldName
        }
        for i in colon + 1..<line.count where !ASCII.isFieldValue(line[i]) {
            throw line[i] == ASCII.carriageReturn ? .bareCarriageReturn : .fieldValue
        }
        if fields.count >= limits.fields { throw .tooManyFields }
        let name = UnsafeBufferPointer(rebasing: line[..<colon])
        let value = ASCII.trimmed(UnsafeBufferPointer(rebasing: line[(colon + 1)...]))
        switch name.count {
        case 4 where ASCII.isEqual(name, "host"): try takeHost(value)
        case 6 where ASCII.isEqual(name, "expect"):
            guard ASCII.isEqual(value, "100-continue") else { throw .expectation }
            framing.expectsContinue = true
        case 10 where ASCII.isEqual(name, "connection"): takeConnection(value)
        case 14 where ASCII.isEqual(name, "content-length"): try takeLength(value)
        case 17 where ASCII.isEqual(name, "transfer-encoding"):
            guard !framing.isChunked, !framing.isHTTP10, ASCII.isEqual(value, "chunked") else { throw .transferEncoding }
            framing.isChunked = true
        default: break
        }
        fields.append(name: name, value: value)
    }

    private mutating func takeHost(_ value: UnsafeBufferPointer<UInt8>) throws(HeadFault) {
        guard !hasHost, !value.isEmpty, ByteSet.host.containsAll(value) else { throw .host }
        hasHost = true
    }

    private mutating func takeLength(_ value: UnsafeBufferPointer<UInt8>) throws(HeadFault) {
        // Eighteen digits always fit an Int, and no body is longer.
        guard contentLength == nil, !value.isEmpty, value.count <= 18 else { throw .contentLength }
        var length = 0
        for digit in value {
            guard digit >= 0x30 && digit <= 0x39 else { throw .contentLength }
            length = length * 10 + Int(digit - 0x30)
        }
        contentLength = length
    }

    private mutating func takeConnection(_ value: UnsafeBufferPointer<UInt8>) {
        var rest = value[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.endIndex
            let option = ASCII.trimmed(UnsafeBufferPointer(rebasing: rest[..<end]))
            if ASCII.isEqual(option, "close") {
                framing.keepsAlive = false
                isClosing = true
            } else if framing.isHTTP10 && !isClosing && ASCII.isEqual(option, "keep-alive") {
                framing.keepsAlive = true
            }
            rest = end < rest.endIndex ? rest[(end + 1)...] : rest[rest.endIndex...]
        }
    }

    /// Whether `close` was among the connection's options: it wins over `keep-alive`, in whatever order they stand.
    private var isClosing = false

    private func finish() throws(HeadFault) {
        if !hasHost { throw .host }
        if framing.isChunked && contentLength != nil { throw .lengthAndChunks }
    }
}
