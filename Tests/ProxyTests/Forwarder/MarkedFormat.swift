import Pipeline
import TestSupport

/// A format whose streams end with `END`, and whose whole bodies are whole when they begin with `{` and end with `}`.
struct MarkedFormat: WireFormat {
    private let plain = PlainFormat()
    let api = ClientAPI.chat

    func outline(_ bytes: [UInt8]) throws(WireFormatError) -> RequestBody { try plain.outline(bytes) }
    func withText<R>(of slot: TextSlot, in body: RequestBody, _ read: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        plain.withText(of: slot, in: body, read)
    }
    func withName<R>(of slot: TextSlot, in body: RequestBody, _ read: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        plain.withName(of: slot, in: body, read)
    }
    func splice(_ body: RequestBody, _ edits: [SlotEdit]) -> OutboundBody { plain.splice(body, edits) }
    func replyEditor(status: Int, isStream: Bool, restorer: any TextRestorer) -> any ReplyEditor {
        plain.replyEditor(status: status, isStream: isStream, restorer: restorer)
    }
    func replyObserver(status: Int, isStream: Bool) -> any ReplyObserver { MarkObserver(isStream: isStream) }
    func errorBody(_ error: PipelineError, requestID: String) -> [UInt8] { plain.errorBody(error, requestID: requestID) }
    func brokenStreamEvent(_ error: PipelineError, requestID: String) -> [UInt8] { plain.brokenStreamEvent(error, requestID: requestID) }
}

private final class MarkObserver: ReplyObserver {
    private let isStream: Bool
    private var text = ""

    init(isStream: Bool) { self.isStream = isStream }
    func push(_ bytes: UnsafeBufferPointer<UInt8>) { text += String(decoding: bytes, as: UTF8.self) }
    var isComplete: Bool { isStream ? text.hasSuffix("END") : text.hasPrefix("{") && text.hasSuffix("}") }
    var promptTokens: Int? { 7 }
    var completionTokens: Int? { 9 }
}
