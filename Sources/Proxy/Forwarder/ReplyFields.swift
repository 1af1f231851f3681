internal import Pipeline

/// What of a host's head goes on to the client.
enum ReplyFields {
    /// Hop-by-hop (RFC 9110, section 7.6.1), framing (the server frames on its own), what the proxy says itself, and what would speak for
    /// another origin than the proxy's.
    private static let dropped: Set<String> = [
        "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding",
        "upgrade", "content-length", "content-encoding", "x-request-id", "set-cookie", "set-cookie2", "server", "date", "alt-svc",
        "strict-transport-security",
    ]

    static func forwarded(_ fields: HTTPFields) -> HTTPFields {
        var named: [String] = []
        for value in fields.all("connection") {
            named += value.split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
        }
        var kept = fields
        kept.keep { name, _ in
            let name = String(decoding: name, as: UTF8.self).lowercased()
            return !dropped.contains(name) && !name.hasPrefix("x-hopguard-") && !name.hasPrefix("access-control-") && !named.contains(name)
        }
        return kept
    }

    /// The time of a `retry-after` in seconds. Its other form, a date, is not understood: a host that sends one counts as one that says nothing.
    static func retryAfter(_ fields: HTTPFields) -> Duration? {
        guard let text = fields["retry-after"], let seconds = Int(text), seconds >= 0 else { return nil }
        return .seconds(min(seconds, 86_400))
    }

    /// Whether the body is a stream of events or lines. One that says so, or one that was asked for and says nothing to the contrary.
    static func isStream(_ fields: HTTPFields, status: Int, wasAsked: Bool) -> Bool {
        guard status == 200 else { return false }
        let type = (fields["content-type"] ?? "").prefix { $0 != ";" && $0 != " " }.lowercased()
        switch type {
        case "text/event-stream", "application/x-ndjson", "application/ndjson", "application/jsonl", "application/stream+json": return true
        case "", "application/octet-stream", "text/plain": return wasAsked
        default: return false
        }
    }
}
