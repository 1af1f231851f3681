/// Which patterns can match at a place, from the two bytes there, the length of the word that begins, and what follows it: the first and
/// cheapest sieve.
///
/// Bytes are grouped into classes that no pattern tells apart; a pair of classes selects a row, the row and what follows the word a gate,
/// which says at once for which lengths of the word there is anything to try. Nearly every word of prose ends there, after three reads of
/// tables that stay in the nearest cache. Measured against one search for each pattern, this is what makes a catalogue of a thousand
/// patterns affordable.
final class Dispatch: @unchecked Sendable {
    // Safe to share: nothing is written after `init`; the buffers live as long as the object.

    /// Class of a byte as the first, times the number of second classes.
    private let firstClass: UnsafeMutableBufferPointer<UInt16>
    private let secondClass: UnsafeMutableBufferPointer<UInt16>
    /// For a pair of classes its row; 0: no pattern begins so.
    private let rows: UnsafeMutableBufferPointer<UInt16>
    private let rowCount: Int
    /// `row * 4 + Follow.group` to the lengths of the word for which a gate there may be open: nearly every word of prose ends here.
    private let rowRuns: UnsafeMutableBufferPointer<UInt64>
    /// `(follow * thirdCount + third class) * rowCount + row` to a gate; 0: no pattern goes on so. What prose is made of lies together.
    private let gates: UnsafeMutableBufferPointer<UInt16>
    private let gate: UnsafeMutableBufferPointer<Gate>
    /// Class of a byte as the third: coarse, to keep the tables small; the sieve looks closer.
    private let thirdClass: UnsafeMutableBufferPointer<UInt8>
    private static let thirds = [ByteSet("a-i"), ByteSet("j-r"), ByteSet("s-z"), ByteSet("0-9"), ByteSet("A-Z")]
    private static let thirdCount = 6
    /// Starts of lists in `entries`, those of a gate together.
    private let lists: UnsafeMutableBufferPointer<UInt32>
    /// Lists of items: how many begin patterns that count by themselves, how many those that a word near must raise, then the items in this
    /// order, each of these with its recognizer.
    let entries: UnsafeMutableBufferPointer<UInt16>

    private struct Gate {
        /// Bit n: something begins with a word of n bytes; see `PatternShape.runLengths`.
        var runs: UInt64 = 0
        /// Its lists, one for each bit that is set.
        var first = 0
    }

    /// One way in which a pattern can begin.
    struct Item {
        var pattern: Int
        var recognizer: Int
        /// Whether a word near must raise it.
        var isWeak: Bool
        /// Least length of the token that it begins; 0: no such bound.
        var shortestToken: Int
        var prefix: PatternShape.Prefix

        /// The ways in which a pattern can begin, those with a word and those with a sign apart: of a sign no length is asked.
        static func items(_ pattern: Int, of recognizer: Int, isWeak: Bool, _ shape: PatternShape) -> [Item] {
            let word = ByteSet("A-Za-z0-9_")
            return shape.prefixes.flatMap { prefix in
                var worded = prefix
                worded.first = prefix.first.intersection(word)
                worded.runLengths &= ~1
                var sign = prefix
                sign.first = prefix.first.intersection(word.inverted)
                sign.runLengths = 1
                sign.follows = []
                return [worded, sign].filter { !$0.first.isEmpty }.map {
                    Item(pattern: pattern, recognizer: recognizer, isWeak: isWeak, shortestToken: shape.shortestToken, prefix: $0)
                }
            }
        }
    }

    /// For each item the sets of bytes that may come first to fourth, next after the first word and behind that, four words and a bit each.
    /// One load and one shift ask a set, without a branch.
    let sieves: UnsafeMutableBufferPointer<UInt64>
    static let sieveWords = 24
    /// For each item its pattern.
    let patterns: UnsafeMutableBufferPointer<Int32>
    /// For each item the least length of the token that it begins; 0: no such bound.
    let shortestTokens: UnsafeMutableBufferPointer<Int32>
    /// What each byte is to the scan: `isWord`, `isToken`.
    let kinds: UnsafeMutableBufferPointer<UInt8>

