/// Why a transfer failed. Never holds text of a message, a URL or a header.
public enum CurlError: Error, Sendable, Equatable {
    /// No such name, or nobody listens there.
    case connect
    case connectTimeout
    /// The handshake failed, or the certificate did not hold.
    case tls
    /// The connection broke before the head of an answer was whole.
    case reset
    case firstByteTimeout
    case idleTimeout
    /// The time for the whole exchange is over.
    case totalTimeout
    /// The answer is shorter than its framing said.
    case truncated
    case headTooLarge
    /// A head that is no HTTP, or whose framing could be read in two ways.
    case malformed
    /// The content encoding is unknown or damaged.
    case encoding
    /// The task was cancelled, or the reply dropped.
    case cancelled
    /// More transfers than this client takes at a time.
    case overloaded
    /// Anything else, with libcurl's number (libcurl-errors(3)).
    case other(code: Int)

    /// The word in the audit log.
    public var word: String {
        switch self {
        case .connect: "connect"
        case .connectTimeout: "connect_timeout"
        case .tls: "tls"
        case .reset: "reset"
        case .firstByteTimeout: "first_byte_timeout"
        case .idleTimeout: "idle_timeout"
        case .totalTimeout: "total_timeout"
        case .truncated: "truncated"
        case .headTooLarge: "head_too_large"
        case .malformed: "malformed"
        case .encoding: "encoding"
        case .cancelled: "cancelled"
        case .overloaded: "overloaded"
        case .other: "curl"
        }
    }
}
