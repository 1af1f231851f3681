extension PublicEntities {
    /// Words of a public name at most: "United States of America" and two to spare.
    private static let longestName = 6

    /// Adds every public name in the text that nothing covers yet: the network is taught that a question about Einstein is no personal matter,
    /// so where a policy wants such names replaced, they are looked for by the list. One word alone counts inside a sentence only: "Nice" and
    /// "Target" begin too many.
    public static func add(to spans: inout [TaggedSpan], in text: [UInt8]) {
        let taken = spans.sorted { $0.range.lowerBound < $1.range.lowerBound }
        var added: [TaggedSpan] = []
        text.withUnsafeBufferPointer { bytes in
            let words = NameWords(bytes)
            var next = 0
            var index = 0
            while index < words.count {
                let start = words.words[index].start
                while next < taken.count, taken[next].range.upperBound <= start { next += 1 }
                let limit = next < taken.count ? taken[next].range.lowerBound : text.count
                guard words.isCapital(index), start < limit, firstWords.contains(words.folded(index)),
                    let (last, type) = longest(at: index, before: limit, words, text)
                else {
                    index += 1
                    continue
                }
                added.append(TaggedSpan(range: start..<words.words[last].end, type: type, score: 0.6, source: .spread))
                index = last + 1
            }
        }
        guard !added.isEmpty else { return }
        spans = (spans + added).sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private static func longest(at first: Int, before limit: Int, _ words: NameWords, _ text: [UInt8]) -> (last: Int, type: String)? {
        var found: (Int, String)?
        var last = first
        while last < words.count, last - first < longestName, words.words[last].end <= limit {
            if last > first || !words.isOpening(first) {
                let name = text[words.words[first].start..<words.words[last].end]
                if let type = ["PERSON", "LOCATION", "ORGANIZATION"].first(where: { contains(name, type: $0) }) { found = (last, type) }
            }
            guard words.gap(after: last) == .space || words.gap(after: last) == .stop else { break }
            last += 1
        }
        return found
    }
}
