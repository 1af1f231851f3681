internal import Pipeline

/// What the `type` of a block, an item or a source says about the properties beside it.
enum BlockKind: UInt8 {
    case none
    case other
    case text
    case image
    case audio
    case file
    case document
    case toolResult
    case assistantCall
    case thinking
    case encrypted
    case base64
    case reference
    /// Two `type`s that disagree: nothing is taken on trust.
    case conflicting

    init(_ name: UnsafeBufferPointer<UInt8>) {
        switch String(decoding: name, as: UTF8.self) {
        case "text", "input_text", "output_text": self = .text
        case "image", "image_url", "input_image", "computer_screenshot", "video_url", "image_generation_call": self = .image
        case "input_audio", "audio": self = .audio
        case "file", "input_file", "container_upload": self = .file
        case "document": self = .document
        case "function_call", "custom_tool_call", "reasoning", "tool_use", "mcp_call", "computer_call": self = .assistantCall
        case "thinking", "reasoning.text", "reasoning.summary": self = .thinking
        case "redacted_thinking", "reasoning.encrypted": self = .encrypted
        case "base64": self = .base64
        case "url": self = .reference
        case let name where name.hasSuffix("tool_result") || name.hasSuffix("_output"): self = .toolResult
        default: self = .other
        }
    }
}

/// Finds the texts of a request body while it is scanned.
struct RequestOutliner: JSONVisitor {
    /// How often a string may be opened as JSON. Deeper, it is examined as one text.
    static let deepestLevel = 8
    /// Digits from which a number is examined, wherever it stands: the shortest of card, account and social security numbers.
    static let shortestExaminedNumber = 9
    /// The same for numbers within strings, which are text: telephone extensions and the like.
    static let shortestExaminedInnerNumber = 4

    private struct Frame {
        var shape: RequestShape
        var under: RequestShape
        var role: TextSlot.Role
        var isArray: Bool
        var kind = BlockKind.none
        var marks: Marks = []
        var firstSlot: Int
        var firstCandidate: Int
        var name: Range<Int>?
    }

    private struct Marks: OptionSet {
        let rawValue: UInt8
        static let image = Marks(rawValue: 1)
        static let audio = Marks(rawValue: 2)
        static let file = Marks(rawValue: 4)
        static let document = Marks(rawValue: 8)
        static let source = Marks(rawValue: 16)
    }

    /// A slot that the `type` beside it may turn into bytes that nobody may change.
    private struct Candidate {
        let slot: Int
        let shape: RequestShape
        let isSealed: Bool
    }

    private let p: UnsafePointer<UInt8>
    private let level: Int
    private var top: Frame
    private var stack: [Frame] = []
    private var candidates: [Candidate] = []

    private(set) var slots: [TextSlot] = []
    private(set) var attachments = Attachments()
    private(set) var model: Range<Int>?
    private(set) var modelCount = 0
    private(set) var modelIsText = true
    private(set) var olderModel: Range<Int>?
    private(set) var olderModelCount = 0
    private(set) var streams: Bool?
    private(set) var isObject = false
    private(set) var textBytes = 0

    init(_ p: UnsafePointer<UInt8>, root: RequestShape, role: TextSlot.Role = .other, level: Int = 1) {
        self.p = p
        self.level = level
        top = Frame(shape: root, under: root, role: role, isArray: true, firstSlot: 0, firstCandidate: 0, name: nil)
        // What a small request has; grown once, not at each power of two.
        if level == 1 {
            slots.reserveCapacity(8)
            stack.reserveCapacity(8)
        }
    }

    // MARK: Containers

    mutating func beginObject(at position: Int) {
        let shape = top.under
        if stack.isEmpty { isObject = true }
        push(
            Frame(
                shape: shape, under: .free, role: role(in: shape), isArray: false, firstSlot: slots.count, firstCandidate: candidates.count)
        )
    }

