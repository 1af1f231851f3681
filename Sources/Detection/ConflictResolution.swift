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
