/// How an API's answers are read.
enum ReplyDialect: Sendable {
    case chat
    case completions
    case responses
    case messages
    case ollama
    /// Vectors: only errors hold text.
    case embeddings

    var root: ReplyShape {
        switch self {
        case .chat: .chat
        case .completions: .completions
        case .responses: .responses
        case .messages: .messages
        case .ollama: .ollama
        case .embeddings: .embeddings
        }
    }
}

/// A string of an answer that may hold surrogates.
struct ReplyText {
    /// How it goes on: as a whole, or as the next piece of a channel.
    enum Kind: UInt8 {
        case whole
        case json
        /// A number in a place that no schema names: a card's, say, as a model wrote it.
        case number
        case content
        case reasoningContent
        case reasoning
        case refusal
        case arguments
        case callArguments
        case toolInput
        case completionText
        case eventDelta
        case blockText
        case blockThinking
        case blockJSON
        case blockSummary
        case ollamaThinking

        /// Whether the text is JSON by definition.
        var isJSON: Bool {
            switch self {
            case .json, .number, .arguments, .callArguments, .blockJSON: true
            default: false
            }
        }

        /// Whether it belongs to one of several tool calls.
        var isOfTool: Bool { self == .arguments || self == .toolInput }

        /// Whether it is a piece of a text that goes on in later frames.
        var streams: Bool { rawValue > Kind.number.rawValue }
    }

    let range: Range<Int>
    let isEscaped: Bool
    let kind: Kind
    /// Which of the frame's choices it belongs to, and which of its tool calls; zero without any.
    let choice: Int
    let tool: Int
}

/// Finds the texts of an answer, or of one frame of it, and what says where they belong.
struct ReplyReader: JSONVisitor {
    private struct Frame {
        var shape: ReplyShape
        var under: ReplyShape
        var isArray: Bool
    }

    struct Choice {
        var index = 0
        var isFinished = false
    }

    /// Shorter numbers are no surrogates: the shortest of those are social security numbers and telephone numbers without an area.
    private static let shortestNumber = 7

    private var p: UnsafePointer<UInt8>
    private let root: ReplyShape
    private var top: Frame
    private var stack: [Frame] = []

    private(set) var texts: [ReplyText] = []
    private(set) var choices: [Choice] = []
    /// The `index` of each tool call in the frame.
    private(set) var tools: [Int] = []
    private(set) var type = 0..<0
    private(set) var itemID = 0..<0
    private(set) var index = 0
    private(set) var outputIndex = 0
    private(set) var contentIndex: Int?
    private(set) var contentIndexName = 0..<0
    private(set) var sequence: Int?
    private(set) var choicesValue = 0..<0
    private(set) var usageValue = 0..<0
    private(set) var messageValue = 0..<0
    private(set) var isDone = false
    private(set) var hasError = false
    private(set) var hasSignature = false
    private var name = 0..<0

    init(_ dialect: ReplyDialect) {
        root = dialect.root
        top = Frame(shape: root, under: root, isArray: true)
        p = UnsafePointer(bitPattern: 1)!
    }

    /// Reads the bytes from the start; nil when they are JSON.
    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> JSONFault? {
        guard let base = bytes.baseAddress else { return .syntax }
        p = base
        top = Frame(shape: root, under: root, isArray: true)
        stack.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
        choices.removeAll(keepingCapacity: true)
        tools.removeAll(keepingCapacity: true)
        type = 0..<0
        itemID = 0..<0
        index = 0
        outputIndex = 0
        contentIndex = nil
        sequence = nil
        choicesValue = 0..<0
        usageValue = 0..<0
        messageValue = 0..<0
        isDone = false
        hasError = false
        hasSignature = false
        return JSONScanner.scan(bytes, ReplyJSON.self, &self)
    }

    /// Takes a frame that differs from the one read last in its only text: what stands behind that has moved.
    mutating func move(textTo range: Range<Int>) {
        let last = texts[0]
        let start = last.range.lowerBound
        let shift = range.upperBound - last.range.upperBound
        func moved(_ range: Range<Int>) -> Range<Int> {
            (range.lowerBound > start ? range.lowerBound + shift : range.lowerBound)..<(range.upperBound > start
                ? range.upperBound + shift : range.upperBound)
        }
        texts[0] = ReplyText(range: range, isEscaped: false, kind: last.kind, choice: last.choice, tool: last.tool)
        if shift == 0 { return }
        type = moved(type)
        itemID = moved(itemID)
        contentIndexName = moved(contentIndexName)
        choicesValue = moved(choicesValue)
        usageValue = moved(usageValue)
        messageValue = moved(messageValue)
    }

    mutating func beginObject(at position: Int) {
        let shape = top.under
        switch shape {
        case .choices: choices.append(Choice())
        case .toolCall: tools.append(tools.count)
        case .usage where stack.count == 1: usageValue = position..<position
        case .ollamaMessage: messageValue = position..<position
        case .error: hasError = true
        default: break
        }
        stack.append(top)
        top = Frame(shape: shape, under: .free, isArray: false)
    }

