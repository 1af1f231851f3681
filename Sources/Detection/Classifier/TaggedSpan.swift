/// A stretch of text that the tagger, or one of its cue-word rules, takes for an entity.
public struct TaggedSpan: Sendable, Hashable {
    /// Half-open range of UTF-8 bytes in the text.
    public let range: Range<Int>
    /// `PERSON`, `ORGANIZATION`, `LOCATION`, `ADDRESS`, `DATE_OF_BIRTH`, `ID` or `SECRET`.
    public let type: String
    /// Confidence, 0...1: the mean probability that the span's words belong to an entity, at the recall level asked for.
    public let score: Float
    /// What found it.
    public let source: Source

    /// What found a span.
    public enum Source: UInt8, Sendable {
        /// The network.
        case model
        /// A cue word beside it: "born", "pin is", a column named `dob`.
        case cue
        /// A name found elsewhere in the conversation.
        case spread
    }

    public init(range: Range<Int>, type: String, score: Float, source: Source = .model) {
        self.range = range
        self.type = type
        self.score = score
        self.source = source
    }

    /// The same span in a text that begins so many bytes earlier.
    func moved(by bytes: Int) -> TaggedSpan {
        TaggedSpan(range: (range.lowerBound + bytes)..<(range.upperBound + bytes), type: type, score: score, source: source)
    }
}
