/// A value that must not be seen: a token, a header value. It prints as `<secret>`, also inside of what holds it.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    public init(_ text: String) {
        self.text = text
    }

    /// The value itself, for the one place that uses it.
    public func reveal() -> String { text }

    public var isEmpty: Bool { text.isEmpty }

    public var description: String { "<secret>" }
    public var debugDescription: String { "<secret>" }
    /// Empty, so that neither `dump` nor a mirror shows the text.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