    /// `Follow.nextKind` of each byte times four, `Follow.afterKind`, and the table of classes.
    let nextKinds: UnsafeMutableBufferPointer<UInt8>
    let afterKinds: UnsafeMutableBufferPointer<UInt8>
    let followTable: UnsafeMutableBufferPointer<UInt8>

    static let isWord: UInt8 = 1
    static let isToken: UInt8 = 2
    /// May begin something hidden.
    static let isTrigger: UInt8 = 4
    /// Some pattern looks back from it.
    static let isPivot: UInt8 = 8
    /// Gives a value to a name, and may stand between the two.
    static let isOperator: UInt8 = 16
    static let isSkip: UInt8 = 32
    /// A sign that some pattern begins with.
    static let isFirst: UInt8 = 64

    /// Whether some pattern begins with a space or a line break.
    let spacesMatter: Bool

    /// Where the list of items begins that a place may be one of; 0: none.
    ///
    /// - Parameter follow: what comes after the word, see `Follow`.
    @inline(__always)
    func place(_ first: UInt8, _ second: UInt8, _ third: UInt8, run: Int, follow: Int) -> Int {
        let row = Int(rows.baseAddress![Int(firstClass.baseAddress![Int(first)]) &+ Int(secondClass.baseAddress![Int(second)])])
        let bit: UInt64 = 1 &<< UInt64(run)
        if rowRuns.baseAddress![row &<< 2 &+ Follow.group(follow)] & bit == 0 { return 0 }
        let gateRow = follow &* Self.thirdCount &+ Int(thirdClass.baseAddress![Int(third)])
        let gate = gate.baseAddress! + Int(gates.baseAddress![gateRow &* rowCount &+ row])
        if gate.pointee.runs & bit == 0 { return 0 }
        return Int(lists.baseAddress![gate.pointee.first &+ (gate.pointee.runs & (bit &- 1)).nonzeroBitCount])
    }

    /// Numbers lists of items, each once.
    private struct Numbering {
        /// A list with its hash at hand: most that are looked up are known.
        private struct Key: Hashable {
            let items: [UInt16]
            let mixed: UInt64

            init(_ items: [UInt16]) {
                self.items = items
                var mixed: UInt64 = 0x9E37_79B9_7F4A_7C15
                for item in items { mixed = (mixed ^ UInt64(item)) &* 0xBF58_476D_1CE4_E5B9 ^ mixed >> 29 }
                self.mixed = mixed
            }

            func hash(into hasher: inout Hasher) { hasher.combine(mixed) }
            static func == (a: Key, b: Key) -> Bool { a.mixed == b.mixed && a.items == b.items }
        }

        private var known = [Key([]): 0]
        private(set) var count = 1

        /// The number of the list, and whether it is new.
        mutating func number(_ items: [UInt16]) -> (Int, isNew: Bool) {
            let key = Key(items)
            if let known = known[key] { return (known, false) }
            known[key] = count
            count += 1
            return (count - 1, true)
        }
    }

