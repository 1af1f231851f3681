/// A pattern in which `*` stands for any text and `?` for one character; everything else stands for itself, letter by letter.
/// It never goes back before its latest `*`, so its cost is at most the text's length times the pattern's.
public struct Glob: Sendable, Hashable, CustomStringConvertible {
    public let pattern: String

    public init(_ pattern: String) {
        self.pattern = pattern
    }

    /// Whether it is `*`.
    public var matchesAll: Bool { pattern == "*" }

    /// Whether it stands for one text only.
    public var isLiteral: Bool { !pattern.utf8.contains { $0 == Self.star || $0 == Self.one } }

    private static let star = UInt8(ascii: "*")
    private static let one = UInt8(ascii: "?")

    public func matches(_ text: String) -> Bool {
        var pattern = pattern
        var text = text
        return pattern.withUTF8 { pattern in text.withUTF8 { Self.matches(pattern, $0) } }
    }

    private static func matches(_ pattern: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var p = 0
        var t = 0
        var retryPattern = -1
        var retryText = 0
        while t < text.count {
            if p < pattern.count, pattern[p] == star {
                retryPattern = p + 1
                retryText = t
                p += 1
            } else if p < pattern.count, pattern[p] == one {
                p += 1
                t = after(t, text)
            } else if p < pattern.count, pattern[p] == text[t] {
                p += 1
                t += 1
            } else if retryPattern >= 0 {
                retryText = after(retryText, text)
                p = retryPattern
                t = retryText
            } else {
                return false
            }
        }
        while p < pattern.count, pattern[p] == star { p += 1 }
        return p == pattern.count
    }

    /// Behind the character at an index.
    private static func after(_ index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Int {
        var next = index + 1
        while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }

    /// Whether some text matches both patterns. Exact; its cost is one length times the other.
    public func mayOverlap(_ other: Glob) -> Bool {
        let a = Array(pattern.unicodeScalars)
        let b = Array(other.pattern.unicodeScalars)
        // reachable[j]: the first i scalars of a and the first j of b can have used up the same text.
        var reachable = [Bool](repeating: false, count: b.count + 1)
        reachable[0] = true
        for j in 0..<b.count where b[j] == "*" { reachable[j + 1] = reachable[j] }
        for i in 0..<a.count {
            var next = [Bool](repeating: false, count: b.count + 1)
            next[0] = a[i] == "*" && reachable[0]
            for j in 0..<b.count {
                if a[i] == "*" || b[j] == "*" {
                    // A star stands for nothing, or for the other side's next as well.
                    next[j + 1] = reachable[j + 1] || next[j]
                } else {
                    next[j + 1] = reachable[j] && (a[i] == b[j] || a[i] == "?" || b[j] == "?")
                }
            }
            reachable = next
        }
        return reachable[b.count]
    }

    public var description: String { pattern }
}
