/// What can be said about every match of a pattern without running it: its first bytes, how long the word that it begins with can be, and
/// what follows that word. An over-approximation: a place that the shape refuses cannot match; one that it lets through may not.
struct PatternShape {
    /// Bytes that can come first.
    var first = ByteSet()
    /// The ways in which a match can begin.
    var prefixes: [Prefix] = []

    /// Bytes that can come first to fourth together; every byte where a match may be shorter. Alternatives have a prefix each, as long as
    /// they are not too many.
    struct Prefix {
        var first: ByteSet
        var second: ByteSet
        var third: ByteSet
        var fourth: ByteSet
        /// As `PatternShape.runLengths`, of what begins so.
        var runLengths: UInt64
        /// What can follow that run, by the ways in which it can go on; a line feed also stands for the end of the text.
        var follows: [Follow]
        /// For each of the first bytes the classes that it can be of, see `ByteClass`.
        var classes: ByteClass.Sequence
        /// A digit stands among so many first bytes; `Int.max`: there may be none.
        var digitReach: Int
    }

    /// Bytes that can come next after the first word, and bytes that can come behind those.
    struct Follow: Hashable {
        var next: ByteSet
        var after: ByteSet
    }

    /// More prefixes than these are taken together as one.
    private static let mostPrefixes = 40
    /// Bit n: the run of ASCII letters, digits and underscores at the start can be n long; bit 63: 63 and more; bit 0: it begins with
    /// another byte.
    var runLengths: UInt64 = 0
    /// More ways to go on than these are taken together as one.
    private static let mostFollows = 12
    /// Least length of a match; 0 where a match may hold a byte that ends a token, such as a space or a quote.
    var shortestToken = 0

    /// Whether a match may go far without a digit.
    var isFar: Bool { prefixes.contains { $0.digitReach > AnalyzerProgram.numberReach } }

    /// Bytes that a token is made of: what stands between spaces, quotes and the signs that separate values.
    static let token = ByteSet("A-Za-z0-9_./+=~%@$#&*^!?|:\\-").union(ByteSet(0x80...0xFF))

    static let longestRun = 63

    /// Nil when the pattern uses syntax that this reading does not know, or can match nothing at all.
    init?(_ regex: String, closedRight: Bool) {
        var parser = PatternSyntax(regex)
        guard let root = parser.parse() else { return nil }
        var automaton = PositionAutomaton()
        let whole = automaton.add(root)
        guard !whole.nullable else { return nil }
        if automaton.sets.allSatisfy({ $0.isDisjoint(with: Self.token.inverted) }) { shortestToken = whole.shortest }
        for position in whole.first { first = first.union(automaton.sets[position]) }
        var isLast = [Bool](repeating: false, count: automaton.sets.count)
        for position in whole.last { isLast[position] = true }
        let tails = ByteClass.tails(automaton, isLast)
        var digits = DigitReach(automaton, isLast)
        let ahead = Lookahead(regex)
        shortestToken = max(shortestToken, ahead.shortestToken)
        for position in whole.first {
            let (runs, follows) = Self.runs(from: position, automaton, isLast, closedRight: closedRight)
            runLengths |= runs
            let digitReach = min(ahead.digitReach, digits.reach(position))
            prefixes += Self.prefixes(position, automaton, isLast, tails).map {
                Prefix(
                    first: $0.key.first, second: $0.key.second, third: $0.key.third, fourth: $0.rest.fourth, runLengths: runs,
                    follows: follows, classes: $0.rest.classes, digitReach: digitReach)
            }
        }
        guard prefixes.count > Self.mostPrefixes, var one = prefixes.first else { return }
        for prefix in prefixes.dropFirst() {
            one.first = one.first.union(prefix.first)
            one.second = one.second.union(prefix.second)
            one.third = one.third.union(prefix.third)
            one.fourth = one.fourth.union(prefix.fourth)
            one.runLengths |= prefix.runLengths
            one.follows += prefix.follows
            one.classes |= prefix.classes
            one.digitReach = max(one.digitReach, prefix.digitReach)
        }
        one.follows = Self.gathered(one.follows)
        prefixes = [one]
    }

