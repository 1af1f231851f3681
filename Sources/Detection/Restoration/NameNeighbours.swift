/// What stands beside a part of a name decides whether it is that person: not before or after another name, not in a double one.
enum NameNeighbours {
    /// Letters read of a neighbouring word.
    private static let longest = 24

    /// Whether enough text stands after a position to judge the word there.
    static func isDecided(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, isFinal: Bool) -> Bool {
        if isFinal { return true }
        var p = at
        // An inflection mark first: "Hartwig's".
        if p < text.count, text[p] == UInt8(ascii: "-") { return p + 1 < text.count }
        guard p < text.count, text[p] == 32 else { return p < text.count }
        while p < text.count && text[p] == 32 { p += 1 }
        guard p < text.count else { return false }
        let begin = p
        while p < text.count && p - begin < longest && (text[p].isLetter || text[p] >= 0x80) { p += 1 }
        return p < text.count || p - begin >= longest
    }

    static func allow(_ text: UnsafeBufferPointer<UInt8>, _ span: Range<Int>, form: RestorationForm, nameWords: Set<[UInt8]>) -> Bool {
        allowBefore(text, span.lowerBound, nameWords) && allowAfter(text, span.upperBound, form, nameWords)
    }

    private static func allowBefore(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ nameWords: Set<[UInt8]>) -> Bool {
        var p = at
        // "Anna-Lena"
        if p > 1, text[p - 1] == UInt8(ascii: "-"), text[p - 2].isLetter || text[p - 2] >= 0x80 {
            var q = p - 1
            while q > 0 && (text[q - 1].isLetter || text[q - 1] >= 0x80) { q -= 1 }
            return !isCapital(text, q)
        }
        while p > 0 && (text[p - 1] == 42 || text[p - 1] == 95) { p -= 1 }
        guard p > 0, text[p - 1] == 32 else { return true }
        while p > 0 && (text[p - 1] == 32 || text[p - 1] == 42 || text[p - 1] == 95) { p -= 1 }
        guard p > 0 else { return true }
        var dotted = false
        if text[p - 1] == UInt8(ascii: ".") {
            dotted = true
            p -= 1
        }
        var q = p
        while q > 0 && p - q < longest && (text[q - 1].isLetter || text[q - 1] >= 0x80 || text[q - 1] == 39) { q -= 1 }
        guard q < p else { return true }
        let word = Fold.text([UInt8](text[q..<p]))
        if dotted {
            // "P. Hartwig" is somebody's initial; "Dr. Hartwig" a title; "…Anna. Hartwig" another sentence.
            return p - q > 1 || !text[q].isUpper
        }
        guard isCapital(text, q) else { return true }
        if nameWords.contains(word) { return false }
        return OrdinaryWords.contains(word)
    }

    private static func allowAfter(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ form: RestorationForm, _ nameWords: Set<[UInt8]>)
        -> Bool
    {
        var p = at
        while p < text.count
            && (text[p].isLetter || text[p] >= 0x80 && SymbolReader.isWord(SymbolReader.scalar(text, p, isFinal: true).value))
        { p += 1 }
        // "Lenas Auto": behind a genitive stands a thing.
        if p == at + 1, text[at].lowered == UInt8(ascii: "s") { return true }
        if p < text.count, text[p] == UInt8(ascii: "-") { return !isCapital(text, p + 1) }
        while p < text.count && (text[p] == 42 || text[p] == 95) { p += 1 }
        guard p < text.count, text[p] == 32 else { return true }
        while p < text.count && (text[p] == 32 || text[p] == 42 || text[p] == 95) { p += 1 }
        guard isCapital(text, p) else { return true }
        var q = p
        while q < text.count && q - p < longest && (text[q].isLetter || text[q] >= 0x80) { q += 1 }
        let word = Fold.text([UInt8](text[p..<q]))
        if nameWords.contains(word) { return false }
        if OrdinaryWords.contains(word) { return true }
        // A first name before an unknown capital is somebody else in full; a surname may stand before a thing.
        return !form.endsInFirst && !NameRegion.isFirstName(word)
    }

    private static func isCapital(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        guard at < text.count else { return false }
        let symbol = SymbolReader.scalar(text, at, isFinal: true)
        return Unicode.Scalar(symbol.value)?.properties.isUppercase ?? false
    }
}
