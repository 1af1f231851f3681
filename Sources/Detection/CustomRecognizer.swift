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
        /// People, by `NameFinder`.
        case people
    }

    /// Finds people by common given names, titles and rules: for a policy that names `PERSON`.
    public static let people = CustomRecognizer()
    static let peopleName = "names"

    private init() {
        name = Self.peopleName
        type = EntityType("PERSON")
        body = .people
        score = 1
        context = []
        surrogate = nil
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
