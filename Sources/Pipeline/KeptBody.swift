/// A request's body as redaction in force has made it, or why it is left out: the only text that the log can hold.
///
/// Its initializer is for the redact stage alone (`@_spi(Keeping) import Pipeline`), and there for a plan that is known to be in force. So what
/// a policy in shadow mode has only looked at cannot be kept, nor what one without redaction lets pass.
public struct KeptBody: Sendable {
    /// Why there is no text.
    public enum Omission: String, Sendable {
        case tooLong = "too_long"
        /// Parts that nobody examined, such as images, went along.
        case unexamined
        /// Too many others waited to be written.
        case overload
    }

    /// The longest body that is kept, in bytes.
    public static let longest = 1 << 20

    /// How long the body is, in bytes.
    public let count: Int
    /// Nil where it is left out.
    public private(set) var text: [UInt8]?
    public private(set) var omission: Omission?

    @_spi(Keeping)
    public init(_ body: OutboundBody, isExamined: Bool) {
        count = body.bytes.count
        omission = isExamined ? count > Self.longest ? .tooLong : nil : .unexamined
        text = omission == nil ? body.bytes : nil
    }

    /// Leaves the text out after all.
    public mutating func leaveOut(_ why: Omission) {
        guard text != nil else { return }
        (text, omission) = (nil, why)
    }
}
