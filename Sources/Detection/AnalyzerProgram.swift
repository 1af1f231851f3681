internal import Synchronization

/// The patterns of an analyzer, laid out for the scan: what the hot path reads, and nothing else.
///
/// Shared by every thread that scans. Everything is written before the first scan, but the slots for compiled code, which are atomic.
final class AnalyzerProgram: @unchecked Sendable {
    // Safe to share: `entries` and the tables are not written after `init`; `codes` holds atomics, and the code they point to is kept alive
    // by `lazy`.
    struct Entry {
        var recognizer: Int
        var score: Float
        var group: Int
        var edges: Recognizer.Edges
        /// Below the least score without context.
        var isWeak: Bool
        var requirement: Int
        /// The set of `words` of which a match needs one, and how far from its start; -1: none is known.
        var words: Int
        var wordReach: Int
        /// Whether it starts from a byte inside it, and how far that is from its start.
        var isPivoted: Bool
        var pivotReach: Int
        /// Where in `pivotOvers` the bytes stand that are walked over to the left of it.
        var pivotOver: Int
        /// Whether its recognizer has context words.
        var hasContext: Bool
        /// Whether its recognizer checks what matched.
        var hasCheck: Bool
        var evidence: Finding.Evidence
    }

    let recognizers: [Recognizer]
    let entries: UnsafeMutableBufferPointer<Entry>
    private let codes: UnsafeMutableBufferPointer<Atomic<UInt>>
    private let lazy: [LazyPatternCode]
    let dispatch: Dispatch
    /// Patterns of which a match has a digit among its first `numberReach` bytes: asked where one stands there.
    let numbers: Dispatch
    static let numberReach = 32
    /// The patterns of values that count only where they are given to a name, of so many bytes at least: asked where such a token stands
    /// behind an operator, and where one does that is long enough to follow its name with a space alone.
    let assigned: Dispatch
    /// The same for shorter values, and for those that may hold what ends a token.
    let assignedLoosely: Dispatch
    static let assignedToken = 12
    /// Bytes that a pattern may begin with from which on it is worth while to look for a word that it needs.
    private static let broad = 20
    let lookbehinds = Lookbehinds()
    let kinds: ByteKinds
    let follows = FollowTables()
    let lexicon: ContextLexicon
    /// The words that requirements ask for.
    let keywords: KeywordIndex
    /// For each requirement whether its word may stand anywhere near.
    let isNearby: UnsafeMutableBufferPointer<Bool>
    /// Patterns that start from a byte inside them, by that byte.
    let pivots: UnsafeMutableBufferPointer<UInt16>
    /// For each byte where those patterns begin in `pivots`, and for the last one where they end.
    let pivotStarts: UnsafeMutableBufferPointer<UInt16>
    /// Sets of bytes, as four words of bits each.
    let pivotOvers: UnsafeMutableBufferPointer<UInt64>
    /// The sets of words that patterns need which start from a byte inside them, or from a word that may be nearly any.
    let words: WordGroups
    let checks: UnsafeMutableBufferPointer<Check>
    let minScore: Float

    /// How a pattern of bytes is compiled: at its right edge no word goes on, when its last byte is of a word.
    static func source(_ pattern: Pattern) -> String {
        switch pattern.edges {
        case .both, .right: "(?:\(pattern.regex))(?:(?<![A-Za-z0-9_])|(?![A-Za-z0-9_]))"
        case .left, .none: pattern.regex
        }
    }

