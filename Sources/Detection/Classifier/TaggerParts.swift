/// Cuts long texts into parts that threads can share and that a caller who left does not keep them busy with.
enum TaggerParts {
    /// Bytes of a part: about a tenth of a second of one core.
    static let partBytes = 16_384
    /// How far back from a part's end a line break, or else a space, is looked for.
    private static let slack = 4_096

    /// The parts' byte ranges, one behind the other; cut at line breaks, else at spaces, else between scalars.
    static func ranges(_ text: [UInt8]) -> [Range<Int>] {
        var out: [Range<Int>] = []
        var start = 0
        while text.count - start > partBytes {
            let limit = start + partBytes
            let tail = text[(limit - slack)..<limit]
            var end = limit
            if let line = tail.lastIndex(of: 0x0A) ?? tail.lastIndex(where: { $0 == 0x20 || $0 == 0x09 }) {
                end = line + 1
            } else {
                while end > limit - 4, text[end] & 0xC0 == 0x80 { end -= 1 }
            }
            out.append(start..<end)
            start = end
        }
        if start < text.count { out.append(start..<text.count) }
        return out
    }
}
