/// A value with the place it was written at, for those who can judge it only later: a pattern, a name of an entity.
public struct Located<Value: Sendable>: Sendable {
    public var value: Value
    /// The file as the user named it.
    public var file: String
    /// Counted from 1.
    public var line: Int

    public init(_ value: Value, file: String, line: Int) {
        self.value = value
        self.file = file
        self.line = line
    }

    /// A fault of this value, at its place.
    public func problem(_ message: String) -> Problem {
        Problem(file: file, line: line, message: message)
    }
}

extension Located: Equatable where Value: Equatable {}
