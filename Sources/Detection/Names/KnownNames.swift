/// Words of people's names that were found, so that they are found again where one stands alone.
struct KnownNames {
    /// Words kept; a conversation with more is already masked throughout.
    private static let mostWords = 4_000

    private var known: Set<[UInt8]> = []

    var isEmpty: Bool { known.isEmpty }

    /// Adds the words of a name, without particles, titles and initials.
    mutating func add(_ words: NameWords, _ range: Range<Int>) {
        for index in range where words.isCapital(index) && known.count < Self.mostWords {
            let folded = words.folded(index)
            guard folded.count >= 3, !NameVocabulary.titles.contains(folded), !NameVocabulary.particles.contains(folded) else { continue }
            known.insert(folded)
            for part in folded.split(separator: UInt8(ascii: "-")) where part.count >= 3 && part.count < folded.count {
                known.insert(Array(part))
            }
        }
    }

    /// What was found, and every other place where a known word stands with a capital.
    func extend(_ found: [NameFinder.Found], in words: NameWords) -> [NameFinder.Found] {
        guard !known.isEmpty else { return found }
        var out: [NameFinder.Found] = []
        var next = 0
        var index = 0
        while index < words.count {
            let word = words.words[index]
            while next < found.count, found[next].range.upperBound <= word.start {
                out.append(found[next])
                next += 1
            }
            let isTaken = next < found.count && found[next].range.lowerBound < word.end
            guard !isTaken, isKnown(index, words) else {
                index += 1
                continue
            }
            var last = index
            let limit = next < found.count ? found[next].range.lowerBound : words.text.count
            while last + 1 < words.count, words.words[last + 1].end <= limit, words.gap(after: last) == .space, isKnown(last + 1, words) {
                last += 1
            }
            if words.standsAlone(index..<last + 1) {
                out.append(NameFinder.Found(range: word.start..<words.words[last].end, score: NameFinder.part))
            }
            index = last + 1
        }
        return out + found[next...]
    }

    private func isKnown(_ index: Int, _ words: NameWords) -> Bool {
        guard words.isTitle(index) || words.words[index].letters == .capitals else { return false }
        let folded = words.folded(index)
        guard known.contains(folded) else { return false }
        // "Brown sent it back" is a person, and so may be "Green" at the beginning of a sentence: but "Day" and "Will" are more often not.
        let isOrdinary = OrdinaryWords.contains(folded) || NameVocabulary.things.contains(folded) || NameLists.words.contains(folded)
        return !isOrdinary || !words.isOpening(index)
    }
}
