internal import CBytes

/// Where in a text the words may stand that patterns need: looked for some KiB at a time and all sets of words together, however many
/// patterns ask for them, and however often.
struct WordSights {
    private let groups: Unmanaged<WordGroups>
    /// The part of the text that was looked through; empty: none.
    private var part = 0..<0
    /// For each block of 64 bytes of it the groups of which a word may begin there.
    private let found: UnsafeMutablePointer<UInt8>
    /// For each group, and behind them for each set, the blocks in which a word of it may begin, a bit each, and behind those for which set
    /// that was looked at.
    private let groupBlocks: UnsafeMutablePointer<UInt64>
    private let blocks: UnsafeMutablePointer<UInt64>
    private let known: UnsafeMutablePointer<UInt64>
    private static let partBytes = 4096
    /// What is asked for may begin so many bytes before what was asked for last.
    private static let back = 320

    /// - Parameter groups: kept by the caller.
    init(_ groups: WordGroups) {
        self.groups = .passUnretained(groups)
        found = .allocate(capacity: Self.partBytes / 64)
        groupBlocks = .allocate(capacity: Int(HOPGUARD_HEADS) + 2 * groups.count)
        blocks = groupBlocks + Int(HOPGUARD_HEADS)
        known = blocks + groups.count
    }

    func deallocate() {
        found.deallocate()
        groupBlocks.deallocate()
    }

    /// Another text comes.
    mutating func reset() { part = 0..<0 }

    /// Whether a word of the set stands in these bounds.
    @inline(__always)
    mutating func hold(_ set: Int, _ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Bool {
        if start < part.lowerBound || end > part.upperBound {
            // More than is looked at together.
            if end - start > Self.partBytes - Self.back { return true }
            groups._withUnsafeGuaranteedRef { look($0, text, from: max(0, start - Self.back)) }
        }
        let first = UInt64(truncatingIfNeeded: (start &- part.lowerBound) >> 6)
        let last = UInt64(truncatingIfNeeded: (end &- 1 &- part.lowerBound) >> 6)
        let asked = ((2 as UInt64) &<< (last &- first) &- 1) &<< first
        return blocks[set] & asked != 0 && groups._withUnsafeGuaranteedRef { holds($0, set, text, start, end, asked) }
    }

    @inline(never)
    private mutating func look(_ groups: WordGroups, _ text: UnsafeBufferPointer<UInt8>, from start: Int) {
        part = start..<min(text.count, start + Self.partBytes)
        hopguard_find_heads(groups.heads, text.baseAddress! + start, part.count, text.count - start, found)
        groupBlocks.initialize(repeating: 0, count: Int(HOPGUARD_HEADS) + 2 * groups.count)
        for block in 0..<(part.count + 63) / 64 {
            eachGroup(found[block]) { groupBlocks[$0] |= 1 << UInt64(block) }
        }
        for set in 0..<groups.count {
            eachGroup(groups.groups[set]) { blocks[set] |= groupBlocks[$0] }
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

    /// - Parameter asked: the blocks that the bounds touch.
    @inline(never)
    private func holds(
        _ groups: WordGroups, _ set: Int, _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ asked: UInt64
    ) -> Bool {
        func holds(_ start: Int, _ end: Int) -> Bool {
            for index in groups.starts[set]..<groups.starts[set + 1] {
                let word = groups.words[index]
                let letters = groups.letters.baseAddress! + word.start
                if hopguard_holds(text.baseAddress! + start, end - start, letters, word.count) != 0 { return true }
            }
            return false
        }
        var new = blocks[set] & asked & ~known[set]
        known[set] |= new
        while new != 0 {
            let block = new.trailingZeroBitCount
            let from = part.lowerBound + block * 64
            if !holds(from, min(text.count, from + 63 + groups.longest)) { blocks[set] &= ~(1 << UInt64(block)) }
            new &= new &- 1
        }
        return blocks[set] & asked != 0 && holds(start, end)
    }
}
