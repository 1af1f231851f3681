internal import Pipeline

/// What a method and a path lead to.
enum Endpoint: Equatable {
    /// A call of a client API.
    case api(ClientAPI)
    /// `GET /v1/models/{id}`.
    case model(id: String)
    /// The OpenAI Realtime path, a WebSocket.
    case realtime
    /// Ollama's managing calls: pull, push, create, copy, delete, blobs.
    case management
    /// The path exists, the method is wrong; the methods that are right.
    case wrongMethod(allow: String, ClientAPI)
    case unknown

    /// Finds the endpoint. Paths are compared as they are: no escapes are resolved, no slashes folded, so that nothing can be spelled two
    /// ways.
    static func find(method: String, path: String) -> Endpoint {
        for api in ClientAPI.allCases where api.path == path && ![.realtime, .passage, .other].contains(api) {
            let isPost = api.isForwarded
            if isPost ? method == "POST" : (method == "GET" || method == "HEAD") { return .api(api) }
            return .wrongMethod(allow: isPost ? "POST" : "GET, HEAD", api)
        }
        if path.hasPrefix("/v1/models/"), path.utf8.count > 11 {
            guard method == "GET" || method == "HEAD" else { return .wrongMethod(allow: "GET, HEAD", .models) }
            return PercentEncoding.decode(path.dropFirst(11)).map { .model(id: $0) } ?? .unknown
        }
        switch path {
        case "/api/pull", "/api/push", "/api/create", "/api/copy", "/api/delete": return .management
        case "/v1/realtime": return method == "GET" ? .realtime : .wrongMethod(allow: "GET", .other)
        default: return path.hasPrefix("/api/blobs/") ? .management : .unknown
        }
    }

    /// The family in whose shape an error about this path is told.
    static func family(ofPath path: String) -> APIFamily {
        if path.hasPrefix("/api/") || path == "/" { return .ollama }
        return path.hasPrefix("/v1/messages") ? .anthropic : .openai
    }
}

/// Percent-escapes in a path segment (RFC 3986, section 2.1).
enum PercentEncoding {
    /// The decoded text, or nil when an escape is broken or the bytes are no UTF-8.
    static func decode(_ text: Substring) -> String? {
        var out: [UInt8] = []
        var bytes = text.utf8.makeIterator()
        while let byte = bytes.next() {
            guard byte == UInt8(ascii: "%") else {
                out.append(byte)
                continue
            }
            guard let high = bytes.next().flatMap(value), let low = bytes.next().flatMap(value) else { return nil }
            out.append(high << 4 | low)
        }
        return String(validating: out, as: UTF8.self)
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