    mutating func endObject(at position: Int) {
        let shape = top.shape
        top = stack.removeLast()
        if shape == .usage, stack.count == 1 {
            usageValue = usageValue.lowerBound..<(position + 1)
        } else if shape == .ollamaMessage {
            messageValue = messageValue.lowerBound..<(position + 1)
        }
    }

    mutating func beginArray(at position: Int) {
        if top.under == .choices, stack.count == 1 { choicesValue = position..<position }
        stack.append(top)
        top = Frame(shape: top.under, under: top.under, isArray: true)
    }

    mutating func endArray(at position: Int) {
        let shape = top.shape
        top = stack.removeLast()
        if shape == .choices, stack.count == 1 { choicesValue = choicesValue.lowerBound..<(position + 1) }
    }

    mutating func key(_ range: Range<Int>, escaped: Bool) {
        switch top.shape {
        case .opaque, .usage: top.under = .opaque
        case .free:
            top.under = .free
            append(range, escaped, .whole)
        default:
            name = range
            var under = Grammar.unknown
            if escaped {
                var name: [UInt8] = []
                JSONText.decode(UnsafeBufferPointer(start: p + range.lowerBound, count: range.count), into: &name)
                name.withUnsafeBufferPointer {
                    if let start = $0.baseAddress { under = Grammar.reply.shape(under: top.shape.rawValue, start, $0.count) }
                }
            } else {
                under = Grammar.reply.shape(under: top.shape.rawValue, p + range.lowerBound, range.count)
            }
            top.under = ReplyShape(rawValue: under) ?? .free
        }
    }

    mutating func string(_ range: Range<Int>, escaped: Bool) {
        switch top.under {
        case .opaque, .usage, .index, .toolIndex, .outputIndex, .contentIndex, .sequence, .done, .choices:
            if top.shape == .responses, name.count == 7, p[name.lowerBound] == 0x69, stack.count == 1 { itemID = range }
        case .eventType: if stack.count == 1 { type = range }
        case .blockType:
            // signature_delta
            if top.shape == .blockDelta, range.count == 15, p[range.lowerBound] == 0x73, p[range.lowerBound + 1] == 0x69 {
                hasSignature = true
            }
        case .finishReason: if !choices.isEmpty { choices[choices.count - 1].isFinished = true }
        case .json: append(range, escaped, .json)
        case .content: append(range, escaped, .content)
        case .reasoningContent: append(range, escaped, .reasoningContent)
        case .reasoning: append(range, escaped, .reasoning)
        case .refusal: append(range, escaped, .refusal)
        case .arguments: append(range, escaped, .arguments)
        case .callArguments: append(range, escaped, .callArguments)
        case .toolInput: append(range, escaped, .toolInput)
        case .completionText: append(range, escaped, .completionText)
        case .eventDelta: append(range, escaped, .eventDelta)
        case .blockText: append(range, escaped, .blockText)
        case .blockThinking: append(range, escaped, .blockThinking)
        case .blockJSON: append(range, escaped, .blockJSON)
        case .blockSummary: append(range, escaped, .blockSummary)
        case .ollamaThinking: append(range, escaped, .ollamaThinking)
        case .blockData: if !isBytes(range) { append(range, escaped, .whole) }
        case .responseResult: if range.count < 2048 { append(range, escaped, .whole) }
        case .error:
            hasError = true
            append(range, escaped, .whole)
        default: append(range, escaped, .whole)
        }
    }

    mutating func number(_ range: Range<Int>) {
        switch top.under {
        case .index:
            if top.shape == .choices {
                choices[choices.count - 1].index = integer(range)
            } else if stack.count == 1 {
                index = integer(range)
            }
        case .toolIndex: if !tools.isEmpty { tools[tools.count - 1] = integer(range) }
        case .outputIndex: outputIndex = integer(range)
        case .contentIndex:
            contentIndex = integer(range)
            contentIndexName = name
        case .sequence: sequence = integer(range)
        case .free: if range.count >= ReplyReader.shortestNumber { append(range, false, .number) }
        default: break
        }
    }

    mutating func literal(_ first: UInt8, at position: Int) {
        if top.under == .done, first == 0x74, stack.count == 1 { isDone = true }
    }

    private mutating func append(_ range: Range<Int>, _ escaped: Bool, _ kind: ReplyText.Kind) {
        texts.append(
            ReplyText(range: range, isEscaped: escaped, kind: kind, choice: max(choices.count - 1, 0), tool: max(tools.count - 1, 0)))
    }

    /// A small number that is not negative; anything else counts as zero.
    private func integer(_ range: Range<Int>) -> Int {
        guard range.count < 10 else { return 0 }
        var value = 0
        for i in range {
            guard p[i] &- 0x30 < 10 else { return 0 }
            value = value * 10 + Int(p[i] &- 0x30)
        }
        return value
    }

    /// Whether a string begins like base64 rather than like text.
    private func isBytes(_ range: Range<Int>) -> Bool {
        for i in range.prefix(256) {
            let byte = p[i]
            let isDigit = byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte &- 0x30 < 10
            if !isDigit, byte != 0x2B, byte != 0x2F, byte != 0x3D, byte != 0x2D, byte != 0x5F, byte != 0x5C { return false }
        }
        return true
    }
}
