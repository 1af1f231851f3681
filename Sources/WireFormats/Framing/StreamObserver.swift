internal import Glibc
internal import Pipeline

/// Watches a stream for its API's final mark, by the beginnings of its lines, and for what it cost, by its ends.
final class StreamObserver: ReplyObserver {
    /// What ends a stream, as a line begins. An error event is an end too: the host has said that nothing follows.
    private static let eventMarks: [StaticString] = [
        "data: [DONE]", "data:[DONE]", "event: message_stop", "event: error", "event: response.completed", "event: response.failed",
        "event: response.incomplete", "event: response.cancelled", "data: {\"error\"", "data: {\"type\":\"message_stop\"",
        "data: {\"type\": \"message_stop\"", "data: {\"type\":\"error\"", "data: {\"type\":\"response.completed\"",
        "data: {\"type\":\"response.failed\"", "data: {\"type\":\"response.incomplete\"", "data: {\"type\": \"response.completed\"",
        "data: {\"type\": \"response.failed\"", "data: {\"type\": \"response.incomplete\"",
    ]
    private static let longestMark = 48

    private let dialect: ReplyDialect
    private var ends = ReplyEnds()
    private var line: [UInt8] = []
    private var lineIsRead = false
    private var lineIsData = false
    /// The mark's line has begun; its event counts once its data has come whole.
    private var markBegan = false
    private var hasMark = false
    private var nesting = ValueTracker()
    private var hasDone = false

    init(_ dialect: ReplyDialect) {
        self.dialect = dialect
    }

    var isComplete: Bool {
        // OpenAI's mark is no JSON that could be cut: it counts without its line end.
        dialect == .ollama ? hasDone : hasMark || !lineIsRead && line.count > 10 && line.starts(with: "data: [DONE]".utf8)
    }
    var promptTokens: Int? { counts.prompt }
    var completionTokens: Int? { counts.completion }

    private var known: UsageSearch.Counts?
    private var counts: UsageSearch.Counts {
        if let known { return known }
        let counts = ends.counts
        known = counts
        return counts
    }
    private(set) var pieces = 0

    func push(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let p = bytes.baseAddress, !bytes.isEmpty else { return }
        known = nil
        ends.push(bytes)
        if dialect == .ollama {
            nesting.push(bytes)
            for byte in bytes where byte == 0x0A { pieces += 1 }
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
                let beginning = UnsafeBufferPointer(start: p + i, count: count)
                lineIsRead = hit != nil || line.count + count == StreamObserver.longestMark
                if line.isEmpty, lineIsRead {
                    look(beginning)
                } else {
                    line.append(contentsOf: beginning)
                    if lineIsRead { line.withUnsafeBufferPointer { look($0) } }
                }
            }
            if hit != nil {
                if lineIsData { pieces += 1 }
                if markBegan, lineIsData { hasMark = true }
                line.removeAll(keepingCapacity: true)
                lineIsRead = false
            }
            i = end + 1
        }
    }

    /// Looks at the beginning of a line: all of it, or as much as the longest mark.
    private func look(_ line: UnsafeBufferPointer<UInt8>) {
        lineIsData = line.first == 0x64
        guard line.count > 10, let start = line.baseAddress, StreamObserver.mayBeMark(start) else { return }
        for mark in StreamObserver.eventMarks
        where mark.utf8CodeUnitCount <= line.count && memcmp(start, mark.utf8Start, mark.utf8CodeUnitCount) == 0 {
            let length = mark.utf8CodeUnitCount
            // An event's name ends with its line; a longer name is another event's.
            if line[0] == 0x65, line.count > length, line[length] > 0x20 { continue }
            markBegan = true
        }
    }

    /// Whether a line of more than ten bytes is worth comparing: `data: [`, `data: {"e…` or `{"t…`, `event: ` and m, e or r. Most are not.
    @inline(__always)
    private static func mayBeMark(_ line: UnsafePointer<UInt8>) -> Bool {
        if line[0] == 0x65 { return line[7] == 0x6D || line[7] == 0x65 || line[7] == 0x72 }
        guard line[0] == 0x64 else { return false }
        let data = line[5] == 0x20 ? 6 : 5
        return line[data] == 0x5B || line[data] == 0x7B && (line[data + 2] == 0x65 || line[data + 2] == 0x74)
    }
}
