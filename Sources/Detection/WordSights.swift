internal import CBytes

/// Where in a text the words may stand that patterns need, see `PatternWords`: looked for some KiB at a time and all sets of words together,
/// however many patterns ask for them, and however often.
struct WordSights {
    private let words: [[[UInt8]]]
    private let heads: UnsafeMutablePointer<hopguard_heads>
    /// The groups of each set's words, a bit each.
    private let groups: [UInt8]
    /// The part of the text that was looked through; empty: none.
    private var part = 0..<0
    /// For each block of 64 bytes of it the groups of which a word may begin there.
    private let found: UnsafeMutablePointer<UInt8>
    /// For each group, and behind them for each set, the blocks in which a word of it may begin, a bit each.
    private let groupBlocks: UnsafeMutablePointer<UInt64>
    private let blocks: UnsafeMutablePointer<UInt64>
    private static let partBytes = 4096
    /// What is asked for may begin so many bytes before what was asked for last.
    private static let back = 320

    init(_ words: [[[UInt8]]]) {
        self.words = words
        heads = .allocate(capacity: 1)
        heads.initialize(to: hopguard_heads())
        found = .allocate(capacity: Self.partBytes / 64)
        groupBlocks = .allocate(capacity: Int(HOPGUARD_HEADS) + words.count)
        blocks = groupBlocks + Int(HOPGUARD_HEADS)
        var grouping = Grouping()
        groups = words.map { set in set.reduce(0) { $0 | 1 << UInt8(grouping.group(of: $1)) } }
        for (group, bytes) in grouping.bytes.enumerated() {
            for (place, set) in bytes.enumerated() {
                for byte in UInt8(0)...255 where set.contains(byte) { hopguard_add_head(heads, Int32(group), Int32(place), byte) }
            }
        }
    }

    func deallocate() {
        heads.deallocate()
        found.deallocate()
        groupBlocks.deallocate()
    }

    /// Words by what they begin with, so that as little else as can be begins like one of a group.
    private struct Grouping {
        /// For each group what its words have as first, second and third byte.
        var bytes = [[ByteSet]](repeating: [ByteSet(), ByteSet(), ByteSet()], count: Int(HOPGUARD_HEADS))

        mutating func group(of word: [UInt8]) -> Int {
            let own = (0..<3).map { place in
                guard place < word.count else { return ByteSet.all }
                let byte = word[place]
                return byte >= 97 && byte <= 122 ? ByteSet(byte...byte).union(ByteSet(byte ^ 32...byte ^ 32)) : ByteSet(byte...byte)
            }
            func size(_ sets: [ByteSet]) -> Int { sets.reduce(1) { $0 * $1.words.reduce(0) { $0 + $1.nonzeroBitCount } } }
            func joined(_ group: Int) -> [ByteSet] { zip(bytes[group], own).map { $0.union($1) } }
            let best = bytes.indices.min { size(joined($0)) - size(bytes[$0]) < size(joined($1)) - size(bytes[$1]) } ?? 0
            bytes[best] = joined(best)
            return best
        }
    }

    /// Another text comes.
    mutating func reset() { part = 0..<0 }

    /// Whether a word of the set stands in these bounds.
    @inline(__always)
    mutating func hold(_ set: Int, _ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Bool {
        if start < part.lowerBound || end > part.upperBound {
            // More than is looked at together.
            if end - start > Self.partBytes - Self.back { return true }
            look(text, from: max(0, start - Self.back))
        }
        let first = UInt64(truncatingIfNeeded: (start &- part.lowerBound) >> 6)
        let last = UInt64(truncatingIfNeeded: (end &- 1 &- part.lowerBound) >> 6)
        return blocks[set] &>> first & ((2 as UInt64) &<< (last &- first) &- 1) != 0 && holds(set, text, start, end)
    }

    private mutating func look(_ text: UnsafeBufferPointer<UInt8>, from start: Int) {
        part = start..<min(text.count, start + Self.partBytes)
        hopguard_find_heads(heads, text.baseAddress! + start, part.count, text.count - start, found)
        groupBlocks.initialize(repeating: 0, count: Int(HOPGUARD_HEADS) + words.count)
        for block in 0..<(part.count + 63) / 64 {
            eachGroup(found[block]) { groupBlocks[$0] |= 1 << UInt64(block) }
        }
        for set in groups.indices {
            eachGroup(groups[set]) { blocks[set] |= groupBlocks[$0] }
        }
    }

    @inline(__always)
    private func eachGroup(_ groups: UInt8, _ body: (Int) -> Void) {
        var rest = groups
        while rest != 0 {
            body(rest.trailingZeroBitCount)
            rest &= rest &- 1
        }
    }

    private func holds(_ set: Int, _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        words[set].contains { hopguard_holds(text.baseAddress! + start, end - start, $0, $0.count) != 0 }
    }
}
