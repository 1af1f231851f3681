internal import Pipeline

/// What of a request's fields goes out to a host.
enum UpstreamFields {
    /// Never forwarded, whatever stands in the list that came: credentials of the client, its cookies, framing, and what the transport
    /// says itself. The list was chosen before; this is the second lock on the same door.
    private static let never = FieldNames([
        "authorization", "proxy-authorization", "x-api-key", "api-key", "cookie", "host", "content-length", "transfer-encoding",
        "connection",
        "keep-alive", "te", "trailer", "upgrade", "expect", "accept-encoding", "content-encoding", "forwarded", "x-forwarded-for",
        "x-real-ip",
    ])

    static func make(_ request: Request, for host: Host) -> HTTPFields {
        var fields = request.forwardedFields
        fields.keep { name, _ in !never.contains(name) }
        if !fields.contains("content-type") { fields.append("content-type", "application/json") }
        if host.api == .anthropic && !fields.contains("anthropic-version") { fields.append("anthropic-version", "2023-06-01") }
        host.set(&fields)
        return fields
    }
}
