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

    private static let names: [(name: StaticString, isPrompt: Bool)] = [
        ("\"prompt_tokens\"", true), ("\"input_tokens\"", true), ("\"prompt_eval_count\"", true), ("\"completion_tokens\"", false),
        ("\"output_tokens\"", false), ("\"eval_count\"", false),
    ]
    /// The shortest name, with its quotes.
    private static let shortest = 12

    /// Both counts, in one pass.
    static func counts(in bytes: [UInt8]) -> Counts {
        bytes.withUnsafeBufferPointer { bytes in
            var found = Counts()
            guard let p = bytes.baseAddress else { return found }
            var i = 0
            while i + shortest < bytes.count, let hit = memchr(p + i, 0x22, bytes.count - i - shortest) {
                let at = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - p
                i = at + 1
                switch p[i] {
                case 0x70, 0x69, 0x63, 0x6F, 0x65: break  // p, i, c, o, e
                default: continue
                }
                for (name, isPrompt) in names
                where at + name.utf8CodeUnitCount < bytes.count && memcmp(p + at, name.utf8Start, name.utf8CodeUnitCount) == 0 {
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

    /// What the answer cost: the last count in the tail, else in the head.
    var counts: UsageSearch.Counts {
        let tail = UsageSearch.counts(in: tail)
        if tail.prompt != nil && tail.completion != nil { return tail }
        let head = UsageSearch.counts(in: head)
        return UsageSearch.Counts(prompt: tail.prompt ?? head.prompt, completion: tail.completion ?? head.completion)
    }
}
