/// Turns offsets in bytes into offsets in Unicode scalars. Reads the text once when asked in order; going back starts again.
public struct ScalarOffsets {
    private let text: [UInt8]
    private var byte = 0
    private var scalar = 0

    public init(_ text: [UInt8]) {
        self.text = text
    }

    /// The scalars that the bytes of a span stand for.
    public mutating func scalars(of span: Range<Int>) -> Range<Int> {
        let start = offset(of: span.lowerBound)
        return start..<offset(of: span.upperBound)
    }

    /// The number of scalars that begin before the byte.
    public mutating func offset(of target: Int) -> Int {
        if target < byte { (byte, scalar) = (0, 0) }
        let end = min(target, text.count)
        while byte < end {
            if text[byte] & 0xC0 != 0x80 { scalar += 1 }
            byte += 1
        }
        return scalar
    }
}
