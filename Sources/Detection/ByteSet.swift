/// A set of bytes: four words, one bit a byte.
public struct ByteSet: Sendable, Equatable, Hashable, BitwiseCopyable {
    var a: UInt64 = 0
    var b: UInt64 = 0
    var c: UInt64 = 0
    var d: UInt64 = 0

    public init() {}

    /// The bytes of an ASCII text, with ranges written as in a regular expression: `"A-Za-z0-9._-"`. A hyphen first or last is itself.
    public init(_ description: StaticString) {
        let bytes = Array(description.description.utf8)
        var i = 0
        while i < bytes.count {
            if i + 2 < bytes.count, bytes[i + 1] == UInt8(ascii: "-") {
                insert(bytes[i]...bytes[i + 2])
                i += 3
            } else {
                insert(bytes[i])
                i += 1
            }
        }
    }

    public init(_ range: ClosedRange<UInt8>) {
        insert(range)
    }

    public mutating func insert(_ byte: UInt8) {
        let bit: UInt64 = 1 << UInt64(byte & 63)
        switch byte >> 6 {
        case 0: a |= bit
        case 1: b |= bit
        case 2: c |= bit
        default: d |= bit
        }
    }

    public mutating func insert(_ range: ClosedRange<UInt8>) {
        for byte in range { insert(byte) }
    }

    @inline(__always)
    public func contains(_ byte: UInt8) -> Bool {
        let word: UInt64
        switch byte >> 6 {
        case 0: word = a
        case 1: word = b
        case 2: word = c
        default: word = d
        }
        return word >> UInt64(byte & 63) & 1 != 0
    }

    /// The bits, by ranges of 64 bytes.
    var words: [UInt64] { [a, b, c, d] }

    public var isEmpty: Bool { a | b | c | d == 0 }

    public func union(_ other: ByteSet) -> ByteSet {
        var out = self
        out.a |= other.a
        out.b |= other.b
        out.c |= other.c
        out.d |= other.d
        return out
    }

    public func intersection(_ other: ByteSet) -> ByteSet {
        var out = self
        out.a &= other.a
        out.b &= other.b
        out.c &= other.c
        out.d &= other.d
        return out
    }

    public var inverted: ByteSet {
        var out = ByteSet()
        out.a = ~a
        out.b = ~b
        out.c = ~c
        out.d = ~d
        return out
    }

    public func isDisjoint(with other: ByteSet) -> Bool { intersection(other).isEmpty }

    /// Every byte.
    public static let all = ByteSet(0...255)
    /// Letters, digits, underscore and every byte of a character beyond ASCII: what a word is made of, for dispatch.
    public static let word = ByteSet("A-Za-z0-9_").union(ByteSet(0x80...0xFF))
    public static let digits = ByteSet("0-9")
}
