/// Where to listen.
public enum ListenAddress: Sendable, Equatable, CustomStringConvertible {
    /// An IPv4 or IPv6 address (without brackets) or a name, and a port; an empty host means every address.
    case tcp(host: String, port: Int)
    /// An absolute path.
    case unix(path: String)

    /// Whether only this machine can reach it.
    public var isLoopback: Bool {
        switch self {
        case .unix: true
        case .tcp(let host, _): AddressRange.isLoopback(host: host)
        }
    }

    /// As it is written in `listen:`.
    public var description: String {
        switch self {
        case .tcp(let host, let port): host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }
}
