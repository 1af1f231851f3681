/// The Glushkov automaton of a pattern: one state a byte position (V. M. Glushkov, The abstract theory of automata, 1961).
struct PositionAutomaton {
    var sets: [ByteSet] = []
    var follow: [[Int]] = []

    struct Part {
        var nullable: Bool
        var first: [Int]
        var last: [Int]
        /// Bytes of the shortest match.
        var shortest: Int
    }

    /// Repetitions beyond this count as endless: nothing after it is looked at.
    static let longestRepeat = 66

    mutating func add(_ node: PatternSyntax.Node) -> Part {
        switch node {
        case .empty: return Part(nullable: true, first: [], last: [], shortest: 0)
        case .bytes(let set):
            sets.append(set)
            follow.append([])
            return Part(nullable: false, first: [sets.count - 1], last: [sets.count - 1], shortest: 1)
        case .sequence(let nodes):
            var out = Part(nullable: true, first: [], last: [], shortest: 0)
            for node in nodes { out = join(out, add(node)) }
            return out
        case .choice(let nodes):
            var out = Part(nullable: false, first: [], last: [], shortest: 1 << 20)
            for node in nodes {
                let part = add(node)
                out.nullable = out.nullable || part.nullable
                out.first += part.first
                out.last += part.last
                out.shortest = min(out.shortest, part.shortest)
            }
            return out
        case .repetition(let node, let least, let most):
            var out = Part(nullable: true, first: [], last: [], shortest: 0)
            let required = min(least, Self.longestRepeat)
            for _ in 0..<required { out = join(out, add(node)) }
            let optional = most.map { min($0, Self.longestRepeat) - required } ?? Int.max
            let isEndless = most == nil || most! > Self.longestRepeat || least > Self.longestRepeat
            if isEndless {
                var part = add(node)
                link(part.last, part.first)
                part.nullable = true
                part.shortest = 0
                out = join(out, part)
            } else if optional > 0 {
                // x{0,n} as (x(x(x)?)?)?: each copy leads on to the next or out.
                var tail = Part(nullable: true, first: [], last: [], shortest: 0)
                for _ in 0..<optional {
                    tail = join(add(node), tail)
                    tail.nullable = true
                    tail.shortest = 0
                }
                out = join(out, tail)
            }
            return out
        }
    }

    private mutating func join(_ a: Part, _ b: Part) -> Part {
        link(a.last, b.first)
        return Part(
            nullable: a.nullable && b.nullable, first: a.nullable ? a.first + b.first : a.first,
            last: b.nullable ? a.last + b.last : b.last,
            shortest: a.shortest + b.shortest)
    }

    private mutating func link(_ from: [Int], _ to: [Int]) {
        for position in from { follow[position] += to }
    }
}
