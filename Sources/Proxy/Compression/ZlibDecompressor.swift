internal import CZlib

/// gzip (RFC 1952, also several members behind one another) and deflate (RFC 1950, as RFC 9110, section 8.4.1.2, has it).
final class ZlibDecompressor: Decompressor {
    enum Wrapping {
        case gzip
        case zlib
    }

    private var stream = z_stream()
    private let wrapping: Wrapping
    private var isReady: Bool

    init(_ wrapping: Wrapping) {
        self.wrapping = wrapping
        // 15: the largest window, 32 KiB; 16 more: expect a gzip header (zlib manual, inflateInit2).
        let bits: Int32 = wrapping == .gzip ? 15 + 16 : 15
        isReady = inflateInit2_(&stream, bits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    }

    deinit {
        inflateEnd(&stream)
    }

    func step(_ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> DecompressionStep {
        guard isReady else { return DecompressionStep(consumed: 0, produced: 0, status: .failed) }
        let offered = min(input.count, 1 << 30)
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(offered)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        let result = inflate(&stream, Z_NO_FLUSH)
        let consumed = offered - Int(stream.avail_in)
        let produced = output.count - Int(stream.avail_out)
        switch result {
        case Z_OK, Z_BUF_ERROR: return DecompressionStep(consumed: consumed, produced: produced, status: .going)
        case Z_STREAM_END:
            if wrapping == .gzip && consumed < input.count {
                // Another member follows.
                isReady = inflateReset(&stream) == Z_OK
                return DecompressionStep(consumed: consumed, produced: produced, status: .going)
            }
            return DecompressionStep(consumed: consumed, produced: produced, status: .done)
        default: return DecompressionStep(consumed: consumed, produced: produced, status: .failed)
        }
    }
}
