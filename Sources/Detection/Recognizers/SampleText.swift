/// Random-looking text for examples: visibly made up, and no scanner of this source takes it for a real key.
enum SampleText {
    /// So many letters, digits, `_` and `-`.
    static func token(_ count: Int) -> String { draw(count, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") }
    /// So many letters and digits.
    static func letters(_ count: Int) -> String { draw(count, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") }
    /// So many small letters and digits.
    static func small(_ count: Int) -> String { draw(count, "abcdefghijklmnopqrstuvwxyz0123456789") }
    /// So many capitals and digits.
    static func capitals(_ count: Int) -> String { draw(count, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") }
    /// So many hexadecimal digits in small letters.
    static func hex(_ count: Int) -> String { draw(count, "0123456789abcdef") }
    /// So many decimal digits.
    static func digits(_ count: Int) -> String { draw(count, "0123456789") }

    /// A linear congruential draw (Knuth's MMIX constants), the same in every run; begins and ends with a letter or digit.
    static func draw(_ count: Int, _ alphabet: String) -> String {
        let alphabet = Array(alphabet.utf8)
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15 &+ UInt64(count)
        var out: [UInt8] = []
        while out.count < count {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let byte = alphabet[Int(state >> 33) % alphabet.count]
            let isEnd = out.isEmpty || out.count == count - 1
            if isEnd, byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") { continue }
            out.append(byte)
        }
        return String(decoding: out, as: UTF8.self)
    }
}
