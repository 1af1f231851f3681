/// Words of which every match of a pattern holds one, and how far from its start: where none stands there, the pattern need not be run.
struct PatternWords {
    /// In small letters, two bytes at least each.
    let words: [[UInt8]]
    /// Bytes from the start of a match to the end of the word, at most.
    let reach: Int

    /// More alternatives than these are no use.
    private static let most = 8
    private static let longestReach = 160

    /// Nil when the pattern has no such words.
    init?(_ regex: String) {
        var parser = PatternSyntax(regex)
        guard let root = parser.parse(), let found = Self.words(root) else { return nil }
        self = found
    }

    private init(words: [[UInt8]], reach: Int) {
        self.words = words
        self.reach = reach
    }

    private var shortest: Int { words.map(\.count).min() ?? 0 }

    private static func words(_ node: PatternSyntax.Node) -> PatternWords? {
        switch node {
        case .empty, .bytes: return nil
        case .repetition(let node, let least, _): return least > 0 ? words(node) : nil
        case .choice(let nodes):
            var all: [[UInt8]] = []
            var reach = 0
            for node in nodes {
                guard let found = words(node) else { return nil }
                all += found.words.filter { !all.contains($0) }
                reach = max(reach, found.reach)
            }
            return all.count <= most ? PatternWords(words: all, reach: reach) : nil
        case .sequence(let nodes):
            var best: PatternWords?
            var before = 0
            var run: [UInt8] = []
            func offer(_ found: PatternWords) {
                if found.shortest >= 2, found.reach <= longestReach, found.shortest > best?.shortest ?? 0 { best = found }
            }
            for node in nodes {
                if case .bytes(let set) = node, let byte = letter(set) {
                    run.append(byte)
                    before += 1
                    offer(PatternWords(words: [run], reach: before))
                    continue
                }
                run = []
                if let found = words(node) { offer(PatternWords(words: found.words, reach: before + found.reach)) }
                guard let length = longest(node), before + length <= longestReach else { break }
                before += length
            }
            return best
        }
    }

    /// The small letter that the set is, in any case, or the one other byte in it.
    private static func letter(_ set: ByteSet) -> UInt8? {
        let bytes = (UInt8(0)...255).filter { set.contains($0) }
        guard let last = bytes.last else { return nil }
        if bytes.count == 1 { return last >= 65 && last <= 90 ? last | 32 : last }
        return bytes.count == 2 && last >= 97 && last <= 122 && bytes[0] == last ^ 32 ? last : nil
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
