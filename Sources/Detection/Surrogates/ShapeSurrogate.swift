/// The surrogate of what is known by its shape alone: digits become digits, letters letters of the same case and script, the rest stays.
enum ShapeSurrogate {
    /// Fills the shape from the stream.
    static func make(_ value: [UInt8], _ stream: inout KeyedStream) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(value.count)
        if value.allSatisfy({ $0 < 0x80 }) {
            for b in value { out.append(replace(b, &stream)) }
            return out
        }
        for scalar in String(decoding: value, as: UTF8.self).unicodeScalars {
            if scalar.value < 0x80 {
                out.append(replace(UInt8(scalar.value), &stream))
            } else {
                out.append(contentsOf: Array(String(replace(scalar, &stream)).utf8))
            }
        }
        return out
    }

    /// Where the space of the shape is small enough to count, a keyed permutation of it: different values, different surrogates.
    /// nil when the shape has no letter or digit of ASCII, or too many.
    static func permuted(_ value: [UInt8], key: SurrogateKey, domain: String, attempt: Int, isOpen: ((Int) -> Bool)? = nil) -> [UInt8]? {
        var count: UInt64 = 1
        var index: UInt64 = 0
        var places: [(at: Int, base: UInt64, low: UInt8)] = []
        for (at, b) in value.enumerated() where isOpen?(at) ?? true {
            let (base, low): (UInt64, UInt8) = b.isDigit ? (10, 48) : b.isUpper ? (26, 65) : b.isLower ? (26, 97) : (0, 0)
            guard base > 0 else { continue }
            guard count < (1 << 56) / base else { return nil }
            count *= base
            index = index * base + UInt64(b - low)
            places.append((at, base, low))
        }
        guard count > 1 else { return nil }
        // The shape is part of the domain: values of other shapes have a permutation of their own.
        var image = key.permute(index, below: count, domain, attempt: attempt)
        var out = value
        for place in places.reversed() {
            out[place.at] = place.low + UInt8(image % place.base)
            image /= place.base
        }
        return out
    }

    static func isLatin(_ word: [UInt8]) -> Bool {
        String(decoding: word, as: UTF8.self).unicodeScalars.allSatisfy { $0.value < 0x250 }
    }

    private static func replace(_ b: UInt8, _ stream: inout KeyedStream) -> UInt8 {
        if b.isDigit { return stream.digit() }
        if b.isUpper { return 65 + UInt8(stream.below(26)) }
        if b.isLower { return 97 + UInt8(stream.below(26)) }
        return b
    }

    /// Ranges of letters of one kind, from the Unicode charts: of a letter in one of them, another from the same is taken.
    private static let runs: [ClosedRange<UInt32>] = [
        0x0391...0x03A1, 0x03B1...0x03C1, 0x0410...0x042F, 0x0430...0x044F, 0x05D0...0x05EA, 0x0627...0x063A, 0x0641...0x064A,
        0x0660...0x0669,
        0x06F0...0x06F9, 0x0905...0x0939, 0x0966...0x096F, 0x0E01...0x0E2E, 0x3042...0x3093, 0x30A2...0x30F3, 0x4E00...0x9FA5,
        0xAC00...0xD7A3,
        0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A,
    ]

    private static func replace(_ scalar: Unicode.Scalar, _ stream: inout KeyedStream) -> Unicode.Scalar {
        if let run = runs.first(where: { $0.contains(scalar.value) }) {
            return Unicode.Scalar(run.lowerBound + UInt32(stream.below(run.count))) ?? scalar
        }
        if scalar.value < 0x250 && scalar.properties.isUppercase { return Unicode.Scalar(65 + UInt8(stream.below(26))) }
        if scalar.value < 0x250 && scalar.properties.isLowercase { return Unicode.Scalar(97 + UInt8(stream.below(26))) }
        return scalar
    }
}
