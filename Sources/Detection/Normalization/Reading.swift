/// A text as a reader would see it: a part of the original with escapes decoded, invisible characters taken out and look-alikes made plain,
/// and for every byte where it came from.
struct Reading {
    private(set) var bytes: [UInt8] = []
    /// Where what was decoded stands, when it is read between words of the text that were read already; nil: all of it is new.
    private(set) var held: Range<Int>?
    /// For each byte the span of the text it was read from.
    private var starts: [Int32] = []
    private var ends: [Int32] = []

    mutating func append(_ byte: UInt8, from start: Int, to end: Int) {
        bytes.append(byte)
        starts.append(Int32(truncatingIfNeeded: start))
        ends.append(Int32(truncatingIfNeeded: end))
    }

    /// Appends a part of the text as it stands.
    mutating func append(_ text: UnsafeBufferPointer<UInt8>, _ span: Range<Int>) {
        for index in span { append(text[index], from: index, to: index + 1) }
    }

    /// The same reading where its text is itself a reading of another.
    func carried(through other: Reading) -> Reading {
        var out = self
        for index in bytes.indices {
            let span = other.origin(Int(starts[index])..<Int(ends[index]))
            (out.starts[index], out.ends[index]) = (Int32(truncatingIfNeeded: span.lowerBound), Int32(truncatingIfNeeded: span.upperBound))
        }
        return out
    }

    /// Joins a mark to the letter before it. One that makes no letter of its own with it goes with it unread, so that what is read again has
    /// none left.
    mutating func join(_ mark: Unicode.Scalar, to end: Int) {
        guard let last = bytes.indices.last else { return }
        var start = last
        while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        guard let letter = bytes.withUnsafeBufferPointer({ WordEdge.scalar(at: start, in: $0) }),
            let whole = Composition.scalar(letter, mark)
        else {
            ends[last] = Int32(truncatingIfNeeded: end)
            return
        }
        let from = Int(starts[start])
        bytes.removeSubrange(start...)
        starts.removeSubrange(start...)
        ends.removeSubrange(start...)
        for byte in String(whole).utf8 { append(byte, from: from, to: end) }
    }

    /// Appends what another holds as that which is new here.
    mutating func hold(_ other: Reading) {
        held = bytes.count..<bytes.count + other.bytes.count
        bytes.append(contentsOf: other.bytes)
        starts.append(contentsOf: other.starts)
        ends.append(contentsOf: other.ends)
    }

    mutating func reserve(_ count: Int) {
        bytes.reserveCapacity(count)
        starts.reserveCapacity(count)
        ends.reserveCapacity(count)
    }

    /// The span of the text that a span of the reading stands for.
    func origin(_ span: Range<Int>) -> Range<Int> {
        guard let last = span.last, last < starts.count else { return 0..<0 }
        return Int(starts[span.lowerBound])..<max(Int(starts[span.lowerBound]), Int(ends[last]))
    }
}
