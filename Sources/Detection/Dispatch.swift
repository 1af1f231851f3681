/// Which patterns can match at a place, from the two bytes there and the length of the word that begins: the first and cheapest sieve.
///
/// Bytes are grouped into classes that no pattern tells apart; a pair of classes and a run length select a list of patterns. Measured
/// against one search for each pattern, this is what makes a catalogue of a thousand patterns affordable.
struct Dispatch: Sendable {
    /// Class of a byte as the first, times the number of second classes.
    let firstClass: [UInt16]
    let secondClass: [UInt16]
    /// For a pair of classes, a row of lists by run length; 0: no pattern begins so.
    let rows: [UInt16]
    /// `row * 64 + run` to the start of a list in `entries`: a count, then pattern indices.
    let lists: [UInt32]
    let entries: [UInt16]

    /// - Parameter shapes: for each pattern; nil for one that this sieve does not serve.
    init(_ shapes: [PatternShape?]) {
        let words = max(1, (shapes.count + 63) / 64)
        func membership(_ holds: (PatternShape, UInt8) -> Bool) -> (classes: [UInt16], sets: [[UInt64]]) {
            var classes: [UInt16] = []
            var sets: [[UInt64]] = []
            var known: [[UInt64]: UInt16] = [:]
            for byte in UInt8(0)...255 {
                var set = [UInt64](repeating: 0, count: words)
                for (index, shape) in shapes.enumerated() {
                    if let shape, holds(shape, byte) { set[index >> 6] |= 1 << UInt64(index & 63) }
                }
                if let id = known[set] {
                    classes.append(id)
                } else {
                    known[set] = UInt16(sets.count)
                    classes.append(UInt16(sets.count))
                    sets.append(set)
                }
            }
            return (classes, sets)
        }
        let first = membership { $0.first.contains($1) }
        let second = membership { $0.second.contains($1) }
        var runs: [[UInt64]] = []
        for run in 0..<64 {
            var set = [UInt64](repeating: 0, count: words)
            for (index, shape) in shapes.enumerated() {
                if let shape, shape.runLengths >> UInt64(run) & 1 != 0 { set[index >> 6] |= 1 << UInt64(index & 63) }
            }
            runs.append(set)
        }
        var rows: [UInt16] = []
        var rowOf: [[UInt64]: UInt16] = [:]
        var lists = [UInt32](repeating: 0, count: 64)
        var entries: [UInt16] = [0]
        var listOf: [[UInt64]: UInt32] = [[UInt64](repeating: 0, count: words): 0]
        for a in first.sets {
            for b in second.sets {
                var pair = [UInt64](repeating: 0, count: words)
                var isEmpty = true
                for word in 0..<words {
                    pair[word] = a[word] & b[word]
                    if pair[word] != 0 { isEmpty = false }
                }
                if isEmpty {
                    rows.append(0)
                    continue
                }
                if let row = rowOf[pair] {
                    rows.append(row)
                    continue
                }
                let row = UInt16(lists.count / 64)
                rowOf[pair] = row
                rows.append(row)
                for run in runs {
                    var set = pair
                    for word in 0..<words { set[word] &= run[word] }
                    if let list = listOf[set] {
                        lists.append(list)
                        continue
                    }
                    let list = UInt32(entries.count)
                    listOf[set] = list
                    var members: [UInt16] = []
                    for word in 0..<words {
                        var bits = set[word]
                        while bits != 0 {
                            members.append(UInt16(word * 64 + bits.trailingZeroBitCount))
                            bits &= bits - 1
                        }
                    }
                    entries.append(UInt16(members.count))
                    entries += members
                    lists.append(list)
                }
            }
        }
        firstClass = first.classes.map { $0 * UInt16(second.sets.count) }
        secondClass = second.classes
        self.rows = rows
        self.lists = lists
        self.entries = entries
    }
}
