/// A trie over folded symbols. Children are lists: a node has few, and the memory of a small request stays small.
final class SymbolTrie: Sendable {
    /// Stands for white space of any kind and amount.
    static let gap: UInt32 = 0x20_0000

    /// What the trie is made from.
    struct Builder {
        fileprivate var nodes: [Node] = [Node(symbol: 0, sibling: -1)]
        fileprivate var ends: [(node: Int32, form: Int32)] = []

        var isEmpty: Bool { nodes.count == 1 }

        /// - Parameter isSolid: whether a line may be broken inside the path.
        mutating func insert(_ path: [UInt32], form: Int, isSolid: Bool) {
            if isEmpty { nodes.reserveCapacity(64) }
            var node = 0
            for (depth, symbol) in path.enumerated() {
                var at = nodes[node].child
                while at >= 0, nodes[Int(at)].symbol != symbol { at = nodes[Int(at)].sibling }
                if at < 0 {
                    at = Int32(nodes.count)
                    nodes.append(Node(symbol: symbol, sibling: nodes[node].child))
                    nodes[node].child = at
                }
                node = Int(at)
                // The first symbols are too few to wait for the next line.
                if isSolid && depth >= 3 { nodes[node].isSolid = true }
            }
            ends.append((Int32(node), Int32(form)))
        }
    }

    fileprivate struct Node {
        var symbol: UInt32
        var child: Int32 = -1
        var sibling: Int32
        /// The first of the forms that end here, or -1.
        var end: Int32 = -1
        var isSolid = false
    }

    private let nodes: [Node]
    private let ends: [(node: Int32, form: Int32)]

    init(_ builder: consuming Builder) {
        let ends = builder.ends.sorted { ($0.node, $0.form) < ($1.node, $1.form) }
        for (i, end) in ends.enumerated() where builder.nodes[Int(end.node)].end < 0 { builder.nodes[Int(end.node)].end = Int32(i) }
        nodes = builder.nodes
        self.ends = ends
    }

    /// The child by a symbol, or -1.
    func child(_ node: Int32, _ symbol: UInt32) -> Int32 {
        nodes.withUnsafeBufferPointer { nodes in
            var at = nodes[Int(node)].child
            while at >= 0 {
                if nodes[Int(at)].symbol == symbol { return at }
                at = nodes[Int(at)].sibling
            }
            return -1
        }
    }

    func hasChildren(_ node: Int32) -> Bool { nodes[Int(node)].child >= 0 }

    func isEnd(_ node: Int32) -> Bool { nodes[Int(node)].end >= 0 }

    /// Whether a line may be broken before what follows a node.
    func isSolid(_ node: Int32) -> Bool { nodes[Int(node)].isSolid }

    /// The forms that end at a node.
    func forms(at node: Int32) -> ArraySlice<(node: Int32, form: Int32)> {
        let start = Int(nodes[Int(node)].end)
        guard start >= 0 else { return [] }
        var end = start
        while end < ends.count && ends[end].node == node { end += 1 }
        return ends[start..<end]
    }

    /// A node's children, each with its symbol.
    func children(_ node: Int32) -> Children { Children(nodes: nodes, at: nodes[Int(node)].child) }

    /// Walks along a list of siblings.
    struct Children: Sequence, IteratorProtocol {
        fileprivate let nodes: [Node]
        fileprivate var at: Int32

        mutating func next() -> (symbol: UInt32, node: Int32)? {
            guard at >= 0 else { return nil }
            defer { at = nodes[Int(at)].sibling }
            return (nodes[Int(at)].symbol, at)
        }
    }
}