    mutating func beginArray(at position: Int) {
        push(
            Frame(
                shape: top.under, under: top.under, role: top.role, isArray: true, firstSlot: slots.count,
                firstCandidate: candidates.count, name: top.name))
    }

    mutating func endArray(at position: Int) {
        let marks = top.marks
        top = stack.removeLast()
        top.marks.formUnion(marks)
    }

    mutating func endObject(at position: Int) {
        let frame = top
        if candidates.count > frame.firstCandidate { settle(frame) }
        top = stack.removeLast()
        switch frame.shape {
        case .block, .item, .message:
            let source = frame.marks.contains(.source)
            if frame.marks.contains(.image) || source && frame.kind == .image { attachments.images += 1 }
            if frame.marks.contains(.audio) { attachments.audio += 1 }
            if frame.marks.contains(.file) || source && frame.kind != .image { attachments.files += 1 }
        default: top.marks.formUnion(frame.marks)
        }
    }

    private mutating func push(_ frame: Frame) {
        stack.append(top)
        top = frame
    }

    private func role(in shape: RequestShape) -> TextSlot.Role {
        switch shape {
        case .message, .item: .other
        case .systemText: .system
        case .userText: .user
        case .toolCall, .reasoningDetail: .assistant
        default: top.role
        }
    }

    // MARK: Values

    mutating func key(_ range: Range<Int>, escaped: Bool) {
        top.name = range
        if let under = top.shape.underFreeKeys {
            top.under = under
            emit(range, escaped, role: top.role, use: .text, name: nil)
            return
        }
        var under = Grammar.unknown
        if escaped {
            var name: [UInt8] = []
            JSONText.decode(raw(range), into: &name)
            name.withUnsafeBufferPointer { name in
                if let start = name.baseAddress { under = lookUp(start, name.count) }
            }
        } else {
            under = lookUp(p + range.lowerBound, range.count)
        }
        if under != Grammar.unknown, let shape = RequestShape(rawValue: under) {
            top.under = shape
            if shape == .model { modelCount += 1 } else if shape == .olderModel { olderModelCount += 1 }
            return
        }
        if top.shape == .settings {
            top.under = .settings
            emit(range, escaped, role: top.role, use: .structural, name: nil)
        } else {
            top.under = .free
            emit(range, escaped, role: top.role, use: .text, name: nil)
        }
    }

