/// The address of a host: `https://api.openai.com`, `http://10.0.0.5:8000/v1`, `unix:///run/llm/http.sock`.
/// A path that ends with `/v1` is the base of an API as much as one without it; the paths of a request go below `base`.
public struct HostURL: Sendable, Equatable, CustomStringConvertible {
    public enum Scheme: String, Sendable {
        case http
        case https
    }

    /// What is wrong with a URL, for a message.
    public struct Fault: Error, Sendable {
        public let message: String
    }

    public let scheme: Scheme
    /// Without brackets. `localhost` for a socket.
    public let host: String
    public let port: Int
    /// Below which the paths of an API begin, without `/v1` and without a trailing slash: empty, or `/openai`.
    public let path: String
    /// The socket to connect to instead of host and port.
    public let socket: String?

    public init(scheme: Scheme, host: String, port: Int, path: String = "", socket: String? = nil) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path
        self.socket = socket
    }

    /// Reads an absolute URL. Refused are user names (secrets belong into `headers`), queries, fragments, and hosts that a resolver could
    /// take for an IP address in disguise (`http://134744072`), as their trust could not be told.
    /// - Parameter shown: what messages show instead, when the text came out of a reference.
    public init(parsing text: String, shown: String? = nil) throws(Fault) {
        let quoted = (shown ?? text).quoted
        let fault = Fault(message: "\(quoted) is no URL of a host, expected http://host:port, https://host or unix:///path")
        if text.hasPrefix("unix://") {
            let path = String(text.dropFirst(7))
            guard path.hasPrefix("/"), path.utf8.count > 1, path.utf8.count <= ListenAddress.longestPath,
                !path.utf8.contains(where: { $0.isControl || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") })
            else { throw fault }
            self.init(scheme: .http, host: "localhost", port: 80, socket: path)
            return
        }
        let scheme: Scheme
        var rest: Substring
        if text.lowercasedASCII.hasPrefix("http://") {
            scheme = .http
            rest = text.dropFirst(7)
        } else if text.lowercasedASCII.hasPrefix("https://") {
            scheme = .https
            rest = text.dropFirst(8)
        } else {
            throw fault
        }
        guard !rest.utf8.contains(UInt8(ascii: "@")) else {
            throw Fault(message: "the URL holds a user name or password, expected them in `headers` as a reference such as ${env:NAME}")
        }
        guard !rest.utf8.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) else {
            throw Fault(message: "\(quoted) has a query or fragment, expected a URL that ends with its path")
        }
        let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        var path = String(rest[slash...])
        rest = rest[..<slash]
        guard path.utf8.allSatisfy(Self.isPathByte), !path.split(separator: "/").contains(where: { $0 == ".." || $0 == "." }) else {
            throw fault
        }
        while path.hasSuffix("/") { path.removeLast() }
        if path == "/v1" || path.hasSuffix("/v1") { path.removeLast(3) }
        while path.hasSuffix("/") { path.removeLast() }

        let host: String
        if rest.hasPrefix("[") {
            guard let close = rest.firstIndex(of: "]") else { throw fault }
            host = String(rest[rest.index(after: rest.startIndex)..<close])
            guard host.utf8.contains(UInt8(ascii: ":")), AddressRange.address(host) != nil else { throw fault }
            rest = rest[rest.index(after: close)...]
        } else {
            let colon = rest.firstIndex(of: ":") ?? rest.endIndex
            host = String(rest[..<colon]).lowercasedASCII
            guard Self.isName(host) else { throw fault }
            rest = rest[colon...]
        }
        var port = scheme == .http ? 80 : 443
        if !rest.isEmpty {
            let digits = rest.dropFirst()
            guard rest.hasPrefix(":"), !digits.isEmpty, digits.utf8.count <= 5, digits.utf8.allSatisfy(\.isDigit), let given = Int(digits),
                1...65_535 ~= given
            else { throw fault }
            port = given
        }
        self.init(scheme: scheme, host: host, port: port, path: path)
    }

    /// A host name of letters, digits, `-` and `_`, or an IPv4 address in four decimal parts. A name whose last label is a number is none
    /// (URL Standard, "ends in a number"): resolvers read `0x7f.1` as an address.
    static func isName(_ text: String) -> Bool {
        guard 1...253 ~= text.utf8.count else { return false }
        if AddressRange.address(text) != nil { return !text.utf8.contains(UInt8(ascii: ":")) }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        for label in labels.last == "" ? labels.dropLast() : labels[...] {
            guard 1...63 ~= label.utf8.count,
                label.utf8.allSatisfy({ $0.isLetterOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") })
            else { return false }
        }
        guard let last = labels.last(where: { !$0.isEmpty }) else { return false }
        let isHexadecimal = last.hasPrefix("0x") || last.hasPrefix("0X")
        return !last.utf8.allSatisfy(\.isDigit) && !(isHexadecimal && last.utf8.dropFirst(2).allSatisfy(\.isHexDigit))
    }

    /// RFC 3986 `pchar` and the slash; a percent sign begins an escape and is taken as written.
    private static func isPathByte(_ byte: UInt8) -> Bool {
        byte.isLetterOrDigit || "-._~!$&'()*+,;=:@%/".utf8.contains(byte)
    }

    /// Local for sockets, loopback and private addresses and names of one label, else cloud.
    public var defaultTrust: HostTrust {
        if socket != nil || AddressRange.isLoopback(host: host) || AddressRange.isPrivate(host: host) { return .local }
        if AddressRange.address(host) != nil { return .cloud }
        return host.utf8.contains(UInt8(ascii: ".")) ? .cloud : .local
    }

    /// Scheme, host and port (left out where it is the scheme's own), and the path: to this, `/v1/…` and `/api/…` are appended.
    public var base: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        let standard = scheme == .http ? 80 : 443
        return "\(scheme.rawValue)://\(name)\(port == standard ? "" : ":\(port)")\(path)"
    }

    public var description: String { socket.map { "unix://\($0)" } ?? base }
}
