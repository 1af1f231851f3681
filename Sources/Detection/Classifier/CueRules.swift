/// Rules for what rests on a word beside it: birthdays, identifiers, user names, passwords and PINs.
enum CueRules {
    /// Score of what a rule found: the cue is explicit, but the value's own shape proves nothing.
    static let score: Float = 0.85
    /// Longest password that is looked for, in bytes.
    private static let longestSecret = 128

    /// Adds what the rules find; a model's span inside of it gives way, one that crosses it stays.
    static func extend(
        _ spans: inout [TaggedSpan], text: UnsafeBufferPointer<UInt8>, words: [TokenizedText.Word], tokenizer: WordPieceTokenizer
    ) {
        guard !words.isEmpty else { return }
        let words = CueWords(text: text, words: words, tokenizer: tokenizer)
        var found = besideCues(words)
        found.append(contentsOf: CueTable.find(words))
        guard !found.isEmpty else { return }
        found.sort { $0.range.lowerBound < $1.range.lowerBound }
        var merged: [TaggedSpan] = []
        merged.reserveCapacity(spans.count + found.count)
        var next = 0
        var taken = 0
        for candidate in found where candidate.range.lowerBound >= taken {
            while next < spans.count, spans[next].range.upperBound <= candidate.range.lowerBound {
                merged.append(spans[next])
                next += 1
            }
            var end = next
            var stays = false
            while end < spans.count, spans[end].range.lowerBound < candidate.range.upperBound {
                let range = spans[end].range
                let isInside = range.lowerBound >= candidate.range.lowerBound && range.upperBound <= candidate.range.upperBound
                stays = stays || !isInside || range == candidate.range
                end += 1
            }
            if stays { continue }
            next = end
            taken = candidate.range.upperBound
            merged.append(candidate)
        }
        merged.append(contentsOf: spans[next...])
        spans = merged
    }

    private static func besideCues(_ words: CueWords) -> [TaggedSpan] {
        var out: [TaggedSpan] = []
        var index = 0
        while index < words.count {
            guard let cue = cue(at: index, words) else {
                index += 1
                continue
            }
            let after = index + cue.words.count
            if let range = value(of: cue.kind, from: after, words) {
                out.append(TaggedSpan(range: range, type: type(of: cue.kind), score: score, source: .cue))
            }
            index = after
        }
        return out
    }

    static func type(of kind: CueVocabulary.Kind) -> String {
        switch kind {
        case .birthday: "DATE_OF_BIRTH"
        case .identifier, .qualifiedIdentifier, .userName: "ID"
        case .secret, .pin: "SECRET"
        }
    }

    /// The longest cue that begins at a word.
    static func cue(at index: Int, _ words: CueWords) -> CueVocabulary.Cue? {
        guard let cues = CueVocabulary.cues[words.folded[index]] else { return nil }
        return cues.first { cue in
            guard index + cue.words.count <= words.count else { return false }
            for (offset, word) in cue.words.enumerated() where words.folded[index + offset] != word { return false }
            return true
        }
    }

    private static func value(of kind: CueVocabulary.Kind, from first: Int, _ words: CueWords) -> Range<Int>? {
        var index = first
        var connected = false
        while index < words.count, index - first < 6 {
            // A password may begin with a mark, so a mark joined to what follows is only a filler where it must be.
            guard CueVocabulary.fillers.contains(words.folded[index]) else { break }
            // In `E-204871` the letter is the value's own.
            if words.isAlphanumeric(index), index + 1 < words.count, words.isJoined(index + 1), words.folded[index + 1] == "-" { break }
            if CueVocabulary.connectors.contains(words.folded[index]) { connected = true }
            index += 1
        }
        guard index < words.count else { return nil }
        switch kind {
        case .birthday: return CueDate.parse(words, from: index)
        case .identifier, .qualifiedIdentifier: return identifier(words, from: index)
        case .userName: return connected ? userName(words, from: index) : nil
        case .pin: return pin(words, from: index)
        case .secret: return secret(words, from: index, connected: connected)
        }
    }

