/// Restores what redaction replaced, in the texts of an answer. Made by redaction for one exchange, driven by a `ReplyEditor`.
///
/// A channel is one text that streams on its own: a choice, a content block, a tool call. Each has its own carry. Text is UTF-8 and may
/// be cut anywhere, inside a character too.
public protocol TextRestorer: AnyObject {
    /// Takes the next piece of a channel and appends what can be passed on; keeps back only what may still become a surrogate.
    func push(_ text: UnsafeBufferPointer<UInt8>, channel: Int, into out: inout [UInt8])
    /// Appends what a channel kept back, at its end.
    func flush(channel: Int, into out: inout [UInt8])
    /// Whether a channel keeps something back.
    func holds(channel: Int) -> Bool
}

extension TextRestorer {
    /// Restores a text that is there as a whole.
    public func whole(_ text: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
        push(text, channel: -1, into: &out)
        flush(channel: -1, into: &out)
    }
}

/// Edits the body of an answer as it passes: finds the texts in frames or JSON, has them restored, keeps every other byte.
public protocol ReplyEditor: AnyObject {
    /// Takes the next bytes of the host's body, cut anywhere, and appends what may go on.
    func push(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) throws(WireFormatError)
    /// Appends what is left, when the host's body has ended, whole or broken off.
    func finish(into out: inout [UInt8]) throws(WireFormatError)
}

/// Reads an answer as it passes, without changing it: has it ended, and what did it cost.
public protocol ReplyObserver: AnyObject {
    func push(_ bytes: UnsafeBufferPointer<UInt8>)
    /// Whether the API's own final mark has been seen; always true for a whole body that is one JSON value.
    var isComplete: Bool { get }
    var promptTokens: Int? { get }
    var completionTokens: Int? { get }
    /// Events or lines that have passed; 0 for an answer that is no stream.
    var pieces: Int { get }
}

extension ReplyObserver {
    public var pieces: Int { 0 }
}

/// Why a wire format could not read something. Never holds text.
public enum WireFormatError: Error, Sendable, Equatable {
    case malformed(MalformedReason)
    /// A frame or line over the bound, in bytes.
    case frameTooLarge(limit: Int)
    /// A host's body that is not what its API says.
    case replyInvalid
}

/// How one client API is spelled on the wire.
public protocol WireFormat: Sendable {
    var api: ClientAPI { get }

    /// Validates a request body and finds its model and its texts. Strict: what two parsers could read differently is refused.
    func outline(_ bytes: [UInt8]) throws(WireFormatError) -> RequestBody

    /// The decoded UTF-8 text of a slot, handed to the closure; no copy where nothing is escaped.
    func withText<R>(of slot: TextSlot, in body: RequestBody, _ read: (UnsafeBufferPointer<UInt8>) -> R) -> R

    /// The decoded text of the property name a slot stands under; empty without one.
    func withName<R>(of slot: TextSlot, in body: RequestBody, _ read: (UnsafeBufferPointer<UInt8>) -> R) -> R

    /// The body with the edits in their places; every other byte stays. Edits are sorted by slot, then by span, and do not overlap.
    func splice(_ body: RequestBody, _ edits: [SlotEdit]) -> OutboundBody

    /// An editor for the answer to one request.
    func replyEditor(status: Int, isStream: Bool, restorer: any TextRestorer) -> any ReplyEditor

    /// An observer for the answer to one request.
    func replyObserver(status: Int, isStream: Bool) -> any ReplyObserver

    /// The body of an error answer in the API's own shape.
    func errorBody(_ error: PipelineError, requestID: String) -> [UInt8]

    /// What ends a client's stream that broke off, in the API's own shape: an error event or line.
    func brokenStreamEvent(_ error: PipelineError, requestID: String) -> [UInt8]
}
