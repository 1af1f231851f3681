/// Reads as much of PCRE2's syntax as shipped patterns use, into a tree of byte sets. Assertions count as nothing, back references as
/// anything: the tree accepts at least what the pattern does.
struct PatternSyntax {
    indirect enum Node {
        case empty
        case bytes(ByteSet)
        case sequence([Node])
        case choice([Node])
        case repetition(Node, Int, Int?)
    }

    private let source: [UInt8]
    private var index = 0
    private var ignoresCase = false
    private var depth = 0
    private var isKnown = true

    init(_ regex: String) {
        source = Array(regex.utf8)
    }

    /// Nil when something in it is not known.
    mutating func parse() -> Node? {
        let node = choice()
        return isKnown && index == source.count ? node : nil
    }

    /// The assertions that a pattern begins with, as far as all of it lies behind them: what of one or two bytes must not stand before a
    /// match, and what must begin where it does.
    mutating func opening() -> (lookbehinds: [[ByteSet]], lookahead: Node?) {
        var lookbehinds: [[ByteSet]] = []
        var lookahead: Node?
        while true {
            let isBehind = starts("(?<!")
            guard isBehind || starts("(?=") else { break }
            index += isBehind ? 4 : 3
            let node = choice()
            guard peek() == UInt8(ascii: ")") else { return ([], nil) }
            index += 1
            if !isBehind {
                lookahead = node
            } else if case .bytes(let set) = node {
                lookbehinds.append([set])
            } else if case .sequence(let nodes) = node {
                let sets = nodes.compactMap { node -> ByteSet? in if case .bytes(let set) = node { set } else { nil } }
                if sets.count == 2, nodes.count == 2 { lookbehinds.append(sets) }
            }
        }
        _ = sequence()
        // Another branch has its own.
        return isKnown && index == source.count ? (lookbehinds, lookahead) : ([], nil)
    }

    private func peek(_ ahead: Int = 0) -> UInt8? { index + ahead < source.count ? source[index + ahead] : nil }
    private func starts(_ text: StaticString) -> Bool {
        let bytes = Array(text.description.utf8)
        return index + bytes.count <= source.count && Array(source[index..<index + bytes.count]) == bytes
    }

