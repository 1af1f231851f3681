/// The section `redact:` of a policy.
public struct RedactRules: Sendable {
    /// One entry of `entities:`: a type or a group, and what is done with it.
    public struct Entity: Sendable {
        public var name: Located<String>
        public var action: EntityAction

        public init(name: Located<String>, action: EntityAction) {
            self.name = name
            self.action = action
        }
    }

    /// One entry of `recognizers:`. Exactly one of `pattern` and `words` is given.
    public struct Recognizer: Sendable {
        public var type: Located<String>
        /// A regular expression, as written; compiled by whoever assembles the policy.
        public var pattern: Located<String>?
        public var words: [Located<String>]
        /// Whether capitals and small letters are one.
        public var ignoresCase: Bool
        public var score: Double
        /// Words near a finding that raise its score.
        public var context: [String]
        /// The shape of a surrogate: `#` a digit, `?` a capital letter; the rest as written.
        public var surrogate: Located<String>?

        public init(
            type: Located<String>, pattern: Located<String>? = nil, words: [Located<String>] = [], ignoresCase: Bool = false,
            score: Double, context: [String] = [], surrogate: Located<String>? = nil
        ) {
            self.type = type
            self.pattern = pattern
            self.words = words
            self.ignoresCase = ignoresCase
            self.score = score
            self.context = context
            self.surrogate = surrogate
        }
    }

    /// One entry of `allow:`.
    public enum Allowed: Sendable {
        case text(Located<String>)
        /// A regular expression, as written.
        case pattern(Located<String>)
    }

    /// What happens to image, audio and file parts bound for a cloud host.
    public enum Images: String, Sendable, CaseIterable {
        case block
        case keep
    }

    public enum Responses: String, Sendable, CaseIterable {
        case restore
        case keep
    }

    public enum Role: String, Sendable, CaseIterable {
        case system
        case user
        case assistant
        case tool
    }

    /// For an entity type not named in `entities`.
    public var fallback = EntityAction.surrogate
    /// Where `default` stands, when it is given.
    public var fallbackLine: Int?
    public var entities: [Entity] = []
    /// 0...1: findings under it are left alone.
    public var score = 0.5
    public var recognizers: [Recognizer] = []
    public var allow: [Allowed] = []
    public var images = Images.block
    public var responses = Responses.restore
    public var restoreFrom = Set(Role.allCases)

    public init() {}
}
