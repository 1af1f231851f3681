internal import Pipeline

/// The way of a stream's pieces from the host to the client: each is passed on as it comes, within the event that brought it.
final class StreamPassage: BodySink {
    private let observer: any ReplyObserver
    private let record: ExchangeRecord
    private let reply: any ReplyWriter
    private var hasRoom = true
    private var fault: PipelineError?

    init(_ observer: any ReplyObserver, _ record: ExchangeRecord, _ reply: any ReplyWriter) {
        self.observer = observer
        self.record = record
        self.reply = reply
    }

    func take(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        observer.push(bytes)
        record.isFinalMarkSeen = observer.isComplete
        do throws(PipelineError) {
            hasRoom = try reply.put(Array(bytes))
        } catch {
            fault = error
        }
        return hasRoom && fault == nil
    }

    /// Suspends while the client is slow. Throws what `take` could not: the client left, or what the host said cannot be passed on.
    func catchUp() async throws(PipelineError) {
        if let fault { throw fault }
        guard !hasRoom else { return }
        try await reply.waitForRoom()
        hasRoom = true
    }
}
