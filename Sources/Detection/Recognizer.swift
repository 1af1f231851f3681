/// How one kind of sensitive thing is recognized: a declaration, no code. The catalogue is made of these.
///
/// ```swift
/// Recognizer(
///     "acme", .apiKey,
///     Pattern(#"acme_[A-Za-z0-9]{32}"#, 0.85),
///     check: .entropy(3),
///     source: "https://docs.acme.example/keys",
///     finds: ["ACME_KEY=«acme_…»"],
///     ignores: ["acme_xxxxxxxx"])
/// ```
///
/// The examples are run as tests, each with this recognizer alone at score 0.5; `«…»` marks the span expected, without marks it is the whole text.
public struct Recognizer: Sendable {
    /// Says in a finding who found it; for credentials the vendor or rule, `openai`.
    public let name: String
    /// What it finds.
    public let type: EntityType
    /// The shapes it can have; each is tried by itself.
    public let patterns: [Pattern]
    /// What must hold of the matched text beyond its shape.
    public let check: Check
    /// Words that raise the score when one stands near (see `ContextLexicon`): any case, accents ignored, phrases of several words, in the
    /// languages of its country. Words of five letters and more also count at the start of a longer one.
    public let context: [String]
    /// What must stand near, or there is no finding at all.
    public let requirement: Requirement
    /// What a finding rests on when no context raised it.
    public let evidence: Finding.Evidence
    /// Where the format is published.
    public let source: String
    /// Texts in which it must find the part between `«` and `»`.
    public let finds: [String]
    /// Texts in which it must find nothing.
    public let ignores: [String]

    /// - Parameters:
    ///   - evidence: without it: the check's own, else `format`.
    public init(
        _ name: String,
        _ type: EntityType,
        _ patterns: Pattern...,
        check: Check = .none,
        context: [String] = [],
        requires requirement: Requirement = .nothing,
        evidence: Finding.Evidence? = nil,
        source: String,
        finds: [String],
        ignores: [String] = []
    ) {
        self.init(
            name, type, patterns: patterns, check: check, context: context, requires: requirement, evidence: evidence, source: source,
            finds: finds, ignores: ignores)
    }

    /// The same, with the patterns as an array: for tables that compute them.
    public init(
        _ name: String,
        _ type: EntityType,
        patterns: [Pattern],
        check: Check = .none,
        context: [String] = [],
        requires requirement: Requirement = .nothing,
        evidence: Finding.Evidence? = nil,
        source: String,
        finds: [String],
        ignores: [String] = []
    ) {
        self.name = name
        self.type = type
        self.patterns = patterns
        self.check = check
        self.context = context
        self.requirement = requirement
        self.evidence = evidence ?? check.evidence ?? .format
        self.source = source
        self.finds = finds
        self.ignores = ignores
    }
}
