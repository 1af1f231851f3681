/// Case and accents folded away, for comparing what a model wrote with what it was given.
enum Fold {
    /// Letters of Latin-1 Supplement and Latin Extended-A without their marks, U+00C0 to U+017F.
    private static let latin: [UInt8] = Array(
        ("aaaaaaaceeeeiiii" + "dnooooo*ouuuuyts" + "aaaaaaaceeeeiiii" + "dnooooo*ouuuuyty"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs")
            .utf8)

    /// One scalar: small, without accents; typographic quotes, dashes and full-width forms in their ASCII spelling.
    static func scalar(_ value: UInt32) -> UInt32 {
        if value < 0x80 { return value &- 65 < 26 ? value | 32 : value }
        if 0xC0...0x17F ~= value {
            let base = UInt32(latin[Int(value - 0xC0)])
            return base == 42 ? value : base
        }
        switch value {
        case 0x0391...0x03A9, 0x0410...0x042F: return value + 32
        case 0x0400...0x040F: return value + 80
        case 0x2018, 0x2019, 0x02BC, 0x2032: return 39
        case 0x201C, 0x201D, 0x201E: return 34
        case 0x2010...0x2015, 0x2212: return 45
        case 0xFF01...0xFF5E: return scalar(value - 0xFEE0)
        default: return value
        }
    }

    /// A text folded, as UTF-8.
    static func text(_ bytes: [UInt8]) -> [UInt8] {
        if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.lowered }
        var out = String.UnicodeScalarView()
        for s in String(decoding: bytes, as: UTF8.self).unicodeScalars { out.append(Unicode.Scalar(scalar(s.value)) ?? s) }
        return Array(String(out).utf8)
    }

    /// A text folded, without what is not ASCII, for the local part of an address.
    static func ascii(_ bytes: [UInt8]) -> [UInt8] {
        let folded = text(bytes)
        if folded.allSatisfy({ $0 < 0x80 }) { return folded }
        var out: [UInt8] = []
        for s in String(decoding: folded, as: UTF8.self).unicodeScalars {
            if s.value < 0x80 {
                out.append(UInt8(s.value))
            } else if let latin = cyrillic[s.value] {
                out.append(contentsOf: Array(latin.utf8))
            }
        }
        return out.isEmpty ? Array("x".utf8) : out
    }

    /// Passport transliteration of small Cyrillic letters (ICAO 9303, part 3, section 6), shortened.
    private static let cyrillic: [UInt32: String] = {
        var out: [UInt32: String] = [:]
        let latin = [
            "a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch",
            "sh", "shch", "", "y", "", "e", "iu", "ia",
        ]
        for (i, text) in latin.enumerated() { out[0x430 + UInt32(i)] = text }
        return out
    }()
}
