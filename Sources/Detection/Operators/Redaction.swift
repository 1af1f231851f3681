/// What is to be done to the texts of one request, and what is needed to undo it.
public struct Redaction: Sendable {
    /// One replacement.
    public struct Edit: Sendable, Equatable {
        /// The text's number, in the order in which the texts were added.
        public let text: Int
        /// The UTF-8 range in that text.
        public let span: Range<Int>
        /// What takes its place.
        public let replacement: [UInt8]
    }

    /// How often an action met a type.
    public struct Count: Sendable, Equatable {
        public let type: EntityType
        public let action: Action
        public let occurrences: Int
    }

    /// Sorted by text, then by span; they do not overlap.
    public let edits: [Edit]
    /// Sorted by type, then by action; `keep` is not counted.
    public let counts: [Count]
    /// What the answer is restored with.
    public let map: SurrogateMap

    /// The types that refuse the request, with their occurrences; empty when it may go.
    public var blocked: [Count] { counts.filter { $0.action == .block } }
    /// Whether only hosts of trust `local` may have the request.
    public var isLocalOnly: Bool { counts.contains { $0.action == .local } }

    /// A text with its edits made: for commands and tests; a request's body is spliced by its wire format.
    public func apply(to text: [UInt8], number: Int) -> [UInt8] {
        var out: [UInt8] = []
        var at = 0
        for edit in edits where edit.text == number {
            out.append(contentsOf: text[at..<edit.span.lowerBound])
            out.append(contentsOf: edit.replacement)
            at = edit.span.upperBound
        }
        out.append(contentsOf: text[at...])
        return out
    }
}

/// A replacement that an outside anonymizer proposed for a value.
public struct ProposedReplacement: Sendable, Equatable {
    public let type: EntityType
    public let original: [UInt8]
    public let replacement: [UInt8]

    public init(type: EntityType, original: [UInt8], replacement: [UInt8]) {
        self.type = type
        self.original = original
        self.replacement = replacement
    }
}
