internal import Pipeline

/// Watches nothing: for answers whose form is not known.
final class PassedReplyObserver: ReplyObserver {
    let isComplete = true
    let promptTokens: Int? = nil
    let completionTokens: Int? = nil

    func push(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
