extension Dispatch {
    /// What comes after the word that a place begins: classes of the byte next to it and the one behind that, chosen so that prose, numbers
    /// and identifiers fall into different ones.
    enum Follow {
        /// Instead of a class, where the place is no word but a sign.
        static let sign = 16
        static let count = 17

        /// Classes that prose, sentences, numbers and the rest are made of: 0 to 3.
        @inline(__always)
        static func group(_ follow: Int) -> Int { Int(truncatingIfNeeded: 0x3_FFE6_6D64 as UInt64 &>> UInt64(follow &* 2)) & 3 }

        private static let lower = ByteSet("a-z")
        private static let upper = ByteSet("A-Z")
        private static let digit = ByteSet("0-9")
        private static let lines: ByteSet = ByteSet(9...10).union(ByteSet(13...13))
        private static let rest = lower.union(upper).union(digit).inverted

        /// For each class the bytes that come next and those that come behind.
        private static let classes: [PatternShape.Follow] = {
            let space = ByteSet(32...32)
            let letter = lower.union(upper)
            let list = ByteSet(",;")
            let named = space.union(lines).union(list).union(ByteSet(".:=")).union(ByteSet(45...45)).union(ByteSet(0x80...0xFF))
            let token = PatternShape.token.intersection(ByteSet("A-Za-z0-9_").inverted)
            return [
                (space, lower), (space, upper), (space, digit), (space, rest), (lines, .all), (ByteSet("."), letter), (ByteSet("."), digit),
                (ByteSet("."), rest), (list, digit), (list, digit.inverted), (ByteSet(45...45), digit), (ByteSet(45...45), digit.inverted),
                (ByteSet(":="), .all), (token.intersection(named.inverted), .all), (ByteSet(0x80...0xFF), .all),
                (token.union(ByteSet("A-Za-z0-9_")).union(named).inverted, .all),
            ].map { PatternShape.Follow(next: $0.0, after: $0.1) }
        }()

        /// A bit for each class that one of the ways to go on falls into.
        static func mask(of follows: [PatternShape.Follow]) -> UInt32 {
            var mask: UInt32 = 0
            for (index, known) in classes.enumerated()
            where follows.contains(where: { !$0.next.isDisjoint(with: known.next) && !$0.after.isDisjoint(with: known.after) }) {
                mask |= 1 << UInt32(index)
            }
            return mask
        }

        /// Whether the token ends where the word does.
        static func endsToken(_ index: Int) -> Bool { classes[index].next.isDisjoint(with: PatternShape.token) }

        /// `next kind * 4 + after kind` to a class: the table that the scan asks, and the kinds of each byte.
        static let table: [UInt8] = {
            // A byte of each kind stands for it.
            let nexts: [UInt8] = [32, 10, 46, 44, 45, 58, 47, 0x80, 34]
            let afters: [UInt8] = [97, 65, 48, 32]
            return nexts.flatMap { next in
                afters.map { after in
                    UInt8(classes.firstIndex { $0.next.contains(next) && $0.after.contains(after) } ?? 0)
                }
            }
        }()

        static func nextKind(_ byte: UInt8) -> UInt8 {
            switch byte {
            case 32: 0
            case 9, 10, 13: 1
            case 46: 2
            case 44, 59: 3
            case 45: 4
            case 58, 61: 5
            case 0x80...: 7
            default: PatternShape.token.contains(byte) ? 6 : 8
            }
        }

        static func afterKind(_ byte: UInt8) -> UInt8 {
            lower.contains(byte) ? 0 : upper.contains(byte) ? 1 : digit.contains(byte) ? 2 : 3
        }
    }
}

/// `Dispatch.Follow.nextKind` of each byte times four and `afterKind`, and what their sum says.
final class FollowTables: @unchecked Sendable {
    // Safe to share: nothing is written after `init`; the buffers live as long as the object.
    let nextKinds = Dispatch.keep((UInt8(0)...255).map { Dispatch.Follow.nextKind($0) * 4 })
    let afterKinds = Dispatch.keep((UInt8(0)...255).map { Dispatch.Follow.afterKind($0) })
    let classes = Dispatch.keep(Dispatch.Follow.table)

    deinit {
        nextKinds.deallocate()
        afterKinds.deallocate()
        classes.deallocate()
    }
}
