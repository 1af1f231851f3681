/// Words and phrases of a policy, found as whole words.
struct WordList: Sendable {
    /// For each phrase its words; folded where case does not matter.
    private let phrases: [[[UInt8]]]
    /// Indices of phrases by the first byte of their first word.
    private let byFirst: [[Int]]
    private let ignoresCase: Bool

    init(_ words: [String], ignoresCase: Bool) {
        self.ignoresCase = ignoresCase
        phrases = words.map { phrase in
            Composition.composed(phrase).split(whereSeparator: { $0.isWhitespace }).map { word in
                ignoresCase ? word.unicodeScalars.flatMap(Self.folded) : Array(word.utf8)
            }
        }.filter { !$0.isEmpty }
        var byFirst = [[Int]](repeating: [], count: 256)
        for (index, phrase) in phrases.enumerated() {
            let first = phrase[0][0]
            byFirst[Int(first)].append(index)
            if ignoresCase, first >= 97, first <= 122 { byFirst[Int(first & 0xDF)].append(index) }
            // The letters i of Turkish, sharp s small and large.
            if ignoresCase, first == UInt8(ascii: "i") { byFirst[0xC4].append(index) }
            if ignoresCase, first == UInt8(ascii: "s") { for byte in [0xC3, 0xE1] { byFirst[byte].append(index) } }
            // The capital of a letter beyond ASCII begins with another byte: look at them all.
            if ignoresCase, first >= 0x80 { for byte in 0x80...0xFF where byte != Int(first) { byFirst[byte].append(index) } }
        }
        self.byFirst = byFirst
    }

    /// Calls `found` with every place; of phrases that begin together, the longest.
    func scan(_ text: UnsafeBufferPointer<UInt8>, _ found: (Range<Int>) -> Void) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            let candidates = byFirst[Int(byte)]
            guard !candidates.isEmpty, byte & 0xC0 != 0x80, isEdge(index, text) else {
                index += 1
                continue
            }
            var end = 0
            for candidate in candidates {
                if let match = match(phrases[candidate], text, index), match > end { end = match }
            }
            if end > 0 {
                found(index..<end)
                index = end
            } else {
                index += 1
            }
        }
    }

    private func isEdge(_ index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard index > 0, index < text.count else { return true }
        let left = text[index - 1]
        let right = text[index]
        let joinsLeft = left < 0x80 ? Analyzer.Scratch.isWord(left) : WordEdge.joins(before: index, in: text)
        let joinsRight = right < 0x80 ? Analyzer.Scratch.isWord(right) : WordEdge.joins(after: index, in: text)
        return !(joinsLeft && joinsRight)
    }

    private func match(_ phrase: [[UInt8]], _ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        var index = start
        for (position, word) in phrase.enumerated() {
            if position > 0 {
                let before = index
                while index < text.count, text[index] == 32 || (text[index] >= 9 && text[index] <= 13) { index += 1 }
                guard index > before else { return nil }
            }
            guard let end = match(word, text, index) else { return nil }
            index = end
        }
        return isEdge(index, text) ? index : nil
    }

    /// In small letters, as capitals are written too: `STRASSE` for Straße, a sigma for the last one of a word, one i for both of Turkish.
    private static func folded(_ scalar: Unicode.Scalar) -> [UInt8] {
        switch scalar.value {
        case 0xDF, 0x1E9E: Array("ss".utf8)
        case 0x130, 0x131: [UInt8(ascii: "i")]
        case 0x3C2: Array("σ".utf8)
        default: Array(scalar.properties.lowercaseMapping.utf8)
        }
    }

    private func match(_ word: [UInt8], _ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        guard ignoresCase else {
            guard start + word.count <= text.count else { return nil }
            for offset in 0..<word.count where text[start + offset] != word[offset] { return nil }
            return start + word.count
        }
        var index = start
        var at = 0
        while at < word.count {
            guard index < text.count else { return nil }
            let byte = text[index]
            if byte < 0x80 {
                guard (byte >= 65 && byte <= 90 ? byte | 32 : byte) == word[at] else { return nil }
                (index, at) = (index + 1, at + 1)
                continue
            }
            guard let scalar = WordEdge.scalar(at: index, in: text) else { return nil }
            for byte in Self.folded(scalar) {
                guard at < word.count, word[at] == byte else { return nil }
                at += 1
            }
            index += scalar.utf8.count
        }
        return index
    }
}
