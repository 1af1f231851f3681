internal import CPCRE2

/// What one thread needs to run patterns: match data, limits and a stack for the JIT. Not shared.
final class Matcher {
    /// Match steps a run may take (PCRE2's own default is 10,000,000): a shipped pattern needs a few hundred.
    static let matchLimit: UInt32 = 200_000
    /// Depth of backtracking a run may reach.
    static let depthLimit: UInt32 = 10_000
    /// Heap a run may take, in KiB.
    static let heapLimit: UInt32 = 4096
    /// The JIT's stack at most, in bytes.
    static let stackLimit = 512 * 1024
    /// Capture groups that can be asked for.
    static let groups: UInt32 = 16

    private let data: OpaquePointer
    private let context: OpaquePointer
    private let stack: OpaquePointer
    private let offsets: UnsafeMutablePointer<Int>

    enum Outcome {
        case match
        case noMatch
        /// A limit was reached: the subject was not examined by this pattern.
        case limit
    }

    init(matchLimit: UInt32 = Matcher.matchLimit) {
        guard let data = pcre2_match_data_create_8(Matcher.groups, nil), let context = pcre2_match_context_create_8(nil),
            let stack = pcre2_jit_stack_create_8(32 * 1024, Matcher.stackLimit, nil),
            let offsets = pcre2_get_ovector_pointer_8(data)
        else { preconditionFailure("no memory for match data") }
        self.data = data
        self.context = context
        self.stack = stack
        self.offsets = offsets
        pcre2_set_match_limit_8(context, matchLimit)
        pcre2_set_depth_limit_8(context, Matcher.depthLimit)
        pcre2_set_heap_limit_8(context, Matcher.heapLimit)
        pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
    }

    deinit {
        pcre2_jit_stack_free_8(stack)
        pcre2_match_context_free_8(context)
        pcre2_match_data_free_8(data)
    }

    @inline(__always)
    func run(_ code: OpaquePointer, _ subject: UnsafeBufferPointer<UInt8>, at offset: Int) -> Outcome {
        // Straight to the compiled code: the checks that `pcre2_match` makes first cost as much as most matches.
        var result = pcre2_jit_match_8(code, subject.baseAddress, subject.count, offset, 0, data, context)
        if result == PCRE2_ERROR_NOMATCH { return .noMatch }
        if result == PCRE2_ERROR_JIT_BADOPTION {
            result = pcre2_match_8(code, subject.baseAddress, subject.count, offset, PCRE2_NO_UTF_CHECK, data, context)
        }
        if result >= 0 { return .match }
        return result == PCRE2_ERROR_NOMATCH ? .noMatch : .limit
    }

    /// As `run`, for a subject that is not known to be UTF-8.
    func runChecked(_ code: OpaquePointer, _ subject: UnsafeBufferPointer<UInt8>, at offset: Int) -> Outcome {
        let result = pcre2_match_8(code, subject.baseAddress, subject.count, offset, 0, data, context)
        if result >= 0 { return .match }
        return result == PCRE2_ERROR_NOMATCH ? .noMatch : .limit
    }

    /// Where a group of the last match stands; nil when it took no part.
    @inline(__always)
    func span(_ group: Int) -> Range<Int>? {
        guard group < Int(Matcher.groups) else { return nil }
        let start = offsets[2 * group]
        let end = offsets[2 * group + 1]
        guard start >= 0, end >= start else { return nil }
        return start..<end
    }
}
