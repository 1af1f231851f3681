/// Which surrogates of a request are taken, and by whom. Case and, in numbers, grouping are folded away: two values may share a folded
/// surrogate only when they share the folded original, as spellings of one thing do.
struct SurrogateLedger {
    private var taken: Set<[UInt8]> = []
    private var owners: [[UInt8]: [UInt8]] = [:]
    private var originals: [UInt64: [[UInt8]]] = [:]
    /// Whether there are originals of either width.
    private var hasLong = false
    private var hasShort = false

    /// Originals shorter than this may occur inside a surrogate by chance: a two-digit age in a card number tells nothing.
    private static let leastTelling = 4
    private static let longTail = 8

    mutating func note(original: [UInt8]) {
        let folded = original.lowered
        guard folded.count >= Self.leastTelling else { return }
        let isLong = folded.count >= Self.longTail
        if isLong { hasLong = true } else { hasShort = true }
        originals[Self.tail(folded, folded.count, isLong ? Self.longTail : Self.leastTelling), default: []].append(folded)
    }

    func isFree(_ candidate: [UInt8], for original: [UInt8]) -> Bool {
        guard !candidate.isEmpty, !taken.contains(candidate) else { return false }
        if let owner = owners[Self.key(candidate)], owner != Self.key(original) { return false }
        return differs(candidate, from: original) && !containsOriginal(candidate)
    }

    mutating func take(_ candidate: [UInt8], for original: [UInt8]) {
        taken.insert(candidate)
        owners[Self.key(candidate)] = Self.key(original)
    }

    /// Neither is part of the other, and of a number of nine or more digits at least three are others.
    private func differs(_ candidate: [UInt8], from original: [UInt8]) -> Bool {
        let (a, b) = (Fold.text(candidate), Fold.text(original))
        if a == b || b.count > 2 && a.contains(run: b) || a.count > 2 && b.contains(run: a) { return false }
        let (x, y) = (a.digitsOnly, b.digitsOnly)
        // In dates and links most digits are no secret of theirs.
        let isNumber = b.allSatisfy { $0.isDigit || " -./()+".utf8.contains($0) } && y.count >= 9
        if isNumber && x.count == y.count { return zip(x, y).filter { $0 != $1 }.count >= 3 }
        return true
    }

    private func containsOriginal(_ candidate: [UInt8]) -> Bool {
        let folded = candidate.lowered
        for (width, isThere) in [(Self.longTail, hasLong), (Self.leastTelling, hasShort)] where isThere && folded.count >= width {
            for end in width...folded.count {
                guard let group = originals[Self.tail(folded, end, width)] else { continue }
                for original in group where original.count <= end && folded[(end - original.count)..<end].elementsEqual(original) {
                    return true
                }
            }
        }
        return false
    }

    /// Originals are found by their last bytes: heads are shared by all links and all keys of a vendor.
    private static func tail(_ bytes: [UInt8], _ end: Int, _ width: Int) -> UInt64 {
        bytes.withUnsafeBufferPointer { bytes in
            var hash = UInt64(width)
            for i in (end - width)..<end { hash = hash &* 0x100_0000_01B3 ^ UInt64(bytes[i]) }
            return hash
        }
    }

    /// The folded text; of what is mostly a number, the letters and digits alone.
    private static func key(_ bytes: [UInt8]) -> [UInt8] {
        let folded = Fold.text(bytes)
        let digits = folded.digitsOnly.count
        guard digits >= 7, folded.allSatisfy({ $0.isAlphanumeric || " -./()+".utf8.contains($0) }), !folded.contains(UInt8(ascii: "."))
        else { return folded }
        return folded.filter(\.isAlphanumeric)
    }
}
