/// The words of a text with the case of each: a word is a run of letters, with apostrophes and hyphens inside.
struct NameWords {
    enum Case: UInt8 {
        case small
        /// One capital alone.
        case initial
        /// A capital, and small letters somewhere behind it.
        case title
        case capitals
    }

    struct Word {
        var start: Int
        var end: Int
        var letters: Case
    }

    /// What stands between a word and the next.
    enum Gap {
        case space
        /// `. `, or a full stop alone.
        case stop
        /// `, `
        case comma
        /// A line's end, among white space.
        case line
        case other
    }

    let text: UnsafeBufferPointer<UInt8>
    let words: [Word]

    init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
        words = Self.read(text)
    }

    var count: Int { words.count }

    func isTitle(_ index: Int) -> Bool { words[index].letters == .title }

    func isCapital(_ index: Int) -> Bool { words.indices.contains(index) && words[index].letters != .small }

    /// Small letters without accents.
    func folded(_ index: Int) -> [UInt8] { Fold.text(Array(text[words[index].start..<words[index].end])) }

    /// What stands before the word at `index + 1`.
    func gap(after index: Int) -> Gap {
        guard index >= 0, index + 1 < words.count else { return .line }
        let between = text[words[index].end..<words[index + 1].start]
        switch between.count {
        case 1 where between.first == 0x20: return .space
        case 1 where between.first == UInt8(ascii: "."): return .stop
        case 2 where between.last == 0x20 && between.first == UInt8(ascii: "."): return .stop
        case 2 where between.last == 0x20 && between.first == UInt8(ascii: ","): return .comma
        case 2 where between.elementsEqual([0xC2, 0xA0]): return .space
        default: return between.contains(0x0A) && between.allSatisfy { $0 <= 0x20 } ? .line : .other
        }
    }

    /// Whether a sentence, a line or a quotation begins with the word.
    func isOpening(_ index: Int) -> Bool {
        var at = words[index].start
        while at > 0, text[at - 1] == 0x20 || text[at - 1] == 0x09 { at -= 1 }
        guard at > 0 else { return true }
        return ".!?:;\n\r\"'*#>|-([{".utf8.contains(text[at - 1]) || text[at - 1] == 0x9C || text[at - 1] == 0x9E
    }

    /// Whether the words stand by themselves, as no part of an address, a path, a handle or an identifier.
    func standsAlone(_ range: Range<Int>) -> Bool {
        let start = words[range.lowerBound].start
        let end = words[range.upperBound - 1].end
        if start > 0 {
            let before = text[start - 1]
            if "@#/\\_-.$%&+~".utf8.contains(before) || before &- 0x30 < 10 { return false }
        }
        guard end < text.count else { return true }
        let after = text[end]
        if "@/\\_(=$".utf8.contains(after) || after &- 0x30 < 10 { return false }
        let isInner = after == UInt8(ascii: ".") || after == UInt8(ascii: "-") || after == UInt8(ascii: ":")
        return !(isInner && end + 1 < text.count && (Scan.isLetter(text[end + 1]) || text[end + 1] == after))
    }

    private enum Scan {
        static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte >= 0xC3 }
    }

    private static func read(_ text: UnsafeBufferPointer<UInt8>) -> [Word] {
        var out: [Word] = []
        var at = 0
        while at < text.count {
            guard Scan.isLetter(text[at]) else {
                at += 1
                continue
            }
            let start = at
            var capitals = 0
            var smalls = 0
            var beginsCapital = false
            letters: while at < text.count {
                let byte = text[at]
                if byte < 0x80 {
                    if byte &- 0x61 < 26 {
                        smalls += 1
                    } else if byte &- 0x41 < 26 {
                        if at == start { beginsCapital = true }
                        capitals += 1
                    } else if at > start, byte == 0x27 || byte == 0x2D, at + 1 < text.count, Scan.isLetter(text[at + 1]),
                        !isPossessive(text, at + 1)
                    {
                        at += 1
                        continue
                    } else {
                        break letters
                    }
                    at += 1
                    continue
                }
                guard let scalar = WordEdge.scalar(at: at, in: text) else { break letters }
                // The typographic apostrophe.
                if scalar.value == 0x2019, at > start, at + 3 < text.count, Scan.isLetter(text[at + 3]), !isPossessive(text, at + 3) {
                    at += 3
                    continue
                }
                let properties = scalar.properties
                guard properties.isAlphabetic || 0x300...0x36F ~= scalar.value else { break letters }
                if properties.isUppercase {
                    if at == start { beginsCapital = true }
                    capitals += 1
                } else {
                    smalls += 1
                }
                at += UTF8.width(scalar)
            }
            guard at > start else {
                at += 1
                continue
            }
            let letters: Case =
                !beginsCapital ? .small : smalls > 0 ? .title : capitals == 1 ? .initial : .capitals
            out.append(Word(start: start, end: at, letters: letters))
        }
        return out
    }

    /// Whether an `s` stands here, and the word ends with it.
    private static func isPossessive(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        text[at] | 0x20 == UInt8(ascii: "s") && (at + 1 == text.count || !Scan.isLetter(text[at + 1]))
    }
}
