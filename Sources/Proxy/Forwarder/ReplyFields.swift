internal import Pipeline

/// What of a host's head goes on to the client.
enum ReplyFields {
    /// Hop-by-hop (RFC 9110, section 7.6.1), framing (the server frames on its own), what the proxy says itself, and what would speak for
    /// another origin than the proxy's.
    private static let dropped = FieldNames([
        "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding",
        "upgrade", "content-length", "content-encoding", "x-request-id", "set-cookie", "set-cookie2", "server", "date", "alt-svc",
        "strict-transport-security",
    ])

    static func forwarded(_ fields: HTTPFields) -> HTTPFields {
        // A `connection` field names further fields that are for this connection only.
        let named = fields.contains("connection") ? FieldNames(fields.all("connection").flatMap(names)) : nil
        var kept = fields
        // Room for what is said beside it on the way out.
        kept.reserve(fields: fields.count + 8, bytes: 512)
        kept.keep { name, _ in
            !dropped.contains(name) && !FieldNames.has(name, prefix: "x-hopguard-") && !FieldNames.has(name, prefix: "access-control-")
                && named?.contains(name) != true
        }
        return kept
    }

    private static func names(_ list: String) -> [String] {
        list.split(separator: ",").map { String($0.filter { $0 != " " && $0 != "\t" }) }
    }

    /// The time of a `retry-after` in seconds. Its other form, a date, is not understood: a host that sends one counts as one that says nothing.
    static func retryAfter(_ fields: HTTPFields) -> Duration? {
        guard let text = fields["retry-after"], let seconds = Int(text), seconds >= 0 else { return nil }
        return .seconds(min(seconds, 86_400))
    }

    private static let streamTypes = FieldNames([
        "text/event-stream", "application/x-ndjson", "application/ndjson", "application/jsonl", "application/stream+json",
    ])
    private static let vagueTypes = FieldNames(["", "application/octet-stream", "text/plain"])

    /// Whether the body is a stream of events or lines. One that says so, or one that was asked for and says nothing to the contrary.
    static func isStream(_ fields: HTTPFields, status: Int, wasAsked: Bool) -> Bool {
        guard status == 200 else { return false }
        guard let value = fields.bytes(of: "content-type") else { return wasAsked }
        return value.withUnsafeBufferPointer { value in
            let end = value.firstIndex { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: " ") } ?? value.count
            let type = UnsafeBufferPointer(rebasing: value[..<end])
            return streamTypes.contains(type) || wasAsked && vagueTypes.contains(type)
        }
    }
}
