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
    /// For each row what may follow the word, a bit for each class, from `reachBit` on how near a digit must be, and from `thirdBit` on what
    /// may come third: the gates of a row taken together.
    private let rowMasks: UnsafeMutableBufferPointer<UInt32>
    private static let reachBit: UInt32 = 17
    private static let thirdBit: UInt32 = 24
    /// `(follow * thirdCount + third class) * rowCount + row` to a gate; 0: no pattern goes on so. What prose is made of lies together.
    private let gates: UnsafeMutableBufferPointer<UInt16>
    private let gate: UnsafeMutableBufferPointer<Gate>
    /// Class of a byte as the third: coarse, to keep the tables small; the sieve looks closer.
    private let thirdClass: UnsafeMutableBufferPointer<UInt8>
    private static let thirds = [ByteSet("a-i"), ByteSet("j-r"), ByteSet("s-z"), ByteSet("0-9"), ByteSet("A-Z")]
    private static let thirdCount = 6
    /// Starts of lists in `entries`, those of a gate together.
    private let lists: UnsafeMutableBufferPointer<UInt32>
    /// Lists of items: how many begin patterns that count by themselves, how many those that a word near must raise, the least length of a
    /// token that one of them needs, among how many bytes a digit must be for any of them; then the items in this order, those to be raised
    /// with their recognizers.
    let entries: UnsafeMutableBufferPointer<UInt16>

    /// Where in a list the least length of a token stands and the reach of a digit, and where the items begin.
    static let leastTokenAt = 2
    static let reachAt = 3
    static let head = 4
    /// A digit farther away than these bytes is none.
    static let farReach = 64

    private struct Gate {
        /// Bit n: something begins with a word of n bytes; see `PatternShape.runLengths`.
        var runs: UInt64 = 0
        /// Bit n: from a word of n bytes on it is another list.
        var changes: UInt64 = 0
        /// Its lists, one for each bit that is set in `changes`.
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
        /// What must not stand before it, see `Lookbehinds`.
        var lookbehinds: UInt64
        var prefix: PatternShape.Prefix
        /// Among so many bytes a digit must be; beyond `farReach`: there may be none.
        var digitReach: Int { min(prefix.digitReach, Dispatch.farReach + 1) }

        /// The ways in which a pattern can begin, those with a word and those with a sign apart: of a sign no length is asked.
        static func items(_ pattern: Int, of recognizer: Int, isWeak: Bool, lookbehinds: UInt64, _ shape: PatternShape) -> [Item] {
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
                    Item(
                        pattern: pattern, recognizer: recognizer, isWeak: isWeak, shortestToken: shape.shortestToken,
                        lookbehinds: lookbehinds, prefix: $0)
                }
            }
        }
    }

    /// For each item the sets of bytes that may come first to fourth, next after the first word and behind that, four words and a bit each.
    /// One load and one shift ask a set, without a branch.
    let sieves: UnsafeMutableBufferPointer<UInt64>
    static let sieveWords = 24
    /// What is asked of every item, together in one line of the cache.
    struct Head {
        /// The classes of its first bytes.
        var classes: ByteClass.Sequence
        /// What must not stand before it, see `Lookbehinds`.
        var lookbehinds: UInt64
        var pattern: Int32
        /// Least length of the token that it begins; 0: no such bound.
        var shortestToken: Int32
        /// Among so many bytes a digit must be; beyond `farReach`: there may be none.
        var digitReach: Int32
        private let unused: UInt32 = 0
        private let unusedToo: UInt64 = 0

        init(_ item: Item) {
            classes = item.prefix.classes
            lookbehinds = item.lookbehinds
            pattern = Int32(truncatingIfNeeded: item.pattern)
            shortestToken = Int32(truncatingIfNeeded: item.shortestToken)
            digitReach = Int32(truncatingIfNeeded: item.digitReach)
        }
    }

    let heads: UnsafeMutablePointer<Head>
    /// Bytes that some pattern begins with.
    let firsts: ByteSet

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
        return Int(lists.baseAddress![gate.pointee.first &+ (gate.pointee.changes & (bit &<< 1 &- 1)).nonzeroBitCount])
    }

    /// Of the words that begin at the places of a block those of which some pattern may begin so: as `place`, if less
    /// closely, and without a branch for each.
    ///
    /// - Parameters:
    ///   - word: which bytes of the block are of a word, and which of the next one.
    ///   - digits: the same of digits, where all patterns here have one near.
    ///   - block: where the block stands, with 66 bytes behind it at least.
    @inline(__always)
    func open(
        _ places: UInt64, word: UInt64, _ nextWord: UInt64, digits: (UInt64, UInt64)? = nil, _ block: UnsafePointer<UInt8>,
        _ follows: FollowTables
    ) -> UInt64 {
        let firstClass = UnsafePointer(firstClass.baseAddress!)
        let secondClass = UnsafePointer(secondClass.baseAddress!)
        let rows = UnsafePointer(rows.baseAddress!)
        let rowRuns = UnsafePointer(rowRuns.baseAddress!)
        let nexts = UnsafePointer(follows.nextKinds.baseAddress!)
        let afters = UnsafePointer(follows.afterKinds.baseAddress!)
        let classes = UnsafePointer(follows.classes.baseAddress!)
        let rowMasks = UnsafePointer(rowMasks.baseAddress!)
        let thirdClass = UnsafePointer(thirdClass.baseAddress!)
        var out: UInt64 = 0
        var rest = places
        while rest != 0 {
            let bit = rest.trailingZeroBitCount
            rest &= rest &- 1
            let start = block + bit
            let run = (~(word &>> UInt64(bit) | (nextWord &<< 1) &<< UInt64(63 &- bit))).trailingZeroBitCount
            let end = start + run
            let follow = Int(classes[Int(nexts[Int(end[0])] &+ afters[Int(end[1])])])
            let row = Int(rows[Int(firstClass[Int(start[0])]) &+ Int(secondClass[Int(start[1])])])
            let mask = rowMasks[row]
            var may = mask &>> UInt32(follow) & mask &>> (Self.thirdBit &+ UInt32(thirdClass[Int(start[2])]))
            if let digits {
                let distance = Self.digitDistance(digits.0, digits.1, UInt64(bit))
                may &= UInt32(distance) < mask &>> Self.reachBit & 127 ? 1 : 0
            }
            // Of a word that goes on beyond what is seen here the end is not known.
            out |= (UInt64(may) & rowRuns[row &<< 2 &+ Follow.group(follow)] &>> UInt64(run) & 1 | UInt64(run) &>> 6) &<< UInt64(bit)
        }
        return out
    }

    /// Bytes from a place of a block to the next digit, `farReach` where it is farther.
    ///
    /// - Parameter digits: where digits stand in the block, and in the next one.
    @inline(__always)
    static func digitDistance(_ digits: UInt64, _ next: UInt64, _ bit: UInt64) -> Int {
        (digits &>> bit | (next &<< 1) &<< (63 &- bit)).trailingZeroBitCount
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

    /// - Parameter items: of all patterns that this sieve serves.
    init(_ items: [Item]) {
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
        var rowMasks = [UInt32](repeating: 0, count: rowItems.count)
        var gate = [Gate()]
        var lists: [UInt32] = []
        var entries: [UInt16] = [0]
        var gateNumbering = Numbering()
        var listNumbering = Numbering()
        var starts: [UInt32] = [0]
        /// Lays out the lists of a gate by the length of the word.
        func layOut(_ chosen: [UInt16], isSign: Bool, endsToken: Bool) {
            var new = Gate(first: lists.count - 1)
            var last: [UInt16] = []
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
                    if isNew {
                        let strong = listed.filter { !items[Int($0)].isWeak }
                        let weak = listed.filter { items[Int($0)].isWeak }
                        starts.append(UInt32(entries.count))
                        let least = listed.reduce(Int.max) { min($0, items[Int($1)].shortestToken) }
                        let reach = listed.reduce(0) { max($0, items[Int($1)].digitReach) }
                        entries += [UInt16(strong.count), UInt16(weak.count), UInt16(min(least, 512)), UInt16(reach)] + strong
                        for item in weak { entries += [item, UInt16(items[Int(item)].recognizer)] }
                    }
                    new.changes |= 1 << UInt64(run)
                    lists.append(starts[number])
                }
            }
            gate.append(new)
        }
        for (row, all) in rowItems.enumerated() {
            rowMasks[row] = UInt32(all.reduce(0) { max($0, items[Int($1)].digitReach) }) << Self.reachBit
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
                    rowMasks[row] |= 1 << UInt32(follow) | 1 << (Self.thirdBit + UInt32(third))
                }
            }
        }
        precondition(gate.count < 65_536, "more gates than the dispatch counts")
        firsts = items.reduce(into: ByteSet()) { $0 = $0.union($1.prefix.first) }
        firstClass = Self.keep(first.classes.map { $0 * UInt16(second.items.count) })
        secondClass = Self.keep(second.classes)
        self.rows = Self.keep(rows)
        rowCount = rowItems.count
        self.rowRuns = Self.keep(rowRuns)
        self.rowMasks = Self.keep(rowMasks)
        self.gates = Self.keep(gates)
        self.gate = Self.keep(gate)
        self.lists = Self.keep(lists)
        self.entries = Self.keep(entries)
        thirdClass = Self.keep(
            (UInt8(0)...255).map { byte in UInt8(Self.thirds.firstIndex { $0.contains(byte) } ?? Self.thirds.count) })
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
        // A line each: allocated by hand, at a line's start.
        heads = UnsafeMutableRawPointer.allocate(byteCount: max(1, items.count) * MemoryLayout<Head>.stride, alignment: 64)
            .bindMemory(to: Head.self, capacity: max(1, items.count))
        heads.initialize(from: items.map(Head.init), count: items.count)
    }

    deinit {
        firstClass.deallocate()
        secondClass.deallocate()
        rows.deallocate()
        rowRuns.deallocate()
        rowMasks.deallocate()
        gates.deallocate()
        thirdClass.deallocate()
        gate.deallocate()
        lists.deallocate()
        entries.deallocate()
        sieves.deallocate()
        heads.deallocate()
    }

    static func keep<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
        let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = buffer.initialize(from: elements)
        return buffer
    }
}
