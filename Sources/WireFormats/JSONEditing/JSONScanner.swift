/// What a reader of JSON is told, in the order of the bytes. Ranges are positions in the buffer that is scanned; those of strings and
/// keys lie between the quotes.
protocol JSONVisitor {
    mutating func key(_ range: Range<Int>, escaped: Bool)
    mutating func string(_ range: Range<Int>, escaped: Bool)
    mutating func number(_ range: Range<Int>)
    /// `true`, `false` or `null`: told apart by the first byte.
    mutating func literal(_ first: UInt8, at position: Int)
    mutating func beginObject(at position: Int)
    mutating func endObject(at position: Int)
    mutating func beginArray(at position: Int)
    mutating func endArray(at position: Int)
}

/// Reads JSON once, from left to right, without recursion and without a tree.
enum JSONScanner {
    /// Contract, section 4: what nests deeper is refused.
    static let deepestNesting = 512

    private enum Step {
        case value
        case key
        case after
    }

    /// Reads the whole range; nil when it is valid under the rules.
    static func scan<V: JSONVisitor, R: JSONRules>(
        _ bytes: UnsafeBufferPointer<UInt8>, _ rules: R.Type, _ visitor: inout V
    ) -> JSONFault? {
        guard let p = bytes.baseAddress else { return .syntax }
        let end = bytes.count
        var i = 0
        var depth = 0
        var inObject = false
        // One bit a level: whether the container is an object.
        var kinds = InlineArray<8, UInt64>(repeating: 0)
        var step = Step.value
        while true {
            while i < end, p[i] <= 0x20 {
                let byte = p[i]
                guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return .syntax }
                i &+= 1
            }
            guard i < end else { return depth == 0 && step == .after ? nil : .syntax }
            let byte = p[i]
            switch step {
            case .key:
                guard byte == 0x22 else { return .syntax }
                var escaped = false
                let close = JSONStrings.end(p, i &+ 1, end, rules, escaped: &escaped)
                if close < 0 { return close == JSONStrings.utf8Fault ? .utf8 : .syntax }
                visitor.key((i &+ 1)..<close, escaped: escaped)
                i = close &+ 1
                while i < end, p[i] == 0x20 || p[i] == 0x0A || p[i] == 0x0D || p[i] == 0x09 { i &+= 1 }
                guard i < end, p[i] == 0x3A else { return .syntax }
                i &+= 1
                step = .value
            case .value:
                switch byte {
                case 0x22:
                    var escaped = false
                    let close = JSONStrings.end(p, i &+ 1, end, rules, escaped: &escaped)
                    if close < 0 { return close == JSONStrings.utf8Fault ? .utf8 : .syntax }
                    visitor.string((i &+ 1)..<close, escaped: escaped)
                    i = close &+ 1
                    step = .after
                case 0x7B, 0x5B:
                    guard depth < deepestNesting else { return .nesting }
                    inObject = byte == 0x7B
                    let bit = UInt64(1) << UInt64(depth & 63)
                    if inObject { kinds[depth >> 6] |= bit } else { kinds[depth >> 6] &= ~bit }
                    depth &+= 1
                    if inObject { visitor.beginObject(at: i) } else { visitor.beginArray(at: i) }
                    i &+= 1
                    while i < end, p[i] == 0x20 || p[i] == 0x0A || p[i] == 0x0D || p[i] == 0x09 { i &+= 1 }
                    guard i < end else { return .syntax }
                    // An empty container closes here: a close after a comma is then always a fault.
                    if p[i] == (inObject ? 0x7D : 0x5D) {
                        step = .after
                    } else {
                        step = inObject ? .key : .value
                    }
                case 0x2D, 0x30...0x39:
                    let stop = numberEnd(p, i, end)
                    if stop < 0 { return .syntax }
                    visitor.number(i..<stop)
                    i = stop
                    step = .after
                case 0x74:
                    guard i &+ 4 <= end, p[i + 1] == 0x72, p[i + 2] == 0x75, p[i + 3] == 0x65 else { return .syntax }
                    visitor.literal(byte, at: i)
                    i &+= 4
                    step = .after
                case 0x6E:
                    guard i &+ 4 <= end, p[i + 1] == 0x75, p[i + 2] == 0x6C, p[i + 3] == 0x6C else { return .syntax }
                    visitor.literal(byte, at: i)
                    i &+= 4
                    step = .after
                case 0x66:
                    guard i &+ 5 <= end, p[i + 1] == 0x61, p[i + 2] == 0x6C, p[i + 3] == 0x73, p[i + 4] == 0x65 else { return .syntax }
                    visitor.literal(byte, at: i)
                    i &+= 5
                    step = .after
                default: return .syntax
                }
            case .after:
                guard depth > 0 else {
                    guard R.allowsSeveralValues else { return .syntax }
                    step = .value
                    continue
                }
                if byte == 0x2C {
                    i &+= 1
                    step = inObject ? .key : .value
                } else if byte == (inObject ? 0x7D : 0x5D) {
                    if inObject { visitor.endObject(at: i) } else { visitor.endArray(at: i) }
                    i &+= 1
                    depth &-= 1
                    if depth > 0 { inObject = kinds[(depth &- 1) >> 6] & (1 << UInt64((depth &- 1) & 63)) != 0 }
                } else {
                    return .syntax
                }
            }
        }
    }

    /// The position after the number at `i`, or -1 (RFC 8259, section 6).
    static func numberEnd(_ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        var i = start
        if p[i] == 0x2D { i &+= 1 }
        guard i < end else { return -1 }
        if p[i] == 0x30 {
            i &+= 1
        } else {
            let first = i
            while i < end, p[i] &- 0x30 < 10 { i &+= 1 }
            if i == first { return -1 }
        }
        if i < end, p[i] == 0x2E {
            i &+= 1
            let first = i
            while i < end, p[i] &- 0x30 < 10 { i &+= 1 }
            if i == first { return -1 }
        }
        if i < end, p[i] | 0x20 == 0x65 {
            i &+= 1
            if i < end, p[i] == 0x2B || p[i] == 0x2D { i &+= 1 }
            let first = i
            while i < end, p[i] &- 0x30 < 10 { i &+= 1 }
            if i == first { return -1 }
        }
        return i
    }

    /// Whether the bytes are exactly one JSON number.
    static func isNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let p = bytes.baseAddress, !bytes.isEmpty, p[0] == 0x2D || p[0] &- 0x30 < 10 else { return false }
        return numberEnd(p, 0, bytes.count) == bytes.count
    }
}
