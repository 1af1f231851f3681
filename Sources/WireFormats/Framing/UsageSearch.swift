internal import Glibc

/// Finds token counts in the bytes of an answer without reading it whole.
///
/// A name in quotes with a colon after it can only be a property: inside a string its quotes would have backslashes.
enum UsageSearch {
    /// The last counts of tokens of the prompt and of the completion.
    struct Counts {
        var prompt: Int?
        var completion: Int?
    }

    /// With the place of the last underscore in each.
    private static let names: [(name: StaticString, underscore: Int, isPrompt: Bool)] = [
        ("\"prompt_tokens\"", 7, true), ("\"input_tokens\"", 6, true), ("\"prompt_eval_count\"", 12, true),
        ("\"completion_tokens\"", 11, false), ("\"output_tokens\"", 7, false), ("\"eval_count\"", 5, false),
    ]

    /// Both counts, in one pass over the underscores: an answer has far fewer of them than quotes.
    static func counts(in bytes: [UInt8]) -> Counts {
        bytes.withUnsafeBufferPointer { bytes in
            var found = Counts()
            guard let p = bytes.baseAddress else { return found }
            var i = 0
            while i < bytes.count, let hit = memchr(p + i, 0x5F, bytes.count - i) {
                let underscore = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - p
                i = underscore + 1
                // tokens, count
                guard i < bytes.count, p[i] == 0x74 || p[i] == 0x63 else { continue }
                for (name, offset, isPrompt) in names {
                    let at = underscore - offset
                    guard at >= 0, at + name.utf8CodeUnitCount < bytes.count, memcmp(p + at, name.utf8Start, name.utf8CodeUnitCount) == 0
                    else { continue }
                    i = at + name.utf8CodeUnitCount
                    guard let count = count(p, i, bytes.count) else { continue }
                    if isPrompt { found.prompt = count } else { found.completion = count }
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
        // As long as everything is in the tail there is no head.
        if head.isEmpty, tail.count + bytes.count > 2 * ReplyEnds.tailBytes || !tail.isEmpty && bytes.count >= ReplyEnds.tailBytes {
            head = Array(tail.prefix(ReplyEnds.headBytes))
            head.append(contentsOf: UnsafeBufferPointer(rebasing: bytes.prefix(ReplyEnds.headBytes - head.count)))
        }
        if bytes.count >= ReplyEnds.tailBytes {
            if tail.isEmpty, head.isEmpty, bytes.count <= 2 * ReplyEnds.tailBytes { return tail.append(contentsOf: bytes) }
            tail.removeAll(keepingCapacity: true)
            tail.append(contentsOf: UnsafeBufferPointer(rebasing: bytes.suffix(ReplyEnds.tailBytes)))
        } else {
            if tail.count + bytes.count > 2 * ReplyEnds.tailBytes { tail.removeFirst(tail.count - ReplyEnds.tailBytes) }
            tail.append(contentsOf: bytes)
        }
    }

    /// What the answer cost: the last count in the tail, else in the head.
    var counts: UsageSearch.Counts {
        let tail = UsageSearch.counts(in: tail)
        if tail.prompt != nil && tail.completion != nil { return tail }
        let head = UsageSearch.counts(in: head)
        return UsageSearch.Counts(prompt: tail.prompt ?? head.prompt, completion: tail.completion ?? head.completion)
    }
}
