extension EmbeddedTagger {
    /// Finds every name that was found once also wherever else it stands in the texts of a conversation, whole or, for
    /// people, by a part of at least three letters that begins with a capital.
    ///
    /// Whole names of several words match in any letter case and spelling of accents; a single word matches only where it
    /// begins with a capital too, so that "Mark" does not find "mark it as done".
    ///
    /// - Parameter spans: what was found in each text; stays in the result.
    public func spread(_ spans: [[TaggedSpan]], through texts: [[UInt8]]) -> [[TaggedSpan]] {
        precondition(spans.count == texts.count, "one list of spans a text")
        guard spans.contains(where: { !$0.isEmpty }) else { return spans }
        let words = texts.map { FoldedWords($0, tokenizer) }
        var names = NameIndex()
        for (number, found) in spans.enumerated() {
            for span in found { names.add(span, in: words[number]) }
        }
        var out = spans
        for number in texts.indices { names.extend(&out[number], words: words[number]) }
        return out
    }
}

/// A text's words with their places. They are folded when they are asked for: most words of a long conversation begin no name.
private struct FoldedWords {
    let text: [UInt8]
    let words: [TokenizedText.Word]
    private let tokenizer: WordPieceTokenizer

    init(_ text: [UInt8], _ tokenizer: WordPieceTokenizer) {
        self.text = text
        self.tokenizer = tokenizer
        words = text.withUnsafeBufferPointer { tokenizer.words($0) }
    }

    /// The word in small letters without accents.
    func folded(_ index: Int) -> String { text.withUnsafeBufferPointer { CueWords.fold(words[index], of: $0, tokenizer) } }

    /// Indices of the words that a span covers.
    func indices(of range: Range<Int>) -> Range<Int> {
        var low = 0
        var high = words.count
        while low < high {
            let middle = (low + high) / 2
            if Int(words[middle].end) <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < words.count, Int(words[end].start) < range.upperBound { end += 1 }
        return low..<end
    }
}

/// Known names by their first word.
private struct NameIndex {
    /// Names kept; a conversation with more is already masked throughout.
    private static let mostNames = 4_000
    private static let spreadTypes: Set<String> = ["PERSON", "ORGANIZATION", "LOCATION", "ADDRESS", "ID", "SECRET"]
    /// Parts of names that are ordinary words, particles or titles: alone they say nothing.
    private static let ordinary: Set<String> = [
        "van", "von", "der", "den", "del", "della", "dos", "das", "the", "and", "for", "ben", "bin", "abu", "will", "mark", "may", "april",
        "june", "august", "grace", "rose", "bill", "hope", "art", "drew", "chase", "hunter",
        "faith", "joy", "dawn", "summer", "river", "max", "pat", "rob", "sue", "frank", "rich", "grant", "dean", "christian", "penny",
        "ray", "guy", "young", "black", "white", "green", "brown", "baker", "cook", "page",
        "price", "rice", "stone", "wood", "woods", "field", "hill", "lake", "bush", "king", "knight", "bishop", "pope", "day", "winter",
        "love", "power", "strong", "long", "short", "best", "moon", "fox", "wolf", "bird",
        "fish", "bell", "gates", "jobs", "case", "park", "sharp", "swift", "rust", "java", "ruby", "small", "little", "noble", "west",
        "north", "east", "south", "new", "our", "all", "one", "two", "son", "sons", "llc",
        "inc", "ltd", "gmbh", "mrs", "miss", "doctor", "prof", "dear", "hello", "can", "let", "sir", "gray", "grey", "gold", "silver",
        "cash", "law", "major", "self", "cannon", "church", "street", "ford", "bank", "banks",
    ]

    private struct Name {
        let words: [String]
        let type: String
        let score: Float
        /// A single word counts only where it begins with a capital.
        let needsCapital: Bool
    }

    private var names: [String: [Name]] = [:]
    /// Whether a word that begins with the byte may be the first of a name. One beyond ASCII may lose its accent.
    private var mayBegin = (0..<256).map { $0 >= 0x80 }
    private var known: Set<String> = []

    mutating func add(_ span: TaggedSpan, in words: FoldedWords) {
        guard Self.spreadTypes.contains(span.type) else { return }
        let indices = words.indices(of: span.range)
        guard !indices.isEmpty else { return }
        let text = words.text
        let folded = indices.map { words.folded($0) }
        let length = folded.reduce(0) { $0 + $1.utf8.count }
        let capital = Self.isCapital(text, Int(words.words[indices.lowerBound].start))
        let single = indices.count == 1 && (span.type == "PERSON" || span.type == "ORGANIZATION" || span.type == "LOCATION")
        if length >= 3, !single || (capital && !Self.ordinary.contains(folded[0])) {
            insert(Name(words: folded, type: span.type, score: span.score, needsCapital: single))
        }
        guard span.type == "PERSON", indices.count > 1 else { return }
        for index in indices {
            let part = words.folded(index)
            guard part.count >= 3, !Self.ordinary.contains(part), Self.isCapital(text, Int(words.words[index].start)) else { continue }
            insert(Name(words: [part], type: span.type, score: span.score, needsCapital: true))
        }
    }

    private mutating func insert(_ name: Name) {
        guard known.count < Self.mostNames, known.insert(name.words.joined(separator: " ")).inserted else { return }
        if let first = name.words[0].utf8.first {
            mayBegin[Int(first)] = true
            if first &- 0x61 < 26 { mayBegin[Int(first & 0xDF)] = true }
        }
        names[name.words[0], default: []].append(name)
        names[name.words[0]]!.sort { $0.words.count > $1.words.count }
    }

    func extend(_ spans: inout [TaggedSpan], words: FoldedWords) {
        let text = words.text
        var added: [TaggedSpan] = []
        let taken = spans.sorted { $0.range.lowerBound < $1.range.lowerBound }
        var cursor = 0
        var index = 0
        while index < words.words.count {
            let start = Int(words.words[index].start)
            while cursor < taken.count, taken[cursor].range.upperBound <= start { cursor += 1 }
            guard mayBegin[Int(text[start])], let name = match(at: index, words, text) else {
                index += 1
                continue
            }
            let range = start..<Int(words.words[index + name.words.count - 1].end)
            var overlaps = false
            var other = cursor
            while other < taken.count, taken[other].range.lowerBound < range.upperBound {
                overlaps = overlaps || taken[other].range.overlaps(range)
                other += 1
            }
            if !overlaps { added.append(TaggedSpan(range: range, type: name.type, score: name.score, source: .spread)) }
            index += name.words.count
        }
        guard !added.isEmpty else { return }
        spans = (spans + added).sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private func match(at index: Int, _ words: FoldedWords, _ text: [UInt8]) -> Name? {
        guard let candidates = names[words.folded(index)] else { return nil }
        return candidates.first { name in
            guard index + name.words.count <= words.words.count else { return false }
            if name.needsCapital, !Self.isCapital(text, Int(words.words[index].start)) { return false }
            for (offset, word) in name.words.enumerated() where words.folded(index + offset) != word { return false }
            return true
        }
    }

    /// Whether a capital, or a letter of a script without case, stands at the byte.
    private static func isCapital(_ text: [UInt8], _ start: Int) -> Bool {
        let byte = text[start]
        if byte < 0x80 { return byte &- 0x41 < 26 }
        return text.withUnsafeBufferPointer { text in
            guard let scalar = Unicode.Scalar(WordPieceTokenizer.decode(text, start).scalar) else { return false }
            return !scalar.properties.isLowercase
        }
    }
}
