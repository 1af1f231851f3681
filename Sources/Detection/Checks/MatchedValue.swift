/// A matched value as checks see it. Valid during the call only.
public struct MatchedValue: ~Copyable {
    /// The value as it stands in the text.
    public let bytes: UnsafeBufferPointer<UInt8>
    /// Its letters and digits alone, letters in capitals; at most `limit` of them.
    public let compact: UnsafeBufferPointer<UInt8>
    /// The whole text around it, and where in it the value stands.
    public let text: UnsafeBufferPointer<UInt8>
    public let span: Range<Int>

    /// Longest compact form, in bytes; the rest of a longer value is left out.
    public static let limit = 128

    @inline(__always)
    public var count: Int { compact.count }

    /// The digit at an index of the compact form; 0...9 for digits, 10...35 for letters.
    @inline(__always)
    public subscript(index: Int) -> Int {
        let byte = compact[index]
        return byte <= 57 ? Int(byte) - 48 : Int(byte) - 55
    }

    /// Whether the compact form has digits only.
    public var isNumeric: Bool {
        for byte in compact where byte > 57 { return false }
        return true
    }

    /// The number that digits of the compact form spell; nil when one is a letter or the range leaves it.
    public func number(_ range: Range<Int>) -> Int? {
        guard range.lowerBound >= 0, range.upperBound <= count, range.count <= 18 else { return nil }
        var value = 0
        for index in range {
            let byte = compact[index]
            guard byte <= 57 else { return nil }
            value = value * 10 + Int(byte) - 48
        }
        return value
    }

    /// The sum of digits (letters count 10...35) times weights, from an index on.
    @inline(__always)
    public func weighted(_ weights: [Int], from start: Int = 0) -> Int {
        var sum = 0
        for index in 0..<weights.count { sum += weights[index] * self[start + index] }
        return sum
    }
}
