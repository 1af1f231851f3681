/// Turns the tree of a HOPS `hosts.yml` into the tree of a `hopguard.yaml` whose nodes keep the lines of the original. An entry is an `id` and
/// what `ollama.Client` takes: `host`, and the arguments of `httpx.Client`. Source: leozqin/hops, main.py; ollama-python, `_parse_host`.
struct HOPSImport {
    let reader: ConfigurationReader

    /// Arguments of `httpx.Client` that change nothing here: redirects are never followed, protocols and pools are our own matter.
    static let ignored = ["follow_redirects", "max_redirects", "http1", "http2", "limits", "trust_env", "default_encoding"]
    /// Those that cannot be carried over; without them requests would go elsewhere or differently.
    static let refused = ["proxy", "proxies", "mounts", "params", "transport", "event_hooks", "base_url", "app"]
    static let known = ["id", "host", "headers", "timeout", "verify", "cert", "auth", "cookies"]

    /// Whether a tree is a list of mappings that name a host.
    static func recognises(_ root: DocumentNode) -> Bool {
        guard let items = root.sequence, !items.isEmpty else { return false }
        return items.allSatisfy { $0.mapping != nil } && items.contains { $0["host"] != nil || $0["id"] != nil }
    }

    func translate(_ root: DocumentNode) -> DocumentNode {
        let listen = DocumentNode(.scalar(":11434", isPlain: false), line: root.line)
        let hosts = (root.sequence ?? []).enumerated().compactMap { host($1, "[\($0)]") }
        return DocumentNode(
            .mapping([entry("listen", listen), entry("hosts", DocumentNode(.sequence(hosts), line: root.line))]), line: root.line)
    }

    private func entry(_ key: String, _ value: DocumentNode) -> DocumentEntry {
        DocumentEntry(key: key, line: value.line, value: value)
    }

    private func text(_ text: String, _ line: Int) -> DocumentNode { DocumentNode(.scalar(text, isPlain: false), line: line) }

    private func host(_ node: DocumentNode, _ name: String) -> DocumentNode? {
        for entry in node.mapping ?? [] where !Self.known.contains(entry.key) {
            if Self.ignored.contains(entry.key) {
                reader.warning(entry.line, "\(entry.key.quoted) has no meaning here and is left out")
            } else if Self.refused.contains(entry.key) {
                reader.problem(entry.line, "\(entry.key.quoted) cannot be taken over, expected a host that is reached without it")
            } else {
                let all = Self.known + Self.ignored
                let hint =
                    NearestName.of(entry.key, among: all).map { "did you mean \($0.quoted)?" }
                    ?? "expected one of \(Section.list(Self.known))"
                reader.problem(entry.line, "\(entry.key.quoted) is no key of a HOPS host, \(hint)")
            }
        }
        guard let id = node["id"], let host = node["host"] else {
            reader.problem(node.line, "\(name.quoted) has no \(node["id"] == nil ? "`id`" : "`host`"), expected `id` and `host`")
            return nil
        }
        guard let url = reader.verbatim(host, "host") else { return nil }
        var entries = [
            entry("id", id), entry("url", text(Self.url(url), host.line)), entry("api", text("ollama", node.line)),
        ]
        let headers = headers(node, name)
        if !headers.isEmpty { entries.append(entry("headers", DocumentNode(.mapping(headers), line: headers[0].line))) }
        entries += timeouts(node)
        if let tls = tls(node) { entries.append(entry("tls", tls)) }
        return DocumentNode(.mapping(entries), line: node.line)
    }

    /// ollama-python takes a bare host and then its own port; with a scheme, the scheme's.
    static func url(_ host: String) -> String {
        var host = host.trimmed
        while host.hasSuffix("/") { host.removeLast() }
        if host.hasPrefix("http://") || host.hasPrefix("https://") { return host }
        if host.isEmpty { return "http://127.0.0.1:11434" }
        if host.hasPrefix(":") { return "http://127.0.0.1\(host)" }
        let authority = host.split(separator: "/", maxSplits: 1)[0]
        let hasPort = authority.hasPrefix("[") ? !authority.hasSuffix("]") : authority.utf8.contains(UInt8(ascii: ":"))
        let rest = host.dropFirst(authority.count)
        return "http://\(authority)\(hasPort ? "" : ":11434")\(rest)"
    }

