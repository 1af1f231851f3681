/// Something that a recognizer found in a text.
public struct Finding: Sendable, Equatable {
    /// What a finding rests on: decides what counts in structural fields, where entropy alone does not.
    public enum Evidence: UInt8, Sendable {
        /// A check digit or another checksum holds.
        case checksum
        /// The shape alone is telling: a known prefix, a fixed layout.
        case format
        /// A context word stands near.
        case context
        /// Randomness beside a telling name.
        case entropy
        /// A word of the policy's own list, or its own pattern.
        case custom
        /// A model's judgement.
        case model
    }

    public let type: EntityType
    /// Half-open range of UTF-8 bytes in the text.
    public let span: Range<Int>
    /// Confidence, 0...1.
    public let score: Float
    /// The recognizer's name; for credentials it names the vendor.
    public let recognizer: String
    public let evidence: Evidence

    public init(type: EntityType, span: Range<Int>, score: Float, recognizer: String, evidence: Evidence) {
        self.type = type
        self.span = span
        self.score = score
        self.recognizer = recognizer
        self.evidence = evidence
    }
}
