/// Turns the tree of an LLMhop `config.json` (release 2.2.1, and `listen` of 1.x) into the tree of a `hopguard.yaml` whose nodes keep the lines of
/// the original. Source of keys and defaults: mirkolenz/llmhop, internal/config and internal/secrets.
struct LLMhopImport {
    let reader: ConfigurationReader

    static let keys = ["host", "port", "listen", "maxBodyBytes", "maxConcurrentRequests", "authTokens", "models"]
    static let modelKeys = ["url", "headers", "unlisted"]

    /// Whether a file is a JSON object at first sight.
    static func isJSON(_ bytes: [UInt8]) -> Bool {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        return start.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
    }

    /// Whether a tree says what only LLMhop's does: a key of its own, or models that have a URL.
    static func recognises(_ root: DocumentNode) -> Bool {
        guard root["hosts"] == nil, let entries = root.mapping else { return false }
        let own = ["host", "port", "maxBodyBytes", "maxConcurrentRequests", "authTokens"]
        if entries.contains(where: { own.contains($0.key) }) { return true }
        return root["models"]?.mapping?.contains { $0.value["url"] != nil } ?? false
    }

    func translate(_ root: DocumentNode) -> DocumentNode {
        var entries: [DocumentEntry] = []
        for entry in root.mapping ?? [] where !Self.keys.contains(entry.key) {
            unknown(entry, Self.keys)
        }
        entries.append(entry("listen", listen(root)))
        if let limits = limits(root) { entries.append(entry("limits", limits)) }
        if let keys = keys(root) { entries.append(entry("keys", keys)) }
        let (hosts, models) = backends(root)
        entries.append(entry("hosts", hosts))
        if let models { entries.append(entry("models", models)) }
        entries.append(
            entry(
                "health",
                DocumentNode(.scalar("true", isPlain: true), line: root.line, comment: "LLMhop answers GET /health without a token.")))
        entries.append(
            entry(
                "model_paths",
                DocumentNode(
                    .scalar("true", isPlain: true), line: root.line,
                    comment: "LLMhop answers /route/MODEL/… and passes on what it does not know.")))
        return DocumentNode(.mapping(entries), line: root.line)
    }

    private func entry(_ key: String, _ value: DocumentNode) -> DocumentEntry {
        DocumentEntry(key: key, line: value.line, value: value)
    }

    private func unknown(_ entry: DocumentEntry, _ known: [String]) {
        let hint = NearestName.of(entry.key, among: known).map { "did you mean \($0.quoted)?" } ?? "expected one of \(Section.list(known))"
        reader.problem(entry.line, "\(entry.key.quoted) is no key of an LLMhop file, \(hint)")
    }

    private func listen(_ root: DocumentNode) -> DocumentNode {
        if root["host"] == nil, root["port"] == nil, let listen = root["listen"], let text = reader.verbatim(listen, "listen") {
            return DocumentNode(.scalar(text, isPlain: false), line: listen.line)
        }
        var host = ""
        if let node = root["host"], !node.isNull, let text = reader.verbatim(node, "host") { host = text }
        let given = integer(root["port"], "port", 0...65_535) ?? 0
        if host.utf8.contains(UInt8(ascii: ":")), !host.hasPrefix("[") { host = "[\(host)]" }
        return DocumentNode(
            .scalar("\(host):\(given == 0 ? 8080 : given)", isPlain: false), line: (root["host"] ?? root["port"])?.line ?? root.line)
    }

