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

    /// Drops a few old rows, if it is time. After a failure nothing is lost by the rows that stay, and the next time they go.
    ///
    /// - Returns: what there is to tell.
    mutating func step(_ log: any GroupWriter) -> AuditTrouble? {
        guard let keep, isDue else { return nil }
        let cutoff = UTCTime.now.microseconds - Int64(keep / .microseconds(1))
        isBusy = false
        nextAt = .now + Self.interval
        do throws(DatabaseError) {
            let dropped = try log.prune(olderThan: UTCTime(microseconds: cutoff), rows: Self.step)
            isBusy = dropped == Self.step
            return dropped > 0 ? .pruned(rows: dropped) : nil
        } catch {
            return .retentionFailing(error)
        }
    }
}
