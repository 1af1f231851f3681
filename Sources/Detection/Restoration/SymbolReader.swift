/// Reads one symbol of a text at a time the way a reader would see it: escapes undone, case and accents folded.
enum SymbolReader {
    /// How a symbol was spelled.
    struct Spelling: OptionSet {
        let rawValue: UInt8
        static let percent = Spelling(rawValue: 1)
        static let html = Spelling(rawValue: 2)
        static let json = Spelling(rawValue: 4)
        static let markdown = Spelling(rawValue: 8)
    }

    struct Symbol {
        /// The scalar as spelled; `incomplete` when the text ends inside it.
        var value: UInt32
        var next: Int
        var spelling: Spelling = []
        static let incomplete: UInt32 = .max
    }

    typealias Text = UnsafeBufferPointer<UInt8>

    /// The symbol at a position. A byte that is no UTF-8 is a symbol of its own, above all scalars.
    static func read(_ text: Text, _ at: Int, isFinal: Bool) -> Symbol {
        let b = text[at]
        if b < 0x80 {
            switch b {
            case UInt8(ascii: "%"): return percent(text, at, isFinal: isFinal)
            case UInt8(ascii: "&"): return entity(text, at, isFinal: isFinal)
            case UInt8(ascii: "\\"): return backslash(text, at, isFinal: isFinal)
            default: return Symbol(value: UInt32(b), next: at + 1)
            }
        }
        return scalar(text, at, isFinal: isFinal)
    }

    /// A UTF-8 scalar, escapes left alone.
    static func scalar(_ text: Text, _ at: Int, isFinal: Bool) -> Symbol {
        let b = text[at]
        if b < 0x80 { return Symbol(value: UInt32(b), next: at + 1) }
        let length = b >= 0xF0 && b < 0xF5 ? 4 : b >= 0xE0 ? 3 : b >= 0xC2 ? 2 : 1
        if length == 1 || b >= 0xF5 { return Symbol(value: 0x110000 + UInt32(b), next: at + 1) }
        var value = UInt32(b) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
        for i in 1..<length {
            guard at + i < text.count else {
                return isFinal ? Symbol(value: 0x110000 + UInt32(b), next: at + 1) : Symbol(value: Symbol.incomplete, next: at)
            }
            let c = text[at + i]
            guard c & 0xC0 == 0x80 else { return Symbol(value: 0x110000 + UInt32(b), next: at + 1) }
            value = value << 6 | UInt32(c & 0x3F)
        }
        return Symbol(value: value, next: at + length)
    }

    private static func hexValue(_ b: UInt8) -> UInt32? {
        b.isDigit ? UInt32(b - 48) : b.isHex ? UInt32((b | 32) - 87) : nil
    }

    /// `%C3%A9`: one scalar of percent-encoded UTF-8 (RFC 3986, 2.1).
    private static func percent(_ text: Text, _ at: Int, isFinal: Bool) -> Symbol {
        let plain = Symbol(value: UInt32(text[at]), next: at + 1)
        var bytes: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
        var length = 1
        var i = 0
        while i < length {
            let p = at + 3 * i
            guard p + 2 < text.count else {
                for q in p..<text.count where q == p ? text[q] != UInt8(ascii: "%") : !text[q].isHex { return plain }
                return isFinal ? plain : Symbol(value: Symbol.incomplete, next: at)
            }
            guard text[p] == UInt8(ascii: "%"), let high = hexValue(text[p + 1]), let low = hexValue(text[p + 2]) else { return plain }
            let b = UInt8(high << 4 | low)
            switch i {
            case 0:
                bytes.0 = b
                length = b < 0x80 ? 1 : b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC2 ? 2 : 1
            case 1: bytes.1 = b
            case 2: bytes.2 = b
            default: bytes.3 = b
            }
            i += 1
        }
        let value = withUnsafeBytes(of: &bytes) { raw in
            scalar(Text(start: raw.baseAddress?.assumingMemoryBound(to: UInt8.self), count: length), 0, isFinal: true).value
        }
        return Symbol(value: value, next: at + 3 * length, spelling: .percent)
    }

