/// A path that names the model before what is asked of its host: `/route/Qwen%2FQwen3-8B/v1/chat/completions`, as LLMhop has it.
struct ModelPath {
    private static let prefix = "/route/"

    let model: String
    /// What follows, with its slash, as it came.
    let rest: String

    /// Nil for every other path, and for one whose rest could be read as another path.
    init?(_ path: String) {
        guard path.hasPrefix(Self.prefix) else { return nil }
        let tail = path.dropFirst(Self.prefix.count)
        guard let slash = tail.firstIndex(of: "/"), let model = PercentEncoding.decode(tail[..<slash]), !model.isEmpty else { return nil }
        let rest = tail[slash...]
        // Dot segments would lead out of the host's base path (RFC 3986, section 5.2.4).
        guard Self.isPlain(rest) else { return nil }
        self.model = model
        self.rest = String(rest)
    }

    /// Whether no segment of a path is `.` or `..`, however it is spelled.
    static func isPlain(_ path: some StringProtocol) -> Bool {
        path.split(separator: "/").allSatisfy { segment in
            guard let text = PercentEncoding.decode(Substring(segment)) else { return false }
            return text != "." && text != ".."
        }
    }
}
