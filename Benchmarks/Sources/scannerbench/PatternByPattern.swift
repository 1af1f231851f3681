import CPCRE2
import Detection

/// What the dispatch is measured against: every pattern of the catalogue searched for in the whole text by itself, with PCRE2's JIT.
struct PatternByPattern {
    private let codes: [OpaquePointer]
    private let data: OpaquePointer

    init() {
        codes = RecognizerCatalog.all.flatMap(\.patterns).compactMap { pattern in
            var number: Int32 = 0
            var offset = 0
            let bytes = Array(pattern.regex.utf8)
            guard let code = pcre2_compile_8(bytes, bytes.count, 0, &number, &offset, nil) else { return nil }
            _ = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
            return code
        }
        data = pcre2_match_data_create_8(16, nil)!
    }

    /// Matches in the text.
    func count(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        let offsets = pcre2_get_ovector_pointer_8(data)!
        var found = 0
        for code in codes {
            var start = 0
            while start < text.count, pcre2_match_8(code, text.baseAddress, text.count, start, 0, data, nil) >= 0 {
                found += 1
                start = max(offsets[1], start + 1)
            }
        }
        return found
    }
}
