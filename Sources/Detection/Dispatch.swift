/// Which patterns can match at a place, from the two bytes there, the length of the word that begins, and what follows it: the first and
/// cheapest sieve.
///
/// Bytes are grouped into classes that no pattern tells apart; a pair of classes, a run length and whether the token goes on behind the
/// word select a list of patterns. Measured against one search for each pattern, this is what makes a catalogue of a thousand patterns
/// affordable.
final class Dispatch: @unchecked Sendable {
    // Safe to share: nothing is written after `init`; the buffers live as long as the object.

    /// Class of a byte as the first, times the number of second classes.
    let firstClass: UnsafeMutableBufferPointer<UInt16>
    let secondClass: UnsafeMutableBufferPointer<UInt16>
    /// For a pair of classes, a row of lists; 0: no pattern begins so.
    let rows: UnsafeMutableBufferPointer<UInt16>
    /// `row * 128 + (64 if the token goes on) + run` to a list; 0: none. Rows are laid out so that the words of prose touch one cache line each.
    let lists: UnsafeMutableBufferPointer<UInt16>
    /// Class of a byte as the third, 0 to 7: coarse, to keep the tables small; the sieve looks closer.
    let thirdClass: UnsafeMutableBufferPointer<UInt8>
    /// `list * 8 + third class` to the start of its members in `entries`: a count, then item indices; 0: none.
    let members: UnsafeMutableBufferPointer<UInt32>
    let entries: UnsafeMutableBufferPointer<UInt16>
    /// One way in which a pattern can begin.
    struct Item {
        var pattern: Int
        var shape: PatternShape
        var prefix: PatternShape.Prefix
    }

    /// For each item twelve words: the sets of bytes that may come third, fourth and behind the first word, a bit each. One load and one shift
    /// ask a set, without a branch.
    let sieves: UnsafeMutableBufferPointer<UInt64>
    /// For each item its pattern.
    let patterns: UnsafeMutableBufferPointer<Int32>
    /// For each item the least length of the token that it begins; 0: no such bound.
    let shortestTokens: UnsafeMutableBufferPointer<Int32>
    /// What each byte is to the scan: `isWord`, `isToken`.
    let kinds: UnsafeMutableBufferPointer<UInt8>

    static let isWord: UInt8 = 1
    static let isToken: UInt8 = 2
    /// May begin something hidden.
    static let isTrigger: UInt8 = 4
    /// Some pattern looks back from it.
    static let isPivot: UInt8 = 8
    /// Gives a value to a name, and may stand between the two.
    static let isOperator: UInt8 = 16
    static let isSkip: UInt8 = 32

    /// Whether some pattern begins with a space or a line break.
    let spacesMatter: Bool

    /// Where the list of items begins that a place may be one of; 0: none.
    @inline(__always)
    func place(_ first: UInt8, _ second: UInt8, _ third: UInt8, run: Int, goesOn: Bool) -> UInt32 {
        let row = rows.baseAddress![Int(firstClass.baseAddress![Int(first)]) &+ Int(secondClass.baseAddress![Int(second)])]
        if row == 0 { return 0 }
        let list = lists.baseAddress![Int(row) << 7 &+ (goesOn ? 64 : 0) &+ run]
        return members.baseAddress![Int(list) << 3 &+ Int(thirdClass.baseAddress![Int(third)])]
    }

    /// A set of items with its hash at hand: building the tables looks up many, and most are equal to a known one.
    private struct Members: Hashable {
        var words: [UInt64]
        private let hash: UInt64

        init(_ words: [UInt64]) {
            self.words = words
            var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
            for word in words { hash = (hash ^ word) &* 0xBF58_476D_1CE4_E5B9 ^ hash >> 29 }
            self.hash = hash
        }

        func hash(into hasher: inout Hasher) { hasher.combine(hash) }
        static func == (a: Members, b: Members) -> Bool { a.hash == b.hash && a.words == b.words }
        var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

        func intersection(_ other: Members) -> Members {
            var out = words
            for index in out.indices { out[index] &= other.words[index] }
            return Members(out)
        }
    }

