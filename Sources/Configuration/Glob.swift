/// A pattern in which `*` stands for any text and `?` for one character; everything else stands for itself, letter by letter.
/// It never goes back before its latest `*`, so its cost is at most the text's length times the pattern's, both bounded.
public struct Glob: Sendable, Hashable, CustomStringConvertible {
    public let pattern: String

    public init(_ pattern: String) {
        self.pattern = pattern
    }

    /// Whether it is `*`.
    public var matchesAll: Bool { pattern == "*" }

    public func matches(_ text: String) -> Bool { false }

    public var description: String { pattern }
}
