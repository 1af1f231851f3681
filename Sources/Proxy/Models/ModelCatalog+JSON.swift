extension ModelCatalog {
    /// The body of `GET /v1/models` in OpenAI's shape. What an `openai` host said of its own model is kept byte for byte.
    public func openAIList() -> [UInt8] {
        var out = Array(#"{"object":"list","data":["#.utf8)
        append(entries, to: &out) { Self.openAI($0) }
        return out + Array("]}".utf8)
    }

    /// The body of `GET /v1/models` in Anthropic's shape.
    public func anthropicList() -> [UInt8] {
        var out = Array(#"{"data":["#.utf8)
        append(entries, to: &out) { Self.anthropic($0) }
        out += Array(#"],"has_more":false,"first_id":"#.utf8)
        out += entries.first.map { Self.quoted($0.name) } ?? Array("null".utf8)
        out += Array(#","last_id":"#.utf8)
        out += entries.last.map { Self.quoted($0.name) } ?? Array("null".utf8)
        return out + Array("}".utf8)
    }

    /// The body of `GET /v1/models/{id}`; nil when there is no such model.
    public func model(_ name: String, isAnthropic: Bool) -> [UInt8]? {
        entry(name).map { isAnthropic ? Self.anthropic($0) : Self.openAI($0) }
    }

    /// The body of `GET /api/tags`: the models that a request of Ollama's API can reach, each with what its host said of it.
    public func ollamaTags() -> [UInt8] {
        var out = Array(#"{"models":["#.utf8)
        append(entries.filter(\.isOllama), to: &out) { Self.tag($0) }
        return out + Array("]}".utf8)
    }

    /// The body of `GET /api/ps`.
    public func ollamaRunning() -> [UInt8] {
        var out = Array(#"{"models":["#.utf8)
        append(running, to: &out) { $0.entry }
        return out + Array("]}".utf8)
    }

    private func append<Element>(_ elements: [Element], to out: inout [UInt8], _ spell: (Element) -> [UInt8]) {
        for (at, element) in elements.enumerated() {
            if at > 0 { out.append(UInt8(ascii: ",")) }
            out += spell(element)
        }
    }

    private static func openAI(_ entry: Entry) -> [UInt8] {
        if entry.api == .openai, let own = entry.listed?.entry, !own.isEmpty { return own }
        let owner =
            switch entry.api {
            case .ollama: "library"
            case .openai: "openai"
            case .anthropic: "anthropic"
            }
        return Array(#"{"id":"#.utf8) + quoted(entry.name) + Array(#","object":"model","created":0,"owned_by":"\#(owner)"}"#.utf8)
    }

    private static func anthropic(_ entry: Entry) -> [UInt8] {
        if entry.api == .anthropic, let own = entry.listed?.entry, !own.isEmpty { return own }
        return Array(#"{"type":"model","id":"#.utf8) + quoted(entry.name) + Array(#","display_name":"#.utf8) + quoted(entry.name)
            + Array(#","created_at":"1970-01-01T00:00:00Z"}"#.utf8)
    }

    private static func tag(_ entry: Entry) -> [UInt8] {
        if let listed = entry.listed, !listed.entry.isEmpty, listed.name == entry.name || listed.name == entry.name + ":latest" {
            guard entry.isConflicting, listed.entry.first == UInt8(ascii: "{") else { return listed.entry }
            // The same tag with other weights elsewhere: said, because the answer then depends on the host.
            var out = Array(#"{"hopguard":{"conflict":true,"hosts":["#.utf8)
            for (at, host) in entry.hosts.enumerated() {
                if at > 0 { out.append(UInt8(ascii: ",")) }
                out += quoted(host)
            }
            return out + Array("]},".utf8) + listed.entry.dropFirst()
        }
        let name = quoted(entry.name)
        let digest = quoted(entry.listed?.digest ?? "")
        return Array(#"{"name":"#.utf8) + name + Array(#","model":"#.utf8) + name
            + Array(#","modified_at":"1970-01-01T00:00:00Z","size":\#(entry.listed?.bytes ?? 0),"digest":"#.utf8) + digest
            + Array(
                #","details":{"parent_model":"","format":"","family":"","families":[],"parameter_size":"","quantization_level":""}}"#.utf8)
    }

    /// A JSON string.
    static func quoted(_ text: String) -> [UInt8] {
        var out: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                out += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
        return out
    }
}
