internal import Glibc
internal import Pipeline

/// Restores an answer that streams as JSON lines (Ollama's NDJSON).
final class LineStreamEditor: ReplyEditor {
    private let restorer: StreamRestorer
    private var pending: [UInt8] = []
    private var searched = 0

    init(_ dialect: ReplyDialect, _ restorer: any TextRestorer) {
        self.restorer = StreamRestorer(dialect, restorer)
    }

    func push(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) throws(WireFormatError) {
        if pending.isEmpty {
            let used = try lines(bytes, from: 0, into: &out)
            if used < bytes.count { pending += bytes[used...] }
        } else {
            pending += bytes
            let held = pending
            pending = []
            let from = searched
            let used = try held.withUnsafeBufferPointer { buffer throws(WireFormatError) in try lines(buffer, from: from, into: &out) }
            pending = held
            if used > 0 { pending.removeFirst(used) }
        }
        searched = pending.count
        guard pending.count <= EventStreamEditor.longestFrame else { throw .frameTooLarge(limit: EventStreamEditor.longestFrame) }
    }

    func finish(into out: inout [UInt8]) throws(WireFormatError) {
        let rest = pending
        pending = []
        if !rest.isEmpty {
            let mark = out.count
            let isWhole = try rest.withUnsafeBufferPointer { buffer throws(WireFormatError) in try edit(buffer, into: &out) }
            // A line that was cut would spoil the one that says so.
            if !isWhole, rest.contains(where: { $0 == 0x7B }) { out.removeSubrange(mark...) }
        }
        restorer.drain()
        let extras = restorer.extras
        if !extras.isEmpty, let last = out.last, last != 0x0A { out.append(0x0A) }
        put(extras, into: &out)
    }

    private func lines(_ bytes: UnsafeBufferPointer<UInt8>, from: Int, into out: inout [UInt8]) throws(WireFormatError) -> Int {
        guard let p = bytes.baseAddress else { return 0 }
        var start = 0
        var i = from
        while i < bytes.count, let hit = memchr(p + i, 0x0A, bytes.count - i) {
            let end = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - p
            _ = try edit(UnsafeBufferPointer(rebasing: bytes[start...end]), into: &out)
            start = end + 1
            i = start
        }
        return start
    }

    /// Edits one line with its end. False when it is no JSON.
    private func edit(_ line: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) throws(WireFormatError) -> Bool {
        guard line.contains(where: { $0 > 0x20 }) else {
            out.append(contentsOf: line)
            return true
        }
        switch try restorer.edit(line) {
        case .asItIs:
            put(restorer.extras, into: &out)
            out.append(contentsOf: line)
        case .edited:
            put(restorer.extras, into: &out)
            out.append(contentsOf: restorer.edited)
        case .notJSON:
            restorer.restore(line, into: &out)
            return false
        }
        return true
    }

    private func put(_ extras: [StreamRestorer.ExtraFrame], into out: inout [UInt8]) {
        for extra in extras {
            out += extra.json
            if out.last != 0x0A { out.append(0x0A) }
        }
    }
}
