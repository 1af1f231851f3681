/// How a host failed. What a client did is never among these.
public enum HostFailure: Sendable, Equatable {
    /// No connection, or no name.
    case connect
    /// The certificate or the handshake.
    case tls
    /// The connection broke before an answer.
    case reset
    /// No first byte in time, or a pause within the answer.
    case timeout
    /// A 5xx.
    case status
    /// A 429 that says no time.
    case rateLimited
    /// The answer broke off.
    case truncated
    /// An answer that is not what its API says.
    case invalid

    /// Whether the host could not be reached at all: then an active check that reaches it again is news.
    var isUnreachable: Bool {
        switch self {
        case .connect, .tls, .reset: true
        case .timeout, .status, .rateLimited, .truncated, .invalid: false
        }
    }
}
