public import Pipeline

/// A client's wish to switch to WebSocket, checked strictly (RFC 6455, section 4.2.1).
public struct WebSocketOffer: Sendable {
    /// The client's key, to which the host's answer is the proof; handed on as it is.
    public let key: String
    /// The subprotocols that may go on to a host.
    public let protocols: [String]

    /// What browsers put a client's credentials into, because they cannot set fields: OpenAI's names, which no host is to see.
    private static let credential = "openai-insecure-api-key."
    private static let withheld = [credential, "openai-organization.", "openai-project."]

    /// Nil when the head does not ask for WebSocket, or not in the one right way.
    public init?(_ head: RequestHead) {
        func words(_ name: String) -> [String] {
            head.fields.all(name).flatMap { $0.split(separator: ",") }.map { $0.filter { $0 != " " && $0 != "\t" } }
        }
        let keys = head.fields.all("sec-websocket-key")
        guard head.method == "GET", !head.hasBody, words("connection").contains(where: { $0.lowercased() == "upgrade" }),
            words("upgrade").map({ $0.lowercased() }) == ["websocket"], words("sec-websocket-version") == ["13"], keys.count == 1,
            Self.isKey(keys[0])
        else { return nil }
        key = keys[0]
        let offered = words("sec-websocket-protocol")
        guard offered.count <= 16, offered.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 256 }) else { return nil }
        protocols = offered.filter { word in !Self.withheld.contains { word.hasPrefix($0) } }
    }

    /// The client's key where it came as a subprotocol.
    public static func credential(_ fields: HTTPFields) -> String? {
        for list in fields.all("sec-websocket-protocol") {
            for word in list.split(separator: ",") {
                let word = word.filter { $0 != " " && $0 != "\t" }
                if word.hasPrefix(credential) { return String(word.dropFirst(credential.utf8.count)) }
            }
        }
        return nil
    }

    /// Sixteen bytes in base64.
    private static func isKey(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 24 && bytes[22] == UInt8(ascii: "=") && bytes[23] == UInt8(ascii: "=")
            && bytes[..<22].allSatisfy { UInt8.isLetterOrDigit($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }
    }
}