    private mutating func choice() -> Node {
        depth += 1
        defer { depth -= 1 }
        guard depth < 100 else {
            isKnown = false
            return .empty
        }
        // A flag set inside a branch holds to the end of the group, over later branches.
        let before = ignoresCase
        defer { ignoresCase = before }
        var branches = [sequence()]
        while isKnown, peek() == UInt8(ascii: "|") {
            index += 1
            branches.append(sequence())
        }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() -> Node {
        var nodes: [Node] = []
        while isKnown, let byte = peek(), byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
            let atom = atom()
            nodes.append(quantified(atom))
        }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    private mutating func quantified(_ atom: Node) -> Node {
        guard let byte = peek() else { return atom }
        var out = atom
        switch byte {
        case UInt8(ascii: "*"):
            index += 1
            out = .repetition(atom, 0, nil)
        case UInt8(ascii: "+"):
            index += 1
            out = .repetition(atom, 1, nil)
        case UInt8(ascii: "?"):
            index += 1
            out = .repetition(atom, 0, 1)
        case UInt8(ascii: "{"):
            guard let (least, most, length) = counts() else { return atom }
            index += length
            out = .repetition(atom, least, most)
        default: return atom
        }
        if let suffix = peek(), suffix == UInt8(ascii: "?") || suffix == UInt8(ascii: "+") { index += 1 }
        return out
    }

    /// `{n}`, `{n,}`, `{n,m}` at the index; nil: the brace is itself.
    private func counts() -> (Int, Int?, Int)? {
        var at = index + 1
        func number() -> (Int, Int)? {
            var value = 0
            var end = at
            while end < source.count, source[end] >= 48, source[end] <= 57, end - at < 6 {
                value = value * 10 + Int(source[end] - 48)
                end += 1
            }
            return end == at ? nil : (value, end)
        }
        guard let (least, end) = number() else { return nil }
        at = end
        guard at < source.count else { return nil }
        if source[at] == UInt8(ascii: "}") { return (least, least, at + 1 - index) }
        guard source[at] == UInt8(ascii: ",") else { return nil }
        at += 1
        if at < source.count, source[at] == UInt8(ascii: "}") { return (least, nil, at + 1 - index) }
        guard let (most, close) = number(), close < source.count, source[close] == UInt8(ascii: "}") else { return nil }
        return (least, most, close + 1 - index)
    }

    private mutating func atom() -> Node {
        let byte = source[index]
        index += 1
        switch byte {
        case UInt8(ascii: "("): return group()
        case UInt8(ascii: "["): return .bytes(characterClass())
        case UInt8(ascii: "."):
            var set = ByteSet(0...255)
            set = set.intersection(ByteSet(10...10).inverted)
            return .bytes(set)
        case UInt8(ascii: "^"), UInt8(ascii: "$"): return .empty
        case UInt8(ascii: "\\"): return escape()
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
            isKnown = false
            return .empty
        default: return .bytes(literal(byte))
        }
    }

    private func literal(_ byte: UInt8) -> ByteSet {
        var set = ByteSet(byte...byte)
        if ignoresCase, byte | 32 >= 97, byte | 32 <= 122, byte >= 65 { set.insert(byte ^ 32) }
        return set
    }

    private mutating func group() -> Node {
        guard peek() == UInt8(ascii: "?") else {
            if peek() == UInt8(ascii: "*") { isKnown = false }
            return closing(choice())
        }
        if starts("?:") || starts("?>") || starts("?|") {
            index += 2
            return closing(choice())
        }
        if starts("?#") {
            while let byte = peek(), byte != UInt8(ascii: ")") { index += 1 }
            return closing(.empty)
        }
        for assertion in ["?=", "?!", "?<=", "?<!"] as [StaticString] where starts(assertion) {
            index += assertion.utf8CodeUnitCount
            _ = closing(choice())
            return .empty
        }
        if starts("?<") || starts("?P<") {
            while let byte = peek(), byte != UInt8(ascii: ">") { index += 1 }
            index += 1
            return closing(choice())
        }
        // Flags: (?i) for the rest of the group, (?i:…) for what is inside; `-` turns off.
        index += 1
        var turnsOn = true
        var flags = ignoresCase
        while let byte = peek() {
            index += 1
            switch byte {
            case UInt8(ascii: "-"): turnsOn = false
            case UInt8(ascii: "i"): flags = turnsOn
            case UInt8(ascii: "s"), UInt8(ascii: "m"): break
            case UInt8(ascii: ")"):
                ignoresCase = flags
                return .empty
            case UInt8(ascii: ":"):
                let before = ignoresCase
                ignoresCase = flags
                let inner = choice()
                ignoresCase = before
                return closing(inner)
            default:
                isKnown = false
                return .empty
            }
        }
        isKnown = false
        return .empty
    }

    private mutating func closing(_ node: Node) -> Node {
        guard peek() == UInt8(ascii: ")") else {
            isKnown = false
            return node
        }
        index += 1
        return node
    }

    private mutating func escape() -> Node {
        guard let byte = peek() else {
            isKnown = false
            return .empty
        }
        switch byte {
        case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "z"), UInt8(ascii: "Z"), UInt8(ascii: "K"):
            index += 1
            return .empty
        case UInt8(ascii: "1")...UInt8(ascii: "9"):
            index += 1
            return .repetition(.bytes(.all), 0, nil)
        case UInt8(ascii: "R"):
            index += 1
            return .sequence([.bytes(ByteSet(10...13).union(ByteSet(0x80...0xFF))), .repetition(.bytes(.all), 0, 2)])
        default: return .bytes(escapedSet())
        }
    }

