internal import Glibc

/// The text that the inside of a JSON string stands for, and back.
///
/// Half of a surrogate pair that stands alone, which only answers may hold, is kept as the three bytes that UTF-8 would give it, and is
/// written as an escape again.
enum JSONText {
    /// Appends the decoded text of the inside of a string.
    static func decode(_ raw: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
        guard let p = raw.baseAddress else { return }
        let end = raw.count
        var i = 0
        while i < end {
            guard let hit = memchr(p + i, 0x5c, end - i) else {
                out.append(contentsOf: UnsafeBufferPointer(start: p + i, count: end - i))
                return
            }
            let at = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - p
            if at > i { out.append(contentsOf: UnsafeBufferPointer(start: p + i, count: at - i)) }
            let (length, scalar) = escape(p, at, end)
            append(scalar, to: &out)
            i = at + length
        }
    }

    /// The escape at `i`: its length and the code point it stands for. What is no escape stands for its backslash.
    @inline(__always)
    static func escape(_ p: UnsafePointer<UInt8>, _ i: Int, _ end: Int) -> (length: Int, scalar: UInt32) {
        guard i + 1 < end else { return (1, 0x5c) }
        switch p[i + 1] {
        case 0x22: return (2, 0x22)
        case 0x5c: return (2, 0x5c)
        case 0x2f: return (2, 0x2f)
        case 0x62: return (2, 0x08)
        case 0x66: return (2, 0x0C)
        case 0x6e: return (2, 0x0A)
        case 0x72: return (2, 0x0D)
        case 0x74: return (2, 0x09)
        case 0x75:
            guard let unit = JSONStrings.unit(p, i, end) else { return (1, 0x5c) }
            if unit & 0xFC00 == 0xD800, let low = JSONStrings.unit(p, i + 6, end), low & 0xFC00 == 0xDC00 {
                return (12, 0x10000 + ((unit & 0x3FF) << 10 | (low & 0x3FF)))
            }
            return (6, unit)
        default: return (1, 0x5c)
        }
    }

    @inline(__always)
    static func utf8Length(_ scalar: UInt32) -> Int {
        scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
    }

    @inline(__always)
    private static func append(_ scalar: UInt32, to out: inout [UInt8]) {
        if scalar < 0x80 {
            out.append(UInt8(truncatingIfNeeded: scalar))
        } else if scalar < 0x800 {
            out.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
            out.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        } else if scalar < 0x10000 {
            out.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
            out.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
            out.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        } else {
            out.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
            out.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
            out.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
            out.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        }
    }

    /// Appends the text as the inside of a JSON string. Only what must be escaped is.
    static func encode(_ text: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
        guard let p = text.baseAddress else { return }
        let end = text.count
        var from = 0
        var i = 0
        while i < end {
            let byte = p[i]
            if byte >= 0x20 && byte != 0x22 && byte != 0x5c && byte != 0xED {
                i &+= 1
                continue
            }
            if byte == 0xED {
                guard i + 2 < end, p[i + 1] >= 0xA0, p[i + 1] < 0xC0 else {
                    i += 1
                    continue
                }
            }
            if i > from { out.append(contentsOf: UnsafeBufferPointer(start: p + from, count: i - from)) }
            if byte == 0xED {
                let unit = UInt32(0xD000) | UInt32(p[i + 1] & 0x3F) << 6 | UInt32(p[i + 2] & 0x3F)
                appendUnit(unit, to: &out)
                i += 3
            } else {
                out.append(0x5c)
                switch byte {
                case 0x22: out.append(0x22)
                case 0x5c: out.append(0x5c)
                case 0x08: out.append(0x62)
                case 0x09: out.append(0x74)
                case 0x0A: out.append(0x6e)
                case 0x0C: out.append(0x66)
                case 0x0D: out.append(0x72)
                default:
                    out.removeLast()
                    appendUnit(UInt32(byte), to: &out)
                }
                i += 1
            }
            from = i
        }
        if end > from { out.append(contentsOf: UnsafeBufferPointer(start: p + from, count: end - from)) }
    }

