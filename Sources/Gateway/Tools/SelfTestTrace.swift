internal import WireFormats

/// Looks for a value in what left, in every spelling in which it could be read there.
struct SelfTestTrace {
    /// What left, and what can be decoded from it; in small letters.
    private let texts: [[UInt8]]

    /// - Parameter body: a JSON text; anything else is looked through as it is.
    init(_ body: [UInt8]) {
        var texts: [[UInt8]] = [SelfTestTrace.lowered(body)]
        func add(_ text: String, _ depth: Int) {
            let bytes = Array(text.utf8)
            texts.append(SelfTestTrace.lowered(bytes))
            if bytes.contains(UInt8(ascii: "%")) { texts.append(SelfTestTrace.lowered(SelfTestTrace.percentDecoded(bytes))) }
            texts += SelfTestTrace.base64Runs(bytes).map(SelfTestTrace.lowered)
            if let plain = SelfTestTrace.undisguised(text) { texts.append(SelfTestTrace.lowered(Array(plain.utf8))) }
            let first = bytes.first { $0 > 0x20 }
            if depth < 8, first == UInt8(ascii: "{") || first == UInt8(ascii: "["), let inner = JSONValue(parsing: bytes) {
                walk(inner, depth + 1)
            }
        }
        func walk(_ value: JSONValue, _ depth: Int) {
            switch value {
            case .string(let text): add(text, depth)
            case .number(let text): add(text, depth)
            case .array(let elements): for element in elements { walk(element, depth) }
            case .object(let members):
                for member in members {
                    add(member.name, depth)
                    walk(member.value, depth)
                }
            case .null, .bool: break
            }
        }
        if let value = JSONValue(parsing: body) { walk(value, 0) } else { add(String(decoding: body, as: UTF8.self), 0) }
        self.texts = texts
    }

    /// Whether the value can be read in it.
    func shows(_ value: String) -> Bool {
        let wanted = SelfTestTrace.lowered(Array(value.utf8))
        return texts.contains { SelfTestTrace.count(wanted, in: $0) > 0 }
    }

    /// How often a run of bytes occurs, without overlaps.
    static func count(_ wanted: [UInt8], in text: [UInt8]) -> Int {
        guard !wanted.isEmpty, text.count >= wanted.count else { return 0 }
        return text.withUnsafeBufferPointer { text in
            wanted.withUnsafeBufferPointer { wanted in
                var found = 0
                var at = 0
                let last = text.count - wanted.count
                while at <= last {
                    if text[at] == wanted[0], text[at..<at + wanted.count].elementsEqual(wanted) {
                        found += 1
                        at += wanted.count
                    } else {
                        at += 1
                    }
                }
                return found
            }
        }
    }

    /// The text without what only disguises it: characters of no width, full-width forms, HTML's references, quoted-printable; nil when it has
    /// none of them.
    private static func undisguised(_ text: String) -> String? {
        let scalars = Array(text.unicodeScalars)
        var out = String.UnicodeScalarView()
        var at = 0
        var isChanged = false
        func number(_ digits: ArraySlice<Unicode.Scalar>, radix: Int) -> Unicode.Scalar? {
            UInt32(String(String.UnicodeScalarView(digits)), radix: radix).flatMap(Unicode.Scalar.init)
        }
        while at < scalars.count {
            let scalar = scalars[at]
            switch scalar.value {
            case 0x200B...0x200F, 0x2060, 0xFEFF, 0x00AD: isChanged = true
            case 0xFF01...0xFF5E:
                out.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
                isChanged = true
            case 0x3000:
                out.append(" ")
                isChanged = true
            case UInt32(UInt8(ascii: "&")):
                let end = scalars[at...].prefix(12).firstIndex(of: ";")
                if let end, at + 2 < end, scalars[at + 1] == "#" {
                    let isHex = scalars[at + 2] == "x" || scalars[at + 2] == "X"
                    if let found = number(scalars[(at + (isHex ? 3 : 2))..<end], radix: isHex ? 16 : 10) {
                        out.append(found)
                        at = end + 1
                        isChanged = true
                        continue
                    }
                }
                out.append(scalar)
            case UInt32(UInt8(ascii: "=")):
                if at + 2 < scalars.count, let found = number(scalars[(at + 1)...(at + 2)], radix: 16), found.isASCII {
                    out.append(found)
                    at += 3
                    isChanged = true
                    continue
                }
                out.append(scalar)
            default: out.append(scalar)
            }
            at += 1
        }
        return isChanged ? String(out) : nil
    }

    private static func lowered(_ bytes: [UInt8]) -> [UInt8] { bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 } }

    private static func percentDecoded(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var at = 0
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count, let high = digit(bytes[at + 1]), let low = digit(bytes[at + 2]) {
                out.append(high << 4 | low)
                at += 3
            } else {
                out.append(bytes[at])
                at += 1
            }
        }
        return out
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    /// What runs of 16 and more letters of base64, of either alphabet, stand for (RFC 4648, sections 4 and 5).
    private static func base64Runs(_ bytes: [UInt8]) -> [[UInt8]] {
        var runs: [[UInt8]] = []
        var sextets: [UInt8] = []
        func end() {
            if sextets.count >= 16 {
                var out: [UInt8] = []
                var bits: UInt32 = 0
                for (at, sextet) in sextets.enumerated() {
                    bits = bits << 6 | UInt32(sextet)
                    if at % 4 != 0 { out.append(UInt8(truncatingIfNeeded: bits >> UInt32(6 - 2 * (at % 4)))) }
                }
                runs.append(out)
            }
            sextets = []
        }
        for byte in bytes {
            switch byte {
            case 0x41...0x5A: sextets.append(byte - 0x41)
            case 0x61...0x7A: sextets.append(byte - 0x61 + 26)
            case 0x30...0x39: sextets.append(byte - 0x30 + 52)
            case UInt8(ascii: "+"), UInt8(ascii: "-"): sextets.append(62)
            case UInt8(ascii: "/"), UInt8(ascii: "_"): sextets.append(63)
            default: end()
            }
        }
        end()
        return runs
    }
}
