/// Byte classes and small moves on ASCII text.
extension UInt8 {
    var isDigit: Bool { self &- 48 < 10 }
    var isUpper: Bool { self &- 65 < 26 }
    var isLower: Bool { self &- 97 < 26 }
    var isLetter: Bool { (self | 32) &- 97 < 26 }
    var isAlphanumeric: Bool { isDigit || isLetter }
    var isHex: Bool { isDigit || (self | 32) &- 97 < 6 }
    /// ASCII capitals made small, everything else as it is.
    var lowered: UInt8 { isUpper ? self | 32 : self }
    var raised: UInt8 { isLower ? self & ~32 : self }
    /// A blank of ASCII.
    var isBlank: Bool { self == 32 || self == 9 || self == 10 || self == 13 }
}

extension [UInt8] {
    /// ASCII capitals made small.
    var lowered: [UInt8] { map(\.lowered) }
    var digitsOnly: [UInt8] { filter(\.isDigit) }

    init(_ text: StaticString) {
        self = text.withUTF8Buffer { [UInt8]($0) }
    }

    /// Where the other bytes first occur, if they do.
    func firstRange(of other: [UInt8], from start: Int = 0) -> Range<Int>? {
        guard !other.isEmpty, other.count <= count else { return nil }
        var at = start
        while at + other.count <= count {
            if self[at] == other[0] && self[at..<at + other.count].elementsEqual(other) { return at..<at + other.count }
            at += 1
        }
        return nil
    }

    func contains(run other: [UInt8]) -> Bool { firstRange(of: other) != nil }

    /// The runs between single bytes of a kind.
    func split(on isSeparator: (UInt8) -> Bool) -> [[UInt8]] {
        split(omittingEmptySubsequences: false, whereSeparator: isSeparator).map { [UInt8]($0) }
    }
}
