/// The negative lookbehinds that patterns begin with, a bit each: asked together, by the two bytes before a place.
final class Lookbehinds: @unchecked Sendable {
    // Safe to share: nothing is written once the program that owns it is made; the buffers live as long as the object.
    private var known: [[ByteSet]: UInt64] = [:]
    /// For each byte the assertions whose last byte it may be, and those whose byte before that.
    private let last: UnsafeMutablePointer<UInt64>
    private let before: UnsafeMutablePointer<UInt64>
    /// Assertions of one byte.
    private var single: UInt64 = 0

    init() {
        last = .allocate(capacity: 256)
        last.initialize(repeating: 0, count: 256)
        before = .allocate(capacity: 256)
        before.initialize(repeating: 0, count: 256)
    }

    deinit {
        last.deallocate()
        before.deallocate()
    }

    /// The bits of the assertions that a pattern begins with; what finds no room is not asked.
    func add(_ regex: String) -> UInt64 {
        var syntax = PatternSyntax(regex)
        var bits: UInt64 = 0
        for sets in syntax.opening().lookbehinds {
            if let bit = known[sets] {
                bits |= bit
                continue
            }
            guard known.count < 64 else { continue }
            let bit: UInt64 = 1 << UInt64(known.count)
            known[sets] = bit
            bits |= bit
            if sets.count == 1 { single |= bit }
            for byte in UInt8(0)...255 {
                if sets[sets.count - 1].contains(byte) { last[Int(byte)] |= bit }
                if sets.count == 2, sets[0].contains(byte) { before[Int(byte)] |= bit }
            }
        }
        return bits
    }

    /// The assertions that hold what stands before the place.
    @inline(__always)
    func held(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt64 {
        guard start > 0 else { return 0 }
        return last[Int(text[start &- 1])] & (start > 1 ? before[Int(text[start &- 2])] | single : single)
    }
}
