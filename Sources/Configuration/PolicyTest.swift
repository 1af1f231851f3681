/// One entry of `tests:`.
public struct PolicyTest: Sendable {
    public enum Expectation: Sendable, Equatable {
        /// Exactly these types, in any order; none when empty.
        case finds([String])
        /// The request is refused because of this type.
        case blocks(String)
        /// The request may go to local hosts only because of this type.
        case local(String)
    }

    public var text: String
    public var expectation: Expectation
    public var file: String
    public var line: Int

    public init(text: String, expectation: Expectation, file: String, line: Int) {
        self.text = text
        self.expectation = expectation
        self.file = file
        self.line = line
    }
}
