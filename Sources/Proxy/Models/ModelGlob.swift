/// A name of a model in which `*` stands for any run of characters and `?` for one.
public struct ModelGlob: Sendable, Hashable {
    public let pattern: String
    private let bytes: [UInt8]

    public init(_ pattern: String) {
        self.pattern = pattern
        self.bytes = Array(pattern.utf8)
    }

    /// Whether it is a plain name.
    public var isLiteral: Bool { !bytes.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } }

    /// Whether a name matches. Linear in the name times the stars at worst: it goes back to the last star only.
    public func matches(_ name: String, ignoringCase: Bool = false) -> Bool {
        var name = name
        return name.withUTF8 { text in
            var i = 0
            var p = 0
            var star = -1
            var mark = 0
            while i < text.count {
                if p < bytes.count, bytes[p] == UInt8(ascii: "*") {
                    star = p
                    mark = i
                    p += 1
                } else if p < bytes.count,
                    bytes[p] == UInt8(ascii: "?") || bytes[p] == text[i]
                        || (ignoringCase && Self.lowered(bytes[p]) == Self.lowered(text[i]))
                {
                    p += 1
                    i += 1
                } else if star >= 0 {
                    p = star + 1
                    mark += 1
                    i = mark
                } else {
                    return false
                }
            }
            while p < bytes.count, bytes[p] == UInt8(ascii: "*") { p += 1 }
            return p == bytes.count
        }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}