    /// Groups of letters and digits joined by `-`, `/`, `.`, `_`, or groups of digits and capitals parted by single spaces.
    static func identifier(_ words: CueWords, from first: Int) -> Range<Int>? {
        guard words.isAlphanumeric(first) else { return nil }
        var end = first + 1
        while end < words.count, end - first < 12 {
            if words.isJoined(end) {
                if words.isAlphanumeric(end) {
                    end += 1
                } else if end + 1 < words.count, "-/._".contains(words.folded[end]), words.isJoined(end + 1), words.isAlphanumeric(end + 1)
                {
                    end += 2
                } else {
                    break
                }
            } else if words.start(end) - words.end(end - 1) == 1, words.text[words.end(end - 1)] == 0x20, words.isDigits(end),
                words.end(end) - words.start(end) <= 4,
                words.hasDigit(words.start(first)..<words.end(end - 1))
                    || isShortCapitals(words.text, words.start(first)..<words.end(end - 1))
            {
                end += 1
            } else {
                break
            }
        }
        let range = words.start(first)..<words.end(end - 1)
        return range.count >= 4 && range.count <= 40 && words.hasDigit(range) ? range : nil
    }

    /// Up to five capitals and hyphens: the head of a number plate.
    private static func isShortCapitals(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        range.count <= 5 && text[range].allSatisfy { $0 &- 0x41 < 26 || $0 == 0x2D }
    }

    private static func userName(_ words: CueWords, from first: Int) -> Range<Int>? {
        guard words.isAlphanumeric(first), !CueVocabulary.commonWords.contains(words.folded[first]) else { return nil }
        var end = first + 1
        while end < words.count, end - first < 8, words.isJoined(end), words.isAlphanumeric(end) || "-._".contains(words.folded[end]) {
            end += 1
        }
        while end > first + 1, !words.isAlphanumeric(end - 1) { end -= 1 }
        let range = words.start(first)..<words.end(end - 1)
        // A plain word may be anything; a digit or a joint makes it a name for logging in.
        return range.count >= 3 && (words.hasDigit(range) || end > first + 1) && words.hasLetter(range) ? range : nil
    }

    private static func pin(_ words: CueWords, from first: Int) -> Range<Int>? {
        guard words.isDigits(first) else { return nil }
        var end = first + 1
        while end + 1 < words.count, words.folded[end] == "-", words.isJoined(end), words.isJoined(end + 1), words.isDigits(end + 1) {
            end += 2
        }
        let range = words.start(first)..<words.end(end - 1)
        return (3...12).contains(range.count) ? range : nil
    }

    /// What runs up to the next white space or quotation mark.
    private static func secret(_ words: CueWords, from first: Int, connected: Bool) -> Range<Int>? {
        let text = words.text
        let start = words.start(first)
        var end = start
        while end < text.count, end - start < longestSecret, text[end] > 0x20, text[end] != 0x22, text[end] != 0x27, text[end] != 0x60,
            text[end] != 0x3C
        {
            end += 1
        }
        while end > start, ".,;:)]}|".utf8.contains(text[end - 1]) { end -= 1 }
        let range = start..<end
        guard range.count >= 4 else { return nil }
        // Placeholders, calls and variables are no passwords.
        if "<{[$(%".utf8.contains(text[start]) || text[range].contains(UInt8(ascii: "(")) { return nil }
        let letters = words.hasLetter(range)
        let plain = text[range].allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 >= 0x80 }
        if plain {
            return connected && range.count >= 6 && !CueVocabulary.commonWords.contains(words.folded[first])
                && isExplicit(words, before: first) ? range : nil
        }
        return words.hasDigit(range) || (connected && letters && isExplicit(words, before: first)) ? range : nil
    }

    /// Whether `:`, `=` or a quotation mark stands right before the word, as in a file rather than in a sentence.
    private static func isExplicit(_ words: CueWords, before index: Int) -> Bool {
        index > 0 && [":", "=", "\"", "'", "`"].contains(words.folded[index - 1])
    }
}
