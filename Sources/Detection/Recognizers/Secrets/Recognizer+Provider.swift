extension Recognizer {
    /// A provider's key that its own prefix gives away.
    ///
    /// - Parameters:
    ///   - rule: the name of the finding, as gitleaks calls the rule where it has one.
    ///   - prefix: the first characters, literally; they are kept apart from `sample`, so that no scanner of this source finds a key in it.
    ///   - tail: what follows the prefix, in PCRE2 syntax.
    ///   - sample: a tail that fits.
    ///   - floor: the least entropy, in bits a byte.
    static func issued(
        _ rule: String, _ prefix: String, _ tail: String, _ sample: String, score: Float = 0.95, entropy floor: Double = 2.3,
        edges: Edges = .both, type: EntityType = .apiKey, source: String
    ) -> Recognizer {
        Recognizer(
            rule, type, Pattern(quoted(prefix) + tail + "(?<!\\.)", score, edges: edges), check: .entropy(floor), source: source,
            finds: ["call it with «\(prefix)\(sample)» and see", "KEY=\"«\(prefix)\(sample)»\""],
            ignores: [prefix, prefix + String(repeating: "x", count: sample.utf8.count)])
    }

    /// A provider's key without a prefix: a word of known length and alphabet, given to a name that has the provider's name in it.
    ///
    /// - Parameters:
    ///   - vendor: what the name must have in it, one of these; small letters.
    ///   - values: the shapes of the value, in PCRE2 syntax; must begin with a letter, a digit or an underscore.
    ///   - digits: the least number of digits: a name may be given a word, too.
    static func named(
        _ rule: String, _ vendor: [String], _ values: [String], _ sample: String, score: Float = 0.85, entropy floor: Double = 2.3,
        digits: Int = 1, type: EntityType = .apiKey, source: String
    ) -> Recognizer {
        let words = vendor.map { Array($0.utf8) }
        // A longer word of the same alphabet is something else.
        return Recognizer(
            rule, type, patterns: values.map { Pattern($0 + "(?![A-Za-z0-9_=+/-])", score) },
            check: .entropy(floor) & .digits(atLeast: digits) & .rule { SecretName.isFitting($0, words) },
            requires: .assignment(vendor), source: source,
            finds: ["\(vendor[0])_token = \"«\(sample)»\"", "<\(vendor[0])Token>\n    «\(sample)»\n</\(vendor[0])Token>"],
            ignores: ["\(vendor[0])_token = \"\(String(repeating: "x", count: sample.utf8.count))\"", "checksum = \(sample)"])
    }

    /// The same with a single shape.
    static func named(
        _ rule: String, _ vendor: [String], _ value: String, _ sample: String, score: Float = 0.85, entropy floor: Double = 2.3,
        digits: Int = 1, type: EntityType = .apiKey, source: String
    ) -> Recognizer {
        named(rule, vendor, [value], sample, score: score, entropy: floor, digits: digits, type: type, source: source)
    }

    /// The text as a pattern that matches it and nothing else.
    private static func quoted(_ text: String) -> String {
        var out = ""
        for character in text {
            if "\\.+*?()[]{}|^$".contains(character) { out += "\\" }
            out.append(character)
        }
        return out
    }
}

/// Shapes that many keys share, in PCRE2 syntax.
enum KeyShape {
    static let uuid = "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"
    static let uuidSample =
        "\(SampleText.hex(8))-\(SampleText.hex(4))-\(SampleText.hex(4))-\(SampleText.hex(4))-\(SampleText.hex(12))"

    /// Letters and digits.
    static func word(_ count: String) -> String { "[A-Za-z0-9]{\(count)}" }
    /// Small letters and digits.
    static func small(_ count: String) -> String { "[a-z0-9]{\(count)}" }
    /// Hexadecimal digits.
    static func hex(_ count: String) -> String { "[0-9a-fA-F]{\(count)}" }
    /// Letters, digits, `_` and `-`.
    static func token(_ count: Int) -> [String] { mixed("-", count...count) }
    /// Letters, digits, `_`, `-` and `=`, the first no sign: a key that begins with one is found from its second character on.
    static func padded(_ count: Int) -> [String] { mixed("=-", count...count) }

    /// Letters, digits, `_` and signs, the first no sign. Two patterns, one a single word and one with a sign in it: the length of the word, or
    /// what follows it, rules out nearly all text before anything is matched. The first word of the second is no longer than the dispatch
    /// looks ahead.
    static func mixed(_ signs: String, word: String = "A-Za-z0-9_", _ count: ClosedRange<Int>) -> [String] {
        let (low, high) = (count.lowerBound, count.upperBound)
        let any = "[\(word)\(signs)]"
        return [
            "[\(word)]{\(low),\(high)}",
            "(?=\(any){\(low),\(high)}(?!\(any)))[\(word)]{1,\(min(high - 1, 62))}[\(signs)]\(any){0,\(high - 2)}",
        ]
    }
}
