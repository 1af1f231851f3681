/// Surrogates of people's names, word by word, so that the same person in full, by surname and by first name stays the same person, and a
/// family stays a family.
enum PersonSurrogate {
    enum Part { case first, last }

    /// Words before or inside names that say nothing of whose they are; they stay.
    static let kept: Set<[UInt8]> = Set(
        [
            "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame", "lord", "lady", "mx", "herr", "frau", "hr", "fr", "monsieur", "madame",
            "mme", "mlle",
            "señor", "señora", "sr", "sra", "don", "doña", "signor", "signora", "pan", "pani", "von", "van", "der", "den", "de", "del",
            "della", "di", "da",
            "dos", "das", "du", "la", "le", "ten", "ter", "zu", "zum", "bin", "ibn", "bint", "al", "el", "und", "and", "jr", "ii", "iii",
            "phd", "md", "san",
        ].map { Array($0.utf8) })

    /// The words of a name: runs of letters, apostrophes inside; with where each stands.
    static func words(of name: [UInt8]) -> [Range<Int>] {
        var out: [Range<Int>] = []
        name.withUnsafeBufferPointer { text in
            var start: Int?
            var at = 0
            while at < text.count {
                let symbol = SymbolReader.scalar(text, at, isFinal: true)
                let isLetter =
                    symbol.value < 0x80
                    ? UInt8(symbol.value).isLetter : !SymbolReader.isBlank(symbol.value) && !SymbolReader.isMark(symbol.value)
                // "O'Brien" is one word, and so is it with the other apostrophe.
                let isInside = symbol.value == 39 && start != nil && symbol.next < text.count && text[symbol.next].isLetter
                if isLetter || isInside {
                    if start == nil { start = at }
                } else if let begin = start {
                    out.append(begin..<at)
                    start = nil
                }
                at = symbol.next
            }
            if let begin = start { out.append(begin..<text.count) }
        }
        return out
    }

    /// A surrogate for one word of a name, written as the word is.
    static func word(_ word: [UInt8], as part: Part, key: SurrogateKey, attempt: Int) -> [UInt8] {
        let folded = Fold.text(word)
        var stream = key.stream(part == .first ? "PERSON first" : "PERSON last", folded, attempt: attempt)
        guard let lexicon = NameRegion.lexicon(of: word, isFirst: part == .first) else { return ShapeSurrogate.make(word, &stream) }
        let made = part == .first ? lexicon.first(NameRegion.gender(of: word), &stream) : lexicon.last(&stream)
        let style = WordCase(of: word)
        return style == .small || style == .capitals ? style.apply(made) : made
    }
}
