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
    private let entries: [SurrogateMap.Entry]

    init(_ entries: [SurrogateMap.Entry]) {
        self.entries = entries
        order = entries.indices.filter { !entries[$0].surrogate.isEmpty }
            .sorted { entries[$0].surrogate.lexicographicallyPrecedes(entries[$1].surrogate) }.map { Int32($0) }
    }

    /// The longest surrogate at a position whose edges hold.
    func walk(_ text: UnsafeBufferPointer<UInt8>, from start: Int, isFinal: Bool, edge: (Int, Int) -> TextEdge) -> Walk {
        var low = 0
        var high = order.count
        var depth = 0
        var best: Walk = .none
        while low < high {
            // Those that end here come first in the range; of equal ones the first stands for all.
            if depth > 0, entries[Int(order[low])].surrogate.count == depth {
                switch edge(Int(order[low]), start + depth) {
                case .cut: return .wait
                case .yes: best = .found(entry: Int(order[low]), end: start + depth)
                case .no: break
                }
                while low < high && entries[Int(order[low])].surrogate.count == depth { low += 1 }
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

    /// The first place in a sorted range whose byte at a depth is not before.
    private func bound(_ from: Int, _ to: Int, _ depth: Int, _ isBefore: (UInt8) -> Bool) -> Int {
        var low = from
        var high = to
        while low < high {
            let middle = (low + high) / 2
            if isBefore(entries[Int(order[middle])].surrogate[depth]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Whether something may end at a place in a text.
enum TextEdge {
    case yes
    case no
    /// The text ends before that can be said.
    case cut
}
