/// How many bytes a match can have before its first digit.
struct DigitReach {
    private let automaton: PositionAutomaton
    private let isLast: [Bool]
    /// By position; 0: not known yet.
    private var known: [Int]

    init(_ automaton: PositionAutomaton, _ isLast: [Bool]) {
        self.automaton = automaton
        self.isLast = isLast
        known = [Int](repeating: 0, count: automaton.sets.count)
    }

    /// From the position on a digit is among so many bytes; `Int.max`: there may be none.
    mutating func reach(_ position: Int) -> Int {
        if known[position] != 0 { return known[position] }
        if automaton.sets[position].isDisjoint(with: ByteSet.digits.inverted) {
            known[position] = 1
            return 1
        }
        // Until it is known to end, the way from here leads back here.
        known[position] = .max
        if isLast[position] { return .max }
        var most = 0
        for next in automaton.follow[position] {
            most = max(most, reach(next))
            if most == .max { return .max }
        }
        known[position] = most + 1
        return most + 1
    }
}

/// What the assertion that a pattern begins with says of every match.
struct Lookahead {
    /// Least length of the token that begins there; 0: no such bound.
    private(set) var shortestToken = 0
    /// A digit stands among so many first bytes; `Int.max`: there may be none.
    private(set) var digitReach = Int.max

    init(_ regex: String) {
        var syntax = PatternSyntax(regex)
        guard let node = syntax.opening().lookahead else { return }
        var automaton = PositionAutomaton()
        let whole = automaton.add(node)
        guard !whole.nullable else { return }
        if automaton.sets.allSatisfy({ $0.isDisjoint(with: PatternShape.token.inverted) }) { shortestToken = whole.shortest }
        var isLast = [Bool](repeating: false, count: automaton.sets.count)
        for position in whole.last { isLast[position] = true }
        var reach = DigitReach(automaton, isLast)
        digitReach = whole.first.reduce(0) { max($0, reach.reach($1)) }
    }
}
