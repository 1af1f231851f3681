internal import Glibc
internal import Pipeline

/// Restores an answer that streams as server-sent events (WHATWG HTML, section 9.2.6), frame by frame.
///
/// What is not replaced passes byte for byte: comments, ids, line ends, unknown fields.
final class EventStreamEditor: ReplyEditor {
    /// A frame that is longer than this is refused, in bytes: the carry of a proxy has a bound.
    static let longestFrame = 8 << 20

    private let restorer: StreamRestorer
    private let namesEvents: Bool
    private var wholeEditor: WholeReplyEditor?
    private let makeWhole: () -> WholeReplyEditor
    private var hasBegun = false
    /// The beginning of a frame whose end has not come.
    private var pending: [UInt8] = []
    /// Where in `pending` the search for its end goes on, and where the line begins that this is in.
    private var searched = 0
    private var lineStart = 0
    private var endOfLine: [UInt8] = [0x0A]
    private var joined: [UInt8] = []

    init(_ dialect: ReplyDialect, _ restorer: any TextRestorer) {
        self.restorer = StreamRestorer(dialect, restorer)
        namesEvents = dialect == .messages || dialect == .responses
        makeWhole = { WholeReplyEditor(dialect, restorer) }
    }

    func push(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) throws(WireFormatError) {
        if let wholeEditor { return try wholeEditor.push(bytes, into: &out) }
        if !hasBegun {
            // A host that does not stream after all answers with one JSON value.
            guard let first = bytes.first(where: { $0 > 0x20 }) else {
                pending += bytes
                return
            }
            hasBegun = true
            if first == 0x7B || first == 0x5B {
                let whole = makeWhole()
                wholeEditor = whole
                let before = pending
                pending = []
                try before.withUnsafeBufferPointer { buffer throws(WireFormatError) in try whole.push(buffer, into: &out) }
                return try whole.push(bytes, into: &out)
            }
        }
        if pending.isEmpty {
            let used = try frames(bytes, into: &out)
            if used < bytes.count { pending += bytes[used...] }
        } else {
            pending += bytes
            let held = pending
            pending = []
            let used = try held.withUnsafeBufferPointer { buffer throws(WireFormatError) in try frames(buffer, into: &out) }
            pending = held
            if used > 0 { pending.removeFirst(used) }
        }
        guard pending.count <= EventStreamEditor.longestFrame else { throw .frameTooLarge(limit: EventStreamEditor.longestFrame) }
    }

    func finish(into out: inout [UInt8]) throws(WireFormatError) {
        if let wholeEditor { return try wholeEditor.finish(into: &out) }
        let rest = pending
        pending = []
        if rest.contains(where: { $0 > 0x20 }) {
            // A last frame without its blank line. One that was cut would spoil the frames that follow it.
            var frame = rest
            while let last = frame.last, last == 0x0A || last == 0x0D { frame.removeLast() }
            frame += endOfLine + endOfLine
            let mark = out.count
            let isWhole = try frame.withUnsafeBufferPointer { buffer throws(WireFormatError) in
                try edit(buffer, into: &out)
            }
            if !isWhole { out.removeSubrange(mark...) }
        } else {
            out += rest
        }
        restorer.drain()
        putExtras(into: &out)
    }

    // MARK: Frames

    /// Edits every frame that is whole; how many bytes that were.
    private func frames(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) throws(WireFormatError) -> Int {
        guard let p = bytes.baseAddress else { return 0 }
        var start = 0
        var line = lineStart
        var i = max(searched, lineStart)
        while i < bytes.count {
            guard let end = lineEnd(p, i, bytes.count) else { break }
            let isBlank = end.lowerBound == line
            i = end.upperBound
            line = i
            if isBlank {
                _ = try edit(UnsafeBufferPointer(rebasing: bytes[start..<i]), into: &out)
                start = i
            }
        }
        lineStart = line - start
        // A carriage return at the very end may be half of a line end.
        searched = max(bytes.count - start - 1, lineStart)
        return start
    }

