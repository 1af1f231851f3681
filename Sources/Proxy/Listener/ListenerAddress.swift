/// Where a server listens.
public enum ListenerAddress: Sendable, Equatable, CustomStringConvertible {
    /// An IPv4 or IPv6 address (without brackets) or a name, and a port; an empty host means every address, port 0 any free one.
    case tcp(host: String, port: UInt16)
    /// A path in the file system, at most 107 bytes.
    case unix(path: String)

    /// Reads `host:port`, `[v6]:port`, `:port`, `unix:/path` or `unix:///path`.
    public init(parsing text: String) throws(ListenError) {
        if text.hasPrefix("unix:") {
            var path = text.dropFirst(5)
            if path.hasPrefix("//") { path = path.dropFirst(2) }
            guard path.hasPrefix("/") else { throw .addressInvalid(text) }
            self = .unix(path: String(path))
            return
        }
        guard let colon = text.lastIndex(of: ":") else { throw .addressInvalid(text) }
        let digits = text[text.index(after: colon)...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let port = UInt16(digits) else {
            throw .addressInvalid(text)
        }
        var host = text[..<colon]
        if host.hasPrefix("[") {
            guard host.hasSuffix("]") else { throw .addressInvalid(text) }
            host = host.dropFirst().dropLast()
            guard host.contains(":") else { throw .addressInvalid(text) }
        } else if host.contains(":") || host.contains("/") || host.contains(" ") {
            throw .addressInvalid(text)
        }
        self = .tcp(host: host == "*" ? "" : String(host), port: port)
    }

    /// Whether only this machine can reach it.
    public var isLoopback: Bool {
        switch self {
        case .unix: true
        case .tcp(let host, _): host == "localhost" || host == "::1" || (host.hasPrefix("127.") && host.utf8.allSatisfy { $0 < 0x3A })
        }
    }

    /// As it is written in a configuration.
    public var description: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }
}
