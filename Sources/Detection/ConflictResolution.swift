/// A match that passed its check, before it is known whether it stands.
struct Candidate {
    var start: Int
    var end: Int
    var score: Float
    /// Index of the recognizer in its analyzer: the order of the catalogue.
    var recognizer: Int
    var evidence: Finding.Evidence
    /// Bytes between the value and the nearest context word; `Int.max` without one.
    var distance: Int
    /// Found only after decoding: its bytes in the text say something else.
    var isDisguised = false

    /// Whether it stands against another that overlaps it: higher score, then longer, then earlier, then nearer its context word, then
    /// earlier in the catalogue.
    func wins(over other: Candidate) -> Bool {
        if score != other.score { return score > other.score }
        if end - start != other.end - other.start { return end - start > other.end - other.start }
        if start != other.start { return start < other.start }
        if distance != other.distance { return distance < other.distance }
        return recognizer < other.recognizer
    }
}

/// Decides between findings that overlap. The result does not depend on the order they came in.
enum ConflictResolution {
    /// Sets the scores of values found in disguise: at most `limit`, but at least that of every part of them that was found as the same
    /// type in plain sight, because the whole outranks the part.
    static func weighDisguised(_ candidates: inout [Candidate], limit: Float, sameType: (Int, Int) -> Bool) {
        guard candidates.contains(where: \.isDisguised) else { return }
        let plain = candidates.filter { !$0.isDisguised }.sorted { $0.start < $1.start }
        for index in candidates.indices where candidates[index].isDisguised {
            candidates[index].score = min(candidates[index].score, limit)
            var low = 0
            var high = plain.count
            while low < high {
                let middle = (low + high) / 2
                if plain[middle].start < candidates[index].start { low = middle + 1 } else { high = middle }
            }
            while low < plain.count, plain[low].start < candidates[index].end {
                if plain[low].end <= candidates[index].end, sameType(plain[low].recognizer, candidates[index].recognizer) {
                    candidates[index].score = max(candidates[index].score, plain[low].score)
                }
                low += 1
            }
        }
    }

    /// Those that stand, by place; none overlaps another.
    static func resolve(_ candidates: [Candidate]) -> [Candidate] {
        guard candidates.count > 1 else { return candidates }
        let ordered = candidates.sorted { $0.start != $1.start ? $0.start < $1.start : $0.wins(over: $1) }
        var out: [Candidate] = []
        var from = 0
        while from < ordered.count {
            var to = from + 1
            var end = ordered[from].end
            while to < ordered.count, ordered[to].start < end {
                end = max(end, ordered[to].end)
                to += 1
            }
            if to == from + 1 {
                out.append(ordered[from])
            } else {
                settle(ordered[from..<to], &out)
            }
            from = to
        }
        return out
    }

    /// A run of candidates that hang together: the best first, then every one that overlaps none of the chosen.
    private static func settle(_ cluster: ArraySlice<Candidate>, _ out: inout [Candidate]) {
        var chosen: [Candidate] = []
        for candidate in cluster.sorted(by: { $0.wins(over: $1) }) {
            var low = 0
            var high = chosen.count
            while low < high {
                let middle = (low + high) / 2
                if chosen[middle].start < candidate.start { low = middle + 1 } else { high = middle }
            }
            if low < chosen.count, chosen[low].start < candidate.end { continue }
            if low > 0, chosen[low - 1].end > candidate.start { continue }
            chosen.insert(candidate, at: low)
        }
        out += chosen
    }
}
