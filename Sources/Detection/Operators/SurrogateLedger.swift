/// Which surrogates of a request are taken, and by whom. Case and, in numbers, grouping are folded away: two values may share a folded
/// surrogate only when they share the folded original, as spellings of one thing do.
struct SurrogateLedger {
    private var taken: Set<[UInt8]> = []
    private var owners: [[UInt8]: [UInt8]] = [:]
    private var originals: [UInt32: [[UInt8]]] = [:]

    /// Originals shorter than this may occur inside a surrogate by chance: a two-digit age in a card number tells nothing.
    private static let leastTelling = 4

    mutating func note(original: [UInt8]) {
        let folded = original.lowered
        guard folded.count >= Self.leastTelling else { return }
        originals[Self.head(folded, 0), default: []].append(folded)
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
        guard folded.count >= Self.leastTelling else { return false }
        for at in 0...(folded.count - Self.leastTelling) {
            guard let group = originals[Self.head(folded, at)] else { continue }
            for original in group where at + original.count <= folded.count && folded[at..<at + original.count].elementsEqual(original) {
                return true
            }
        }
        return false
    }

    private static func head(_ bytes: [UInt8], _ at: Int) -> UInt32 {
        UInt32(bytes[at]) << 24 | UInt32(bytes[at + 1]) << 16 | UInt32(bytes[at + 2]) << 8 | UInt32(bytes[at + 3])
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
