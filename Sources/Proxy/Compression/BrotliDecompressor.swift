internal import CBrotli

/// Brotli (RFC 7932), with windows up to the standard's 16 MiB.
final class BrotliDecompressor: Decompressor {
    private let state: OpaquePointer?

    init() {
        state = BrotliDecoderCreateInstance(nil, nil, nil)
    }

    deinit {
        if let state { BrotliDecoderDestroyInstance(state) }
    }

    func step(_ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> DecompressionStep {
        guard let state else { return DecompressionStep(consumed: 0, produced: 0, status: .failed) }
        var nextIn = input.baseAddress
        var availableIn = input.count
        var nextOut = output.baseAddress
        var availableOut = output.count
        let result = BrotliDecoderDecompressStream(state, &availableIn, &nextIn, &availableOut, &nextOut, nil)
        let status: DecompressionStep.Status =
            switch result {
            case BROTLI_DECODER_RESULT_SUCCESS: .done
            case BROTLI_DECODER_RESULT_ERROR: .failed
            default: .going
            }
        return DecompressionStep(consumed: input.count - availableIn, produced: output.count - availableOut, status: status)
    }
}
