/// How the body of an answer is framed. Always our own decision: what a host said of its framing is never passed on.
enum ResponseFraming: Equatable, Sendable {
    /// No body can follow: an answer to HEAD, 204, 304.
    case none
    case length(Int)
    case chunked
    /// The body ends with the connection: HTTP/1.0 and no length.
    case untilClose
    /// After a 101 the connection's bytes are no HTTP any more, to its end (RFC 9110, section 15.2.2).
    case tunnel

    /// The framing for an answer.
    static func choose(status: Int, isHead: Bool, isHTTP10: Bool, contentLength: Int?) -> ResponseFraming {
        if status == 101 { return .tunnel }
        if isHead || status == 204 || status == 304 || status < 200 { return .none }
        if let contentLength { return .length(contentLength) }
        return isHTTP10 ? .untilClose : .chunked
    }
}
