extension Recognizer {
    /// One shape: a PCRE2 pattern and the confidence that its match alone deserves.
    ///
    /// Patterns see bytes, not characters: `\w` and `\d` are ASCII; write `[\x80-\xFF]` for a byte of any other letter. What stands around
    /// the match is the engine's matter: unless `edges` says otherwise, the match neither begins nor ends inside a word (Unicode letters
    /// and digits count; scripts written without spaces do not join). Do not write `\b` at either end.
    public struct Pattern: Sendable {
        /// PCRE2 syntax, without flags around it; `(?i)` at the start for any case.
        public let regex: String
        /// Confidence 0...1 without context. At 0.5 and up it is found by itself; below, a context word must raise it (by 0.35).
        public let score: Float
        /// The capture group that is the value; 0 is the whole match.
        public let group: Int
        /// Which ends must stand at a word's edge.
        public let edges: Edges
        /// A byte inside the match from which the engine looks back for its start, for shapes that may begin anywhere, such as `@` of an
        /// e-mail address.
        public let pivot: Pivot?

        public init(_ regex: String, _ score: Float, group: Int = 0, edges: Edges = .both, pivot: Pivot? = nil) {
            self.regex = regex
            self.score = score
            self.group = group
            self.edges = edges
            self.pivot = pivot
        }
    }

    /// Which ends of a match must not touch a letter, a digit or an underscore.
    public enum Edges: UInt8, Sendable {
        case both
        case left
        case right
        case none
    }

    /// A telling byte, and the bytes that may stand between it and the start of the match.
    public struct Pivot: Sendable {
        /// The byte that starts the search.
        public let byte: UInt8
        /// Bytes walked over to the left of it.
        public let over: ByteSet
        /// How far to the left, in bytes; in a longer run the match begins somewhere within that.
        public let reach: Int

        public init(_ byte: Character, over: ByteSet, reach: Int) {
            self.byte = byte.asciiValue ?? 0
            self.over = over
            self.reach = reach
        }
    }

    /// What must stand near a match for it to count at all. Words are looked for in any case.
    public enum Requirement: Sendable {
        case nothing
        /// The value is given to a name that has one of these words in it: `acme_key = "…"`, `"acmeKey": "…"`, `--acme-key …`, or the name
        /// of the JSON property that holds the text.
        case assignment([String])
        /// One of these words stands within 80 bytes before it, also inside an identifier, or in the name of the JSON property.
        case nearby([String])
    }
}

/// Short in tables.
typealias Pattern = Recognizer.Pattern
