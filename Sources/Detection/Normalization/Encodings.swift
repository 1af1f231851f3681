/// What hides a value from a plain reading: how each form is recognized at a byte, and what it stands for.
enum Encodings {
    /// What stands at a place: how long it is, and the bytes it is read as (none: it is passed over).
    struct Site {
        var length: Int
        var bytes: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
        var count = 0
        /// A mark that belongs to the letter before it.
        var mark: Unicode.Scalar?

        static func removed(_ length: Int) -> Site { Site(length: length) }
        static func byte(_ length: Int, _ byte: UInt8) -> Site { Site(length: length, bytes: (byte, 0, 0, 0), count: 1) }

        static func scalar(_ length: Int, _ value: UInt32) -> Site? {
            guard let scalar = Unicode.Scalar(value) else { return nil }
            if isInvisible(value) { return removed(length) }
            let plain = plain(value) ?? value
            var site = Site(length: length)
            let utf8 = UTF8.encode(Unicode.Scalar(plain) ?? scalar)
            for byte in utf8 ?? UTF8.encodedReplacementCharacter {
                switch site.count {
                case 0: site.bytes.0 = byte
                case 1: site.bytes.1 = byte
                case 2: site.bytes.2 = byte
                default: site.bytes.3 = byte
                }
                site.count += 1
            }
            return site
        }
    }

    /// Bytes at which a site may begin. `E3` is for the ideographic space only, so that Japanese text stays cheap.
    static let triggers: ByteSet = {
        var set = ByteSet("%&=\\")
        set.insert(0x1B)
        for byte: UInt8 in [
            0xC2, 0xCC, 0xCD, 0xCE, 0xCF, 0xD0, 0xD1, 0xD8, 0xD9, 0xDB, 0xDF, 0xE0, 0xE1, 0xE2, 0xE3, 0xEA, 0xEF, 0xF0, 0xF3,
        ] {
            set.insert(byte)
        }
        return set
    }()

