import Pipeline

/// Writes the heads of answers.
enum ResponseHeadEncoder {
    /// Appends a whole head. `date` is the line `date: …` with its CRLF.
    static func append(
        _ head: ResponseHead, framing: ResponseFraming, closes: Bool, isHTTP10: Bool, date: [UInt8], to out: inout [UInt8]
    ) {
        StatusLine.append(head.status, to: &out)
        head.fields.forEachUnsafe { name, value in
            guard isSafe(name, value), !isFraming(name) else { return }
            out.append(contentsOf: name)
            StatusLine.append(": ", to: &out)
            out.append(contentsOf: value)
            StatusLine.append("\r\n", to: &out)
        }
        out.append(contentsOf: date)
        switch framing {
        case .none:
            if let length = head.contentLength, head.status >= 200, head.status != 204, head.status != 304 {
                append(length: length, to: &out)
            }
        case .length(let length): append(length: length, to: &out)
        case .chunked: StatusLine.append("transfer-encoding: chunked\r\n", to: &out)
        case .untilClose: break
        case .tunnel: StatusLine.append("upgrade: websocket\r\nconnection: upgrade\r\n\r\n", to: &out)
        }
        if case .tunnel = framing { return }
        if closes {
            StatusLine.append("connection: close\r\n", to: &out)
        } else if isHTTP10 {
            StatusLine.append("connection: keep-alive\r\n", to: &out)
        }
        StatusLine.append("\r\n", to: &out)
    }

    private static func append(length: Int, to out: inout [UInt8]) {
        StatusLine.append("content-length: ", to: &out)
        StatusLine.append(decimal: length, to: &out)
        StatusLine.append("\r\n", to: &out)
    }

    /// A field that could end its line early is left out: it would let whoever wrote its value write the rest of the head.
    private static func isSafe(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard !name.isEmpty, ByteSet.token.containsAll(name) else { return false }
        return ASCII.areFieldValue(value)
    }

    /// Fields that are the server's own business (RFC 9110, section 7.6.1).
    private static func isFraming(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        switch name.count {
        case 2: ASCII.isEqual(name, "te")
        case 4: ASCII.isEqual(name, "date")
        case 7: ASCII.isEqual(name, "upgrade") || ASCII.isEqual(name, "trailer")
        case 10: ASCII.isEqual(name, "connection") || ASCII.isEqual(name, "keep-alive")
        case 14: ASCII.isEqual(name, "content-length")
        case 16: ASCII.isEqual(name, "proxy-connection")
        case 17: ASCII.isEqual(name, "transfer-encoding")
        default: false
        }
    }
}
