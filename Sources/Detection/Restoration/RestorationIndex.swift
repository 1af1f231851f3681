/// Everything a restorer looks for, made once from a map.
final class RestorationIndex {
    let entries: [SurrogateMap.Entry]
    let exact: ExactIndex
    let forms: [RestorationForm]
    let words: SymbolTrie
    let digits: SymbolTrie
    let starts: RestorationStarts
    /// Whether some surrogate may stand inside a word.
    let hasOpenLeft: Bool
    /// The words of all people's surrogates, folded.
    let nameWords: Set<[UInt8]>

    init(_ map: SurrogateMap) {
        entries = map.entries
        exact = ExactIndex(map.entries)
        var builder = RestorationFormsBuilder()
        for (i, entry) in map.entries.enumerated() where !entry.surrogate.isEmpty { builder.add(entry, i) }
        forms = builder.forms
        nameWords = builder.nameWords
        words = SymbolTrie(builder.words)
        digits = SymbolTrie(builder.digits)
        hasOpenLeft = map.entries.contains { $0.isOpenLeft }
        var starts = RestorationStarts()
        starts.add(words: words)
        starts.add(digits: digits)
        for entry in map.entries { starts.add(exactly: entry.surrogate) }
        self.starts = starts
    }

    static func isPerson(_ entry: SurrogateMap.Entry) -> Bool { entry.type.name == "PERSON" }

    /// Whether endings may follow: names and words, not addresses and numbers.
    static func isWordy(_ entry: SurrogateMap.Entry) -> Bool {
        !entry.isPlaceholder && entry.surrogate.allSatisfy { $0.isLetter || $0 >= 0x80 || $0.isBlank || "-'.,&".utf8.contains($0) }
    }
}
