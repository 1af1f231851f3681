internal import Pipeline

/// The opening handshake with a host (RFC 6455, section 4), in our own bytes.
enum WebSocketHandshake {
    /// What the host is asked. Fields that could end a line early are left out.
    static func request(_ offer: WebSocketOffer, model: String, fields: HTTPFields, for host: Host) -> [UInt8] {
        let url = host.target(ClientAPI.realtime.path)
        let authority = host.url.origin.drop { $0 != "/" }.dropFirst(2)
        var out = Array("GET \(url.dropFirst(host.url.origin.utf8.count))?model=\(escaped(model)) HTTP/1.1\r\n".utf8)
        func add(_ name: some Collection<UInt8>, _ value: some Collection<UInt8>) {
            guard !name.isEmpty, name.allSatisfy({ $0 > 0x20 && $0 != 0x3A && $0 < 0x7F }),
                value.allSatisfy({ $0 != 0 && $0 != 0x0D && $0 != 0x0A })
            else { return }
            out += name
            out += Array(": ".utf8)
            out += value
            out += Array("\r\n".utf8)
        }
        var fields = fields
        fields.removeAll("content-type")
        if !fields.contains("host") { add("host".utf8, authority.utf8) }
        add("connection".utf8, "Upgrade".utf8)
        add("upgrade".utf8, "websocket".utf8)
        add("sec-websocket-version".utf8, "13".utf8)
        add("sec-websocket-key".utf8, offer.key.utf8)
        if !offer.protocols.isEmpty { add("sec-websocket-protocol".utf8, offer.protocols.joined(separator: ", ").utf8) }
        fields.forEach { add($0, $1) }
        return out + Array("\r\n".utf8)
    }

    /// A host's answer: its head, and how many bytes that took.
    struct Answer {
        let status: Int
        let fields: HTTPFields
        let length: Int
    }

    /// Reads a head; nil while it is not whole.
    static func answer(_ bytes: [UInt8]) throws(CurlError) -> Answer? {
        var head = UpstreamHead()
        var start = 0
        while let feed = bytes[start...].firstIndex(of: 0x0A) {
            let isBlank = feed == start || (feed == start + 1 && bytes[start] == 0x0D)
            // The switch is the end of HTTP here; elsewhere nobody asks for it, and `UpstreamHead` refuses it.
            if isBlank, head.status == 101 { return Answer(status: 101, fields: head.fields, length: feed + 1) }
            let line = bytes[start...feed]
            try line.withUnsafeBufferPointer { line throws(CurlError) in try head.take(line) }
            start = feed + 1
            if head.isComplete { return Answer(status: head.status, fields: head.fields, length: start) }
        }
        guard bytes.count < UpstreamHead.maxBytes else { throw .headTooLarge }
        return nil
    }

    /// A query's value (RFC 3986, section 2.3).
    private static func escaped(_ text: String) -> String {
        var out: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            if UInt8.isLetterOrDigit(byte) || "-._~".utf8.contains(byte) {
                out.append(byte)
            } else {
                out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
