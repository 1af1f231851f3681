internal import WireFormats

/// Reads the texts out of an answer of any API, whole or streamed: what a client would show.
enum EchoText {
    /// The texts of an answer: each string of a whole body, and what the events or lines of a stream say at the same place, put together.
    static func read(_ bytes: [UInt8]) -> [String] {
        if let whole = JSONValue(parsing: bytes) {
            var texts: [String] = []
            walk(whole, "") { _, text in texts.append(text) }
            return texts
        }
        var order: [String] = []
        var byPlace: [String: String] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            var line = line
            if line.starts(with: Array("data:".utf8)) { line = line.dropFirst(5) }
            guard let value = JSONValue(parsing: Array(line)) else { continue }
            let kind = value["type"]?.text ?? ""
            walk(value, kind) { place, text in
                if byPlace[place] == nil { order.append(place) }
                byPlace[place, default: ""] += text
            }
        }
        return order.compactMap { byPlace[$0] }
    }

    private static func walk(_ value: JSONValue, _ place: String, _ body: (String, String) -> Void) {
        switch value {
        case .string(let text): body(place, text)
        case .array(let elements): for (at, element) in elements.enumerated() { walk(element, "\(place)[\(at)]", body) }
        case .object(let members): for member in members { walk(member.value, "\(place).\(member.name)", body) }
        case .null, .bool, .number: break
        }
    }
}