    /// How long the word can be that begins at a position, and what can follow it.
    private static func runs(
        from position: Int, _ automaton: PositionAutomaton, _ isLast: [Bool], closedRight: Bool
    ) -> (UInt64, [Follow]) {
        let word = ByteSet("A-Za-z0-9_")
        let other = word.inverted
        var runLengths: UInt64 = 0
        var follows: [Follow] = []
        if !automaton.sets[position].isDisjoint(with: other) { runLengths |= 1 }
        var current = automaton.sets[position].isDisjoint(with: word) ? [] : [position]
        var seen = [Int](repeating: -1, count: automaton.sets.count)
        var hasFollowed = [Bool](repeating: false, count: automaton.sets.count)
        var isOpen = false
        var length = 1
        while !current.isEmpty {
            var following: [Int] = []
            for position in current {
                if isLast[position] {
                    isOpen = true
                    runLengths |= closedRight ? bit(length) : ~0 << UInt64(min(length, longestRun))
                }
                for follow in automaton.follow[position] where seen[follow] != length {
                    seen[follow] = length
                    let set = automaton.sets[follow]
                    if !set.isDisjoint(with: other) {
                        runLengths |= bit(length)
                        if !hasFollowed[follow] {
                            hasFollowed[follow] = true
                            let after =
                                isLast[follow]
                                ? ByteSet.all : automaton.follow[follow].reduce(into: ByteSet()) { $0 = $0.union(automaton.sets[$1]) }
                            // Behind a letter beyond ASCII anything counts as possible.
                            follows.append(Follow(next: set.intersection(other).intersection(ByteSet(0...0x7F)), after: after))
                            follows.append(Follow(next: set.intersection(ByteSet(0x80...0xFF)), after: .all))
                        }
                    }
                    if !set.isDisjoint(with: word) { following.append(follow) }
                }
            }
            if length > longestRun {
                if !following.isEmpty {
                    runLengths |= bit(longestRun)
                    // What ends so long a run was not followed to its end.
                    isOpen = true
                }
                break
            }
            current = following
            length += 1
        }
        if isOpen { follows.append(Follow(next: other, after: .all)) }
        return (runLengths, gathered(follows))
    }

    /// The same with those that agree in what comes behind as one; too many are all one.
    private static func gathered(_ follows: [Follow]) -> [Follow] {
        var order: [ByteSet] = []
        var nexts: [ByteSet: ByteSet] = [:]
        for follow in follows where !follow.next.isEmpty {
            if nexts[follow.after] == nil { order.append(follow.after) }
            nexts[follow.after] = (nexts[follow.after] ?? ByteSet()).union(follow.next)
        }
        if order.count <= mostFollows { return order.map { Follow(next: nexts[$0] ?? .all, after: $0) } }
        return [
            follows.reduce(Follow(next: ByteSet(), after: ByteSet())) {
                Follow(next: $0.next.union($1.next), after: $0.after.union($1.after))
            }
        ]
    }

    private struct Opening: Hashable {
        var first: ByteSet
        var second: ByteSet
        var third: ByteSet
    }

    private struct Rest {
        var fourth = ByteSet()
        var classes = ByteClass.Sequence()
    }

    /// Every way that leads from a position through four; those that agree in three are one.
    private static func prefixes(
        _ p: Int, _ automaton: PositionAutomaton, _ isLast: [Bool], _ tails: [ByteClass.Sequence]
    ) -> [(key: Opening, rest: Rest)] {
        var rests: [Opening: Rest] = [:]
        var order: [Opening] = []
        func add(_ first: ByteSet, _ second: ByteSet, _ third: ByteSet, _ fourth: ByteSet, _ tail: ByteClass.Sequence = .any) {
            let key = Opening(first: first, second: second, third: third)
            if rests[key] == nil { order.append(key) }
            var classes = tail
            for index in stride(from: ByteClass.count - 1, to: 2, by: -1) { classes[index] = classes[index - 2] }
            (classes[0], classes[1], classes[2]) = (ByteClass.of(first), ByteClass.of(second), ByteClass.of(third))
            rests[key, default: Rest()].fourth = (rests[key]?.fourth ?? ByteSet()).union(fourth)
            rests[key, default: Rest()].classes |= classes
        }
        let a = automaton.sets[p]
        if isLast[p] { add(a, .all, .all, .all) }
        for q in Set(automaton.follow[p]).sorted() {
            let b = automaton.sets[q]
            if isLast[q] { add(a, b, .all, .all) }
            for r in Set(automaton.follow[q]).sorted() {
                let fourth = isLast[r] ? ByteSet.all : automaton.follow[r].reduce(into: ByteSet()) { $0 = $0.union(automaton.sets[$1]) }
                add(a, b, automaton.sets[r], fourth, tails[r])
            }
        }
        return order.map { ($0, rests[$0] ?? Rest(fourth: .all, classes: .any)) }
    }

    private static func bit(_ length: Int) -> UInt64 { 1 << UInt64(min(length, longestRun)) }
}
