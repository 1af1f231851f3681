/// A pattern of a policy: checked when the policy is loaded, so that no text can make it run away.
///
/// PCRE2 syntax over characters: `\w`, `\d` and `.` mean Unicode's, an upper bound on work holds for every run.
public struct CustomPattern: Sendable {
    /// As written in the policy.
    public let source: String
    let code: PatternCode

    /// Why a pattern is refused.
    public enum Fault: Error, Equatable, Sendable {
        /// PCRE2 does not take it: its message, and where in the pattern, in bytes.
        case invalid(message: String, offset: Int)
        /// It can match nothing at all, at any place.
        case matchesEmpty
        /// Longer than `longest` bytes.
        case tooLong(limit: Int)
        /// On this text it takes more steps than a run may have.
        case runsAway(subject: String)

        /// What is wrong and what to do.
        public var message: String {
            switch self {
            case .invalid(let message, let offset): "\(message), at offset \(offset) of the pattern"
            case .matchesEmpty: "the pattern matches the empty text; make some part of it required"
            case .tooLong(let limit): "the pattern is longer than \(limit) bytes; split it"
            case .runsAway(let subject):
                "the pattern backtracks without end on the text \"\(subject)\"; avoid repetition inside repetition, or make it possessive (++ or *+)"
            }
        }
    }

    /// Longest pattern, in bytes.
    public static let longest = 4096

    private init(source: String, code: PatternCode) {
        self.source = source
        self.code = code
    }

    /// Compiles a pattern and tries it on texts that make bad ones blow up.
    public static func compile(_ source: String) throws(Fault) -> CustomPattern {
        guard source.utf8.count <= longest else { throw .tooLong(limit: longest) }
        var code: PatternCode
        do throws(PatternCode.Failure) {
            code = try PatternCode(Composition.composed(source), anchored: false, unicode: true)
        } catch {
            throw .invalid(message: error.message, offset: error.offset)
        }
        // What cannot be widened, a lookbehind for one, means what PCRE2 says.
        let widened = CaseFolding.widened(Composition.composed(source))
        if widened != source, let wide = try? PatternCode(widened, anchored: false, unicode: true) { code = wide }
        let matcher = Matcher(matchLimit: PatternProbe.matchLimit)
        let empty: [UInt8] = [32]
        let isEmpty = empty.withUnsafeBufferPointer { space in
            matcher.runChecked(code.code, space, at: 0) == .match && matcher.span(0)?.isEmpty == true
        }
        if isEmpty { throw .matchesEmpty }
        if let subject = PatternProbe.adversary(of: source, code, matcher) { throw .runsAway(subject: subject) }
        return CustomPattern(source: source, code: code)
    }

    /// Whether it matches anywhere in the value. A run that reaches its limit counts as no match: for lists of what is allowed, that is
    /// the careful side.
    func matches(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        Matcher().runChecked(code.code, value, at: 0) == .match
    }
}
