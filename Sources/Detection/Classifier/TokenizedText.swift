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
}
