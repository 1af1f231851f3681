/// A trie over folded symbols. Children are lists: a node has few, and the memory of a small request stays small.
struct SymbolTrie {
    /// Stands for white space of any kind and amount.
    static let gap: UInt32 = 0x20_0000

    private(set) var symbols: [UInt32] = [0]
    private var firstChild: [Int32] = [-1]
    private var nextSibling: [Int32] = [-1]
    /// Whether a line may be broken inside what goes through the node.
    private(set) var isSolid: [Bool] = [false]
    /// The forms that end at a node, as a range of `ends`; filled by `seal`.
    private var pending: [(node: Int32, form: Int32)] = []
    private var endStart: [Int32: Int32] = [:]
    private var ends: [(node: Int32, form: Int32)] = []

    var isEmpty: Bool { symbols.count == 1 }

    mutating func insert(_ path: [UInt32], form: Int, isSolid solid: Bool) {
        var node: Int32 = 0
        for (depth, symbol) in path.enumerated() {
            let known = child(node, symbol)
            if known >= 0 {
                node = known
            } else {
                let made = Int32(symbols.count)
                symbols.append(symbol)
                firstChild.append(-1)
                nextSibling.append(firstChild[Int(node)])
                isSolid.append(false)
                firstChild[Int(node)] = made
                node = made
            }
            if solid && depth >= 3 { isSolid[Int(node)] = true }
        }
        pending.append((node, Int32(form)))
    }

    /// Ends the building.
    mutating func seal() {
        ends = pending.sorted { ($0.node, $0.form) < ($1.node, $1.form) }
        pending = []
        for (i, end) in ends.enumerated() where endStart[end.node] == nil { endStart[end.node] = Int32(i) }
    }

    /// The child by a symbol, or -1.
    func child(_ node: Int32, _ symbol: UInt32) -> Int32 {
        var at = firstChild[Int(node)]
        while at >= 0 {
            if symbols[Int(at)] == symbol { return at }
            at = nextSibling[Int(at)]
        }
        return -1
    }

    func hasChildren(_ node: Int32) -> Bool { firstChild[Int(node)] >= 0 }

    /// The forms that end at a node.
    func forms(at node: Int32) -> ArraySlice<(node: Int32, form: Int32)> {
        guard let start = endStart[node] else { return [] }
        var end = Int(start)
        while end < ends.count && ends[end].node == node { end += 1 }
        return ends[Int(start)..<end]
    }

    func isEnd(_ node: Int32) -> Bool { endStart[node] != nil }

    /// The first symbols of all paths.
    var heads: [UInt32] {
        var out: [UInt32] = []
        var at = firstChild[0]
        while at >= 0 {
            out.append(symbols[Int(at)])
            at = nextSibling[Int(at)]
        }
        return out
    }
}
