/// Sixteen kinds that bytes fall into, a bit each, and the end of the text: coarse enough that the first bytes of a place are compared with
/// what a pattern may begin with at one stroke.
enum ByteClass {
    /// For each of some bytes the classes that it may be of.
    typealias Sequence = SIMD16<UInt16>
    /// Bytes that are compared.
    static let count = 16

    /// The bit of what stands behind the end of the text.
    static let end: UInt16 = 1 << 15

    private static let classes: [ByteSet] = {
        let named: [ByteSet] = [
            .digits, ByteSet("a-f"), ByteSet("g-z"), ByteSet("A-F"), ByteSet("G-Z"), ByteSet(32...32), ByteSet(9...13), ByteSet(45...45),
            ByteSet("."), ByteSet("/"), ByteSet(":"), ByteSet("_"), ByteSet("\"'`"), ByteSet(0x80...0xFF),
        ]
        return named + [named.reduce(ByteSet()) { $0.union($1) }.inverted]
    }()

    /// The bit of each byte.
    static let table: [UInt16] = (UInt8(0)...255).map { byte in of(ByteSet(byte...byte)) }

    /// The bits of a set's bytes.
    static func of(_ set: ByteSet) -> UInt16 {
        // Most sets that patterns are made of are everything.
        if set == .all { return ~0 }
        var out: UInt16 = 0
        for (index, known) in classes.enumerated() where !known.isDisjoint(with: set) { out |= 1 << UInt16(index) }
        return out
    }

    /// For each position what can come at it and after: behind the end of a match anything can.
    static func tails(_ automaton: PositionAutomaton, _ isLast: [Bool]) -> [Sequence] {
        let own = automaton.sets.map(of)
        var tails = own.map { own in
            var tail = Sequence()
            tail[0] = own
            return tail
        }
        for depth in 1..<count {
            for position in own.indices {
                tails[position][depth] =
                    isLast[position] ? ~0 : automaton.follow[position].reduce(into: 0 as UInt16) { $0 |= tails[$1][depth - 1] }
            }
        }
        return tails
    }
}

extension ByteClass.Sequence {
    /// Anything, the end of the text too.
    static let any = ByteClass.Sequence(repeating: ~0)
}
