internal import Pipeline

/// Counts the exchanges of one loop, without a lock: a look-up of small numbers and an addition for each figure, and no allocation once a
/// series is known.
///
/// Belongs to one loop, hence not `Sendable`.
final class MetricShard {
    private var book: MetricBook

    init(_ metrics: Metrics) {
        book = MetricBook(metrics)
    }

    /// An exchange has begun.
    func exchangeBegan() { book.open.add(1) }

    /// An exchange is over.
    func exchangeEnded() { book.open.add(-1) }

    /// Counts an exchange that has ended.
    ///
    /// - Parameter model: what it asked for, bounded: `other` for a model that nobody knows.
    func count(_ record: ExchangeRecord, model: String) {
        book.count(record.admission, record.outcome, model)
    }
}
