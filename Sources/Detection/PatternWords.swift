/// Words of which every match of a pattern holds one, and how far from its start: where none stands there, the pattern need not be run.
struct PatternWords {
    /// In small letters, two bytes at least each.
    let words: [[UInt8]]
    /// Bytes from the start of a match to the end of the word, at most.
    let reach: Int

    /// More alternatives than these are no use.
    private static let most = 8
    private static let longestReach = 160
    private static let mostLetters = 2

    /// Nil when the pattern has no such words.
    init?(_ regex: String) {
        var parser = PatternSyntax(regex)
        guard let root = parser.parse(), let found = Self.words(root) else { return nil }
        self = found
    }

    /// Whether the word begins with the match.
    private var isFirst: Bool

    private init(words: [[UInt8]], reach: Int, isFirst: Bool) {
        self.words = words
        self.reach = reach
        self.isFirst = isFirst
    }

    private var shortest: Int { words.map(\.count).min() ?? 0 }

    /// Whether it says more than another: three letters tell enough, fewer words are looked for faster, and longer ones stand in fewer places.
    private func tells(more other: PatternWords?) -> Bool {
        guard let other else { return true }
        let (own, its) = (min(shortest, 3), min(other.shortest, 3))
        if own != its { return own > its }
        return words.count == other.words.count ? shortest > other.shortest : words.count < other.words.count
    }

    private static func words(_ node: PatternSyntax.Node) -> PatternWords? {
        switch node {
        case .empty, .bytes: return nil
        case .repetition(let node, let least, _): return least > 0 ? words(node) : nil
        case .choice(let nodes):
            var all = PatternWords(words: [], reach: 0, isFirst: true)
            for node in nodes {
                guard let found = words(node) else { return nil }
                all = PatternWords(
                    words: all.words + found.words.filter { !all.words.contains($0) }, reach: max(all.reach, found.reach),
                    isFirst: all.isFirst && found.isFirst)
            }
            return all.words.count <= most ? all : nil
        case .sequence(let nodes):
            var best: PatternWords?
            var before = 0
            // What is written out up to here, in each way, and where it begins.
            var runs: [[UInt8]] = [[]]
            var runStart = 0
            func offer(_ found: PatternWords) {
                if found.shortest >= 2, found.reach <= longestReach, found.tells(more: best) { best = found }
            }
            for node in nodes {
                if case .bytes(let set) = node, case let letters = letters(set), !letters.isEmpty, letters.count * runs.count <= most {
                    runs = runs.flatMap { run in letters.map { run + [$0] } }
                    before += 1
                    offer(PatternWords(words: runs, reach: before, isFirst: runStart == 0))
                    continue
                }
                if let found = words(node) {
                    if found.isFirst, runs.count * found.words.count <= most {
                        let joined = runs.flatMap { run in found.words.map { run + $0 } }
                        offer(PatternWords(words: joined, reach: before + found.reach, isFirst: runStart == 0))
                    }
                    offer(PatternWords(words: found.words, reach: before + found.reach, isFirst: before == 0 && found.isFirst))
                }
                guard let length = longest(node), before + length <= longestReach else { break }
                before += length
                (runs, runStart) = ([[]], before == 0 ? 0 : -1)
            }
            return best
        }
    }

    /// The few letters and signs that the set is: small ones, where it has both.
    private static func letters(_ set: ByteSet) -> [UInt8] {
        var out: [UInt8] = []
        for byte in UInt8(0)...255 where set.contains(byte) {
            let small = byte >= 65 && byte <= 90 ? byte | 32 : byte
            if !out.contains(small) { out.append(small) }
            if out.count > mostLetters { return [] }
        }
        return out
    }

    /// Bytes of the longest match; nil: without end.
    private static func longest(_ node: PatternSyntax.Node) -> Int? {
        switch node {
        case .empty: return 0
        case .bytes: return 1
        case .repetition(let node, _, let most):
            guard let most, let length = longest(node) else { return nil }
            return most * length
        case .choice(let nodes):
            var out = 0
            for node in nodes {
                guard let length = longest(node) else { return nil }
                out = max(out, length)
            }
            return out
        case .sequence(let nodes):
            var out = 0
            for node in nodes {
                guard let length = longest(node) else { return nil }
                out += length
            }
            return out
        }
    }
}
