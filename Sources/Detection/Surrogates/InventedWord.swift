/// Words that no language has, put together from syllables, so that an answer can hardly contain one by chance.
enum InventedWord {
    private static let onsets: [[UInt8]] = [
        "b", "br", "d", "dr", "f", "g", "gl", "h", "j", "k", "kr", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v", "z", "w",
    ].map { Array($0.utf8) }
    private static let nuclei: [[UInt8]] = ["a", "e", "i", "o", "u", "a", "e", "o", "ai", "ei", "ou"].map { Array($0.utf8) }
    private static let codas: [[UInt8]] = ["", "", "", "l", "n", "r", "m", "k", "x", "d", "v", "th"].map { Array($0.utf8) }
    /// A closing consonant keeps the stem whole under most endings.
    private static let closing: [UInt8] = Array("lnrmkdx".utf8)
    private static let closed: [UInt8] = Array("lnrmkxdvhst".utf8)

    /// A small-letter word of about that many letters, at least four.
    static func make(_ stream: inout KeyedStream, letters: Int) -> [UInt8] {
        let goal = min(max(letters, 4), 14)
        var out: [UInt8] = []
        while out.count < goal {
            out.append(contentsOf: stream.pick(onsets))
            out.append(contentsOf: stream.pick(nuclei))
            if out.count + 1 < goal { out.append(contentsOf: stream.pick(codas)) }
        }
        if !closed.contains(out[out.count - 1]) { out.append(stream.pick(closing)) }
        return out
    }

    /// The words of a text, each replaced by an invented one written the same way; everything between stays. Digits become other digits.
    static func replaceWords(in text: [UInt8], _ stream: inout KeyedStream, keep: (([UInt8]) -> Bool)? = nil) -> [UInt8] {
        var out: [UInt8] = []
        var at = 0
        while at < text.count {
            let b = text[at]
            if b.isLetter || b >= 0x80 {
                var end = at
                while end < text.count && (text[end].isLetter || text[end] >= 0x80) { end += 1 }
                let word = [UInt8](text[at..<end])
                if keep?(word.lowered) == true {
                    out.append(contentsOf: word)
                } else if word.allSatisfy({ $0 < 0x80 }) || ShapeSurrogate.isLatin(word) {
                    let scalars = String(decoding: word, as: UTF8.self).unicodeScalars.count
                    let invented = scalars < 3 ? ShapeSurrogate.make(word, &stream) : make(&stream, letters: scalars)
                    out.append(contentsOf: WordCase(of: word).apply(invented))
                } else {
                    out.append(contentsOf: ShapeSurrogate.make(word, &stream))
                }
                at = end
            } else {
                out.append(b.isDigit ? stream.digit() : b)
                at += 1
            }
        }
        return out
    }
}
