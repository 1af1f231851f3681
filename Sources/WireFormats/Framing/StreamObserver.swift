internal import Glibc
internal import Pipeline

/// Watches a stream for its API's final mark, by the beginnings of its lines, and for what it cost, by its ends.
final class StreamObserver: ReplyObserver {
    /// What ends a stream, as a line begins. An error event is an end too: the host has said that nothing follows.
    private static let eventMarks: [[UInt8]] = [
        "data: [DONE]", "data:[DONE]", "event: message_stop", "event: error", "event: response.completed", "event: response.failed",
        "event: response.incomplete", "event: response.cancelled", "data: {\"error\"", "data: {\"type\":\"message_stop\"",
        "data: {\"type\": \"message_stop\"", "data: {\"type\":\"error\"", "data: {\"type\":\"response.completed\"",
        "data: {\"type\":\"response.failed\"", "data: {\"type\":\"response.incomplete\"", "data: {\"type\": \"response.completed\"",
        "data: {\"type\": \"response.failed\"", "data: {\"type\": \"response.incomplete\"",
    ].map { Array($0.utf8) }
    private static let longestMark = 48

    private let dialect: ReplyDialect
    private var ends = ReplyEnds()
    private var line: [UInt8] = []
    private var lineIsRead = false
    private var hasMark = false
    private var nesting = ValueTracker()
    private var hasDone = false

    init(_ dialect: ReplyDialect) {
        self.dialect = dialect
    }

    var isComplete: Bool { dialect == .ollama ? hasDone : hasMark }
    var promptTokens: Int? { ends.promptTokens }
    var completionTokens: Int? { ends.completionTokens }

    func push(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let p = bytes.baseAddress, !bytes.isEmpty else { return }
        ends.push(bytes)
        if dialect == .ollama {
            nesting.push(bytes)
            hasDone = nesting.lastHasMark && nesting.isBetweenValues
            return
        }
        if hasMark { return }
        var i = 0
        while i < bytes.count {
            let hit = memchr(p + i, 0x0A, bytes.count - i)
            let end = hit.map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) - p } ?? bytes.count
            if !lineIsRead {
                let count = min(end - i, StreamObserver.longestMark - line.count)
                if line.isEmpty, hit != nil || count == StreamObserver.longestMark {
                    look(UnsafeBufferPointer(start: p + i, count: count), whole: hit != nil)
                } else {
                    line.append(contentsOf: UnsafeBufferPointer(start: p + i, count: count))
                    line.withUnsafeBufferPointer { look($0, whole: hit != nil) }
                }
                lineIsRead = line.count == StreamObserver.longestMark
            }
            if hit != nil {
                line.removeAll(keepingCapacity: true)
                lineIsRead = false
            }
            i = end + 1
        }
    }

    private func look(_ line: UnsafeBufferPointer<UInt8>, whole: Bool) {
        guard line.count > 10, line[0] == 0x64 || line[0] == 0x65 else { return }
        for mark in StreamObserver.eventMarks where line.starts(with: mark) {
            // An event's name ends with its line; a longer name is another event's.
            if mark[0] == 0x65, line.count > mark.count, line[mark.count] > 0x20 { continue }
            hasMark = true
        }
    }
}
