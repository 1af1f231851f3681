/// Finds the best sequence of tags in which an inside tag follows only its own type, and reads spans and scores from it.
struct TagDecoder {
    /// What the best sequence holds counts at any usual threshold, also where one of its words alone would not.
    private static let lowest: Float = 0.5

    /// Tag 0 is outside; type `t` begins with `1 + 2t` and goes on with `2 + 2t`.
    let types: [String]
    let bias: [Float]
    private var tagCount: Int { types.count * 2 + 1 }

    init(types: [String], bias: [Float]) {
        self.types = types
        self.bias = bias
    }

    /// `logits` holds a row for each word; `words` the byte ranges; `added`, where it is not empty, what each word's spelling adds to the logits of
    /// people, organisations and places.
    func decode(_ words: [TokenizedText.Word], _ logits: [Float], added: [Float] = []) -> [TaggedSpan] {
        let tags = tagCount
        guard !words.isEmpty else { return [] }
        precondition(logits.count == words.count * tags, "one row of logits a word")
        precondition(added.isEmpty || added.count == words.count, "one value a word")
        let isName = types.map { $0 == "PERSON" || $0 == "ORGANIZATION" || $0 == "LOCATION" }
        var rows = logits
        rows.withUnsafeMutableBufferPointer { rows in
            for word in 0..<words.count {
                let spelling = added.isEmpty ? 0 : added[word]
                for type in 0..<types.count {
                    let sum = isName[type] ? bias[type] + spelling : bias[type]
                    rows[word * tags + 1 + 2 * type] += sum
                    rows[word * tags + 2 + 2 * type] += sum
                }
            }
        }
        let path = best(rows, count: words.count)
        return spans(words, rows, path)
    }

    private func best(_ rows: [Float], count: Int) -> [UInt8] {
        let tags = tagCount
        var back = [UInt8](repeating: 0, count: count * tags)
        var score = Array(rows[0..<tags])
        for type in 0..<types.count { score[2 + 2 * type] = -.greatestFiniteMagnitude / 4 }
        var next = score
        for word in 1..<max(1, count) {
            var winner = 0
            for tag in 1..<tags where score[tag] > score[winner] { winner = tag }
            for tag in 0..<tags {
                var source = winner
                if tag > 0, tag % 2 == 0 { source = score[tag - 1] >= score[tag] ? tag - 1 : tag }
                back[word * tags + tag] = UInt8(source)
                next[tag] = score[source] + rows[word * tags + tag]
            }
            swap(&score, &next)
        }
        var tag = 0
        for other in 1..<tags where score[other] > score[tag] { tag = other }
        var path = [UInt8](repeating: 0, count: count)
        for word in stride(from: count - 1, through: 0, by: -1) {
            path[word] = UInt8(tag)
            tag = Int(back[word * tags + tag])
        }
        return path
    }

    private func spans(_ words: [TokenizedText.Word], _ rows: [Float], _ path: [UInt8]) -> [TaggedSpan] {
        var out: [TaggedSpan] = []
        var word = 0
        while word < words.count {
            guard path[word] != 0 else {
                word += 1
                continue
            }
            let type = Int(path[word] - 1) / 2
            var end = word + 1
            while end < words.count, path[end] == 2 + 2 * type { end += 1 }
            var total: Float = 0
            for index in word..<end { total += inside(rows, index) }
            out.append(
                TaggedSpan(
                    range: Int(words[word].start)..<Int(words[end - 1].end), type: types[type],
                    score: Swift.max(Self.lowest, total / Float(end - word))))
            word = end
        }
        return out
    }

    /// The probability that a word belongs to any entity.
    private func inside(_ rows: [Float], _ word: Int) -> Float {
        let row = rows[(word * tagCount)..<((word + 1) * tagCount)]
        let outside = row.first!
        let peak = row.max()!
        var total: Float = 0
        for value in row { total += exponential(value - peak) }
        return 1 - exponential(outside - peak) / total
    }
}
