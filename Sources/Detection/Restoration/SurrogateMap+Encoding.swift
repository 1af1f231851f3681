/// A map file that is not one of ours, or damaged. Names the line, never its text.
public enum SurrogateMapError: Error, Sendable, Equatable {
    /// The first line is not `hopguard-map 1`: give the file that `redact --mapping` wrote.
    case notAMap
    /// A line that is not six fields of a map: restore the file from where it came; it cannot be repaired by guessing.
    case malformed(line: Int)
}

/// The file of `redact --mapping FILE` and `restore`: a head line, then one line an entry, fields in hexadecimal separated by blanks, so that
/// no byte of a value can be taken for structure. It holds originals: keep it where the originals may be.
extension SurrogateMap {
    private static let head: [UInt8] = Array("hopguard-map 1\n".utf8)

    /// The map as a file.
    public func encode() -> [UInt8] {
        var out = Self.head
        for entry in entries {
            let flags = "\(entry.isPlaceholder ? "p" : "s")\(entry.isOpenLeft ? "l" : "-")\(entry.isOpenRight ? "r" : "-")"
            out.append(contentsOf: "\(entry.type.name) \(flags) \(Self.hex(entry.surrogate)) \(Self.hex(entry.original))\n".utf8)
        }
        return out
    }

    /// Reads such a file, strictly.
    public init(decoding file: [UInt8]) throws(SurrogateMapError) {
        guard file.starts(with: Self.head) else { throw .notAMap }
        guard file.last == 10 else { throw .malformed(line: 1) }
        var read: [Entry] = []
        let lines = file.dropLast().split(separator: 10, omittingEmptySubsequences: false).dropFirst()
        for (i, line) in lines.enumerated() {
            let fields = line.split(separator: 32, omittingEmptySubsequences: false)
            guard fields.count == 4, let flags = Self.flags(fields[1]), let surrogate = Self.bytes(fields[2]),
                let original = Self.bytes(fields[3]),
                !surrogate.isEmpty, !fields[0].isEmpty, fields[0].allSatisfy({ $0.isUpper || $0.isDigit || $0 == UInt8(ascii: "_") })
            else { throw .malformed(line: i + 2) }
            read.append(
                Entry(
                    type: EntityType(String(decoding: fields[0], as: UTF8.self)), original: original, surrogate: surrogate,
                    isPlaceholder: flags.0,
                    isOpenLeft: flags.1, isOpenRight: flags.2))
        }
        self.init(read)
    }

    private static func flags(_ field: ArraySlice<UInt8>) -> (Bool, Bool, Bool)? {
        let f = [UInt8](field)
        guard f.count == 3, f[0] == UInt8(ascii: "p") || f[0] == UInt8(ascii: "s"), f[1] == UInt8(ascii: "l") || f[1] == UInt8(ascii: "-"),
            f[2] == UInt8(ascii: "r") || f[2] == UInt8(ascii: "-")
        else { return nil }
        return (f[0] == UInt8(ascii: "p"), f[1] == UInt8(ascii: "l"), f[2] == UInt8(ascii: "r"))
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func bytes(_ hex: ArraySlice<UInt8>) -> [UInt8]? {
        guard hex.count % 2 == 0 else { return nil }
        var out: [UInt8] = []
        var high: UInt8?
        for c in hex {
            guard c.isDigit || c >= 97 && c <= 102 else { return nil }
            let x = c.isDigit ? c - 48 : c - 87
            if let h = high {
                out.append(h << 4 | x)
                high = nil
            } else {
                high = x
            }
        }
        return out
    }
}
