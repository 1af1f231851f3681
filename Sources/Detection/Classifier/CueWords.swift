/// The words of a text, folded on demand, for the rules that look at what stands beside what.
struct CueWords {
    let text: UnsafeBufferPointer<UInt8>
    let words: [TokenizedText.Word]
    let folded: [String]

    init(text: UnsafeBufferPointer<UInt8>, words: [TokenizedText.Word], tokenizer: WordPieceTokenizer) {
        self.text = text
        self.words = words
        folded = words.map { Self.fold($0, of: text, tokenizer) }
    }

    /// A word in small letters without accents.
    static func fold(_ word: TokenizedText.Word, of text: UnsafeBufferPointer<UInt8>, _ tokenizer: WordPieceTokenizer) -> String {
        let bytes = UnsafeBufferPointer(rebasing: text[Int(word.start)..<Int(word.end)])
        return String(
            decoding: bytes.allSatisfy { $0 < 0x80 } ? bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 } : tokenizer.fold(bytes),
            as: UTF8.self)
    }

    var count: Int { words.count }

    func start(_ index: Int) -> Int { Int(words[index].start) }

    func end(_ index: Int) -> Int { Int(words[index].end) }

    /// Whether nothing stands between a word and the one before it.
    func isJoined(_ index: Int) -> Bool { index > 0 && start(index) == end(index - 1) }

    /// Whether a line ends between two words.
    func isBroken(_ index: Int) -> Bool {
        index > 0 && text[end(index - 1)..<start(index)].contains { $0 == 0x0A || $0 == 0x0D }
    }

    func isDigits(_ index: Int) -> Bool { folded[index].utf8.allSatisfy { $0 &- 0x30 < 10 } }

    func isAlphanumeric(_ index: Int) -> Bool {
        folded[index].utf8.first.map { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || $0 >= 0x80 } ?? false
    }

    func hasDigit(_ range: Range<Int>) -> Bool { text[range].contains { $0 &- 0x30 < 10 } }

    func hasLetter(_ range: Range<Int>) -> Bool { text[range].contains { ($0 | 0x20) &- 0x61 < 26 || $0 >= 0x80 } }
}
