/// Where in a JSON text something stands, in words: `messages[1].content[0].text`.
///
/// The text has been validated before; what is not JSON gives places without sense, never a fault.
enum JSONPlaces {
    private enum Level {
        case object(key: String, awaitsKey: Bool)
        case array(Int)
    }

    /// The places of strings that begin at these offsets, in the same order. Offsets ascend; each is the first byte behind a quote, or inside
    /// a string that holds JSON itself.
    ///
    /// - Parameter hidesText: shows `*` for a key that is no plain name, because it may be text itself.
    static func find(_ offsets: [Int], in bytes: [UInt8], hidesText: Bool = false) -> [String] {
        var places: [String] = []
        places.reserveCapacity(offsets.count)
        var levels: [Level] = []
        var at = 0
        var next = 0
        func path(isKey: Bool) -> String {
            var out = ""
            for (depth, level) in levels.enumerated() {
                switch level {
                case .object(let key, _):
                    if isKey && depth == levels.count - 1 {
                        out += out.isEmpty ? "(key)" : ".(key)"
                    } else {
                        out += (out.isEmpty ? "" : ".") + key
                    }
                case .array(let index): out += "[\(index)]"
                }
            }
            return out
        }
        while at < bytes.count, next < offsets.count {
            switch bytes[at] {
            case UInt8(ascii: "{"):
                levels.append(.object(key: "", awaitsKey: true))
                at += 1
            case UInt8(ascii: "["):
                levels.append(.array(0))
                at += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                _ = levels.popLast()
                at += 1
            case UInt8(ascii: ","):
                if case .array(let index)? = levels.last { levels[levels.count - 1] = .array(index + 1) }
                if case .object(let key, _)? = levels.last { levels[levels.count - 1] = .object(key: key, awaitsKey: true) }
                at += 1
            case UInt8(ascii: "\""):
                let start = at + 1
                at = start
                while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
                let end = min(at, bytes.count)
                var isKey = false
                if case .object(_, true)? = levels.last {
                    isKey = true
                    levels[levels.count - 1] = .object(key: shown(bytes[start..<end], hidesText), awaitsKey: false)
                }
                while next < offsets.count, offsets[next] <= end {
                    places.append(path(isKey: isKey))
                    next += 1
                }
                at = end + 1
            default:
                let start = at
                while at < bytes.count, !",]}[{\"".utf8.contains(bytes[at]) { at += 1 }
                while next < offsets.count, offsets[next] < at, offsets[next] >= start {
                    places.append(path(isKey: false))
                    next += 1
                }
            }
        }
        while places.count < offsets.count { places.append("") }
        return places
    }

    /// A key as it is shown: bounded, for it may be anybody's text.
    private static func shown(_ bytes: ArraySlice<UInt8>, _ hidesText: Bool) -> String {
        if hidesText, !bytes.allSatisfy({ $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 == UInt8(ascii: "_") }) { return "*" }
        return bytes.count <= 40 ? String(decoding: bytes, as: UTF8.self) : String(decoding: bytes.prefix(37), as: UTF8.self) + "…"
    }
}