    private static func appendUnit(_ unit: UInt32, to out: inout [UInt8]) {
        out.append(0x5c)
        out.append(0x75)
        for shift in [UInt32(12), 8, 4, 0] {
            let digit = UInt8(truncatingIfNeeded: unit >> shift & 15)
            out.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }

    /// The text, escaped as often as it is wrapped in strings.
    static func encoded(_ text: [UInt8], times: Int) -> [UInt8] {
        var text = text
        for _ in 0..<times {
            var out: [UInt8] = []
            out.reserveCapacity(text.count + 8)
            text.withUnsafeBufferPointer { encode($0, into: &out) }
            text = out
        }
        return text
    }

    /// Appends `edited` as the inside of a string, with the spelling of `raw` for what it begins and ends with in common.
    ///
    /// `text` is what `raw` stands for.
    static func encode(
        _ edited: UnsafeBufferPointer<UInt8>, like raw: UnsafeBufferPointer<UInt8>, text: UnsafeBufferPointer<UInt8>,
        into out: inout [UInt8]
    ) {
        guard let edit = edited.baseAddress, let start = text.baseAddress else {
            if edited.isEmpty, text.isEmpty { return out.append(contentsOf: raw) }
            return encode(edited, into: &out)
        }
        if edited.count == text.count, memcmp(edit, start, text.count) == 0 { return out.append(contentsOf: raw) }
        let shorter = min(edited.count, text.count)
        var prefix = 0
        while prefix &+ 8 <= shorter, word(edit + prefix) == word(start + prefix) { prefix &+= 8 }
        while prefix < shorter, edited[prefix] == text[prefix] { prefix &+= 1 }
        while prefix > 0, isContinuation(edited, prefix) || isContinuation(text, prefix) { prefix &-= 1 }
        var suffix = 0
        let (editEnd, textEnd) = (edit + edited.count - 8, start + text.count - 8)
        while suffix &+ 8 <= shorter - prefix, word(editEnd - suffix) == word(textEnd - suffix) { suffix &+= 8 }
        while suffix < shorter - prefix, edited[edited.count - 1 - suffix] == text[text.count - 1 - suffix] { suffix &+= 1 }
        while suffix > 0, isContinuation(edited, edited.count - suffix) || isContinuation(text, text.count - suffix) { suffix &-= 1 }
        var map = EscapeMap()
        if raw.count != text.count { map = EscapeMap(raw) }
        // Inside an escape that stands for several bytes nothing can be cut: both cuts lie between characters.
        let rawPrefix = map.rawFloor(prefix)
        let rawSuffix = map.rawCeiling(text.count - suffix)
        out.append(contentsOf: UnsafeBufferPointer(rebasing: raw[..<rawPrefix]))
        encode(UnsafeBufferPointer(rebasing: edited[prefix..<(edited.count - suffix)]), into: &out)
        out.append(contentsOf: UnsafeBufferPointer(rebasing: raw[rawSuffix...]))
    }

    @inline(__always)
    private static func word(_ p: UnsafePointer<UInt8>) -> UInt64 { UnsafeRawPointer(p).loadUnaligned(as: UInt64.self) }

    @inline(__always)
    private static func isContinuation(_ text: UnsafeBufferPointer<UInt8>, _ i: Int) -> Bool {
        i < text.count && text[i] & 0xC0 == 0x80
    }
}

/// Where in the inside of a JSON string the escapes stand, to carry positions in its text back to the bytes.
struct EscapeMap {
    private struct Entry {
        var textStart: Int32
        var textEnd: Int32
        var rawStart: Int32
        var rawEnd: Int32
    }

    private var entries: [Entry] = []

    /// The map of a string without escapes.
    init() {}

    /// The map of the inside of a string.
    init(_ raw: UnsafeBufferPointer<UInt8>) {
        guard let p = raw.baseAddress else { return }
        let end = raw.count
        var i = 0
        var text = 0
        while i < end, let hit = memchr(p + i, 0x5c, end - i) {
            let at = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - p
            let (length, scalar) = JSONText.escape(p, at, end)
            let start = text + (at - i)
            text = start + JSONText.utf8Length(scalar)
            i = at + length
            entries.append(Entry(textStart: Int32(start), textEnd: Int32(text), rawStart: Int32(at), rawEnd: Int32(i)))
        }
    }

    /// The position in the bytes of a position in the text; the start of an escape that it lies within.
    func rawFloor(_ text: Int) -> Int {
        guard let at = last(notAfter: text) else { return text }
        let entry = entries[at]
        if text < Int(entry.textEnd) { return Int(entry.rawStart) }
        return Int(entry.rawEnd) + text - Int(entry.textEnd)
    }

    /// The position in the bytes of a position in the text; the end of an escape that it lies within.
    func rawCeiling(_ text: Int) -> Int {
        guard let at = last(notAfter: text) else { return text }
        let entry = entries[at]
        if text == Int(entry.textStart) { return Int(entry.rawStart) }
        if text < Int(entry.textEnd) { return Int(entry.rawEnd) }
        return Int(entry.rawEnd) + text - Int(entry.textEnd)
    }

    /// The last escape that begins at or before the position.
    private func last(notAfter text: Int) -> Int? {
        entries.withUnsafeBufferPointer { entries in
            var low = 0
            var high = entries.count
            while low < high {
                let middle = (low + high) / 2
                if Int(entries[middle].textStart) <= text { low = middle + 1 } else { high = middle }
            }
            return low == 0 ? nil : low - 1
        }
    }
}
