internal import CPCRE2
internal import Synchronization

/// A compiled PCRE2 pattern. Never changes once made, so any thread may match with it.
final class PatternCode: @unchecked Sendable {
    // Safe to share: a `pcre2_code` is read only after `pcre2_jit_compile`, which `init` calls before anyone else has the pointer.
    let code: OpaquePointer

    struct Failure: Error {
        let message: String
        let offset: Int
    }

    /// - Parameters:
    ///   - anchored: matches only at the offset it is run at.
    ///   - unicode: characters, not bytes; invalid UTF-8 in the subject is no match and no error (`PCRE2_MATCH_INVALID_UTF`).
    init(_ source: String, anchored: Bool, unicode: Bool) throws(Failure) {
        // Start optimizations search the subject ahead for a required byte: wasted where the dispatch has chosen the place already.
        var options = anchored ? PCRE2_ANCHORED | PCRE2_NO_START_OPTIMIZE : 0
        options |= PCRE2_NEVER_BACKSLASH_C
        if unicode { options |= PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF }
        var number: Int32 = 0
        var offset = 0
        var bytes = Array(source.utf8)
        // An empty array has no address; PCRE2 wants one even for length 0.
        bytes.append(0)
        guard let code = pcre2_compile_8(bytes, bytes.count - 1, options, &number, &offset, nil) else {
            var text = [UInt8](repeating: 0, count: 256)
            let length = pcre2_get_error_message_8(number, &text, text.count)
            let message = length > 0 ? String(decoding: text[0..<Int(length)], as: UTF8.self) : "error \(number)"
            throw Failure(message: message, offset: offset)
        }
        // Where this machine has no JIT the interpreter matches the same, more slowly.
        _ = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
        self.code = code
    }

    deinit {
        pcre2_code_free_8(code)
    }

    /// The number of capture groups.
    var groups: Int {
        var count: UInt32 = 0
        _ = pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
        return Int(count)
    }
}

/// A slot that is filled by the first thread that needs the code: most of a catalogue is never needed by a given load.
final class LazyPatternCode: Sendable {
    private let slot = Mutex<PatternCode?>(nil)
    private let source: String

    init(_ source: String) {
        self.source = source
    }

    /// The code; compiled on the first call.
    func get() -> PatternCode {
        slot.withLock { slot in
            if let code = slot { return code }
            do throws(PatternCode.Failure) {
                let code = try PatternCode(source, anchored: true, unicode: false)
                slot = code
                return code
            } catch {
                // The catalogue is ours, and a test compiles all of it.
                preconditionFailure("a shipped pattern does not compile: \(source): \(error.message) at \(error.offset)")
            }
        }
    }
}
