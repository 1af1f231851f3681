/// Finds people in running text by given names, titles and the words beside them: for policies that name `PERSON` and run without the
/// model. It knows common given names of many countries and rules; what it cannot know is a rare name in the middle of a sentence.
struct NameFinder {
    struct Found {
        var range: Range<Int>
        var score: Float
    }

    /// A given name with a surname, a title with one, or a name that is introduced as such.
    private static let sure: Float = 0.85
    /// A part of a name found elsewhere in the text.
    static let part: Float = 0.75
    /// A given name alone.
    private static let lone: Float = 0.55
    /// Words of a surname.
    private static let longestSurname = 3

    private let words: NameWords

    /// People in a text, by place, without overlap.
    static func find(in text: UnsafeBufferPointer<UInt8>) -> [Found] {
        NameFinder(words: NameWords(text)).find()
    }

    private struct Match {
        /// Of words.
        var range: Range<Int>
        /// Nil for what is named after somebody.
        var score: Float?
    }

    private func find() -> [Found] {
        var out: [Found] = []
        var known = KnownNames()
        var index = 0
        while index < words.count {
            guard words.isCapital(index), let match = match(at: index) else {
                index += 1
                continue
            }
            index = match.range.upperBound
            guard let score = match.score, words.standsAlone(match.range) else { continue }
            out.append(Found(range: bytes(match.range), score: score))
            known.add(words, match.range)
        }
        return known.extend(out, in: words)
    }

    private func bytes(_ range: Range<Int>) -> Range<Int> {
        words.words[range.lowerBound].start..<words.words[range.upperBound - 1].end
    }

    private func match(at index: Int) -> Match? {
        titled(index) ?? introduced(index) ?? full(index) ?? abbreviated(index) ?? inverted(index) ?? alone(index)
    }

    /// "Mr Thornbury", "Dr. E. Petrova".
    private func titled(_ index: Int) -> Match? {
        guard index + 1 < words.count, words.words[index].letters != .capitals || words.words[index].end - words.words[index].start == 2,
            words.gap(after: index) == .space || words.gap(after: index) == .stop, NameVocabulary.titles.contains(words.folded(index))
        else { return nil }
        // "Riverside Dr Suite 5"
        if words.isCapital(index - 1), words.gap(after: index - 1) == .space, !OrdinaryWords.contains(words.folded(index - 1)) {
            return nil
        }
        var first = index + 1
        while first + 1 < words.count, NameVocabulary.titles.contains(words.folded(first)) { first += 1 }
        let begin = first
        while first + 1 < words.count, words.words[first].letters == .initial, words.gap(after: first) != .line { first += 1 }
        var last = first
        while last + 1 < words.count, words.words[last].letters == .small, NameVocabulary.particles.contains(words.folded(last)) {
            last += 1
        }
        guard words.words[last].letters == .title || words.words[last].letters == .capitals, isSurname(last) else { return nil }
        let tail = tail(from: last)
        return Match(range: begin..<tail.last + 1, score: tail.isThing ? nil : Self.sure)
    }

    /// "my name is Xolani Dube"
    private func introduced(_ index: Int) -> Match? {
        guard index > 0, words.isTitle(index), words.gap(after: index - 1) == .space, isSurname(index) else { return nil }
        let before = index > 1 ? words.folded(index - 2) : []
        guard NameVocabulary.introduces(before, words.folded(index - 1)) else { return nil }
        let tail = tail(from: index)
        return tail.isThing ? nil : Match(range: index..<tail.last + 1, score: Self.sure)
    }

    /// "Margaret Thornbury", "J. R. van der Berg" with a given name that is known.
    private func full(_ index: Int) -> Match? {
        let letters = words.words[index].letters
        guard letters == .title || letters == .capitals, let isWord = given(index), !followsPlace(index) else { return nil }
        let tail = tail(from: index)
        guard tail.last > index else { return nil }
        let range = index..<tail.last + 1
        if tail.isThing { return Match(range: range, score: nil) }
        if letters == .capitals {
            // A heading in capitals is no list of people.
            let isBeside =
                words.isCapital(index - 1) && words.words[index - 1].letters == .capitals && words.gap(after: index - 1) == .space
            if isBeside || words.words[index].end - words.words[index].start < 4 { return nil }
        }
        guard !isWord || (index + 1...tail.last).contains(where: { isKnownSurname($0) }) else { return nil }
        return Match(range: range, score: Self.sure)
    }

    /// "J. R. R. Thornbury"
    private func abbreviated(_ index: Int) -> Match? {
        var last = index
        while last + 1 < words.count, words.words[last].letters == .initial, words.gap(after: last) == .stop { last += 1 }
        guard last - index >= 2, words.isTitle(last), isSurname(last) else { return nil }
        let tail = tail(from: last)
        return Match(range: index..<tail.last + 1, score: tail.isThing ? nil : Self.part)
    }

