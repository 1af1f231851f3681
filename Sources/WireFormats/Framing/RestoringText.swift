internal import Pipeline

/// Restores one text that streams: a channel's carry, aware of JSON.
///
/// A tool call's arguments, and often an answer's text, are JSON: what takes a surrogate's place inside one of its strings must be escaped
/// once more there, and the surrogate itself may be spelled with escapes, cut anywhere. So the text is followed as JSON as long as it looks
/// like JSON; the inside of each of its strings is decoded, restored by an inner text of its own, and encoded again. What turns out to be
/// no JSON goes on as plain text.
final class RestoringText {
    /// What the text has shown to be.
    private enum Mode {
        /// Only white space and opening brackets so far.
        case undecided
        case plain
        case json
    }

    /// Nesting of JSON in strings of JSON that is followed; deeper, text is plain.
    private static let deepestLevel = 8
    /// Bytes of a number that are held back until it ends.
    private static let longestNumber = 64

    private let restorer: any TextRestorer
    private let channel: Int
    private let level: Int
    private let isJSONByDefinition: Bool
    private var mode: Mode
    private var depth = 0
    private var opening: UInt8 = 0
    private var inString = false
    /// Inside a string: an escape that is not whole. Outside: a number or literal that has not ended.
    private var pending: [UInt8] = []
    private var inner: RestoringText?
    private var decoded: [UInt8] = []
    private var restored: [UInt8] = []

    /// A text whose carry is kept by the restorer under the channel's number.
    init(_ restorer: any TextRestorer, channel: Int, isJSON: Bool, level: Int = 0) {
        self.restorer = restorer
        self.channel = channel
        self.level = level
        isJSONByDefinition = isJSON
        mode = isJSON ? .json : .undecided
    }

    /// Whether something is kept back.
    var holds: Bool { !pending.isEmpty || restorer.holds(channel: channel) || inner?.keepsEscape ?? false }

    private var keepsEscape: Bool { !pending.isEmpty || inner?.keepsEscape ?? false }

    /// Begins another text.
    func reset() {
        mode = isJSONByDefinition ? .json : .undecided
        depth = 0
        opening = 0
        inString = false
        pending.removeAll(keepingCapacity: true)
    }

    /// Takes the next piece and appends what can be passed on.
    func push(_ text: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
        guard let p = text.baseAddress, !text.isEmpty else { return }
        var i = 0
        while i < text.count {
            switch mode {
            case .plain:
                restorer.push(UnsafeBufferPointer(start: p + i, count: text.count - i), channel: channel, into: &out)
                return
            case .undecided: i = decide(p, i, text.count, into: &out)
            case .json: i = inString ? pushString(p, i, text.count, into: &out) : pushStructure(p, i, text.count, into: &out)
            }
        }
    }

    /// Appends what was kept back, at the end of the text.
    func finish(into out: inout [UInt8]) {
        if mode == .json {
            if inString {
                closeString(into: &out)
                out.append(contentsOf: pending)
                pending.removeAll(keepingCapacity: true)
            } else {
                endToken(into: &out)
            }
        }
        restorer.flush(channel: channel, into: &out)
        reset()
    }

    // MARK: Is it JSON?

    /// A text is taken for JSON at `{"`, `["`, `[{` or `[[`, with white space between.
    private func decide(_ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int, into out: inout [UInt8]) -> Int {
        guard level < RestoringText.deepestLevel else {
            mode = .plain
            return start
        }
        var i = start
        while i < end {
            let byte = p[i]
            if byte <= 0x20 {
                i &+= 1
                continue
            }
            let isFirst = opening == 0
            if isFirst ? byte == 0x7B || byte == 0x5B : opening == 0x5B && (byte == 0x7B || byte == 0x5B) {
                if !isFirst {
                    becomeJSON(p, start, i, into: &out)
                    return i
                }
                depth = 1
                opening = byte
                i &+= 1
                continue
            }
            if !isFirst, byte == 0x22 {
                becomeJSON(p, start, i, into: &out)
                return i
            }
            mode = .plain
            break
        }
        restorer.push(UnsafeBufferPointer(start: p + start, count: i - start), channel: channel, into: &out)
        return i
    }

    private func becomeJSON(_ p: UnsafePointer<UInt8>, _ start: Int, _ i: Int, into out: inout [UInt8]) {
        restorer.push(UnsafeBufferPointer(start: p + start, count: i - start), channel: channel, into: &out)
        restorer.flush(channel: channel, into: &out)
        mode = .json
    }

    // MARK: Outside of strings

    private func pushStructure(_ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int, into out: inout [UInt8]) -> Int {
        var i = start
        while i < end {
            let byte = p[i]
            switch byte {
            case 0x22:
                endToken(into: &out)
                guard mode == .json else { return i }
                out.append(byte)
                inString = true
                return i + 1
            case 0x7B, 0x5B:
                endToken(into: &out)
                guard mode == .json else { return i }
                depth += 1
                out.append(byte)
            case 0x7D, 0x5D:
                endToken(into: &out)
                guard mode == .json else { return i }
                depth -= 1
                out.append(byte)
                if depth <= 0, !isJSONByDefinition {
                    mode = .plain
                    return i + 1
                }
            case 0x2C, 0x3A, 0x20, 0x09, 0x0A, 0x0D:
                endToken(into: &out)
                guard mode == .json else { return i }
                out.append(byte)
            default:
                pending.append(byte)
                if pending.count == 1 ? !begins(byte) : pending.count > RestoringText.longestNumber {
                    becomePlain(into: &out)
                    return i + 1
                }
            }
            i += 1
        }
        return i
    }

