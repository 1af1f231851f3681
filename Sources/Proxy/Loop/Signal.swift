internal import Glibc

/// A signal that an operator sends.
public enum Signal: Sendable, CaseIterable {
    /// SIGTERM: stop.
    case terminate
    /// SIGINT: stop, from the keyboard.
    case interrupt
    /// SIGHUP: read the configuration again.
    case hangup

    var number: Int32 {
        switch self {
        case .terminate: SIGTERM
        case .interrupt: SIGINT
        case .hangup: SIGHUP
        }
    }
}
