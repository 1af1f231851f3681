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
    /// `list * 8 + third class` to the start of its members in `entries`: a count, then pattern indices; 0: none.
    let members: UnsafeMutableBufferPointer<UInt32>
    let entries: UnsafeMutableBufferPointer<UInt16>
    /// For each pattern what may come third, fourth and behind the first word: apart from all else, so that the sieve stays in the cache.
    struct Sieve: BitwiseCopyable {
        var third = ByteSet()
        var fourth = ByteSet()
        var next = ByteSet()
        var shortestToken = 0
    }
    let sieves: UnsafeMutableBufferPointer<Sieve>
    /// What each byte is to the scan: `isWord`, `isToken`.
    let kinds: UnsafeMutableBufferPointer<UInt8>

    static let isWord: UInt8 = 1
    static let isToken: UInt8 = 2
    /// May begin something hidden.
    static let isTrigger: UInt8 = 4
    /// Some pattern looks back from it.
    static let isPivot: UInt8 = 8

    /// - Parameters:
    ///   - shapes: for each pattern; nil for one that this sieve does not serve.
    ///   - pivots: bytes that patterns look back from.
    init(_ shapes: [PatternShape?], pivots: ByteSet) {
        let words = max(1, (shapes.count + 63) / 64)
        func set(_ holds: (PatternShape) -> Bool) -> [UInt64] {
            var set = [UInt64](repeating: 0, count: words)
            for (index, shape) in shapes.enumerated() {
                if let shape, holds(shape) { set[index >> 6] |= 1 << UInt64(index & 63) }
            }
            return set
        }
        func classes(_ holds: (PatternShape, UInt8) -> Bool) -> (classes: [UInt16], sets: [[UInt64]]) {
            var classes: [UInt16] = []
            var sets: [[UInt64]] = []
            var known: [[UInt64]: UInt16] = [:]
            for byte in UInt8(0)...255 {
                let members = set { holds($0, byte) }
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
        let first = classes { $0.first.contains($1) }
        let second = classes { $0.second.contains($1) }
        let token = PatternShape.token
        let ends = token.inverted
        let goesOn = token.intersection(ByteSet("A-Za-z0-9_").inverted)
        // By run, for a token that ends with the word, then for one that goes on.
        var runs: [[UInt64]] = []
        for run in 0..<64 {
            runs.append(
                set { shape in
                    shape.runLengths >> UInt64(run) & 1 != 0 && !shape.next.isDisjoint(with: ends)
                        && (run == 0 || run == PatternShape.longestRun || shape.shortestToken <= run)
                })
        }
        for run in 0..<64 {
            runs.append(set { shape in shape.runLengths >> UInt64(run) & 1 != 0 && !shape.next.isDisjoint(with: goesOn) })
        }
        let groups = [
            ByteSet("0-9"), ByteSet("A-Z"), ByteSet("a-e"), ByteSet("f-m"), ByteSet("n-s"), ByteSet("t-z"), ByteSet(0x80...0xFF),
        ]
        let rest = groups.reduce(ByteSet()) { $0.union($1) }.inverted
        let thirds = (groups + [rest]).map { group in set { !$0.third.isDisjoint(with: group) } }
        var rows: [UInt16] = []
        var rowOf: [[UInt64]: UInt16] = [:]
        var lists = [UInt16](repeating: 0, count: 128)
        var members = [UInt32](repeating: 0, count: 8)
        var entries: [UInt16] = [0]
        let none = [UInt64](repeating: 0, count: words)
        var listOf: [[UInt64]: UInt16] = [none: 0]
        var placeOf: [[UInt64]: UInt32] = [none: 0]
        func both(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
            var out = a
            for word in 0..<words { out[word] &= b[word] }
            return out
        }
        for a in first.sets {
            for b in second.sets {
                let pair = both(a, b)
                if pair == none {
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
                    let listed = both(pair, run)
                    if let list = listOf[listed] {
                        lists.append(list)
                        continue
                    }
                    precondition(members.count / 8 < 65_536, "more lists of patterns than the dispatch counts")
                    let list = UInt16(members.count / 8)
                    listOf[listed] = list
                    lists.append(list)
                    for byThird in thirds {
                        let chosen = both(listed, byThird)
                        if let place = placeOf[chosen] {
                            members.append(place)
                            continue
                        }
                        let place = UInt32(entries.count)
                        placeOf[chosen] = place
                        members.append(place)
                        var indices: [UInt16] = []
                        for word in 0..<words {
                            var bits = chosen[word]
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
        let word = ByteSet("A-Za-z0-9_")
        let kinds = (UInt8(0)...255).map { byte in
            (word.contains(byte) ? Self.isWord : 0) | (token.contains(byte) ? Self.isToken : 0)
                | (Encodings.triggers.contains(byte) ? Self.isTrigger : 0) | (pivots.contains(byte) ? Self.isPivot : 0)
        }
        firstClass = Self.keep(first.classes.map { $0 * UInt16(second.sets.count) })
        secondClass = Self.keep(second.classes)
        self.rows = Self.keep(rows)
        self.lists = Self.keep(lists)
        self.entries = Self.keep(entries)
        self.kinds = Self.keep(kinds)
        thirdClass = Self.keep((UInt8(0)...255).map { byte in UInt8(groups.firstIndex { $0.contains(byte) } ?? groups.count) })
        self.members = Self.keep(members)
        sieves = Self.keep(
            shapes.map { shape in
                shape.map { Sieve(third: $0.third, fourth: $0.fourth, next: $0.next, shortestToken: $0.shortestToken) }
                    ?? Sieve(third: .all, fourth: .all, next: .all, shortestToken: 0)
            })
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
    }

    private static func keep<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
        let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = buffer.initialize(from: elements)
        return buffer
    }
}
