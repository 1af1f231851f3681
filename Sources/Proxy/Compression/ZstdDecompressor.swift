internal import CZstd

/// Zstandard (RFC 8878), also several frames behind one another; windows up to 8 MiB, as RFC 9659 has it for HTTP.
final class ZstdDecompressor: Decompressor {
    private let stream: OpaquePointer?

    init() {
        stream = ZSTD_createDStream()
        if let stream { ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, 23) }
    }

    deinit {
        if let stream { ZSTD_freeDStream(stream) }
    }

    func step(_ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> DecompressionStep {
        guard let stream else { return DecompressionStep(consumed: 0, produced: 0, status: .failed) }
        var from = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var to = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let result = ZSTD_decompressStream(stream, &to, &from)
        let status: DecompressionStep.Status
        if ZSTD_isError(result) != 0 {
            status = .failed
        } else if result == 0 && from.pos == from.size {
            status = .done
        } else {
            status = .going
        }
        return DecompressionStep(consumed: from.pos, produced: to.pos, status: status)
    }
}
