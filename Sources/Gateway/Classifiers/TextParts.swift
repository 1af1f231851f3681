/// Cuts texts into overlapping parts of a bounded size, for judges that read only so much at a time.
enum TextParts {
    /// Parts of at most `size` bytes that overlap by `overlap`, cut at white space where there is some near, else between characters.
    static func cut(_ text: [UInt8], size: Int, overlap: Int) -> [Range<Int>] {
        guard text.count > size else { return [0..<text.count] }
        var parts: [Range<Int>] = []
        var start = 0
        while true {
            var end = min(text.count, start + size)
            if end < text.count {
                let space = text[(end - overlap)..<end].lastIndex { $0 == 0x20 || $0 == 0x0A }
                end = space.map { $0 + 1 } ?? boundary(text, end)
            }
            parts.append(start..<end)
            if end == text.count { return parts }
            start = boundary(text, max(start + 1, end - overlap))
        }
    }

    /// The nearest place at or before that lies between two characters.
    private static func boundary(_ text: [UInt8], _ place: Int) -> Int {
        var place = place
        while place > 0, place < text.count, text[place] & 0xC0 == 0x80 { place -= 1 }
        return place
    }
}