    /// HOPS knows no references: what looks like one is a text.
    private func headers(_ node: DocumentNode, _ name: String) -> [DocumentEntry] {
        var headers: [DocumentEntry] = []
        if let given = node["headers"], !given.isNull {
            for header in reader.entries(given, "headers") ?? [] {
                guard let value = reader.verbatim(header.value, "headers.\(header.key)") else { continue }
                headers.append(
                    DocumentEntry(key: header.key, line: header.line, value: text(SecretReference.escaped(value), header.value.line)))
            }
        }
        if let cookies = node["cookies"], !cookies.isNull, let entries = reader.entries(cookies, "cookies"), !entries.isEmpty {
            let pairs = entries.compactMap { entry in reader.verbatim(entry.value, "cookies.\(entry.key)").map { "\(entry.key)=\($0)" } }
            headers.append(
                DocumentEntry(
                    key: "Cookie", line: cookies.line, value: text(SecretReference.escaped(pairs.joined(separator: "; ")), cookies.line)))
        }
        if let auth = node["auth"], !auth.isNull, let items = reader.items(auth, "auth") {
            let parts = items.compactMap { reader.verbatim($0, "auth") }
            if parts.count == 2 {
                let value = "Basic " + Base64.text(Array("\(parts[0]):\(parts[1])".utf8))
                headers.append(DocumentEntry(key: "Authorization", line: auth.line, value: text(value, auth.line)))
            } else {
                reader.problem(auth.line, "`auth` has \(parts.count) values, expected a name and a password")
            }
        }
        return headers
    }

    /// httpx takes seconds, or a list of connect, read, write and pool; null is none at all, as is ollama-python's default.
    private func timeouts(_ node: DocumentNode) -> [DocumentEntry] {
        guard let timeout = node["timeout"], !timeout.isNull else { return [] }
        let parts = (timeout.sequence ?? [timeout]).map { part -> Double? in
            guard !part.isNull, let text = part.scalar, let value = Double(text), value.isFinite, value > 0, value <= 1e8 else {
                return nil
            }
            return value
        }
        guard parts.count == 1 || parts.count == 4, let connect = parts[0], let read = parts.count == 1 ? parts[0] : parts[1] else {
            reader.problem(timeout.line, "`timeout` is no time, expected seconds, or a list of connect, read, write and pool seconds")
            return []
        }
        func time(_ seconds: Double) -> DocumentNode { text("\(max(1, Int((seconds * 1000).rounded())))ms", timeout.line) }
        return [entry("connect", time(connect)), entry("first_byte", time(read)), entry("idle", time(read))]
    }

    private func tls(_ node: DocumentNode) -> DocumentNode? {
        var entries: [DocumentEntry] = []
        if let verify = node["verify"], !verify.isNull, let value = reader.verbatim(verify, "verify") {
            switch value.lowercasedASCII {
            case "true", "yes", "on": break
            case "false", "no", "off": entries.append(entry("verify", text("false", verify.line)))
            default: entries.append(entry("ca", text(value, verify.line)))
            }
        }
        if let cert = node["cert"], !cert.isNull {
            let paths = (cert.sequence ?? [cert]).compactMap { reader.verbatim($0, "cert") }
            if 1...2 ~= paths.count {
                entries.append(entry("certificate", text(paths[0], cert.line)))
                entries.append(entry("key", text(paths.last!, cert.line)))
            } else {
                reader.problem(cert.line, "`cert` is no certificate, expected a path, or a list of the certificate's and the key's")
            }
        }
        return entries.first.map { DocumentNode(.mapping(entries), line: $0.line) }
    }
}
