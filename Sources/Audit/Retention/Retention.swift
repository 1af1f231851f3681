/// Drops rows older than `audit.keep`, a little at a time, between groups.
struct Retention {
    private let keep: Duration?
    private var nextAt = ContinuousClock.now
    private var isBusy = false

    /// How often old rows are looked for.
    private static let interval: Duration = .seconds(600)
    /// Rows dropped in one step: some 10 ms, so that no request waits noticeably.
    private static let step = 2000

    init(keep: Duration?) {
        self.keep = keep
    }

    /// Whether a step should be made at the next tick.
    var isDue: Bool { keep != nil && (isBusy || ContinuousClock.now >= nextAt) }

    /// Drops a few old rows. Nil when it is not time yet; a failure waits for the next time.
    mutating func step(_ log: any GroupWriter) -> Int? {
        guard let keep, isDue else { return nil }
        let cutoff = UTCTime.now.microseconds - Int64(keep / .microseconds(1))
        let dropped = log.prune(olderThan: UTCTime(microseconds: cutoff), rows: Self.step) ?? 0
        isBusy = dropped == Self.step
        if !isBusy { nextAt = .now + Self.interval }
        return dropped
    }
}
