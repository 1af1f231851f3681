/// Finds values in JSON text without building them: just enough to read what hosts say of their models. Strict in structure; numbers and
/// literals are only delimited. Depth is bounded.
struct JSONReader {
    /// RFC 8259, section 9, allows a limit; lists of models are four deep.
    private static let maxDepth = 64

    let bytes: UnsafeBufferPointer<UInt8>

    /// The whole text's one value; nil when it is malformed or something follows.
    func document() -> Range<Int>? {
        let start = afterSpace(0)
        guard let end = end(of: start, depth: 0), afterSpace(end) == bytes.count else { return nil }
        return start..<end
    }

    /// The value of an object's member; nil when it is no object or has no such member.
    func member(_ name: StaticString, of object: Range<Int>) -> Range<Int>? {
        var found: Range<Int>?
        forEachMember(of: object) { key, value in
            // The last one counts, as in most parsers.
            if key.count == name.utf8CodeUnitCount && (0..<key.count).allSatisfy({ bytes[key.lowerBound + $0] == name.utf8Start[$0] }) {
                found = value
            }
        }
        return found
    }

    /// Every member of an object that `document` has passed: the key's raw bytes and the value.
    func forEachMember(of object: Range<Int>, _ body: (Range<Int>, Range<Int>) -> Void) {
        guard !object.isEmpty, bytes[object.lowerBound] == UInt8(ascii: "{") else { return }
        var at = afterSpace(object.lowerBound + 1)
        while at < object.upperBound, bytes[at] == UInt8(ascii: "\"") {
            guard let keyEnd = stringEnd(at) else { return }
            let colon = afterSpace(keyEnd)
            let start = afterSpace(colon + 1)
            guard let valueEnd = end(of: start, depth: 0) else { return }
            body(at + 1..<keyEnd - 1, start..<valueEnd)
            at = afterSpace(valueEnd)
            if at < object.upperBound, bytes[at] == UInt8(ascii: ",") { at = afterSpace(at + 1) }
        }
    }

    /// Every element of an array that `document` has passed.
    func forEachElement(of array: Range<Int>, _ body: (Range<Int>) -> Void) {
        guard !array.isEmpty, bytes[array.lowerBound] == UInt8(ascii: "[") else { return }
        var at = afterSpace(array.lowerBound + 1)
        while at < array.upperBound, bytes[at] != UInt8(ascii: "]") {
            guard let valueEnd = end(of: at, depth: 0) else { return }
            body(at..<valueEnd)
            at = afterSpace(valueEnd)
            if at < array.upperBound, bytes[at] == UInt8(ascii: ",") { at = afterSpace(at + 1) }
        }
    }

    /// A string's text; nil for other values, and for escapes that are none.
    func string(_ value: Range<Int>) -> String? {
        guard value.count >= 2, bytes[value.lowerBound] == UInt8(ascii: "\"") else { return nil }
        var out: [UInt16] = []
        var plain: [UInt8] = []
        var at = value.lowerBound + 1
        let end = value.upperBound - 1
        func flush() {
            out += Array(String(decoding: plain, as: UTF8.self).utf16)
            plain.removeAll()
        }
        while at < end {
            guard bytes[at] == UInt8(ascii: "\\") else {
                plain.append(bytes[at])
                at += 1
                continue
            }
            guard at + 1 < end else { return nil }
            switch bytes[at + 1] {
            case UInt8(ascii: "n"): plain.append(0x0A)
            case UInt8(ascii: "t"): plain.append(0x09)
            case UInt8(ascii: "r"): plain.append(0x0D)
            case UInt8(ascii: "b"): plain.append(0x08)
            case UInt8(ascii: "f"): plain.append(0x0C)
            case UInt8(ascii: "u"):
                guard at + 6 <= end, let unit = UInt16(String(decoding: bytes[at + 2..<at + 6], as: UTF8.self), radix: 16) else {
                    return nil
                }
                flush()
                out.append(unit)
                at += 4
            case let other where other == UInt8(ascii: "\"") || other == UInt8(ascii: "\\") || other == UInt8(ascii: "/"):
                plain.append(other)
            default: return nil
            }
            at += 2
        }
        flush()
        return String(decoding: out, as: UTF16.self)
    }

    /// A whole number; nil for other values.
    func integer(_ value: Range<Int>) -> Int64? {
        Int64(String(decoding: bytes[value], as: UTF8.self))
    }

    /// Whether the value is `true`.
    func isTrue(_ value: Range<Int>) -> Bool {
        bytes[value].elementsEqual("true".utf8)
    }

    private func afterSpace(_ start: Int) -> Int {
        var at = start
        while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D || bytes[at] == 0x09 { at += 1 }
        return at
    }

    private func stringEnd(_ start: Int) -> Int? {
        var at = start + 1
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""): return at + 1
            case UInt8(ascii: "\\"): at += 2
            case 0..<0x20: return nil
            default: at += 1
            }
        }
        return nil
    }

    private func end(of start: Int, depth: Int) -> Int? {
        guard start < bytes.count, depth < Self.maxDepth else { return nil }
        switch bytes[start] {
        case UInt8(ascii: "\""): return stringEnd(start)
        case UInt8(ascii: "{"):
            var at = afterSpace(start + 1)
            if at < bytes.count, bytes[at] == UInt8(ascii: "}") { return at + 1 }
            while true {
                guard at < bytes.count, bytes[at] == UInt8(ascii: "\""), let keyEnd = stringEnd(at) else { return nil }
                let colon = afterSpace(keyEnd)
                guard colon < bytes.count, bytes[colon] == UInt8(ascii: ":") else { return nil }
                guard let valueEnd = end(of: afterSpace(colon + 1), depth: depth + 1) else { return nil }
                at = afterSpace(valueEnd)
                guard at < bytes.count else { return nil }
                if bytes[at] == UInt8(ascii: "}") { return at + 1 }
                guard bytes[at] == UInt8(ascii: ",") else { return nil }
                at = afterSpace(at + 1)
            }
        case UInt8(ascii: "["):
            var at = afterSpace(start + 1)
            if at < bytes.count, bytes[at] == UInt8(ascii: "]") { return at + 1 }
            while true {
                guard let valueEnd = end(of: at, depth: depth + 1) else { return nil }
                at = afterSpace(valueEnd)
                guard at < bytes.count else { return nil }
                if bytes[at] == UInt8(ascii: "]") { return at + 1 }
                guard bytes[at] == UInt8(ascii: ",") else { return nil }
                at = afterSpace(at + 1)
            }
        default:
            var at = start
            while at < bytes.count, UInt8.isLetterOrDigit(bytes[at]) || bytes[at] == 0x2D || bytes[at] == 0x2B || bytes[at] == 0x2E {
                at += 1
            }
            return at > start ? at : nil
        }
    }
}
