/// Whether text beyond ASCII goes on a word: decides if a match that begins or ends beside it is whole.
enum WordEdge {
    /// Whether the character that ends at `index` (exclusive) joins what follows it into one word.
    static func joins(before index: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard index > 0, text[index - 1] >= 0x80 else { return false }
        var start = index - 1
        while start > 0, index - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        return joins(scalar(at: start, in: text))
    }

    /// Whether the character that begins at `index` joins what precedes it into one word.
    static func joins(after index: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard index < text.count, text[index] >= 0x80 else { return false }
        return joins(scalar(at: index, in: text))
    }

    /// The character that begins at the index, and nil for bytes that are none.
    static func scalar(at start: Int, in text: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        let lead = text[start]
        let length: Int
        var value: UInt32
        switch lead {
        case 0..<0x80: return Unicode.Scalar(lead)
        case 0xC2...0xDF: (length, value) = (2, UInt32(lead & 0x1F))
        case 0xE0...0xEF: (length, value) = (3, UInt32(lead & 0x0F))
        case 0xF0...0xF4: (length, value) = (4, UInt32(lead & 0x07))
        default: return nil
        }
        guard start + length <= text.count else { return nil }
        for index in start + 1..<start + length {
            guard text[index] & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(text[index] & 0x3F)
        }
        return Unicode.Scalar(value)
    }

    /// Letters and digits join, but not those of scripts written without spaces between words: there a number may stand directly beside
    /// its label.
    static func joins(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return false }
        switch scalar.value {
        case 0..<0x80: return scalar.value == 0x5F || scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
        // Thai, Lao, Tibetan, Myanmar, Khmer.
        case 0x0E00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF: return false
        // CJK, Kana, Hangul, Yi, and everything after that is not an alphabet.
        case 0x1100...0x11FF, 0x2E80...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF: return false
        case 0x20000...: return false
        default: return scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
        }
    }
}
