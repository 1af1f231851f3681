internal import CBytes

/// What each byte is to the scan, whatever stands around it: some bits a byte, and the same as sets for the vectors.
final class ByteKinds: @unchecked Sendable {
    // Safe to share: nothing is written after `init`; the buffers live as long as the object.
    static let isWord: UInt8 = 1
    static let isToken: UInt8 = 2
    /// May begin something hidden.
    static let isTrigger: UInt8 = 4
    /// Some pattern looks back from it.
    static let isPivot: UInt8 = 8
    /// A sign that some pattern begins with.
    static let isFirst: UInt8 = 64
    /// A sign that some pattern begins with that has a digit near its start.
    static let isFirstOfNumber: UInt8 = 128

    let table: UnsafeMutableBufferPointer<UInt8>
    /// The class of each byte.
    let classes: UnsafeMutableBufferPointer<UInt16>
    let sets: UnsafeMutablePointer<hopguard_sets>

    /// - Parameters:
    ///   - firsts: bytes that patterns begin with.
    ///   - numberFirsts: the same of those that have a digit near their start.
    ///   - pivots: bytes that patterns look back from.
    init(firsts: ByteSet, numberFirsts: ByteSet, pivots: ByteSet) {
        classes = Dispatch.keep(ByteClass.table)
        let word = ByteSet("A-Za-z0-9_")
        table = Dispatch.keep(
            (UInt8(0)...255).map { byte in
                (word.contains(byte) ? Self.isWord : 0) | (PatternShape.token.contains(byte) ? Self.isToken : 0)
                    | (Encodings.triggers.contains(byte) ? Self.isTrigger : 0) | (pivots.contains(byte) ? Self.isPivot : 0)
                    | (firsts.contains(byte) ? Self.isFirst : 0) | (numberFirsts.contains(byte) ? Self.isFirstOfNumber : 0)
            })
        sets = .allocate(capacity: 1)
        sets.initialize(to: hopguard_sets())
        for byte in UInt8(0)...255 {
            let kind = table[Int(byte)]
            func add(_ set: Int32, _ isIn: Bool) { if isIn { hopguard_add(sets, set, byte) } }
            add(0, kind & Self.isWord != 0)
            add(1, byte <= 32)
            add(2, byte >= 48 && byte <= 57)
            add(3, kind & Self.isToken != 0)
            add(4, AssignmentHead.kind(byte) == 2)
            add(5, AssignmentHead.kind(byte) == 1)
            add(6, kind & (Self.isWord | Self.isFirst | Self.isPivot | Self.isTrigger) > Self.isWord && kind & Self.isWord == 0)
            add(7, kind & Self.isFirstOfNumber != 0 && kind & Self.isWord == 0)
        }
    }

    deinit {
        table.deallocate()
        classes.deallocate()
        sets.deallocate()
    }
}

extension hopguard_kinds {
    var word: UInt64 { self.in.0 }
    /// Spaces and what else has no sign of its own.
    var blank: UInt64 { self.in.1 }
    var digit: UInt64 { self.in.2 }
    /// What a token is made of.
    var token: UInt64 { self.in.3 }
    /// What gives a value to a name, and what may stand between the two.
    var assigning: UInt64 { self.in.4 }
    var skipped: UInt64 { self.in.5 }
    /// Signs with which something may begin, and those with which it does only where a digit is near.
    var mark: UInt64 { self.in.6 }
    var numberMark: UInt64 { self.in.7 }
}
