/// A text as the network sees it: subwords, and the words that they make up.
struct TokenizedText: Sendable {
    struct Word: Sendable {
        /// UTF-8 range in the text.
        let start: Int32
        let end: Int32
        /// Index of the word's first subword; the tag is read there.
        let first: Int32
    }

    var pieces: [UInt16] = []
    /// Row of the letter-case table for each subword.
    var cases: [UInt8] = []
    var words: [Word] = []

    /// One past the last subword of a word.
    func end(ofWord index: Int) -> Int {
        index + 1 < words.count ? Int(words[index + 1].first) : pieces.count
    }

    /// Which words are in small letters; none where the text does not show that its writer begins names with capitals.
    ///
    /// It shows it by words with a capital in the middle of a sentence, at least one in fifty words. Chat in small letters shows nothing, nor do the
    /// capitals that begin its sentences.
    var smallWords: [Bool] {
        let rows = words.map { Row(cases[Int($0.first)]) }
        var capitals = 0
        for index in rows.indices.dropFirst() where rows[index].isCapital && rows[index].followsSpace && !rows[index - 1].isMark {
            capitals += 1
        }
        return capitals > 0 && capitals * 50 >= words.count ? rows.map(\.isSmall) : []
    }

    /// A row of the letter-case table: four for each shape of a word, by what stands before it.
    private struct Row {
        private let shape: UInt8
        private let gap: UInt8

        init(_ row: UInt8) {
            shape = row / 4
            gap = row % 4
        }

        var isSmall: Bool { shape == 1 }
        /// A capital first and small letters then, or capitals throughout; one capital alone may be "I".
        var isCapital: Bool { shape == 2 || shape == 3 }
        var isMark: Bool { shape == 7 }
        var followsSpace: Bool { gap == 1 }
    }
}
