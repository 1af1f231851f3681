internal import Pipeline

/// Which of a client's fields go along to a host. A short list of what may, never a list of what may not.
enum ForwardedFields {
    private static let names: [[UInt8]] = ["content-type", "accept", "user-agent"].map { Array($0.utf8) }
    private static let prefixes: [[UInt8]] = ["anthropic-", "openai-"].map { Array($0.utf8) }

    /// The fields for a host, the request's id among them.
    ///
    /// - Parameter trace: our own span, which becomes the parent of the host's; nil sends the client's `traceparent` on, if it is one.
    static func select(_ fields: HTTPFields, requestID: String, trace: TraceContext? = nil) -> HTTPFields {
        var out = HTTPFields()
        out.reserve(fields: 8, bytes: 256)
        fields.forEachUnsafe { name, value in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: name.count) { lowered in
                for i in 0..<name.count { lowered[i] = HTTPFields.lowered(name[i]) }
                let lowered = UnsafeBufferPointer(lowered)
                if isForwarded(lowered) { out.append(name: lowered, value: value) }
            }
        }
        // What a client calls its trace goes on only where it is one: else the state that belongs to it says nothing either.
        if TraceParent(fields) != nil {
            if trace == nil, let parent = fields.bytes(of: "traceparent") { out.append(name: "traceparent".utf8, value: parent) }
            if let state = fields.bytes(of: "tracestate"), state.count <= TraceParent.mostState {
                out.append(name: "tracestate".utf8, value: state)
            }
        }
        if let trace { out.append("traceparent", trace.parentOfHost) }
        out.append("x-request-id", requestID)
        return out
    }

    private static func isForwarded(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        names.contains { $0.count == name.count && begins(name, $0) } || prefixes.contains { begins(name, $0) }
    }

    private static func begins(_ name: UnsafeBufferPointer<UInt8>, _ prefix: [UInt8]) -> Bool {
        guard name.count >= prefix.count else { return false }
        for i in 0..<prefix.count where name[i] != prefix[i] { return false }
        return true
    }

    /// The query for a host: only `beta` goes along (Claude Code calls `/v1/messages?beta=true`), and only as a plain word.
    static func query(_ query: String) -> String {
        if query.isEmpty { return "" }
        for part in query.split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair[0] == "beta" else { continue }
            let value = pair.count > 1 ? pair[1] : ""
            return value == "true" || value == "false" || value == "1" ? "beta=\(value)" : "beta=true"
        }
        return ""
    }
}
