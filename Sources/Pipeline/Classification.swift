/// What a classifier said of a request's text slots.
public struct Classification: Sendable {
    /// One span that a classifier found.
    public struct Span: Sendable, Equatable {
        /// The slot's position in the body's list.
        public let slot: Int
        /// The UTF-8 range in the slot's decoded text.
        public let range: Range<Int>
        public let type: String
        /// Confidence, 0...1.
        public let score: Float
        /// The engine's name, such as `embedded`.
        public let recognizer: String
        /// A replacement that the engine proposes, checked by the redact stage before it is used; nil for our own surrogate.
        public let replacement: [UInt8]?

        public init(slot: Int, range: Range<Int>, type: String, score: Float, recognizer: String, replacement: [UInt8]? = nil) {
            self.slot = slot
            self.range = range
            self.type = type
            self.score = score
            self.recognizer = recognizer
            self.replacement = replacement
        }
    }

    public var spans: [Span]
    /// Whether the text as a whole is sensitive.
    public var isSensitive: Bool

    public init(spans: [Span] = [], isSensitive: Bool = false) {
        self.spans = spans
        self.isSensitive = isSensitive
    }
}