    /// A cheap look at the second byte, before the site itself is looked at.
    @inline(__always)
    static func mayBegin(_ byte: UInt8, _ second: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "%"): hexValue(second) != nil
        case UInt8(ascii: "="): second == 10 || second == 13 || hexValue(second) != nil
        case UInt8(ascii: "&"): second == UInt8(ascii: "#") || second | 32 >= 97 && second | 32 <= 122
        case 0xC2: second == 0xA0 || second == 0xAD || second == 0xB2 || second == 0xB3 || second == 0xB9
        case 0xE3: second == 0x80
        case 0xE2: second <= 0x82 || second == 0x88 || second >= 0x91 && second <= 0x93 || second == 0x9D || second == 0x9E
        default: true
        }
    }

    /// The site that begins at the index; nil where the byte is what it seems.
    static func site(_ text: UnsafeBufferPointer<UInt8>, at index: Int, quotedPrintable: Bool) -> Site? {
        switch text[index] {
        case UInt8(ascii: "%"): return hexByte(text, index + 1).map { .byte(3, $0) }
        case UInt8(ascii: "="): return quotedPrintable ? equalsSign(text, index) : nil
        case UInt8(ascii: "&"): return entity(text, index)
        case UInt8(ascii: "\\"): return escape(text, index)
        case 0x1B: return control(text, index)
        default: return character(text, index)
        }
    }

    // MARK: Escapes

    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }

    private static func hexByte(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt8? {
        guard index + 1 < text.count, let high = hexValue(text[index]), let low = hexValue(text[index + 1]) else { return nil }
        return high << 4 | low
    }

    /// Quoted-printable (RFC 2045, section 6.7): `=40`, and `=` at the end of a line.
    private static func equalsSign(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Site? {
        if index + 1 < text.count, text[index + 1] == 10 { return .removed(2) }
        if index + 2 < text.count, text[index + 1] == 13, text[index + 2] == 10 { return .removed(3) }
        guard index + 2 < text.count, text[index + 1] < 97, text[index + 2] < 97, let byte = hexByte(text, index + 1), byte >= 32 else {
            return nil
        }
        return .byte(3, byte)
    }

    private static let entities: [(name: [UInt8], value: UInt32)] = [
        ("amp", 38), ("lt", 60), ("gt", 62), ("quot", 34), ("apos", 39), ("nbsp", 32), ("commat", 64), ("period", 46), ("num", 35),
        ("colon", 58),
        ("sol", 47), ("lowbar", 95), ("hyphen", 45), ("dash", 45), ("plus", 43), ("lpar", 40), ("rpar", 41), ("shy", 0xAD),
        ("zwnj", 0x200C),
        ("zwj", 0x200D), ("ensp", 32), ("emsp", 32), ("thinsp", 32), ("ndash", 45), ("Tab", 32), ("NewLine", 32), ("equals", 61),
    ].map { (Array($0.0.utf8), $0.1) }

    /// Character references (HTML, section 13.5): decimal, hexadecimal, and the names that stand for ASCII or for nothing to see.
    private static func entity(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Site? {
        guard index + 3 < text.count else { return nil }
        var at = index + 1
        if text[at] == UInt8(ascii: "#") {
            at += 1
            var value: UInt32 = 0
            let isHex = text[at] | 32 == UInt8(ascii: "x")
            if isHex { at += 1 }
            let first = at
            while at < text.count, at - first < 8, let digit = hexValue(text[at]), isHex || digit < 10 {
                value = value * (isHex ? 16 : 10) + UInt32(digit)
                at += 1
            }
            guard at > first, value > 0, value < 0x110000 else { return nil }
            if at < text.count, text[at] == UInt8(ascii: ";") { at += 1 }
            return .scalar(at - index, value)
        }
        for (name, value) in entities where at + name.count < text.count && text[at + name.count] == UInt8(ascii: ";") {
            var offset = 0
            while offset < name.count, text[at + offset] == name[offset] { offset += 1 }
            if offset == name.count { return .scalar(name.count + 2, value) }
        }
        return nil
    }

    /// Escapes of JSON and of most programming languages: `\n`, `\"`, `\u0040`, `\U00000040`, `\x40`, `\100`.
    private static func escape(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Site? {
        guard index + 1 < text.count else { return nil }
        switch text[index + 1] {
        case UInt8(ascii: "n"), UInt8(ascii: "r"): return .byte(2, 10)
        case UInt8(ascii: "t"): return .byte(2, 32)
        case UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "'"): return .byte(2, text[index + 1])
        case UInt8(ascii: "x"): return hexByte(text, index + 2).map { .byte(4, $0) }
        case UInt8(ascii: "0")...UInt8(ascii: "3"):
            guard index + 3 < text.count, text[index + 2] & 0xF8 == 48, text[index + 3] & 0xF8 == 48 else { return nil }
            return .byte(4, text[index + 1] << 6 | (text[index + 2] & 7) << 3 | text[index + 3] & 7)
        case UInt8(ascii: "U"):
            var value: UInt32 = 0
            for offset in stride(from: 2, to: 10, by: 2) {
                guard let byte = hexByte(text, index + offset) else { return nil }
                value = value << 8 | UInt32(byte)
            }
            return value > 0 ? .scalar(10, value) : nil
        case UInt8(ascii: "u"):
            if let (value, length) = bracedEscape(text, index) { return .scalar(length, value) }
            guard let high = hexByte(text, index + 2), let low = hexByte(text, index + 4) else { return nil }
            let unit = UInt32(high) << 8 | UInt32(low)
            if unit >= 0xD800, unit < 0xDC00, index + 11 < text.count, text[index + 6] == UInt8(ascii: "\\"),
                text[index + 7] == UInt8(ascii: "u"),
                let high = hexByte(text, index + 8), let low = hexByte(text, index + 10)
            {
                let second = UInt32(high) << 8 | UInt32(low)
                if second >= 0xDC00, second < 0xE000 { return .scalar(12, 0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00)) }
            }
            return .scalar(6, unit)
        default: return nil
        }
    }

    private static func bracedEscape(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> (UInt32, Int)? {
        guard index + 4 < text.count, text[index + 2] == UInt8(ascii: "{") else { return nil }
        var at = index + 3
        var value: UInt32 = 0
        while at < text.count, at - index < 10, let digit = hexValue(text[at]) {
            value = value << 4 | UInt32(digit)
            at += 1
        }
        guard at > index + 3, at < text.count, text[at] == UInt8(ascii: "}"), value < 0x110000 else { return nil }
        return (value, at + 1 - index)
    }

    /// Control sequences of terminals (ECMA-48, section 5.4): colours, cursor movement, titles.
    private static func control(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Site? {
        guard index + 1 < text.count else { return .removed(1) }
        var at = index + 2
        switch text[index + 1] {
        case UInt8(ascii: "["):
            while at < text.count, at - index < 64, text[at] >= 0x20, text[at] < 0x40 { at += 1 }
            return at < text.count ? .removed(at + 1 - index) : .removed(at - index)
        case UInt8(ascii: "]"):
            while at < text.count, at - index < 512, text[at] != 7, text[at] != 0x1B { at += 1 }
            return .removed(min(at + 1, text.count) - index)
        default: return .removed(2)
        }
    }

    // MARK: Characters

    private static func character(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Site? {
        guard let scalar = WordEdge.scalar(at: index, in: text) else { return nil }
        let value = scalar.value
        let length = value < 0x800 ? 2 : value < 0x10000 ? 3 : 4
        if let hidden = tagged(text, index, value) { return .byte(length, hidden) }
        if isInvisible(value) { return .removed(length) }
        if Composition.isMark(value) { return Site(length: length, mark: scalar) }
        if isSeparator(value) {
            // Typographic spaces and dashes stand everywhere; they matter inside numbers and names. A long dash parts words, it joins none.
            guard index > 0, index + length < text.count else { return nil }
            let (before, after) = (text[index - 1], text[index + length])
            let isInside = value < 0x2014 || value > 0x2015 ? isLetterOrDigit(before) && isLetterOrDigit(after) : false
            guard isInside || (isDigitOrSign(before) && isDigitOrSign(after)) else { return nil }
        }
        if isLookAlike(value) {
            guard hasLatinNeighbour(text, index, length) else { return nil }
            return lookAlike(value).map { .byte(length, $0) }
        }
        guard let plain = plain(value), plain != value else { return nil }
        return .scalar(length, plain)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool { (byte >= 48 && byte <= 57) || (byte | 32 >= 97 && byte | 32 <= 122) }

    private static func isDigitOrSign(_ byte: UInt8) -> Bool {
        (byte >= 48 && byte <= 57) || byte == 40 || byte == 41 || byte == 43 || byte == 32
    }

    /// Whether a letter or sign of ASCII stands directly beside: a Cyrillic word among its like is no disguise.
    private static func hasLatinNeighbour(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ length: Int) -> Bool {
        func isLatin(_ byte: UInt8) -> Bool { (byte | 32 >= 97 && byte | 32 <= 122) || byte == UInt8(ascii: "@") }
        if index > 0, isLatin(text[index - 1]) { return true }
        if index + length < text.count, isLatin(text[index + length]) { return true }
        // One more look-alike between: `соm`.
        if index + length + 2 < text.count, text[index + length] >= 0xCD, isLatin(text[index + length + 2]) { return true }
        return index > 2 && text[index - 1] >= 0x80 && isLatin(text[index - 3])
    }

    /// Characters without a width or a shape: zero-width spaces and joiners, the soft hyphen, direction marks, variation selectors, tags.
    static func isInvisible(_ value: UInt32) -> Bool {
        switch value {
        case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F,
            0xFE00...0xFE0F,
            0xFEFF, 0xFFA0, 0xE0000...0xE007F, 0xE0100...0xE01EF:
            true
        default: false
        }
    }

    /// The letter that a tag stands for (Unicode, chapter 23.9) where another tag stands beside it: nobody sees such a text, and models read
    /// it. One by itself says nothing.
    private static func tagged(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ value: UInt32) -> UInt8? {
        guard value >= 0xE0020, value <= 0xE007E else { return nil }
        func isTag(_ at: Int) -> Bool {
            at >= 0 && at + 2 < text.count && text[at] == 0xF3 && text[at + 1] == 0xA0 && text[at + 2] & 0xFE == 0x80
        }
        return isTag(index - 4) || isTag(index + 4) ? UInt8(value & 0x7F) : nil
    }

    /// The length of the character at the index if nobody sees it, else 0.
    static func invisibleLength(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        guard let scalar = WordEdge.scalar(at: index, in: text), isInvisible(scalar.value) else { return 0 }
        return scalar.utf8.count
    }

    private static func isSeparator(_ value: UInt32) -> Bool {
        switch value {
        case 0xA0, 0x2000...0x200A, 0x2010...0x2015, 0x202F, 0x205F, 0x2212: true
        default: false
        }
    }

    /// What a character of another shape means in ASCII; nil where it means itself.
    static func plain(_ value: UInt32) -> UInt32? {
        switch value {
        case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return 0x20
        case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63: return 0x2D
        case 0x2024, 0x3002, 0xFF61: return 0x2E
        case 0xFE6B: return 0x40
        // Full-width forms of ASCII.
        case 0xFF01...0xFF5E: return value - 0xFEE0
        // Mathematical letters, thirteen alphabets of 52 (a few places are empty), then five sets of digits.
        case 0x1D400...0x1D6A3:
            let offset = (value - 0x1D400) % 52
            return offset < 26 ? 0x41 + offset : 0x61 + offset - 26
        case 0x1D7CE...0x1D7FF: return 0x30 + (value - 0x1D7CE) % 10
        // Circled and parenthesized capitals, squared ones.
        case 0x24B6...0x24CF: return 0x41 + value - 0x24B6
        case 0x24D0...0x24E9: return 0x61 + value - 0x24D0
        case 0x1F130...0x1F149: return 0x41 + value - 0x1F130
        // Digits above and below the line, and in circles, filled or not.
        case 0xB9: return 0x31
        case 0xB2, 0xB3: return 0x30 + value - 0xB0
        case 0x2070, 0x2074...0x2079: return 0x30 + value - 0x2070
        case 0x2080...0x2089: return 0x30 + value - 0x2080
        case 0x2460...0x2468: return 0x31 + value - 0x2460
        case 0x24EA, 0x24FF: return 0x30
        case 0x24F5...0x24FD: return 0x31 + value - 0x24F5
        case 0x2776...0x277E: return 0x31 + value - 0x2776
        case 0x2780...0x2788: return 0x31 + value - 0x2780
        case 0x278A...0x2792: return 0x31 + value - 0x278A
        default:
            // Digits of other scripts.
            guard value >= 0x660, let scalar = Unicode.Scalar(value), scalar.properties.numericType == .decimal,
                let number = scalar.properties.numericValue
            else { return nil }
            return 0x30 + UInt32(number)
        }
    }

    private static func isLookAlike(_ value: UInt32) -> Bool { value >= 0x370 && value < 0x530 }

    /// Letters of Greek and Cyrillic that look like one of ASCII (Unicode Technical Standard 39, confusables).
    private static func lookAlike(_ value: UInt32) -> UInt8? {
        switch value {
        case 0x430: UInt8(ascii: "a")
        case 0x435, 0x450, 0x451: UInt8(ascii: "e")
        case 0x43E, 0x3BF, 0x3C3: UInt8(ascii: "o")
        case 0x440, 0x3C1: UInt8(ascii: "p")
        case 0x441, 0x3F2: UInt8(ascii: "c")
        case 0x443, 0x3B3: UInt8(ascii: "y")
        case 0x445, 0x3C7: UInt8(ascii: "x")
        case 0x456, 0x3B9, 0x457: UInt8(ascii: "i")
        case 0x458, 0x3F3: UInt8(ascii: "j")
        case 0x455: UInt8(ascii: "s")
        case 0x501: UInt8(ascii: "d")
        case 0x51B: UInt8(ascii: "q")
        case 0x51D: UInt8(ascii: "w")
        case 0x3B1: UInt8(ascii: "a")
        case 0x3BD: UInt8(ascii: "v")
        case 0x3C5: UInt8(ascii: "u")
        case 0x43A, 0x3BA: UInt8(ascii: "k")
        case 0x43C: UInt8(ascii: "m")
        case 0x442: UInt8(ascii: "t")
        case 0x4BB: UInt8(ascii: "h")
        case 0x410, 0x391: UInt8(ascii: "A")
        case 0x412, 0x392: UInt8(ascii: "B")
        case 0x421: UInt8(ascii: "C")
        case 0x415, 0x395: UInt8(ascii: "E")
        case 0x41D, 0x397: UInt8(ascii: "H")
        case 0x406, 0x399: UInt8(ascii: "I")
        case 0x41A, 0x39A: UInt8(ascii: "K")
        case 0x41C, 0x39C: UInt8(ascii: "M")
        case 0x39D: UInt8(ascii: "N")
        case 0x41E, 0x39F: UInt8(ascii: "O")
        case 0x420, 0x3A1: UInt8(ascii: "P")
        case 0x422, 0x3A4: UInt8(ascii: "T")
        case 0x425, 0x3A7: UInt8(ascii: "X")
        case 0x3A5: UInt8(ascii: "Y")
        case 0x396: UInt8(ascii: "Z")
        default: nil
        }
    }
}