    /// "Thornbury, Margaret" in a list, a form or a table.
    private func inverted(_ index: Int) -> Match? {
        guard index + 1 < words.count, words.isTitle(index), words.isTitle(index + 1), words.gap(after: index) == .comma, isSurname(index),
            given(index) != true, given(index + 1) == false, words.isOpening(index) || index == 0
        else { return nil }
        let end = words.words[index + 1].end
        guard end == words.text.count || "\n\r;|\t\"()".utf8.contains(words.text[end]) else { return nil }
        // "Hello, Maria": greetings are ordinary words; two given names side by side are two people.
        guard given(index) == nil else { return nil }
        return Match(range: index..<index + 2, score: Self.part)
    }

    /// "Margaret" with nothing else of a name beside it.
    private func alone(_ index: Int) -> Match? {
        guard words.isTitle(index), let isWord = given(index) else { return nil }
        if isWord || words.words[index].end - words.words[index].start < 4 {
            guard index > 0, words.gap(after: index - 1) == .space, NameVocabulary.greetings.contains(words.folded(index - 1)),
                !words.isCapital(index + 1) || words.gap(after: index) != .space
            else { return nil }
            return Match(range: index..<index + 1, score: Self.lone)
        }
        if NameVocabulary.wordLike.contains(words.folded(index)), words.isOpening(index) { return nil }
        if words.isCapital(index - 1), words.gap(after: index - 1) == .space, !OrdinaryWords.contains(words.folded(index - 1)) {
            return nil
        }
        if words.isCapital(index + 1), words.gap(after: index) == .space {
            let next = words.folded(index + 1)
            if NameVocabulary.things.contains(next) || !OrdinaryWords.contains(next) { return nil }
        }
        return Match(range: index..<index + 1, score: Self.lone)
    }

    /// The last word of the surname that goes on behind a word, and whether a thing is named after it.
    private func tail(from first: Int) -> (last: Int, isThing: Bool) {
        let style = words.words[first].letters
        var last = first
        var at = first
        while last - first < Self.longestSurname, at + 1 < words.count {
            let gap = words.gap(after: at)
            let next = words.words[at + 1].letters
            if gap == .stop, words.words[at].letters == .initial, isSurname(at + 1), next == .title || next == style {
                at += 1
                last = at
            } else if gap == .space, next == .initial, at + 2 < words.count,
                words.gap(after: at + 1) == .stop || words.gap(after: at + 1) == .space
            {
                at += 1
            } else if gap == .space, next == style || next == .title, isSurname(at + 1, behind: first) {
                at += 1
                last = at
            } else if gap == .space, NameVocabulary.particles.contains(words.folded(at + 1)), next != .initial {
                at += 1
            } else {
                break
            }
        }
        let isThing =
            words.isCapital(last + 1) && (words.gap(after: last) == .space || words.gap(after: last) == .other)
            && NameVocabulary.things.contains(words.folded(last + 1))
        return (last, isThing)
    }

    /// Whether a word can be a surname: no ordinary word, no thing.
    private func isSurname(_ index: Int, behind given: Int? = nil) -> Bool {
        let letters = words.words[index].letters
        guard letters == .title || letters == .capitals, words.words[index].end - words.words[index].start > 1 else { return false }
        let folded = words.folded(index)
        if let given, given + 1 == index, !words.isCapital(index + 1) || words.gap(after: index) != .space {
            if NameVocabulary.surnameThings.contains(folded) || NameVocabulary.surnameWords.contains(folded) {
                return self.given(given) == false
            }
        }
        return !OrdinaryWords.contains(folded) && !NameVocabulary.things.contains(folded)
    }

    private func isKnownSurname(_ index: Int) -> Bool {
        let folded = words.folded(index)
        return NameLists.surnames.contains(folded) || NameLists.given.contains(folded)
    }

    /// Nil: no given name; true: one that is as often an ordinary word. "Anna-Lena" is one of two.
    private func given(_ index: Int) -> Bool? {
        let folded = words.folded(index)
        guard folded.count >= 2, folded.count <= 40 else { return nil }
        var isWord = false
        for part in folded.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false) {
            if NameLists.given.contains(part) { continue }
            guard NameLists.words.contains(part) else { return nil }
            isWord = true
        }
        return isWord
    }

    /// "San Francisco", "Port Elizabeth"
    private func followsPlace(_ index: Int) -> Bool {
        guard words.isCapital(index - 1) else { return false }
        let gap = words.gap(after: index - 1)
        return (gap == .space || gap == .stop) && NameVocabulary.prefixes.contains(words.folded(index - 1))
    }
}
