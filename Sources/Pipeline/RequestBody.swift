/// What a request body holds besides text, which no recognizer of text can examine.
public struct Attachments: Sendable, Equatable {
    public var images = 0
    public var audio = 0
    public var files = 0

    public init(images: Int = 0, audio: Int = 0, files: Int = 0) {
        self.images = images
        self.audio = audio
        self.files = files
    }

    public var isEmpty: Bool { images == 0 && audio == 0 && files == 0 }
}

/// A request body, validated and outlined once: its bytes, and where in them the text stands. A class: it never changes, and every stage
/// and every suspended function holds it.
public final class RequestBody: Sendable {
    public let bytes: [UInt8]
    /// The model the client asks for, unescaped; never empty.
    public let model: String
    /// The raw bytes of the model's name between its quotes.
    public let modelRange: Range<Int>
    /// Whether the client asked for a stream, as the API has it where the body does not say.
    public let streams: Bool
    public let slots: [TextSlot]
    public let attachments: Attachments
    /// A rough count of the prompt's tokens, for budgets of hosts that report none: four bytes of text each.
    public let estimatedTokens: Int

    public init(
        bytes: [UInt8], model: String, modelRange: Range<Int>, streams: Bool, slots: [TextSlot], attachments: Attachments = Attachments(),
        estimatedTokens: Int = 0
    ) {
        self.bytes = bytes
        self.model = model
        self.modelRange = modelRange
        self.streams = streams
        self.slots = slots
        self.attachments = attachments
        self.estimatedTokens = estimatedTokens
    }

    /// The body as it came, for a host that may have it so.
    public var asItCame: OutboundBody { OutboundBody(bytes: bytes, modelRange: modelRange) }
}

/// Bytes ready for a host, in which only the model's name may still change.
public struct OutboundBody: Sendable {
    public let bytes: [UInt8]
    /// The raw bytes of the model's name between its quotes.
    public let modelRange: Range<Int>

    public init(bytes: [UInt8], modelRange: Range<Int>) {
        self.bytes = bytes
        self.modelRange = modelRange
    }

    /// The bytes with another model's name; every other byte stays.
    public func bytes(model: String) -> [UInt8] {
        if spells(model) { return bytes }
        var spelled: [UInt8] = []
        for byte in model.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): spelled += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                spelled += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: spelled.append(byte)
            }
        }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + spelled.count)
        out += bytes[..<modelRange.lowerBound]
        out += spelled
        out += bytes[modelRange.upperBound...]
        return out
    }

    /// Whether the name in the bytes is this one, without escapes.
    private func spells(_ model: String) -> Bool {
        var model = model
        return model.withUTF8 { model in
            guard model.count == modelRange.count else { return false }
            return bytes.withUnsafeBufferPointer { bytes in
                for i in 0..<model.count {
                    let byte = model[i]
                    guard byte == bytes[modelRange.lowerBound + i], byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\")
                    else { return false }
                }
                return true
            }
        }
    }
}

/// A body that redaction has let pass: the only thing that can be sent to a host of trust `cloud`.
///
/// Its initializer is for the redact stage alone (`@_spi(Redaction) import Pipeline`), so that no retry and no fallback can compile
/// with the original.
public struct RedactedBody: Sendable {
    public let body: OutboundBody

    @_spi(Redaction)
    public init(_ body: OutboundBody) {
        self.body = body
    }
}
