public import Pipeline

/// Decodes compressed request bodies, bounded: what would grow beyond the limit is refused as soon as it does.
public enum ContentDecoder {
    /// Bytes decoded before other work of the loop has its turn.
    private static let turn = 1 << 20
    /// Bytes decoded at a time; also the least that the output grows by.
    static let portion = 64 << 10

    /// Decodes a body by the value of its `content-encoding` field; `identity` and an empty value leave it as it is.
    ///
    /// Throws `encodingUnsupported` for any other encoding and for several at once, `bodyTooLarge` when the result would have more than
    /// `limit` bytes, `malformed` when the bytes are not what the encoding says, are cut short, or have something behind their end.
    public static func decode(_ bytes: [UInt8], encoding: String, limit: Int) async throws(PipelineError) -> [UInt8] {
        let inflater: any Decompressor
        switch encoding.lowercased() {
        case "", "identity": return bytes
        case "gzip", "x-gzip": inflater = ZlibDecompressor(.gzip)
        case "deflate": inflater = ZlibDecompressor(.zlib)
        case "br": inflater = BrotliDecompressor()
        case "zstd": inflater = ZstdDecompressor()
        default: throw .client(.encodingUnsupported)
        }
        var out: [UInt8] = []
        var consumed = 0
        var sinceTurn = 0
        while true {
            let room = min(portion, limit - out.count + 1)
            if out.capacity < out.count + room { out.reserveCapacity(max(out.count * 2, out.count + room)) }
            let step = Self.step(inflater, bytes, from: consumed, into: &out, room: room)
            consumed += step.consumed
            sinceTurn += step.produced
            if out.count > limit { throw .client(.bodyTooLarge(limit: limit)) }
            switch step.status {
            case .done:
                guard consumed == bytes.count else { throw .client(.malformed(.compression)) }
                return out
            case .failed: throw .client(.malformed(.compression))
            case .going:
                // Nothing taken and nothing given although there was room: the rest is missing.
                if step.consumed == 0 && step.produced == 0 { throw .client(.malformed(.compression)) }
            }
            if sinceTurn >= turn {
                sinceTurn = 0
                await Task.yield()
            }
        }
    }

    private static func step(
        _ inflater: any Decompressor, _ bytes: [UInt8], from start: Int, into out: inout [UInt8], room: Int
    ) -> DecompressionStep {
        var step = DecompressionStep(consumed: 0, produced: 0, status: .failed)
        bytes.withUnsafeBufferPointer { input in
            let input = UnsafeBufferPointer(rebasing: input[start...])
            out.append(addingCapacity: room) { span in
                span.withUnsafeMutableBufferPointer { buffer, initialized in
                    let free = UnsafeMutableBufferPointer(rebasing: buffer[initialized..<(initialized + room)])
                    step = inflater.step(input, into: free)
                    initialized += step.produced
                }
            }
        }
        return step
    }
}