    /// Whether a number or a literal can begin with the byte.
    private func begins(_ byte: UInt8) -> Bool {
        byte == 0x2D || byte &- 0x30 < 10 || byte == 0x74 || byte == 0x66 || byte == 0x6E
    }

    private func becomePlain(into out: inout [UInt8]) {
        mode = .plain
        pending.withUnsafeBufferPointer { restorer.push($0, channel: channel, into: &out) }
        pending.removeAll(keepingCapacity: true)
    }

    /// Passes on a number or literal that has ended. A number may be a surrogate; what it stands for may need quotes.
    private func endToken(into out: inout [UInt8]) {
        if pending.isEmpty { return }
        if pending.withUnsafeBufferPointer({ JSONScanner.isNumber($0) }) {
            restored.removeAll(keepingCapacity: true)
            pending.withUnsafeBufferPointer {
                restorer.push($0, channel: channel, into: &restored)
                restorer.flush(channel: channel, into: &restored)
            }
            pending.removeAll(keepingCapacity: true)
            if restored.withUnsafeBufferPointer({ JSONScanner.isNumber($0) }) {
                out.append(contentsOf: restored)
            } else {
                out.append(0x22)
                restored.withUnsafeBufferPointer { JSONText.encode($0, into: &out) }
                out.append(0x22)
            }
        } else if pending.elementsEqual("true".utf8) || pending.elementsEqual("false".utf8) || pending.elementsEqual("null".utf8) {
            out.append(contentsOf: pending)
            pending.removeAll(keepingCapacity: true)
        } else {
            becomePlain(into: &out)
        }
    }

    // MARK: Inside strings

    private func pushString(_ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int, into out: inout [UInt8]) -> Int {
        // The rest of an escape that was cut.
        if !pending.isEmpty {
            var i = start
            while i < end, !isWhole(pending) {
                pending.append(p[i])
                i += 1
            }
            if !isWhole(pending) { return i }
            let run = pending
            pending = []
            run.withUnsafeBufferPointer { pass($0, escaped: true, into: &out) }
            return i
        }
        var i = start
        var escaped = false
        while i < end {
            let byte = p[i]
            if byte == 0x22 {
                pass(UnsafeBufferPointer(start: p + start, count: i - start), escaped: escaped, into: &out)
                closeString(into: &out)
                out.append(byte)
                inString = false
                return i + 1
            }
            if byte == 0x5C {
                let length = escapeLength(p, i, end)
                if length == 0 {
                    pass(UnsafeBufferPointer(start: p + start, count: i - start), escaped: escaped, into: &out)
                    pending.append(contentsOf: UnsafeBufferPointer(start: p + i, count: end - i))
                    return end
                }
                escaped = true
                i += length
            } else {
                i &+= 1
            }
        }
        pass(UnsafeBufferPointer(start: p + start, count: end - start), escaped: escaped, into: &out)
        return end
    }

    private func isWhole(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { escapeLength($0.baseAddress!, 0, $0.count) > 0 }
    }

    /// The length of the escape at `i`; zero when more bytes decide it: its own, or the other half of a surrogate pair.
    private func escapeLength(_ p: UnsafePointer<UInt8>, _ i: Int, _ end: Int) -> Int {
        guard i + 1 < end else { return 0 }
        guard p[i + 1] == 0x75 else { return 2 }
        guard let unit = JSONStrings.unit(p, i, end) else {
            for k in min(i + 2, end)..<min(i + 6, end) where !isHex(p[k]) { return k - i }
            return i + 6 <= end ? 6 : 0
        }
        guard unit & 0xFC00 == 0xD800 else { return 6 }
        if i + 6 == end { return 0 }
        guard p[i + 6] == 0x5C else { return 6 }
        if i + 7 == end { return 0 }
        guard p[i + 7] == 0x75 else { return 6 }
        if let low = JSONStrings.unit(p, i + 6, end) { return low & 0xFC00 == 0xDC00 ? 12 : 6 }
        return i + 12 <= end ? 6 : 0
    }

    private func isHex(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66
    }

    /// Restores a run of the inside of a string.
    private func pass(_ raw: UnsafeBufferPointer<UInt8>, escaped: Bool, into out: inout [UInt8]) {
        if raw.isEmpty { return }
        let inner = innerText()
        restored.removeAll(keepingCapacity: true)
        if escaped {
            decoded.removeAll(keepingCapacity: true)
            JSONText.decode(raw, into: &decoded)
            decoded.withUnsafeBufferPointer { text in
                inner.push(text, into: &restored)
                restored.withUnsafeBufferPointer { JSONText.encode($0, like: raw, text: text, into: &out) }
            }
        } else {
            inner.push(raw, into: &restored)
            restored.withUnsafeBufferPointer { JSONText.encode($0, like: raw, text: raw, into: &out) }
        }
    }

    private func closeString(into out: inout [UInt8]) {
        let inner = innerText()
        restored.removeAll(keepingCapacity: true)
        inner.finish(into: &restored)
        restored.withUnsafeBufferPointer { JSONText.encode($0, into: &out) }
    }

    private func innerText() -> RestoringText {
        if let inner { return inner }
        let made = RestoringText(restorer, channel: channel, isJSON: false, level: level + 1)
        inner = made
        return made
    }
}