    /// The set of `\d`, `\x41`, `\.` and the like, from the byte after the backslash.
    private mutating func escapedSet() -> ByteSet {
        guard let byte = peek() else {
            isKnown = false
            return ByteSet()
        }
        index += 1
        switch byte {
        case UInt8(ascii: "d"): return .digits
        case UInt8(ascii: "D"): return ByteSet.digits.inverted
        case UInt8(ascii: "w"): return ByteSet("A-Za-z0-9_")
        case UInt8(ascii: "W"): return ByteSet("A-Za-z0-9_").inverted
        case UInt8(ascii: "s"): return ByteSet(9...13).union(ByteSet(32...32))
        case UInt8(ascii: "S"): return ByteSet(9...13).union(ByteSet(32...32)).inverted
        case UInt8(ascii: "h"): return ByteSet(9...9).union(ByteSet(32...32)).union(ByteSet(0x80...0xFF))
        case UInt8(ascii: "t"): return ByteSet(9...9)
        case UInt8(ascii: "n"): return ByteSet(10...10)
        case UInt8(ascii: "r"): return ByteSet(13...13)
        case UInt8(ascii: "e"): return ByteSet(27...27)
        case UInt8(ascii: "x"):
            var digits: [UInt8] = []
            if peek() == UInt8(ascii: "{") {
                index += 1
                while let byte = peek(), byte != UInt8(ascii: "}"), digits.count < 7 {
                    digits.append(byte)
                    index += 1
                }
                index += 1
            } else {
                while digits.count < 2, let byte = peek(), hexValue(byte) != nil {
                    digits.append(byte)
                    index += 1
                }
            }
            var value = 0
            for digit in digits { value = value * 16 + (hexValue(digit) ?? 1000) }
            guard value < 256 else {
                isKnown = false
                return ByteSet()
            }
            return literal(UInt8(value))
        default:
            if byte | 32 >= 97, byte | 32 <= 122, byte >= 65 {
                isKnown = false
                return ByteSet()
            }
            return literal(byte)
        }
    }

    private func hexValue(_ byte: UInt8) -> Int? {
        switch byte {
        case 48...57: Int(byte) - 48
        case 65...70: Int(byte) - 55
        case 97...102: Int(byte) - 87
        default: nil
        }
    }

    private mutating func characterClass() -> ByteSet {
        var set = ByteSet()
        var isNegated = false
        if peek() == UInt8(ascii: "^") {
            isNegated = true
            index += 1
        }
        var isFirst = true
        while let byte = peek(), isFirst || byte != UInt8(ascii: "]") {
            isFirst = false
            if byte == UInt8(ascii: "["), peek(1) == UInt8(ascii: ":") {
                set = set.union(posixClass())
                continue
            }
            var lower: UInt8?
            if byte == UInt8(ascii: "\\") {
                index += 1
                if peek() == UInt8(ascii: "b") {
                    index += 1
                    lower = 8
                } else {
                    let isSet = peek().map { ByteSet("dDwWsSh").contains($0) } ?? false
                    let escaped = escapedSet()
                    set = set.union(escaped)
                    if !isSet { lower = single(escaped) }
                }
            } else {
                index += 1
                lower = byte
            }
            guard let lower else { continue }
            if peek() == UInt8(ascii: "-"), let after = peek(1), after != UInt8(ascii: "]") {
                index += 1
                var upper = after
                if after == UInt8(ascii: "\\") {
                    index += 1
                    guard let escaped = single(escapedSet()) else {
                        isKnown = false
                        return set
                    }
                    upper = escaped
                } else {
                    index += 1
                }
                guard lower <= upper else {
                    isKnown = false
                    return set
                }
                for byte in lower...upper { set = set.union(literal(byte)) }
            } else {
                set = set.union(literal(lower))
            }
        }
        index += 1
        return isNegated ? set.inverted : set
    }

    /// The lowest byte of the set: the one that was written, or its capital.
    private func single(_ set: ByteSet) -> UInt8? {
        for byte in UInt8(0)...255 where set.contains(byte) { return byte }
        return nil
    }

    private mutating func posixClass() -> ByteSet {
        let classes: [(StaticString, ByteSet)] = [
            ("[:alnum:]", ByteSet("A-Za-z0-9")), ("[:alpha:]", ByteSet("A-Za-z")), ("[:digit:]", .digits),
            ("[:xdigit:]", ByteSet("A-Fa-f0-9")), ("[:upper:]", ByteSet("A-Z")), ("[:lower:]", ByteSet("a-z")),
            ("[:space:]", ByteSet(9...13).union(ByteSet(32...32))), ("[:word:]", ByteSet("A-Za-z0-9_")),
        ]
        for (name, set) in classes where starts(name) {
            index += name.utf8CodeUnitCount
            return ignoresCase && (name.description.contains("upper") || name.description.contains("lower")) ? ByteSet("A-Za-z") : set
        }
        isKnown = false
        return ByteSet()
    }
}