    /// - Parameters:
    ///   - items: of all patterns that this sieve serves.
    ///   - pivots: bytes that patterns look back from.
    init(_ items: [Item], pivots: ByteSet) {
        precondition(items.count < 65_536, "more ways to begin than the dispatch counts")
        /// Groups the bytes that no item tells apart.
        func classes(_ sets: [ByteSet]) -> (classes: [UInt16], items: [[UInt16]]) {
            var numbering = Numbering()
            var members: [[UInt16]] = [[]]
            let classes = (UInt8(0)...255).map { byte in
                let holding = sets.indices.filter { sets[$0].contains(byte) }.map { UInt16($0) }
                let (number, isNew) = numbering.number(holding)
                if isNew { members.append(holding) }
                return UInt16(number)
            }
            return (classes, members)
        }
        // Digits are one class here, told apart by the sieve: patterns of numbers differ in every one, and each pair of digits would have
        // tables of its own, too many for the nearest caches.
        func coarse(_ set: ByteSet) -> ByteSet { set.isDisjoint(with: .digits) ? set : set.union(.digits) }
        let first = classes(items.map { coarse($0.prefix.first) })
        let second = classes(items.map { coarse($0.prefix.second) })
        let follows = items.map { Follow.mask(of: $0.prefix.follows) }
        var rowItems: [[UInt16]] = [[]]
        var rowNumbering = Numbering()
        var isSecond = [Bool](repeating: false, count: items.count)
        var rows = [UInt16](repeating: 0, count: first.items.count * second.items.count)
        for (b, holding) in second.items.enumerated() {
            for item in holding { isSecond[Int(item)] = true }
            for (a, beginning) in first.items.enumerated() {
                let pair = beginning.filter { isSecond[Int($0)] }
                let (row, isNew) = rowNumbering.number(pair)
                if isNew { rowItems.append(pair) }
                rows[a * second.items.count + b] = UInt16(row)
            }
            for item in holding { isSecond[Int(item)] = false }
        }
        let rest = Self.thirds.reduce(ByteSet()) { $0.union($1) }.inverted
        let thirds = items.map { item in
            (Self.thirds + [rest]).enumerated().reduce(0 as UInt8) {
                $0 | (item.prefix.third.isDisjoint(with: $1.element) ? 0 : 1 << UInt8($1.offset))
            }
        }
        let runLengths = items.map(\.prefix.runLengths)
        let shortest = items.map(\.shortestToken)
        var gates = [UInt16](repeating: 0, count: Follow.count * Self.thirdCount * rowItems.count)
        var rowRuns = [UInt64](repeating: 0, count: rowItems.count * 4)
        var gate = [Gate()]
        var lists: [UInt32] = []
        var entries: [UInt16] = [0]
        var gateNumbering = Numbering()
        var listNumbering = Numbering()
        var starts: [UInt32] = [0]
        /// Lays out the lists of a gate by the length of the word.
        func layOut(_ chosen: [UInt16], isSign: Bool, endsToken: Bool) {
            var new = Gate(runs: 0, first: lists.count)
            var last: [UInt16] = []
            var lastNumber = 0
            for run in isSign ? 0..<1 : 1..<64 {
                let listed = chosen.filter {
                    runLengths[Int($0)] >> UInt64(run) & 1 != 0
                        && (!endsToken || run == PatternShape.longestRun || shortest[Int($0)] <= run)
                }
                if listed.isEmpty { continue }
                new.runs |= 1 << UInt64(run)
                if listed != last {
                    last = listed
                    let (number, isNew) = listNumbering.number(listed)
                    lastNumber = number
                    if isNew {
                        let strong = listed.filter { !items[Int($0)].isWeak }
                        let weak = listed.filter { items[Int($0)].isWeak }
                        starts.append(UInt32(entries.count))
                        entries += [UInt16(strong.count), UInt16(weak.count)] + strong
                        for item in weak { entries += [item, UInt16(items[Int(item)].recognizer)] }
                    }
                }
                lists.append(starts[lastNumber])
            }
            gate.append(new)
        }
        for (row, all) in rowItems.enumerated() {
            for follow in 0..<Follow.count {
                let isSign = follow == Follow.sign
                let following = all.filter { isSign ? runLengths[Int($0)] & 1 != 0 : follows[Int($0)] >> UInt32(follow) & 1 != 0 }
                if following.isEmpty { continue }
                let endsToken = !isSign && Follow.endsToken(follow)
                for third in 0..<Self.thirdCount {
                    let chosen = following.filter { thirds[Int($0)] >> UInt8(third) & 1 != 0 }
                    if chosen.isEmpty { continue }
                    // The same items are laid out in three ways: for signs, for words that end a token and for those that go on.
                    let (number, isNew) = gateNumbering.number(chosen + (isSign ? [.max] : endsToken ? [.max - 1] : []))
                    gates[(follow * Self.thirdCount + third) * rowItems.count + row] = UInt16(number)
                    if isNew { layOut(chosen, isSign: isSign, endsToken: endsToken) }
                    rowRuns[row * 4 + Follow.group(follow)] |= gate[number].runs
                }
            }
        }
        precondition(gate.count < 65_536, "more gates than the dispatch counts")
        spacesMatter = items.contains { !$0.prefix.first.isDisjoint(with: ByteSet(9...10).union(ByteSet(13...13)).union(ByteSet(32...32))) }
        let word = ByteSet("A-Za-z0-9_")
        let token = PatternShape.token
        let firsts = items.reduce(into: ByteSet()) { $0 = $0.union($1.prefix.first) }
        let kinds = (UInt8(0)...255).map { byte in
            (firsts.contains(byte) ? Self.isFirst : 0) | (word.contains(byte) ? Self.isWord : 0) | (token.contains(byte) ? Self.isToken : 0)
                | (Encodings.triggers.contains(byte) ? Self.isTrigger : 0) | (pivots.contains(byte) ? Self.isPivot : 0)
                | (AssignmentHead.kind(byte) == 2 ? Self.isOperator : AssignmentHead.kind(byte) == 1 ? Self.isSkip : 0)
        }
        firstClass = Self.keep(first.classes.map { $0 * UInt16(second.items.count) })
        secondClass = Self.keep(second.classes)
        self.rows = Self.keep(rows)
        rowCount = rowItems.count
        self.rowRuns = Self.keep(rowRuns)
        self.gates = Self.keep(gates)
        self.gate = Self.keep(gate)
        self.lists = Self.keep(lists)
        self.entries = Self.keep(entries)
        self.kinds = Self.keep(kinds)
        thirdClass = Self.keep(
            (UInt8(0)...255).map { byte in UInt8(Self.thirds.firstIndex { $0.contains(byte) } ?? Self.thirds.count) })
        nextKinds = Self.keep((UInt8(0)...255).map { Follow.nextKind($0) * 4 })
        afterKinds = Self.keep((UInt8(0)...255).map { Follow.afterKind($0) })
        followTable = Self.keep(Follow.table)
        sieves = Self.keep(
            items.flatMap { (item: Item) -> [UInt64] in
                let isSign = item.prefix.runLengths & 1 != 0
                let next = item.prefix.follows.reduce(isSign ? ByteSet.all : ByteSet()) { $0.union($1.next) }
                // Behind a letter beyond ASCII anything may come: what comes behind the rest is then told more closely.
                let after = item.prefix.follows.reduce(isSign ? ByteSet.all : ByteSet()) {
                    $1.next.isDisjoint(with: ByteSet(0...0x7F)) ? $0 : $0.union($1.after)
                }
                let prefix = item.prefix
                return [prefix.first, prefix.second, prefix.third, prefix.fourth, next, after].flatMap(\.words)
            })
        patterns = Self.keep(items.map { Int32(truncatingIfNeeded: $0.pattern) })
        shortestTokens = Self.keep(items.map { Int32(truncatingIfNeeded: $0.shortestToken) })
    }

    deinit {
        firstClass.deallocate()
        secondClass.deallocate()
        rows.deallocate()
        rowRuns.deallocate()
        gates.deallocate()
        thirdClass.deallocate()
        nextKinds.deallocate()
        afterKinds.deallocate()
        followTable.deallocate()
        gate.deallocate()
        lists.deallocate()
        entries.deallocate()
        kinds.deallocate()
        sieves.deallocate()
        patterns.deallocate()
        shortestTokens.deallocate()
    }

    private static func keep<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
        let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = buffer.initialize(from: elements)
        return buffer
    }
}
