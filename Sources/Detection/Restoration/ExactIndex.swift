/// Finds surrogates to the letter: what was sent and comes back unchanged is restored whatever else a text may look like. A sorted list,
/// narrowed byte by byte; the longest wins.
struct ExactIndex {
    enum Walk {
        case none
        case wait
        /// An entry and where it ends.
        case found(entry: Int, end: Int)
    }

    private let order: [Int32]
    /// The surrogates in that order, one behind the other, and where each begins; one more for the end.
    private let letters: [UInt8]
    private let starts: [Int32]

    init(_ entries: [SurrogateMap.Entry]) {
        let sorted = entries.indices.filter { !entries[$0].surrogate.isEmpty }
            .sorted { entries[$0].surrogate.lexicographicallyPrecedes(entries[$1].surrogate) }
        order = sorted.map { Int32($0) }
        var letters: [UInt8] = []
        var starts: [Int32] = [0]
        for at in sorted {
            letters += entries[at].surrogate
            starts.append(Int32(letters.count))
        }
        self.letters = letters
        self.starts = starts
    }

    /// The longest surrogate at a position whose edges hold.
    func walk(_ text: UnsafeBufferPointer<UInt8>, from start: Int, isFinal: Bool, edge: (Int, Int) -> TextEdge) -> Walk {
        letters.withUnsafeBufferPointer { letters in
            starts.withUnsafeBufferPointer { starts in
                walk(text, from: start, isFinal: isFinal, letters, starts, edge)
            }
        }
    }

    private func walk(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, isFinal: Bool, _ letters: UnsafeBufferPointer<UInt8>,
        _ starts: UnsafeBufferPointer<Int32>, _ edge: (Int, Int) -> TextEdge
    ) -> Walk {
        func length(_ at: Int) -> Int { Int(starts[at + 1] - starts[at]) }
        /// The first place in a range whose byte at that depth is not before.
        func bound(_ from: Int, _ to: Int, _ depth: Int, _ isBefore: (UInt8) -> Bool) -> Int {
            var low = from
            var high = to
            while low < high {
                let middle = (low + high) / 2
                if isBefore(letters[Int(starts[middle]) + depth]) { low = middle + 1 } else { high = middle }
            }
            return low
        }
        var low = 0
        var high = starts.count - 1
        var depth = 0
        var best: Walk = .none
        while low < high {
            // Those that end here come first in the range; of equal ones the first stands for all.
            if depth > 0, length(low) == depth {
                switch edge(Int(order[low]), start + depth) {
                case .cut: return .wait
                case .yes: best = .found(entry: Int(order[low]), end: start + depth)
                case .no: break
                }
                while low < high && length(low) == depth { low += 1 }
                if low == high { break }
            }
            guard start + depth < text.count else { return isFinal ? best : .wait }
            let b = text[start + depth]
            low = bound(low, high, depth) { $0 < b }
            high = bound(low, high, depth) { $0 <= b }
            depth += 1
        }
        return best
    }
}

/// Whether something may end at a place in a text.
enum TextEdge {
    case yes
    case no
    /// The text ends before that can be said.
    case cut
}