    private func integer(_ node: DocumentNode?, _ name: String, _ range: ClosedRange<Int>) -> Int? {
        guard let node, !node.isNull else { return nil }
        guard case .scalar(let text, isPlain: true) = node.content, let value = Int(text), range.contains(value) else {
            reader.problem(
                node.line,
                "`\(name)` is \(node.scalar?.quoted ?? node.kind), expected a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return value
    }

    private func limits(_ root: DocumentNode) -> DocumentNode? {
        var limits: [DocumentEntry] = []
        // LLMhop's 0 means no bound; here everything has one.
        let largest = 1 << 40
        if let bytes = integer(root["maxBodyBytes"], "maxBodyBytes", 0...largest), let line = root["maxBodyBytes"]?.line {
            if bytes == 0 { reader.warning(line, "`maxBodyBytes` 0 is no bound for LLMhop; 1GiB is taken") }
            let size = bytes == 0 ? "1GiB" : bytes % (1 << 20) == 0 ? "\(bytes >> 20)MiB" : "\(bytes)B"
            limits.append(entry("body", DocumentNode(.scalar(size, isPlain: false), line: line)))
        }
        if let count = integer(root["maxConcurrentRequests"], "maxConcurrentRequests", 0...1_000_000_000),
            let line = root["maxConcurrentRequests"]?.line
        {
            limits.append(entry("requests", DocumentNode(.scalar("\(count)", isPlain: true), line: line)))
        }
        return limits.first.map { DocumentNode(.mapping(limits), line: $0.line) }
    }

    private func keys(_ root: DocumentNode) -> DocumentNode? {
        guard let node = root["authTokens"], !node.isNull, let tokens = reader.items(node, "authTokens"), !tokens.isEmpty else {
            return nil
        }
        let keys = tokens.enumerated().compactMap { index, token -> DocumentNode? in
            guard let text = string(token, "authTokens") else { return nil }
            let name = DocumentNode(.scalar("llmhop-\(index + 1)", isPlain: false), line: token.line)
            let value = DocumentNode(.scalar(text, isPlain: false), line: token.line)
            return DocumentNode(.mapping([entry("name", name), entry("token", value)]), line: token.line)
        }
        return DocumentNode(.sequence(keys), line: node.line)
    }

    /// One host for every URL with its headers, with the names of the models it serves.
    private func backends(_ root: DocumentNode) -> (hosts: DocumentNode, models: DocumentNode?) {
        struct Host {
            let id: String
            let line: Int
            let url: DocumentNode
            let headers: [DocumentEntry]
            var models: [DocumentNode]
        }
        var hosts: [Host] = []
        var ids: Set<String> = []
        var unlisted: [DocumentEntry] = []
        let given = root["models"].flatMap { $0.isNull ? nil : reader.entries($0, "models") } ?? []
        if given.isEmpty {
            reader.problem(root["models"]?.line ?? root.line, "no models are configured, expected at least one in `models`")
        }
        for model in given {
            guard let backend = reader.entries(model.value, "models.\(model.key)") else { continue }
            for entry in backend where !Self.modelKeys.contains(entry.key) { unknown(entry, Self.modelKeys) }
            guard let node = model.value["url"], let url = reader.verbatim(node, "models.\(model.key).url") else {
                if model.value["url"] == nil { reader.problem(model.line, "\("models.\(model.key)".quoted) has no `url`, expected one") }
                continue
            }
            var headers: [DocumentEntry] = []
            if let given = model.value["headers"], !given.isNull {
                for header in reader.entries(given, "models.\(model.key).headers") ?? [] {
                    guard let text = string(header.value, "models.\(model.key).headers.\(header.key)") else { continue }
                    headers.append(
                        DocumentEntry(
                            key: header.key, line: header.line, value: DocumentNode(.scalar(text, isPlain: false), line: header.value.line))
                    )
                }
            }
            let name = DocumentNode(.scalar(model.key, isPlain: false), line: model.line)
            let same = hosts.firstIndex { host in
                host.url.scalar == url && host.headers.map(\.key) == headers.map(\.key)
                    && host.headers.map(\.value.scalar) == headers.map(\.value.scalar)
            }
            if let same {
                hosts[same].models.append(name)
            } else {
                hosts.append(
                    Host(
                        id: id(model.key, &ids), line: model.line, url: DocumentNode(.scalar(url, isPlain: false), line: node.line),
                        headers: headers,
                        models: [name]))
            }
            if let flag = model.value["unlisted"], !flag.isNull {
                guard case .scalar(let text, isPlain: true) = flag.content, text == "true" || text == "false" else {
                    reader.problem(flag.line, "\("models.\(model.key).unlisted".quoted) is no flag, expected true or false")
                    continue
                }
                if text == "true" {
                    let value = DocumentNode(.mapping([entry("unlisted", flag)]), line: model.line)
                    unlisted.append(DocumentEntry(key: model.key, line: model.line, value: value))
                }
            }
        }
        let nodes = hosts.map { host in
            var entries = [
                entry("id", DocumentNode(.scalar(host.id, isPlain: false), line: host.line)), entry("url", host.url),
                entry("api", DocumentNode(.scalar("openai", isPlain: false), line: host.line)),
                entry("models", DocumentNode(.sequence(host.models), line: host.line)),
            ]
            if !host.headers.isEmpty { entries.append(entry("headers", DocumentNode(.mapping(host.headers), line: host.headers[0].line))) }
            return DocumentNode(.mapping(entries), line: host.line)
        }
        let line = root["models"]?.line ?? root.line
        return (
            DocumentNode(.sequence(nodes), line: line),
            unlisted.isEmpty
                ? nil : DocumentNode(.mapping(unlisted), line: line, comment: "Served, but not shown in lists.")
        )
    }

    /// A name for a host that is like the model's and nobody else's.
    private func id(_ model: String, _ taken: inout Set<String>) -> String {
        let letters = model.utf8.prefix(48).map { $0.isLetterOrDigit || "._-:/".utf8.contains($0) ? $0 : UInt8(ascii: "-") }
        let base = letters.isEmpty ? "host" : String(decoding: letters, as: UTF8.self)
        var id = base
        var number = 2
        while !taken.insert(id).inserted {
            id = "\(base)-\(number)"
            number += 1
        }
        return id
    }

    private func string(_ node: DocumentNode, _ name: String) -> String? {
        guard let text = reader.verbatim(node, name) else { return nil }
        do throws(SecretReference.Fault) {
            return try Self.references(text)
        } catch {
            reader.problem(node.line, "\(name.quoted): \(error.message)")
            return nil
        }
    }

    /// LLMhop's references in our words: `${cred:NAME}` is a file below `$CREDENTIALS_DIRECTORY`, `$NAME` and `${NAME}` (1.x) are variables
    /// wherever they stand, `$$` (2.2) is a plain `$`.
    static func references(_ text: String) throws(SecretReference.Fault) -> String {
        var result = ""
        var literal = ""
        var hasReference = false
        var rest = Substring(text)
        func flush() {
            result += hasReference ? literal.replacing("${", with: "$${") : SecretReference.escaped(literal)
            literal = ""
        }
        while let dollar = rest.utf8.firstIndex(of: UInt8(ascii: "$")) {
            literal += rest[..<dollar]
            rest = rest[dollar...].dropFirst()
            var reference: String?
            if rest.hasPrefix("$") {
                rest = rest.dropFirst()
            } else if rest.hasPrefix("{") {
                guard let close = rest.utf8.firstIndex(of: UInt8(ascii: "}")), rest.utf8.index(rest.startIndex, offsetBy: 1) < close else {
                    throw SecretReference.Fault(message: "a reference is malformed, expected ${env:NAME}, ${file:PATH} or ${cred:NAME}")
                }
                let key = String(rest[rest.index(after: rest.startIndex)..<close])
                rest = rest[rest.utf8.index(after: close)...]
                if key.hasPrefix("cred:") {
                    reference = "${file:\(key.dropFirst(5))}"
                } else if key.hasPrefix("env:") || key.hasPrefix("file:") {
                    reference = "${\(key)}"
                } else {
                    reference = "${env:\(key)}"
                }
            } else {
                let name = rest.utf8.prefix { $0.isLetterOrDigit || $0 == UInt8(ascii: "_") }
                if !name.isEmpty {
                    reference = "${env:\(String(Substring(name)))}"
                    rest = rest[name.endIndex...]
                }
            }
            guard let reference else {
                literal += "$"
                continue
            }
            if literal.hasSuffix("$") {
                throw SecretReference.Fault(
                    message:
                        "a `$` stands before the reference \(reference.quoted), which cannot be told from an escape; expected them apart")
            }
            hasReference = true
            flush()
            result += reference
        }
        literal += rest
        flush()
        return result
    }
}
