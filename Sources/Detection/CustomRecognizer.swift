/// A recognizer that a policy declares: a pattern or a list of words.
public struct CustomRecognizer: Sendable {
    public let name: String
    public let type: EntityType
    let body: Body
    let score: Float
    /// Context words, each in small letters.
    let context: [String]
    /// Shape of its surrogates, `E-######`; nil: an invented word or number of the same shape.
    public let surrogate: String?

    enum Body: Sendable {
        case pattern(CustomPattern)
        case words(WordList)
    }

    /// - Parameters:
    ///   - score: confidence 0...1 without context; a context word raises it by 0.35.
    public init(type: EntityType, pattern: CustomPattern, score: Float = 0.5, context: [String] = [], surrogate: String? = nil) {
        self.name = "policy:\(type.name)"
        self.type = type
        body = .pattern(pattern)
        self.score = score
        self.context = context
        self.surrogate = surrogate
    }

    /// Whole words and phrases; any space between the words of a phrase.
    public init(type: EntityType, words: [String], ignoresCase: Bool = false, surrogate: String? = nil) {
        self.name = "policy:\(type.name)"
        self.type = type
        body = .words(WordList(words, ignoresCase: ignoresCase))
        score = 1
        context = []
        self.surrogate = surrogate
    }
}
