/// Which bytes may begin a surrogate, and which may follow then: passes over ordinary text without a look at the index.
struct RestorationStarts {
    /// What a byte may begin.
    static let words: UInt8 = 1
    static let digits: UInt8 = 2
    static let exactly: UInt8 = 4
    /// Something begins so that ends within two bytes, so the third says nothing.
    static let short: UInt8 = 8

    private(set) var flags = [UInt8](repeating: 0, count: 256)
    /// For each first byte the second bytes, six bits of each; a byte above ASCII is always looked at.
    private(set) var seconds = [UInt64](repeating: 0, count: 256)

    /// Which runs of three letters or digits begin something, case folded: one bit of 2¹⁴ for each.
    private(set) var thirds = [UInt64](repeating: 0, count: 256)

    @inline(__always)
    static func third(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Int {
        let x = UInt32(a | 32) << 16 | UInt32(b | 32) << 8 | UInt32(c | 32)
        return Int((x &* 0x9E37_79B1) >> 18)
    }

    private mutating func allowThird(_ a: UInt8, _ b: UInt8, _ c: UInt8) {
        let h = Self.third(a, b, c)
        thirds[h >> 6] |= 1 << UInt64(h & 63)
    }

    /// The letters and digits that a path may go on with, two symbols deep.
    private mutating func addThirds(_ trie: SymbolTrie, _ head: (symbol: UInt32, node: Int32)) {
        let a = UInt8(head.symbol)
        for second in trie.children(head.node) where second.symbol < 0x80 {
            if trie.isEnd(second.node) { markShort(a) }
            for third in trie.children(second.node) where third.symbol < 0x80 {
                allowThird(a, UInt8(second.symbol), UInt8(third.symbol))
            }
        }
    }

    private mutating func markShort(_ b: UInt8) {
        flags[Int(b.lowered)] |= Self.short
        flags[Int(b.raised)] |= Self.short
    }

    mutating func add(words trie: SymbolTrie) { add(trie, Self.words) }

    mutating func add(digits trie: SymbolTrie) {
        add(trie, Self.digits)
        guard trie.hasChildren(0) else { return }
        for b in "+(".utf8 {
            flags[Int(b)] |= Self.digits
            for next in "0123456789(".utf8 { seconds[Int(b)] |= bit(next) }
            for next in trie.children(0) where next.symbol < 0x80 { allow(b, symbol: next.symbol) }
        }
        // Separators stand between digits in any place.
        for head in trie.children(0) where head.symbol < 0x80 {
            let b = UInt8(head.symbol)
            for next in " -./()*_`~\u{9}\u{A}\u{D}%&\\".utf8 {
                seconds[Int(b)] |= bit(next)
                seconds[Int(b.raised)] |= bit(next)
            }
        }
    }

    mutating func add(exactly surrogate: [UInt8]) {
        guard let b = surrogate.first else { return }
        flags[Int(b)] |= Self.exactly
        if surrogate.count > 1 { seconds[Int(b)] |= bit(surrogate[1]) } else { seconds[Int(b)] = .max }
        if surrogate.count > 2 { allowThird(b, surrogate[1], surrogate[2]) } else { markShort(b) }
    }

    private func bit(_ b: UInt8) -> UInt64 { 1 << UInt64(b & 63) }

    private mutating func allow(_ b: UInt8, symbol: UInt32) {
        if symbol == SymbolTrie.gap {
            for next in " \u{9}\u{A}\u{D}*_`~<&%\\".utf8 { seconds[Int(b)] |= bit(next) }
        } else if symbol < 0x80 {
            let next = UInt8(symbol)
            seconds[Int(b)] |= bit(next) | bit(next.raised)
            // What is no letter may come as an escape.
            if !next.isAlphanumeric { for escape in "%&\\".utf8 { seconds[Int(b)] |= bit(escape) } }
        } else {
            for escape in "%&\\".utf8 { seconds[Int(b)] |= bit(escape) }
        }
    }

    private mutating func mark(_ spelled: UInt8, _ trie: SymbolTrie, _ node: Int32, _ flag: UInt8) {
        flags[Int(spelled)] |= flag
        for next in trie.children(node) { allow(spelled, symbol: next.symbol) }
        if trie.isEnd(node) { seconds[Int(spelled)] = .max }
        // A mark of emphasis may follow the first letter.
        for mark in "*_`~".utf8 { seconds[Int(spelled)] |= bit(mark) }
    }

    private mutating func add(_ trie: SymbolTrie, _ flag: UInt8) {
        for head in trie.children(0) {
            guard head.symbol < 0x80 else {
                for b in 0xC2...0xF4 {
                    flags[b] |= flag
                    seconds[b] = .max
                }
                for b in "%&\\".utf8 {
                    flags[Int(b)] |= flag
                    seconds[Int(b)] = .max
                }
                continue
            }
            let b = UInt8(head.symbol)
            addThirds(trie, head)
            if trie.isEnd(head.node) { markShort(b) }
            mark(b, trie, head.node, flag)
            if b.raised != b { mark(b.raised, trie, head.node, flag) }
            if !b.isAlphanumeric {
                for escape in "%&\\".utf8 {
                    flags[Int(escape)] |= flag
                    seconds[Int(escape)] = .max
                }
            }
        }
    }
}