    /// - Parameter custom: context words of the policy's own recognizers, which are counted after the catalogue's.
    init(_ recognizers: [Recognizer], custom: [[String]], minScore: Float) {
        self.recognizers = recognizers
        self.minScore = minScore
        var list: [Entry] = []
        var lazy: [LazyPatternCode] = []
        var items: [Dispatch.Item] = []
        var numberItems: [Dispatch.Item] = []
        var assignedItems: [Dispatch.Item] = []
        var looselyAssignedItems: [Dispatch.Item] = []
        var keywords: [[[UInt8]]] = []
        var isNearby: [Bool] = []
        var pivots = [[UInt16]](repeating: [], count: 256)
        var words: [[[UInt8]]] = []
        var pivotOvers: [UInt64] = []
        var pivotBytes = ByteSet()
        for (index, recognizer) in recognizers.enumerated() {
            var requirement = -1
            switch recognizer.requirement {
            case .nothing: break
            case .assignment(let words), .nearby(let words):
                requirement = keywords.count
                keywords.append(words.map { Array($0.utf8).map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 } })
                if case .nearby = recognizer.requirement { isNearby.append(true) } else { isNearby.append(false) }
            }
            for pattern in recognizer.patterns {
                let isClosedRight = pattern.edges == .both || pattern.edges == .right
                let shape = PatternShape(pattern.regex, closedRight: isClosedRight)
                precondition(shape != nil, "a shipped pattern has syntax that the dispatch does not read: \(pattern.regex)")
                if let pivot = pattern.pivot {
                    pivots[Int(pivot.byte)].append(UInt16(list.count))
                    pivotBytes.insert(pivot.byte)
                } else if let shape {
                    let isOpenLeft = pattern.edges == .right || pattern.edges == .none
                    precondition(
                        !isOpenLeft || shape.first.isDisjoint(with: ByteSet("A-Za-z0-9_")),
                        "a pattern that may begin inside a word needs a pivot: \(pattern.regex)")
                    let begins = Dispatch.Item.items(
                        list.count, of: index, isWeak: pattern.score < minScore, lookbehinds: lookbehinds.add(pattern.regex), shape)
                    var isAssigned = false
                    if case .assignment = recognizer.requirement {
                        isAssigned = shape.runLengths & 1 == 0
                    }
                    for begin in begins {
                        if isAssigned, shape.shortestToken >= Self.assignedToken {
                            assignedItems.append(begin)
                        } else if isAssigned {
                            looselyAssignedItems.append(begin)
                        } else if begin.prefix.digitReach <= Self.numberReach {
                            numberItems.append(begin)
                        } else {
                            items.append(begin)
                        }
                    }
                }
                let isBroad = shape.map { $0.first.words.reduce(0) { $0 + $1.nonzeroBitCount } >= Self.broad && $0.isFar } ?? false
                let needed = pattern.pivot != nil || isBroad ? PatternWords(pattern.regex) : nil
                if let needed, !words.contains(needed.words) { words.append(needed.words) }
                pivotOvers += pattern.pivot?.over.words ?? []
                list.append(
                    Entry(
                        recognizer: index, score: pattern.score, group: pattern.group, edges: pattern.edges,
                        isWeak: pattern.score < minScore, requirement: requirement,
                        words: needed.flatMap { words.firstIndex(of: $0.words) } ?? -1, wordReach: needed?.reach ?? 0,
                        isPivoted: pattern.pivot != nil, pivotReach: pattern.pivot?.reach ?? 0, pivotOver: pivotOvers.count - 4,
                        hasContext: !recognizer.context.isEmpty, hasCheck: !recognizer.check.isNone,
                        evidence: recognizer.evidence))
                lazy.append(LazyPatternCode(Self.source(pattern)))
            }
        }
        precondition(list.count < 60_000, "more patterns than the dispatch counts")
        entries = .allocate(capacity: list.count)
        _ = entries.initialize(from: list)
        codes = .allocate(capacity: list.count)
        for index in 0..<list.count { (codes.baseAddress! + index).initialize(to: Atomic(0)) }
        self.lazy = lazy
        dispatch = Dispatch(items)
        numbers = Dispatch(numberItems)
        assigned = Dispatch(assignedItems)
        assignedLoosely = Dispatch(looselyAssignedItems)
        kinds = ByteKinds(firsts: dispatch.firsts, numberFirsts: numbers.firsts, pivots: pivotBytes)
        lexicon = ContextLexicon(recognizers.map(\.context) + custom)
        self.keywords = KeywordIndex(keywords)
        self.isNearby = .allocate(capacity: isNearby.count)
        _ = self.isNearby.initialize(from: isNearby)
        pivotStarts = Dispatch.keep((0...256).map { byte in UInt16(pivots[..<byte].reduce(0) { $0 + $1.count }) })
        self.pivots = Dispatch.keep(Array(pivots.joined()))
        self.pivotOvers = Dispatch.keep(pivotOvers)
        self.words = WordGroups(words)
        checks = .allocate(capacity: recognizers.count)
        _ = checks.initialize(from: recognizers.map(\.check))
    }

    deinit {
        entries.deallocate()
        isNearby.deallocate()
        pivots.deallocate()
        pivotStarts.deallocate()
        pivotOvers.deallocate()
        checks.baseAddress?.deinitialize(count: checks.count)
        checks.deallocate()
        codes.baseAddress?.deinitialize(count: codes.count)
        codes.deallocate()
    }

    /// The compiled code of a pattern; compiled when first asked for.
    @inline(__always)
    func code(_ index: Int) -> OpaquePointer {
        let known = codes[index].load(ordering: .acquiring)
        if let pointer = OpaquePointer(bitPattern: known) { return pointer }
        return compile(index)
    }

    @inline(never)
    private func compile(_ index: Int) -> OpaquePointer {
        let pointer = lazy[index].get().code
        codes[index].store(UInt(bitPattern: pointer), ordering: .releasing)
        return pointer
    }
}
