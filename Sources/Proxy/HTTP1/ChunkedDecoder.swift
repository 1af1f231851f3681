/// Why a chunked body is refused.
enum ChunkFault: Error, Equatable, Sendable {
    /// Not chunks as RFC 9112, section 7.1, has them.
    case malformed
    /// More bytes than the limit. Known as soon as a chunk's size is, before its bytes come.
    case tooLarge
}

/// Takes the chunks off a body, strictly: every line ends with CRLF, sizes are plain hexadecimal, a chunk is followed by its CRLF and
/// nothing else. Extensions and trailer fields are allowed where the standard has them, bounded, and dropped.
///
/// A state machine without I/O; the bytes may be cut anywhere.
struct ChunkedDecoder {
    private enum State {
        case size
        case sizeDigits
        case extensions
        case sizeFeed
        case data
        case dataReturn
        case dataFeed
        case trailerStart
        case trailerName
        case trailerValue
        case trailerFeed
        case lastFeed
        case complete
    }

    /// Bytes of one size line with its extensions. No client in use sends any; the bound keeps them from being a way to talk for ever.
    private static let sizeLineLimit = 256
    /// Bytes of all trailer fields together.
    private static let trailerLimit = 4096

    private var state = State.size
    private var remaining = 0
    private var lineLength = 0

    /// Whether the last chunk and the trailer have been read. What follows belongs to the next request.
    var isComplete: Bool { state == .complete }

    /// Appends the data among the bytes. Answers how many of the bytes it took: all of them, or up to the body's end.
    mutating func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8], limit: Int
    ) throws(ChunkFault) -> Int {
        var i = 0
        while i < bytes.count && state != .complete {
            if state == .data {
                let count = min(remaining, bytes.count - i)
                out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[i..<(i + count)]))
                remaining -= count
                i += count
                if remaining == 0 { state = .dataReturn }
                continue
            }
            try take(bytes[i], held: out.count, limit: limit)
            i += 1
        }
        return i
    }

    private mutating func take(_ byte: UInt8, held: Int, limit: Int) throws(ChunkFault) {
        switch state {
        case .size:
            guard let digit = ASCII.hexValue(byte) else { throw .malformed }
            remaining = digit
            lineLength = 1
            state = .sizeDigits
        case .sizeDigits:
            lineLength += 1
            if let digit = ASCII.hexValue(byte) {
                // Sixteen digits with room to spare: no sum overflows, and no body is that long.
                guard remaining < 1 << 55, lineLength <= 32 else { throw .malformed }
                remaining = remaining << 4 | digit
            } else if byte == ASCII.carriageReturn {
                state = .sizeFeed
            } else if byte == UInt8(ascii: ";") {
                state = .extensions
            } else {
                throw .malformed
            }
        case .extensions:
            lineLength += 1
            if byte == ASCII.carriageReturn {
                state = .sizeFeed
            } else if !ASCII.isFieldValue(byte) || lineLength > Self.sizeLineLimit {
                throw .malformed
            }
        case .sizeFeed:
            guard byte == ASCII.lineFeed else { throw .malformed }
            if remaining == 0 {
                lineLength = 0
                state = .trailerStart
            } else {
                guard remaining <= limit - held else { throw .tooLarge }
                state = .data
            }
        case .dataReturn:
            guard byte == ASCII.carriageReturn else { throw .malformed }
            state = .dataFeed
        case .dataFeed:
            guard byte == ASCII.lineFeed else { throw .malformed }
            state = .size
        case .trailerStart:
            if byte == ASCII.carriageReturn {
                state = .lastFeed
            } else if ByteSet.token.contains(byte) {
                state = .trailerName
            } else {
                throw .malformed
            }
            try countTrailer()
        case .trailerName:
            if byte == UInt8(ascii: ":") {
                state = .trailerValue
            } else if !ByteSet.token.contains(byte) {
                throw .malformed
            }
            try countTrailer()
        case .trailerValue:
            if byte == ASCII.carriageReturn {
                state = .trailerFeed
            } else if !ASCII.isFieldValue(byte) {
                throw .malformed
            }
            try countTrailer()
        case .trailerFeed:
            guard byte == ASCII.lineFeed else { throw .malformed }
            state = .trailerStart
        case .lastFeed:
            guard byte == ASCII.lineFeed else { throw .malformed }
            state = .complete
        case .data, .complete: break
        }
    }

    private mutating func countTrailer() throws(ChunkFault) {
        lineLength += 1
        if lineLength > Self.trailerLimit { throw .malformed }
    }
}
