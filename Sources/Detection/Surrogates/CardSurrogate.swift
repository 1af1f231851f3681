/// Card numbers: valid Luhn digit, same length and grouping, and an issuer number that nobody can be given. ISO/IEC 7812-1 leaves numbers
/// beginning with 9 to national bodies, followed by the three-digit country code of ISO 3166-1, where 900 to 999 are never assigned.
enum CardSurrogate {
    static func make(_ value: [UInt8], _ stream: inout KeyedStream) -> [UInt8]? {
        let count = value.digitsOnly.count
        guard count >= 8 else { return nil }
        var digits: [UInt8] = [57, 57] + stream.digits(count - 3)
        digits.append(48 + luhn(digits))
        return fill(value, with: digits)
    }

    /// The digit that makes a run of ASCII digits valid (ISO/IEC 7812-1, annex B).
    static func luhn(_ digits: [UInt8]) -> UInt8 {
        var sum = 0
        for (i, d) in digits.reversed().enumerated() {
            let x = Int(d - 48) * (i % 2 == 0 ? 2 : 1)
            sum += x > 9 ? x - 9 : x
        }
        return UInt8((10 - sum % 10) % 10)
    }

    /// The value with its digits replaced in their order, separators as they are.
    static func fill(_ value: [UInt8], with digits: [UInt8]) -> [UInt8] {
        var next = 0
        return value.map { b in
            guard b.isDigit else { return b }
            defer { next += 1 }
            return digits[next]
        }
    }
}