    /// Names of HTML entities for what occurs in names, addresses and numbers.
    private static let entities: [[UInt8]: UInt32] = {
        let table: [(String, UInt32)] = [
            ("amp", 38), ("lt", 60), ("gt", 62), ("quot", 34), ("apos", 39), ("nbsp", 0xA0), ("commat", 64), ("period", 46), ("lowbar", 95),
            ("hyphen", 0x2010),
            ("dash", 0x2010), ("ndash", 0x2013), ("mdash", 0x2014), ("rsquo", 0x2019), ("lsquo", 0x2018), ("plus", 43), ("sol", 47),
            ("colon", 58), ("num", 35),
            ("equals", 61), ("quest", 63), ("lpar", 40), ("rpar", 41), ("lsqb", 91), ("lbrack", 91), ("rsqb", 93), ("rbrack", 93),
            ("thinsp", 0x2009), ("comma", 44),
            ("auml", 0xE4), ("ouml", 0xF6), ("uuml", 0xFC), ("Auml", 0xC4), ("Ouml", 0xD6), ("Uuml", 0xDC), ("szlig", 0xDF),
            ("eacute", 0xE9), ("Eacute", 0xC9),
            ("egrave", 0xE8), ("ecirc", 0xEA), ("euml", 0xEB), ("agrave", 0xE0), ("aacute", 0xE1), ("acirc", 0xE2), ("atilde", 0xE3),
            ("aring", 0xE5),
            ("aelig", 0xE6), ("ccedil", 0xE7), ("iacute", 0xED), ("icirc", 0xEE), ("iuml", 0xEF), ("ntilde", 0xF1), ("oacute", 0xF3),
            ("ocirc", 0xF4),
            ("otilde", 0xF5), ("oslash", 0xF8), ("uacute", 0xFA), ("ugrave", 0xF9), ("ucirc", 0xFB), ("yacute", 0xFD), ("lstrok", 0x142),
            ("Lstrok", 0x141),
            ("sacute", 0x15B), ("Sacute", 0x15A), ("zacute", 0x17A), ("zdot", 0x17C), ("cacute", 0x107), ("nacute", 0x144),
            ("aogon", 0x105), ("eogon", 0x119),
            ("ccaron", 0x10D), ("scaron", 0x161), ("zcaron", 0x17E), ("rcaron", 0x159), ("gbreve", 0x11F), ("scedil", 0x15F),
            ("imath", 0x131), ("inodot", 0x131),
        ]
        return Dictionary(uniqueKeysWithValues: table.map { (Array($0.0.utf8), $0.1) })
    }()

    /// The longest entity read: `&#1114111;`.
    private static let longestEntity = 10

    private static func entity(_ text: Text, _ at: Int, isFinal: Bool) -> Symbol {
        let plain = Symbol(value: UInt32(text[at]), next: at + 1)
        var end = at + 1
        while end < text.count && end - at < longestEntity && (text[end].isAlphanumeric || text[end] == UInt8(ascii: "#")) { end += 1 }
        guard end < text.count else {
            return isFinal || end - at >= longestEntity ? plain : Symbol(value: Symbol.incomplete, next: at)
        }
        guard text[end] == UInt8(ascii: ";"), end > at + 1 else { return plain }
        if text[at + 1] == UInt8(ascii: "#") {
            var value: UInt32 = 0
            let isHex = end > at + 2 && text[at + 2] | 32 == UInt8(ascii: "x")
            let start = at + (isHex ? 3 : 2)
            guard start < end else { return plain }
            for p in start..<end {
                guard let digit = hexValue(text[p]), isHex || digit < 10 else { return plain }
                value = value * (isHex ? 16 : 10) + digit
                guard value < 0x110000 else { return plain }
            }
            return Symbol(value: value, next: end + 1, spelling: .html)
        }
        guard let value = entities[[UInt8](text[(at + 1)..<end])] else { return plain }
        return Symbol(value: value, next: end + 1, spelling: .html)
    }

    /// How many backslashes in a row are taken for one escape: JSON within JSON doubles them each time.
    private static let mostBackslashes = 8

