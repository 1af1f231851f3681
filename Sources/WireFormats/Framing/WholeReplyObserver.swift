internal import Pipeline

/// Watches an answer that comes as one body.
final class WholeReplyObserver: ReplyObserver {
    private var ends = ReplyEnds()
    private var tracker = ValueTracker()
    private var isJSON: Bool?

    /// True for one JSON value that has ended. Every API here answers with one: an empty body or a gateway's page is no answer.
    var isComplete: Bool { isJSON == true && tracker.isOneValue }
    var promptTokens: Int? { counts.prompt }
    var completionTokens: Int? { counts.completion }

    private var known: UsageSearch.Counts?
    private var counts: UsageSearch.Counts {
        if let known { return known }
        let counts = ends.counts
        known = counts
        return counts
    }

    func push(_ bytes: UnsafeBufferPointer<UInt8>) {
        if isJSON == nil, let first = bytes.first(where: { $0 > 0x20 }) { isJSON = first == 0x7B || first == 0x5B || first == 0x22 }
        known = nil
        ends.push(bytes)
        if isJSON == true { tracker.push(bytes) }
    }
}
