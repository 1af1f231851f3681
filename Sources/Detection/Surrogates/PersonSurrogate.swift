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
        var at = 0
        while at < name.count {
            guard name[at].isLetter || name[at] >= 0x80 && !SymbolReader.isBlank(name, at) else {
                at += 1
                continue
            }
            var end = at
            while end < name.count {
                let b = name[end]
                if b.isLetter || b >= 0x80 && !SymbolReader.isBlank(name, end) {
                    end += 1
                } else if b == UInt8(ascii: "'") && end + 1 < name.count && name[end + 1].isLetter && end > at {
                    end += 1
                } else {
                    break
                }
            }
            out.append(at..<end)
            at = end
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
