/// An addressable piece of human text in a request body: the inside of one JSON string.
public struct TextSlot: Sendable, Equatable {
    /// Who wrote the text.
    public enum Role: String, Sendable, CaseIterable {
        case system
        case user
        case assistant
        case tool
        /// Metadata, tool descriptions, unknown fields: nobody's turn in the conversation.
        case other
    }

    /// What may be done with the text.
    public enum Use: Sendable, Equatable {
        /// A person or a program may have filled it: examined, and rewritten where something is found.
        case text
        /// A known structural field (`role`, `type`, ids, enum values): never rewritten, so a finding refuses the request.
        case structural
    }

    /// The raw bytes of the body between the quotes.
    public let range: Range<Int>
    public let role: Role
    public let use: Use
    /// How many JSON strings the text is wrapped in: 1 in a plain body, 2 for a tool call's `arguments`, and so on.
    public let levels: Int
    /// Whether the raw bytes hold a backslash: when they do not, they are the text.
    public let isEscaped: Bool
    /// The raw bytes of the property name that the value stands under, context for recognizers; wrapped in as many levels.
    public let name: Range<Int>?
    /// Whether it is a number rather than the inside of a string; a text that takes its place is put in quotes where it is no number.
    public let isNumber: Bool

    public init(
        range: Range<Int>, role: Role, use: Use, levels: Int = 1, isEscaped: Bool, name: Range<Int>? = nil, isNumber: Bool = false
    ) {
        self.range = range
        self.role = role
        self.use = use
        self.levels = levels
        self.isEscaped = isEscaped
        self.name = name
        self.isNumber = isNumber
    }
}

/// One replacement inside a text slot.
public struct SlotEdit: Sendable, Equatable {
    /// The slot's position in the body's list of slots.
    public let slot: Int
    /// The UTF-8 range in the slot's decoded text.
    public let span: Range<Int>
    /// UTF-8 text that takes its place, not escaped.
    public let text: [UInt8]

    public init(slot: Int, span: Range<Int>, text: [UInt8]) {
        self.slot = slot
        self.span = span
        self.text = text
    }
}
