import Pipeline

/// Why a request head is refused. Every case ends the connection: where its next request would begin is not known for sure.
enum HeadFault: Error, Equatable, Sendable {
    /// A line that ends with a line feed alone.
    case bareLineFeed
    /// A carriage return without a line feed behind it.
    case bareCarriageReturn
    /// The request line is not `method SP target SP version`.
    case requestLine
    /// The target is not in origin form, or holds a byte that a target cannot hold.
    case target
    /// Not HTTP/1.1 or HTTP/1.0.
    case version
    /// A field's name is empty or holds a byte that a name cannot hold, such as a space before the colon.
    case fieldName
    /// A control character in a field's value.
    case fieldValue
    /// A line that continues the one before (`obs-fold`).
    case folded
    /// No `Host`, several, or one that is no host.
    case host
    /// Several `Content-Length`, or one that is not a plain number.
    case contentLength
    /// `Transfer-Encoding` that is anything but one `chunked` in HTTP/1.1.
    case transferEncoding
    /// A length and chunks together.
    case lengthAndChunks
    /// An `Expect` other than `100-continue`.
    case expectation
    /// More bytes, or a longer target, than the limits allow.
    case tooLarge
    /// More fields than the limits allow.
    case tooManyFields

    /// As the client is told.
    var error: PipelineError {
        switch self {
        case .tooLarge, .tooManyFields: .client(.headTooLarge)
        case .bareLineFeed, .bareCarriageReturn, .requestLine, .target, .version, .fieldName, .fieldValue, .folded, .host, .contentLength,
            .transferEncoding, .lengthAndChunks, .expectation:
            .client(.malformed(.http))
        }
    }
}
