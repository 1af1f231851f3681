/// People's names, word by word; full names first, so that a surname alone finds whose it is.
extension Redactor {
    mutating func assignPeople() {
        let people = values.indices.filter { values[$0].type.name == "PERSON" && values[$0].action == .surrogate }
        guard !people.isEmpty else { return }
        let words = people.map { PersonSurrogate.words(of: values[$0].bytes) }
        for (i, ranges) in zip(people, words) where ranges.count > 1 { assign(i, ranges) }
        for (i, ranges) in zip(people, words) where ranges.count == 1 { assign(i, ranges) }
    }

    private mutating func assign(_ index: Int, _ ranges: [Range<Int>]) {
        let value = values[index]
        let name = value.bytes
        let bearing = ranges.filter { !PersonSurrogate.kept.contains([UInt8](name[$0]).lowered) || ranges.count == 1 }
        guard !bearing.isEmpty else { return }
        // "Smith, John" has the surname first.
        let isInverted = bearing.count > 1 && name[bearing[0].upperBound...].first == UInt8(ascii: ",")
        for round in 0..<4 {
            var out = name
            for (place, range) in bearing.enumerated().reversed() {
                let word = [UInt8](name[range])
                let isLast =
                    isInverted
                    ? place == 0
                    : place == bearing.count - 1
                        && (bearing.count > 1 || !NameRegion.isFirstName(word.lowered))
                guard let made = wordSurrogate(word, isLast: isLast, round: round) else { return }
                out.replaceSubrange(range, with: made)
            }
            if accept(out, for: value) {
                values[index].replacement = out
                return
            }
        }
    }

    /// The surrogate of one word: the one it has, or the first that no other word has and no text contains.
    private mutating func wordSurrogate(_ word: [UInt8], isLast: Bool, round: Int) -> [UInt8]? {
        let style = WordCase(of: word)
        func styled(_ made: [UInt8]) -> [UInt8] { style == .small || style == .capitals ? style.apply(made) : WordCase.title.apply(made) }
        let letters = String(decoding: word, as: UTF8.self).unicodeScalars.count
        if letters == 1, word[0].isLetter {
            if let initial = names.surrogate(ofWord: EmailSurrogate.initialMark + word.lowered) { return style.apply(initial) }
            var stream = generator.key.stream("PERSON initial", word.lowered, attempt: round)
            return style.apply([97 + UInt8(stream.below(26))])
        }
        if let known = names.surrogate(ofWord: word) { return styled(known) }
        for attempt in (round * Self.attempts)..<((round + 1) * Self.attempts) {
            let made = PersonSurrogate.word(word, as: isLast ? .last : .first, key: generator.key, attempt: attempt)
            let folded = Fold.text(made)
            guard names.isFree(made), folded != Fold.text(word), names.surrogate(ofWord: made) == nil, !presence.containsWord(made),
                folded == made.lowered || !presence.containsWord(folded)
            else { continue }
            names.take(WordCase.title.apply(made), for: word, isFirst: !isLast)
            return styled(made)
        }
        return nil
    }
}
