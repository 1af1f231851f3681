internal import Glibc

/// Finds token counts in the bytes of an answer without reading it whole.
///
/// A name in quotes with a colon after it can only be a property: inside a string its quotes would have backslashes.
enum UsageSearch {
    private static let promptNames: [[UInt8]] = ["\"prompt_tokens\"", "\"input_tokens\"", "\"prompt_eval_count\""].map { Array($0.utf8) }
    private static let completionNames: [[UInt8]] = ["\"completion_tokens\"", "\"output_tokens\"", "\"eval_count\""].map { Array($0.utf8) }

    /// The last count of tokens of the prompt.
    static func promptTokens(in bytes: [UInt8]) -> Int? { last(promptNames, in: bytes) }

    /// The last count of tokens of the completion.
    static func completionTokens(in bytes: [UInt8]) -> Int? { last(completionNames, in: bytes) }

    private static func last(_ names: [[UInt8]], in bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBufferPointer { bytes -> Int? in
            guard let p = bytes.baseAddress else { return nil }
            var found: Int?
            var i = 0
            while i < bytes.count, let hit = memchr(p + i, 0x22, bytes.count - i) {
                let at = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - p
                i = at + 1
                for name in names where bytes[at...].starts(with: name) {
                    i = at + name.count
                    if let count = count(p, i, bytes.count) { found = count }
                }
            }
            return found
        }
    }

    /// The whole number after a colon; nil for `null` and for one that is cut off.
    private static func count(_ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var i = start
        while i < end, p[i] == 0x20 || p[i] == 0x3A { i += 1 }
        let first = i
        var value = 0
        while i < end, p[i] &- 0x30 < 10, i - first < 12 {
            value = value * 10 + Int(p[i] &- 0x30)
            i += 1
        }
        return i > first && i < end ? value : nil
    }
}

/// The first and the last bytes of an answer: what it cost stands there.
struct ReplyEnds {
    /// Bytes kept from the beginning: Anthropic counts the prompt in its first event.
    static let headBytes = 1536
    /// Bytes kept from the end, at least. With the head this is all that an open stream costs here.
    static let tailBytes = 2048

    private(set) var head: [UInt8] = []
    private(set) var tail: [UInt8] = []

    mutating func push(_ bytes: UnsafeBufferPointer<UInt8>) {
        if head.count < ReplyEnds.headBytes {
            let count = min(ReplyEnds.headBytes - head.count, bytes.count)
            head.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[..<count]))
        }
        if bytes.count >= ReplyEnds.tailBytes {
            tail.removeAll(keepingCapacity: true)
            tail.append(contentsOf: UnsafeBufferPointer(rebasing: bytes.suffix(ReplyEnds.tailBytes)))
        } else {
            if tail.count + bytes.count > 2 * ReplyEnds.tailBytes { tail.removeFirst(tail.count - ReplyEnds.tailBytes) }
            tail.append(contentsOf: bytes)
        }
    }

    var promptTokens: Int? { UsageSearch.promptTokens(in: tail) ?? UsageSearch.promptTokens(in: head) }
    var completionTokens: Int? { UsageSearch.completionTokens(in: tail) ?? UsageSearch.completionTokens(in: head) }
}
