/// Why texts were not classified. The request's policy decides what follows: `error: closed` refuses it.
public enum TaggerServiceError: Error, Equatable, CustomStringConvertible {
    /// Too much waits already; try again later, or give the engine more threads.
    case queueFull
    /// The texts of one call hold more bytes than the limit; raise it or send less.
    case tooLarge(limit: Int)
    /// The service was shut down.
    case stopped
    /// The caller gave up.
    case cancelled

    public var description: String {
        switch self {
        case .queueFull: "the embedded classifier's queue is full: try again later or give it more threads"
        case .tooLarge(let limit): "the request holds more than \(limit) bytes of text to classify: raise the limit or send less"
        case .stopped: "the embedded classifier was shut down"
        case .cancelled: "classification was cancelled"
        }
    }
}