    /// - Parameters:
    ///   - items: of all patterns that this sieve serves.
    ///   - pivots: bytes that patterns look back from.
    init(_ items: [Item], pivots: ByteSet) {
        precondition(items.count < 65_536, "more ways to begin than the dispatch counts")
        let words = max(1, (items.count + 63) / 64)
        func set(_ holds: (Item) -> Bool) -> Members {
            var set = [UInt64](repeating: 0, count: words)
            for (index, item) in items.enumerated() where holds(item) { set[index >> 6] |= 1 << UInt64(index & 63) }
            return Members(set)
        }
        func classes(_ bytes: (Item) -> ByteSet) -> (classes: [UInt16], sets: [Members]) {
            var classes: [UInt16] = []
            var sets: [Members] = []
            var known: [Members: UInt16] = [:]
            let all = items.map(bytes)
            for byte in UInt8(0)...255 {
                var set = [UInt64](repeating: 0, count: words)
                for (index, bytes) in all.enumerated() where bytes.contains(byte) { set[index >> 6] |= 1 << UInt64(index & 63) }
                let members = Members(set)
                if let id = known[members] {
                    classes.append(id)
                } else {
                    known[members] = UInt16(sets.count)
                    classes.append(UInt16(sets.count))
                    sets.append(members)
                }
            }
            return (classes, sets)
        }
        let first = classes { $0.prefix.first }
        let second = classes { $0.prefix.second }
        let token = PatternShape.token
        let ends = token.inverted
        let goesOn = token.intersection(ByteSet("A-Za-z0-9_").inverted)
        // By run, for a token that ends with the word, then for one that goes on.
        var runs: [Members] = []
        for run in 0..<64 {
            runs.append(
                set { item in
                    let shape = item.shape
                    return shape.runLengths >> UInt64(run) & 1 != 0 && !shape.next.isDisjoint(with: ends)
                        && (run == 0 || run == PatternShape.longestRun || shape.shortestToken <= run)
                })
        }
        for run in 0..<64 {
            runs.append(set { $0.shape.runLengths >> UInt64(run) & 1 != 0 && !$0.shape.next.isDisjoint(with: goesOn) })
        }
        let groups = [
            ByteSet("0-9"), ByteSet("A-Z"), ByteSet("a-e"), ByteSet("f-m"), ByteSet("n-s"), ByteSet("t-z"), ByteSet(0x80...0xFF),
        ]
        let rest = groups.reduce(ByteSet()) { $0.union($1) }.inverted
        let thirds = (groups + [rest]).map { group in set { !$0.prefix.third.isDisjoint(with: group) } }
        var rows: [UInt16] = []
        var rowOf: [Members: UInt16] = [:]
        var lists = [UInt16](repeating: 0, count: 128)
        var members = [UInt32](repeating: 0, count: 8)
        var entries: [UInt16] = [0]
        let none = Members([UInt64](repeating: 0, count: words))
        var listOf: [Members: UInt16] = [none: 0]
        var placeOf: [Members: UInt32] = [none: 0]
        for a in first.sets {
            for b in second.sets {
                let pair = a.intersection(b)
                if pair.isEmpty {
                    rows.append(0)
                    continue
                }
                if let row = rowOf[pair] {
                    rows.append(row)
                    continue
                }
                let row = UInt16(lists.count / 128)
                rowOf[pair] = row
                rows.append(row)
                for run in runs {
                    let listed = pair.intersection(run)
                    if let list = listOf[listed] {
                        lists.append(list)
                        continue
                    }
                    precondition(members.count / 8 < 65_536, "more lists of patterns than the dispatch counts")
                    let list = UInt16(members.count / 8)
                    listOf[listed] = list
                    lists.append(list)
                    for byThird in thirds {
                        let chosen = listed.intersection(byThird)
                        if let place = placeOf[chosen] {
                            members.append(place)
                            continue
                        }
                        let place = UInt32(entries.count)
                        placeOf[chosen] = place
                        members.append(place)
                        var indices: [UInt16] = []
                        for word in 0..<words {
                            var bits = chosen.words[word]
                            while bits != 0 {
                                indices.append(UInt16(word * 64 + bits.trailingZeroBitCount))
                                bits &= bits - 1
                            }
                        }
                        entries.append(UInt16(indices.count))
                        entries += indices
                    }
                }
            }
        }
        spacesMatter = items.contains { !$0.prefix.first.isDisjoint(with: ByteSet(9...10).union(ByteSet(13...13)).union(ByteSet(32...32))) }
        let word = ByteSet("A-Za-z0-9_")
        let kinds = (UInt8(0)...255).map { byte in
            (word.contains(byte) ? Self.isWord : 0) | (token.contains(byte) ? Self.isToken : 0)
                | (Encodings.triggers.contains(byte) ? Self.isTrigger : 0) | (pivots.contains(byte) ? Self.isPivot : 0)
                | (AssignmentHead.kind(byte) == 2 ? Self.isOperator : AssignmentHead.kind(byte) == 1 ? Self.isSkip : 0)
        }
        firstClass = Self.keep(first.classes.map { $0 * UInt16(second.sets.count) })
        secondClass = Self.keep(second.classes)
        self.rows = Self.keep(rows)
        self.lists = Self.keep(lists)
        self.entries = Self.keep(entries)
        self.kinds = Self.keep(kinds)
        thirdClass = Self.keep((UInt8(0)...255).map { byte in UInt8(groups.firstIndex { $0.contains(byte) } ?? groups.count) })
        self.members = Self.keep(members)
        sieves = Self.keep(items.flatMap { $0.prefix.third.words + $0.prefix.fourth.words + $0.shape.next.words })
        patterns = Self.keep(items.map { Int32(truncatingIfNeeded: $0.pattern) })
        shortestTokens = Self.keep(items.map { Int32(truncatingIfNeeded: $0.shape.shortestToken) })
    }

    deinit {
        firstClass.deallocate()
        secondClass.deallocate()
        rows.deallocate()
        lists.deallocate()
        entries.deallocate()
        kinds.deallocate()
        thirdClass.deallocate()
        members.deallocate()
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
