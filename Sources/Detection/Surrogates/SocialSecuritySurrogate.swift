/// US social security numbers of area 666, which the Social Security Administration never issues (20 CFR 422.103 and its randomization rules).
enum SocialSecuritySurrogate {
    static func make(_ value: [UInt8], key: SurrogateKey, attempt: Int) -> [UInt8]? {
        let digits = value.digitsOnly
        guard digits.count == 9 else { return nil }
        let number = digits.reduce(0) { $0 * 10 + UInt64($1 - 48) }
        // The area is folded into the rest before the permutation: one in a thousand pairs may meet, and is then told apart by the next attempt.
        let folded = (number % 1_000_000 + number / 1_000_000 * 7919) % (99 * 9999)
        let image = key.permute(folded, below: 99 * 9999, "US_SSN", attempt: attempt)
        let group = 1 + image / 9999
        let serial = 1 + image % 9999
        let text = [54, 54, 54, 48 + UInt8(group / 10), 48 + UInt8(group % 10)] + Array(String(10_000 + serial).utf8.dropFirst())
        return CardSurrogate.fill(value, with: text)
    }
}
