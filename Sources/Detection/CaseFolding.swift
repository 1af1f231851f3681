/// Lets a pattern that ignores case find what changes its length or its letter with the case: `STRASSE` for Straße, the letters i of Turkish.
/// PCRE2 folds one character to one other, and knows no language.
struct CaseFolding {
    private let source: [Unicode.Scalar]
    private var index = 0
    private var out = String.UnicodeScalarView()
    private var ignoresCase = false

    private init(_ source: String) { self.source = Array(source.unicodeScalars) }

    /// The pattern with its letters widened where `(?i)` holds. What is in brackets stays as it is written.
    static func widened(_ source: String) -> String {
        var folding = CaseFolding(source)
        while folding.index < folding.source.count { folding.step() }
        return String(folding.out)
    }

    private func peek(_ ahead: Int) -> Unicode.Scalar { index + ahead < source.count ? source[index + ahead] : "\0" }

    /// Copies up to and with the first of the scalars, from some places ahead on.
    private mutating func copy(through last: Unicode.Scalar, from ahead: Int) {
        let end = source[min(index + ahead, source.count)...].firstIndex(of: last) ?? source.count - 1
        out.append(contentsOf: source[index...end])
        index = end + 1
    }

    private mutating func step() {
        let scalar = source[index]
        switch scalar {
        case "\\":
            if peek(1) == "Q" {
                copy(through: "E", from: 2)
            } else if peek(2) == "{" || peek(2) == "<" {
                copy(through: peek(2) == "{" ? "}" : ">", from: 3)
            } else {
                out.append(contentsOf: source[index..<min(index + 2, source.count)])
                index += 2
            }
        case "[":
            // A bracket closes nothing where it stands first, behind a backslash or in a named class.
            var at = index + (peek(1) == "^" ? 3 : 2)
            while at < source.count, source[at] != "]" || source[at - 1] == ":" { at += source[at] == "\\" ? 2 : 1 }
            out.append(contentsOf: source[index...min(at, source.count - 1)])
            index = at + 1
        case "(" where peek(1) == "?" && (peek(2) == "<" || peek(2) == "P") && peek(3) != "=" && peek(3) != "!":
            copy(through: peek(3) == "=" || peek(3) == ">" ? ")" : ">", from: 3)
        case "(" where peek(1) == "*" || peek(1) == "?" && (peek(2) == "#" || peek(2) == "&"):
            copy(through: ")", from: 2)
        case "(" where peek(1) == "?":
            var at = index + 2
            var value = true
            while at < source.count, source[at].properties.isAlphabetic || source[at] == "-" || source[at] == "^" {
                if source[at] == "-" || source[at] == "^" { value = false }
                if source[at] == "i" { ignoresCase = value }
                at += 1
            }
            out.append(contentsOf: source[index..<at])
            index = at
        case "ß" where ignoresCase, "ẞ" where ignoresCase: put("(?:ß|ẞ|ss)", for: 1)
        case "s" where ignoresCase && isPair, "S" where ignoresCase && isPair: put("(?:ss|ß|ẞ)", for: 2)
        case "i" where ignoresCase, "I" where ignoresCase, "ı" where ignoresCase, "İ" where ignoresCase: put("[iıİ]", for: 1)
        default:
            out.append(scalar)
            index += 1
        }
    }

    /// Whether a second s follows, and no repetition that is of that one alone.
    private var isPair: Bool {
        guard peek(1) == "s" || peek(1) == "S" else { return false }
        return peek(2) != "*" && peek(2) != "+" && peek(2) != "?" && peek(2) != "{"
    }

    private mutating func put(_ text: String, for count: Int) {
        out.append(contentsOf: text.unicodeScalars)
        index += count
    }
}
