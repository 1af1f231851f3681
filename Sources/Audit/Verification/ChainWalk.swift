/// Follows one writer's chain while its rows pass in the order they were begun.
///
/// Rows pass in the order of their first links, but a row's outcome has a later link, so outcomes wait here until the walk comes to them.
/// When a row with first link `f` passes, every link below `f` must have passed: firsts come in order, and an outcome's row precedes it. A
/// gap is therefore known at once, and only the rows in flight at one time wait.
struct ChainWalk {
    /// One link: what it says of itself.
    struct Event {
        var hash: ChainHash
        /// The link it says it follows; nil for an admission whose row was closed since: the outcome's hash covers it.
        var previous: ChainHash?
        /// Whether its row is what was written; if not, what follows is no news.
        var isSound: Bool
        var seq: Int64
    }

    let writer: Int64
    /// The next link to come.
    private(set) var next: Int64
    /// The hash before it; nil after a fault, when it is unknown.
    private(set) var last: ChainHash?
    private var waiting: [Int64: Event] = [:]
    /// A link kept outside, to be compared when it passes.
    private let kept: ChainHead.Link?
    private let sealed: Int64

    /// Begins after a seal, or at the beginning.
    init(writer: Int64, seal: ChainHead.Link?, kept: ChainHead.Link?) {
        self.writer = writer
        self.kept = kept
        sealed = seal?.link ?? 0
        next = sealed + 1
        last = seal?.hash ?? ChainHash.none
    }

    /// A row passes.
    mutating func pass(
        opened: Int64?, closed: Int64?, admission: ChainHash?, previous: ChainHash?, hash: ChainHash?, isSound: Bool, seq: Int64,
        to verdict: inout AuditVerdict
    ) {
        guard let first = opened ?? closed else { return }
        // No log has had so many links: a changed row, found to be one by its hash, and a number to be kept out of sums.
        guard max(first, closed ?? 0) < Int64.max / 2 else { return }
        if let opened, let closed {
            // What cannot be is a changed row, and was found to be one by its hash.
            guard closed > opened else { return }
            if closed > sealed { wait(closed, Event(hash: hash ?? .none, previous: previous, isSound: isSound, seq: seq), &verdict) }
        }
        guard first > sealed else { return }
        guard first >= next else {
            verdict.note(AuditFault(.reordered, writer: writer, link: first, seq: seq))
            return
        }
        advance(to: first, seq: seq, &verdict)
        let isClosedLater = opened != nil && closed != nil
        take(
            first,
            Event(
                hash: (isClosedLater ? admission : hash) ?? .none, previous: isClosedLater ? nil : previous, isSound: isSound, seq: seq),
            &verdict)
    }

    /// The rows are at their end: what waits is taken.
    mutating func finish(_ verdict: inout AuditVerdict) {
        while let newest = waiting.keys.max() { advance(to: newest + 1, seq: nil, &verdict) }
    }

    private mutating func wait(_ link: Int64, _ event: Event, _ verdict: inout AuditVerdict) {
        if link < next || waiting[link] != nil {
            verdict.note(AuditFault(.reordered, writer: writer, link: link, seq: event.seq))
        } else {
            waiting[link] = event
        }
    }

    private mutating func advance(to first: Int64, seq: Int64?, _ verdict: inout AuditVerdict) {
        while next < first {
            if let event = waiting.removeValue(forKey: next) {
                take(next, event, &verdict)
                continue
            }
            let end = waiting.keys.filter { $0 < first }.min() ?? first
            verdict.note(AuditFault(.removed(from: Int(next), to: Int(end - 1)), writer: writer, link: next, seq: seq))
            next = end
            last = nil
        }
    }

    private mutating func take(_ link: Int64, _ event: Event, _ verdict: inout AuditVerdict) {
        verdict.links += 1
        if event.isSound, let last, let previous = event.previous, previous != last {
            verdict.note(AuditFault(.unlinked, writer: writer, link: link, seq: event.seq))
        }
        if let kept, kept.link == link, event.isSound, kept.hash != event.hash {
            verdict.note(AuditFault(.headDiffers, writer: writer, link: link, seq: event.seq))
        }
        last = event.isSound ? event.hash : nil
        next = link + 1
    }
}