    /// The next line end at or after `i`; nil while it has not come whole.
    @inline(__always)
    private func lineEnd(_ p: UnsafePointer<UInt8>, _ i: Int, _ end: Int) -> Range<Int>? {
        var stop = end
        if let hit = memchr(p + i, 0x0A, end - i) {
            stop = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - p
        }
        if let hit = memchr(p + i, 0x0D, stop - i) {
            let at = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - p
            if at + 1 == end { return nil }
            return at..<(p[at + 1] == 0x0A ? at + 2 : at + 1)
        }
        return stop < end ? stop..<(stop + 1) : nil
    }

    /// Edits one frame, from its first line to its blank one. False when its data is cut JSON.
    private func edit(_ frame: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) throws(WireFormatError) -> Bool {
        let p = frame.baseAddress!
        var data: Range<Int>?
        var dataLines = 0
        var i = 0
        while i < frame.count {
            guard let end = lineEnd(p, i, frame.count) ?? (i < frame.count ? frame.count - 1..<frame.count : nil) else { break }
            let length = end.lowerBound - i
            if length >= 5, p[i] == 0x64, p[i + 1] == 0x61, p[i + 2] == 0x74, p[i + 3] == 0x61, p[i + 4] == 0x3A {
                let value = length > 5 && p[i + 5] == 0x20 ? i + 6 : i + 5
                if dataLines == 0 { data = value..<end.lowerBound }
                dataLines += 1
                if endOfLine.count != end.count { endOfLine = Array(frame[end]) }
                // Only the blank line is left.
                if end.upperBound + end.count == frame.count { break }
            }
            i = end.upperBound
        }
        guard let data else {
            out.append(contentsOf: frame)
            return true
        }
        if dataLines > 1 { return try editLines(frame, into: &out) }
        let json = UnsafeBufferPointer(rebasing: frame[data])
        if json.count == 6, json.elementsEqual("[DONE]".utf8) {
            restorer.drain()
            putExtras(into: &out)
            out.append(contentsOf: frame)
            return true
        }
        switch try restorer.edit(json) {
        case .asItIs:
            putExtras(into: &out)
            out.append(contentsOf: frame)
        case .edited:
            putExtras(into: &out)
            out.append(contentsOf: UnsafeBufferPointer(rebasing: frame[..<data.lowerBound]))
            out.append(contentsOf: restorer.edited)
            out.append(contentsOf: UnsafeBufferPointer(rebasing: frame[data.upperBound...]))
        case .notJSON:
            out.append(contentsOf: UnsafeBufferPointer(rebasing: frame[..<data.lowerBound]))
            restorer.restore(json, into: &out)
            out.append(contentsOf: UnsafeBufferPointer(rebasing: frame[data.upperBound...]))
            return json.isEmpty
        }
        return true
    }

    /// A frame whose data is spread over several lines, which count as joined by line feeds.
    private func editLines(_ frame: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) throws(WireFormatError) -> Bool {
        let p = frame.baseAddress!
        joined.removeAll(keepingCapacity: true)
        var others: [UInt8] = []
        var i = 0
        var isFirst = true
        while i < frame.count {
            guard let end = lineEnd(p, i, frame.count) else { break }
            let line = frame[i..<end.lowerBound]
            if line.starts(with: "data:".utf8) {
                if !isFirst { joined.append(0x0A) }
                isFirst = false
                let value = line.dropFirst(5)
                joined += value.first == 0x20 ? value.dropFirst() : value
            } else if !line.isEmpty {
                others += frame[i..<end.upperBound]
            }
            i = end.upperBound
        }
        let outcome = try joined.withUnsafeBufferPointer { buffer throws(WireFormatError) in try restorer.edit(buffer) }
        guard case .edited = outcome else {
            putExtras(into: &out)
            out.append(contentsOf: frame)
            return outcome == .asItIs
        }
        putExtras(into: &out)
        out += others
        for line in restorer.edited.split(separator: 0x0A, omittingEmptySubsequences: false) {
            out += Array("data: ".utf8)
            out += line
            out += endOfLine
        }
        out += endOfLine
        return true
    }

    private func putExtras(into out: inout [UInt8]) {
        for extra in restorer.extras {
            if namesEvents {
                out += Array("event: ".utf8)
                out += extra.event
                out += endOfLine
            }
            out += Array("data: ".utf8)
            out += extra.json
            out += endOfLine
            out += endOfLine
        }
    }
}
