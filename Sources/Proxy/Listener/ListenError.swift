/// Why a server cannot listen. Each says what to do next.
public enum ListenError: Error, Sendable, Equatable, CustomStringConvertible {
    case addressInvalid(String)
    case addressInUse(ListenerAddress)
    case addressUnavailable(ListenerAddress)
    case permissionDenied(ListenerAddress)
    case nameUnknown(ListenerAddress)
    case pathTooLong(ListenerAddress)
    case pathIsNoSocket(ListenerAddress)
    /// Another fault of the system, with its number (errno).
    case system(ListenerAddress, errno: Int32)
    case certificateUnreadable(path: String)
    case keyUnreadable(path: String)
    case keyDoesNotMatch(certificate: String, key: String)
    case tlsUnavailable

    public var description: String {
        switch self {
        case .addressInvalid(let text): "'\(text)' is no address to listen on; expected host:port, [v6]:port or unix:/path"
        case .addressInUse(let address): "\(address) is in use; stop the program that listens there or choose another address"
        case .addressUnavailable(let address): "\(address) is no address of this machine"
        case .permissionDenied(let address): "listening on \(address) is not permitted; choose a port from 1024 on or another path"
        case .nameUnknown(let address): "the host of \(address) cannot be resolved; write an IP address"
        case .pathTooLong(let address): "the path of \(address) is too long; a socket's path has at most 107 bytes"
        case .pathIsNoSocket(let address): "\(address) names something that is no socket; remove it or choose another path"
        case .system(let address, let number): "listening on \(address) failed (errno \(number))"
        case .certificateUnreadable(let path): "\(path) holds no readable certificate in PEM"
        case .keyUnreadable(let path): "\(path) holds no readable private key in PEM"
        case .keyDoesNotMatch(let certificate, let key): "the private key in \(key) does not belong to the certificate in \(certificate)"
        case .tlsUnavailable: "OpenSSL cannot be set up"
        }
    }
}
