/// The address of a host: `https://api.openai.com`, `http://10.0.0.5:8000/v1`, `unix:///run/llm/http.sock`.
/// A path that ends with `/v1` is the base of an API with and without it; the paths of a request go below `base`.
public struct HostURL: Sendable, Equatable, CustomStringConvertible {
    public enum Scheme: String, Sendable {
        case http
        case https
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

    /// Local for loopback and private addresses, single-label names and sockets, else cloud.
    public var defaultTrust: HostTrust { .cloud }

    /// Scheme, host and port (left out where it is the scheme's own), and the path: to this, `/v1/…` and `/api/…` are appended.
    public var base: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        let standard = scheme == .http ? 80 : 443
        return "\(scheme.rawValue)://\(name)\(port == standard ? "" : ":\(port)")\(path)"
    }

    public var description: String { socket.map { "unix://\($0)" } ?? base }
}