    /// The shape under a name. Some hosts read names without regard to case (Go's encoding/json), so that `Images` holds images there:
    /// such a name counts as the one it is taken for, but never as one whose value is left unexamined.
    private mutating func lookUp(_ name: UnsafePointer<UInt8>, _ length: Int) -> UInt8 {
        let under = Grammar.request.shape(under: top.shape.rawValue, name, length)
        if under != Grammar.unknown || length > 24 { return under }
        var hasCapitals = false
        for i in 0..<length where name[i] &- 0x41 < 26 { hasCapitals = true }
        guard hasCapitals else { return under }
        let folded = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: length) { small in
            for i in 0..<length { small[i] = HTTPFields.lowered(name[i]) }
            return Grammar.request.shape(under: top.shape.rawValue, small.baseAddress!, length)
        }
        switch RequestShape(rawValue: folded) {
        case .model:
            // Counted, so that beside a `model` it makes two; alone it names none.
            modelCount += 1
            return RequestShape.structural.rawValue
        case .olderModel, .signature, .data, .sealed, .thoughtSignature, .stream, nil: return Grammar.unknown
        default: return folded
        }
    }

    mutating func string(_ range: Range<Int>, escaped: Bool) {
        let shape = top.under
        switch shape {
        case .structural, .settings, .toolChoice:
            emit(range, escaped, role: top.role, use: .structural, name: top.name)
        case .systemText: emitText(range, escaped, role: .system)
        case .userText, .item: emitText(range, escaped, role: .user)
        case .model where !top.isArray:
            model = range
            emit(range, escaped, role: .other, use: .structural, name: top.name)
        case .olderModel where !top.isArray:
            olderModel = range
            emit(range, escaped, role: .other, use: .structural, name: top.name)
        case .role:
            emit(range, escaped, role: top.role, use: .structural, name: top.name)
            setRole(range)
        case .kind:
            emit(range, escaped, role: top.role, use: .structural, name: top.name)
            setKind(range, escaped)
        case .sourceData where !isBase64(range): emitText(range, escaped, role: top.role)
        case .signature, .data, .sourceData:
            if range.isEmpty { return }
            candidates.append(Candidate(slot: slots.count, shape: shape, isSealed: shape == .sourceData || isSealed(range)))
            emit(range, escaped, role: top.role, use: .text, name: top.name)
        case .sealed, .thoughtSignature:
            if !isSealed(range) { emit(range, escaped, role: top.role, use: .structural, name: top.name) }
        case .schemaURI:
            if !isSchemaURI(range) { emitText(range, escaped, role: top.role) }
        case .image:
            top.marks.insert(.image)
            emitBytes(range, escaped)
        case .imageURL:
            top.marks.insert(top.shape == .source ? .source : .image)
            emitBytes(range, escaped)
        case .imageData:
            if top.isArray || isLikelyBytes(range) { attachments.images += 1 }
            emitBytes(range, escaped)
        case .fileData:
            top.marks.insert(.file)
            emitBytes(range, escaped)
        case .fileReference:
            // Of an image or of a file, as the `type` beside it says.
            top.marks.insert(.source)
            emitText(range, escaped, role: top.role)
        case .audioData:
            top.marks.insert(.audio)
            emitBytes(range, escaped)
        default:
            emitText(range, escaped, role: top.role)
        }
    }

    mutating func number(_ range: Range<Int>) {
        if top.under == .model { modelIsText = false }
        // A sign before the digits would make a word of another kind of them.
        let start = range.lowerBound + (p[range.lowerBound] == 0x2D ? 1 : 0)
        let digits = range.upperBound - start
        if level == 1 {
            guard digits >= RequestOutliner.shortestExaminedNumber else { return }
            // What stands before a decimal point, too: languages without whole numbers write one behind every number.
            let end = range.first { p[$0] == 0x2E || p[$0] | 0x20 == 0x65 } ?? range.upperBound
            guard end - start >= RequestOutliner.shortestExaminedNumber else { return }
            slots.append(
                TextSlot(
                    range: start..<end, role: top.role, use: .structural, levels: level, isEscaped: false, name: top.name,
                    isNumber: true))
        } else if digits >= RequestOutliner.shortestExaminedInnerNumber {
            slots.append(
                TextSlot(range: range, role: top.role, use: .text, levels: level, isEscaped: false, name: top.name, isNumber: true))
        }
    }

    mutating func literal(_ first: UInt8, at position: Int) {
        switch top.under {
        case .model: modelIsText = false
        case .stream where stack.count == 1: streams = first == 0x6E ? nil : first == 0x74
        default: break
        }
    }

    // MARK: Slots

    private func raw(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: p + range.lowerBound, count: range.count)
    }

    private mutating func emit(_ range: Range<Int>, _ escaped: Bool, role: TextSlot.Role, use: TextSlot.Use, name: Range<Int>?) {
        if range.isEmpty { return }
        if use == .text { textBytes &+= range.count }
        slots.append(TextSlot(range: range, role: role, use: use, levels: level, isEscaped: escaped, name: name))
    }

    private mutating func emitText(_ range: Range<Int>, _ escaped: Bool, role: TextSlot.Role) {
        if level < RequestOutliner.deepestLevel, mayBeJSON(range), open(range, escaped, role) { return }
        emit(range, escaped, role: role, use: .text, name: top.name)
    }

    /// The bytes of an image, a sound or a file are no text; what a data URL says before them is, and so is anything else.
    private mutating func emitBytes(_ range: Range<Int>, _ escaped: Bool) {
        let start = bytesStart(range)
        if isBase64(start..<range.upperBound) {
            emit(range.lowerBound..<start, false, role: top.role, use: .structural, name: top.name)
        } else {
            emitText(range, escaped, role: top.role)
        }
    }

    // MARK: JSON within strings

    /// A cheap look at both ends.
    @inline(__always)
    private func mayBeJSON(_ range: Range<Int>) -> Bool {
        guard range.count > 1 else { return false }
        let first = p[range.lowerBound]
        // Letters, digits and most punctuation begin no container and no string.
        guard first == 0x7B || first == 0x5B || first == 0x5C || first <= 0x20 else { return false }
        let last = p[range.upperBound - 1]
        guard last == 0x7D || last == 0x5D || last == 0x22 || last <= 0x20 || last == 0x6E || last == 0x72 || last == 0x74 || isHex(last)
        else { return false }
        if first == 0x7B || first == 0x5B { return true }
        var i = range.lowerBound
        while i < range.upperBound {
            if p[i] <= 0x20 {
                i += 1
            } else if p[i] == 0x5C {
                let (length, scalar) = JSONText.escape(p, i, range.upperBound)
                switch scalar {
                case 0x20, 0x09, 0x0A, 0x0D: i += length
                default: return scalar == 0x7B || scalar == 0x5B || scalar == 0x22
                }
            } else {
                return p[i] == 0x7B || p[i] == 0x5B
            }
        }
        return false
    }

    private func isHex(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66 }

    /// Outlines the JSON in a string; false when it holds none.
    private mutating func open(_ range: Range<Int>, _ escaped: Bool, _ role: TextSlot.Role) -> Bool {
        if !escaped { return open(text: raw(range), at: range.lowerBound, map: nil, role) }
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        JSONText.decode(raw(range), into: &text)
        return text.withUnsafeBufferPointer { text in
            open(text: text, at: range.lowerBound, map: range, role)
        }
    }

    private mutating func open(text: UnsafeBufferPointer<UInt8>, at start: Int, map escapes: Range<Int>?, _ role: TextSlot.Role) -> Bool {
        guard let base = text.baseAddress else { return false }
        var inner = RequestOutliner(base, root: .free, role: role, level: level + 1)
        guard JSONScanner.scan(text, EmbeddedJSON.self, &inner) == nil else { return false }
        textBytes &+= inner.textBytes
        if inner.slots.isEmpty { return true }
        let map = escapes.map { EscapeMap(raw($0)) } ?? EscapeMap()
        func outer(_ range: Range<Int>) -> Range<Int> {
            (start + map.rawFloor(range.lowerBound))..<(start + map.rawCeiling(range.upperBound))
        }
        slots.reserveCapacity(slots.count + inner.slots.count)
        for slot in inner.slots {
            let range = outer(slot.range)
            slots.append(
                TextSlot(
                    range: range, role: slot.role, use: slot.use, levels: slot.levels,
                    isEscaped: slot.isEscaped || escapes != nil && raw(range).contains(0x5C), name: slot.name.map(outer),
                    isNumber: slot.isNumber))
        }
        return true
    }

    // MARK: Roles and kinds

    private mutating func setRole(_ range: Range<Int>) {
        let role: TextSlot.Role
        switch String(decoding: raw(range), as: UTF8.self) {
        case "system", "developer": role = .system
        case "user": role = .user
        case "assistant", "model": role = .assistant
        case "tool", "function", "ipython": role = .tool
        default: role = .other
        }
        give(role, onlyTo: .other)
    }

    private mutating func setKind(_ range: Range<Int>, _ escaped: Bool) {
        var kind = BlockKind(raw(range))
        if escaped {
            var name: [UInt8] = []
            JSONText.decode(raw(range), into: &name)
            kind = name.withUnsafeBufferPointer { BlockKind($0) }
        }
        top.kind = top.kind == .none || top.kind == kind ? kind : .conflicting
        switch kind {
        case .image where top.shape != .source: top.marks.insert(.image)
        case .audio: top.marks.insert(.audio)
        case .file where top.shape != .source: top.marks.insert(.file)
        case .base64 where top.shape == .source: top.marks.insert(.source)
        case .reference where top.shape == .source, .file where top.shape == .source: top.marks.insert(.source)
        case .toolResult: give(.tool, onlyTo: nil)
        case .assistantCall: give(.assistant, onlyTo: .other)
        default: break
        }
    }

    /// The role of this object's texts, also of those that came before it was known.
    private mutating func give(_ role: TextSlot.Role, onlyTo former: TextSlot.Role?) {
        top.role = role
        for i in top.firstSlot..<slots.count where former == nil || slots[i].role == former {
            let slot = slots[i]
            slots[i] = TextSlot(
                range: slot.range, role: role, use: slot.use, levels: slot.levels, isEscaped: slot.isEscaped, name: slot.name,
                isNumber: slot.isNumber)
        }
    }

    /// Decides, at the end of an object, which of its properties were bytes rather than text.
    private mutating func settle(_ frame: Frame) {
        for candidate in candidates[frame.firstCandidate...].reversed() {
            let isBytes: Bool
            switch candidate.shape {
            case .signature: isBytes = frame.kind == .thinking || frame.kind == .encrypted
            case .data: isBytes = frame.kind == .encrypted
            default: isBytes = frame.kind == .base64
            }
            guard isBytes, candidate.slot < slots.count else { continue }
            if candidate.isSealed {
                slots.remove(at: candidate.slot)
            } else if candidate.shape != .sourceData {
                let slot = slots[candidate.slot]
                slots[candidate.slot] = TextSlot(
                    range: slot.range, role: slot.role, use: .structural, levels: slot.levels, isEscaped: slot.isEscaped, name: slot.name)
            }
        }
        candidates.removeSubrange(frame.firstCandidate...)
    }

    // MARK: Bytes in text

    /// Whether a string is what a host sealed: base64, and too long for a word.
    private func isSealed(_ range: Range<Int>) -> Bool {
        guard range.count >= 16, isBase64(range) else { return false }
        return raw(range).contains { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
    }

    private func isLikelyBytes(_ range: Range<Int>) -> Bool {
        range.count >= 64 && isBase64(bytesStart(range)..<range.upperBound)
    }

    /// Base64 of either alphabet, also with its slashes or line breaks escaped.
    private func isBase64(_ range: Range<Int>) -> Bool {
        var i = range.lowerBound
        while i < range.upperBound {
            let byte = p[i]
            let letter = byte | 0x20
            if letter &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2B || byte == 0x2F || byte == 0x3D || byte == 0x2D || byte == 0x5F {
                i &+= 1
            } else if byte == 0x5C, i + 1 < range.upperBound, p[i + 1] == 0x2F || p[i + 1] == 0x6E || p[i + 1] == 0x72 {
                i &+= 2
            } else {
                return false
            }
        }
        return true
    }

    /// Where the bytes begin in a data URL (RFC 2397); the start for anything else.
    private func bytesStart(_ range: Range<Int>) -> Int {
        let raw = raw(range)
        guard raw.count > 13, raw.prefix(5).elementsEqual("data:".utf8) else { return range.lowerBound }
        guard let comma = raw.prefix(256).firstIndex(of: 0x2C), raw[..<comma].suffix(7).elementsEqual(";base64".utf8),
            !raw[..<comma].contains(0x5C)
        else { return range.lowerBound }
        return range.lowerBound + comma + 1
    }

    /// The dialects of JSON Schema name themselves with an address that means nobody.
    private func isSchemaURI(_ range: Range<Int>) -> Bool {
        let raw = raw(range)
        guard raw.count < 64 else { return false }
        for scheme in ["https://json-schema.org/", "http://json-schema.org/"] where raw.starts(with: scheme.utf8) {
            return !raw.contains(0x40)
        }
        return false
    }
}
