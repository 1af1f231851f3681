/// Text written out byte by byte in hexadecimal, as dumps have it: `6f 6c 67 61`, or in twos and fours, `6f6c 6761`.
struct HexDump {
    /// Bytes from which on a dump is read: fewer hold no value worth the trouble.
    private static let shortest = 8
    /// Hexadecimal digits of one group, at most.
    private static let widest = 8

    /// Bytes that are read together, for memory's sake; a longer dump is read in parts that overlap.
    private static let longest = 64 * 1024
    /// Text of one part that the next one begins with: room for a value.
    private static let overlap = 1024

    /// Where the next one can begin.
    let next: Int
    /// What it says, each byte with the digits that stand for it; nil where that is no text.
    let reading: Reading?

    /// The groups of digits around the blank at the index.
    init(_ text: UnsafeBufferPointer<UInt8>, around blank: Int, floor: Int) {
        var start = blank
        while let group = Self.group(text, before: start, floor: floor) {
            start = group.lowerBound
            guard start - 1 > floor, text[start - 1] == 0x20 else { break }
            start -= 1
        }
        while start < blank, text[start] == 0x20 { start += 1 }
        var reading = Reading()
        var at = start
        var printed = 0
        var isCut = false
        while let group = Self.group(text, from: at) {
            isCut = reading.bytes.count >= Self.longest
            if isCut { break }
            for digit in stride(from: group.lowerBound, to: group.upperBound, by: 2) {
                let byte = (Encodings.hexValue(text[digit]) ?? 0) << 4 | (Encodings.hexValue(text[digit + 1]) ?? 0)
                if byte >= 0x20 && byte != 0x7F || byte == 0x0A || byte == 0x0D || byte == 0x09 { printed += 1 }
                reading.append(byte, from: digit, to: digit + 2)
            }
            at = group.upperBound
            guard at + 1 < text.count, text[at] == 0x20, Self.group(text, from: at + 1) != nil else { break }
            at += 1
        }
        next = isCut ? max(at - Self.overlap, blank + 1) : max(at, blank + 1)
        // Tables of numbers are no text: many of their bytes would be control characters.
        self.reading = reading.bytes.count >= Self.shortest && printed == reading.bytes.count ? reading : nil
    }

    /// The group of digits that begins at the index; nil where none of even length does.
    private static func group(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
        var end = start
        while end < text.count, end - start <= widest, Encodings.hexValue(text[end]) != nil { end += 1 }
        guard end > start, end - start <= widest, (end - start) & 1 == 0 else { return nil }
        return start..<end
    }

    /// The group of digits that ends before the index.
    private static func group(_ text: UnsafeBufferPointer<UInt8>, before end: Int, floor: Int) -> Range<Int>? {
        var start = end
        while start > floor, end - start <= widest, Encodings.hexValue(text[start - 1]) != nil { start -= 1 }
        guard end > start, end - start <= widest, (end - start) & 1 == 0 else { return nil }
        return start..<end
    }
}