    /// A JSON escape (RFC 8259, 7) or a Markdown one (CommonMark, 2.4).
    private static func backslash(_ text: Text, _ at: Int, isFinal: Bool) -> Symbol {
        let plain = Symbol(value: UInt32(text[at]), next: at + 1)
        let cut = isFinal ? plain : Symbol(value: Symbol.incomplete, next: at)
        var p = at
        while p < text.count && text[p] == UInt8(ascii: "\\") && p - at < mostBackslashes { p += 1 }
        guard p < text.count else { return cut }
        switch text[p] {
        case UInt8(ascii: "n"): return Symbol(value: 10, next: p + 1, spelling: .json)
        case UInt8(ascii: "r"): return Symbol(value: 13, next: p + 1, spelling: .json)
        case UInt8(ascii: "t"): return Symbol(value: 9, next: p + 1, spelling: .json)
        case UInt8(ascii: "u"):
            func four(_ start: Int) -> UInt32? {
                guard start + 4 <= text.count else { return nil }
                var value: UInt32 = 0
                for q in start..<(start + 4) {
                    guard let digit = hexValue(text[q]) else { return nil }
                    value = value << 4 | digit
                }
                return value
            }
            guard let first = four(p + 1) else {
                for q in (p + 1)..<min(p + 5, text.count) where !text[q].isHex { return plain }
                return p + 5 > text.count ? cut : plain
            }
            if 0xD800...0xDBFF ~= first {
                var q = p + 5
                while q < text.count && text[q] == UInt8(ascii: "\\") && q - p < 5 + mostBackslashes { q += 1 }
                if q == text.count { return cut }
                guard q > p + 5, text[q] == UInt8(ascii: "u") else { return plain }
                guard let second = four(q + 1) else { return q + 5 > text.count ? cut : plain }
                guard 0xDC00...0xDFFF ~= second else { return plain }
                return Symbol(value: 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00), next: q + 5, spelling: .json)
            }
            return Symbol(value: first, next: p + 5, spelling: .json)
        case UInt8(ascii: "\""), UInt8(ascii: "/"):
            return Symbol(value: UInt32(text[p]), next: p + 1, spelling: .json)
        case 33...47, 58...64, 91...96, 123...126:
            return Symbol(value: UInt32(text[p]), next: p + 1, spelling: .markdown)
        default:
            return plain
        }
    }

    /// White space, the kinds without width aside.
    static func isBlank(_ value: UInt32) -> Bool {
        switch value {
        case 9, 10, 13, 32, 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    static func isBlank(_ text: [UInt8], _ at: Int) -> Bool {
        text.withUnsafeBufferPointer { isBlank(scalar($0, at, isFinal: true).value) }
    }

    /// Markdown's marks and what has no width: may stand inside without changing what is meant.
    static func isMark(_ value: UInt32) -> Bool {
        switch value {
        case 42, 95, 96, 126, 0xAD, 0x200B...0x200D, 0x2060, 0xFEFF: true
        default: false
        }
    }

    /// Whether a scalar is part of a word that stands between blanks. Scripts written without blanks do not count: beside a name they are no
    /// part of it.
    static func isWord(_ value: UInt32) -> Bool {
        if value < 0x80 { return UInt8(truncatingIfNeeded: value).isAlphanumeric }
        switch value {
        case 0xAA, 0xB5, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2AF, 0x300...0x373, 0x376...0x37D, 0x386, 0x388...0x481, 0x483...0x556,
            0x561...0x587,
            0x591...0x5BD, 0x5D0...0x5EA, 0x620...0x669, 0x66E...0x6D3, 0x6F0...0x6FC, 0x750...0x77F, 0x900...0x963, 0x966...0xDFF,
            0x10A0...0x10FF,
            0x1E00...0x1FBC, 0x1FC2...0x1FCC, 0x1FD0...0x1FFC:
            return true
        default:
            return false
        }
    }

    /// Whether a scalar joins two halves of an address or a number.
    private static func isJoiner(_ b: UInt8) -> Bool {
        b == 46 || b == 45 || b == 64 || b == 95 || b == 43 || b == 37 || b == 39
    }

    /// The scalar that ends before a position; nil at the beginning of what is known.
    static func before(_ text: Text, _ at: Int, from: Int) -> (value: UInt32, start: Int)? {
        guard at > from else { return nil }
        var start = at - 1
        while start > from && at - start < 4 && text[start] & 0xC0 == 0x80 { start -= 1 }
        let symbol = scalar(text, start, isFinal: true)
        return symbol.next == at ? (symbol.value, start) : (0x110000, at - 1)
    }

    /// Whether an escape ends before a position, so that the letter or digit there is no letter or digit: `\n`, `%20`, `\u0022`.
    static func isEscapeBefore(_ text: Text, _ at: Int, from: Int) -> Bool {
        if at - from >= 2, text[at - 2] == UInt8(ascii: "\\"), "nrtbf".utf8.contains(text[at - 1]) { return true }
        if at - from >= 3, text[at - 3] == UInt8(ascii: "%"), text[at - 2].isHex, text[at - 1].isHex {
            // "%41" is a letter itself.
            let value = (hexValue(text[at - 2]) ?? 0) << 4 | (hexValue(text[at - 1]) ?? 0)
            return !isWord(value)
        }
        if at - from >= 6, text[at - 6] == UInt8(ascii: "\\"), text[at - 5] == UInt8(ascii: "u"),
            (at - 4..<at).allSatisfy({ text[$0].isHex })
        {
            let value = (at - 4..<at).reduce(0) { $0 << 4 | (hexValue(text[$1]) ?? 0) }
            return !isWord(value)
        }
        return false
    }

    /// Whether what stands before a position is one word with what follows.
    static func isWordBefore(_ text: Text, _ at: Int, from: Int) -> Bool {
        guard let last = before(text, at, from: from), isWord(last.value) else { return false }
        return !isEscapeBefore(text, at, from: from)
    }

    /// Whether a word, or a word and a joiner, stands right before a position.
    static func joinsLeft(_ text: Text, _ at: Int, from: Int) -> Bool {
        guard at > from else { return false }
        if isWordBefore(text, at, from: from) { return true }
        return isJoiner(text[at - 1]) && isWordBefore(text, at - 1, from: from)
    }

    /// Whether a word, or a joiner and a word, begins at a position.
    static func joinsRight(_ text: Text, _ at: Int) -> Bool {
        guard at < text.count else { return false }
        let symbol = read(text, at, isFinal: true)
        if isWord(symbol.value) { return true }
        guard symbol.value < 0x80, isJoiner(UInt8(symbol.value)), symbol.next < text.count else { return false }
        return isWord(read(text, symbol.next, isFinal: true).value)
    }
}
