/// JSON as this room writes it: compact, every control character escaped.
enum JSONText {
    /// Appends a string with its quotes (RFC 8259, section 7). DEL and the C1 controls are escaped as well: what is printed may be a terminal.
    static func write(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        defer { out.append(UInt8(ascii: "\"")) }
        var text = text
        let isPlain = text.withUTF8 { bytes in
            for byte in bytes where byte < 0x20 || byte >= 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
            out.append(contentsOf: bytes)
            return true
        }
        if isPlain { return }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += [UInt8(ascii: "\\"), UInt8(ascii: "\"")]
            case "\\": out += [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
            case "\n": out += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case "\r": out += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
            case "\t": out += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
            case _ where TerminalText.isUnsafe(scalar):
                for unit in String(scalar).utf16 {
                    out += [UInt8(ascii: "\\"), UInt8(ascii: "u")]
                    let digits = Array("0123456789abcdef".utf8)
                    for shift in [12, 8, 4, 0] { out.append(digits[Int(unit >> UInt16(shift)) & 15]) }
                }
            default: out += UTF8.encode(scalar)!
            }
        }
    }

    static func write(_ value: Int64, to out: inout [UInt8]) {
        out += Array(String(value).utf8)
    }

    /// The shortest digits that give the same number back.
    static func write(_ value: Double, to out: inout [UInt8]) {
        out += Array((value.isFinite ? String(value) : "null").utf8)
    }
}
