/// Something wrong in a configuration or policy file, for a person to mend: `file:line: what is wrong, what was expected`.
public struct Problem: Error, Sendable, Equatable, CustomStringConvertible {
    public let file: String
    /// Counted from 1.
    public let line: Int
    public let message: String

    public init(file: String, line: Int, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    public var description: String { "\(file):\(line): \(message)" }
}
