internal import Synchronization

/// What the loops count, put together for a scrape. The loops write cells of their own; the lock is taken when a series is new and by a
/// scrape.
final class Metrics: Sendable {
    private struct Series {
        let family: Int
        let labels: [String]
        let cells: MetricCells
    }

    private struct SeriesName: Hashable {
        let family: Int
        let labels: [String]
    }

    private let series = Mutex<[Series]>([])
    /// Reloads refused for faults in the files, and because the guard did not hold.
    let faultyReloads = Atomic<Int>(0)
    let leakingReloads = Atomic<Int>(0)

    /// Makes the cells of a series that a loop counts from now on.
    func begin(_ family: Int, _ labels: [String], cells count: Int) -> MetricCells {
        let cells = MetricCells(count: count)
        series.withLock { $0.append(Series(family: family, labels: labels, cells: cells)) }
        return cells
    }

    /// Appends everything that the loops counted.
    func write(into out: inout MetricsText) {
        let all = series.withLock { $0 }
        var sums: [SeriesName: [Int]] = [:]
        for one in all {
            sums[SeriesName(family: one.family, labels: one.labels), default: [Int](repeating: 0, count: one.cells.count)].add(one.cells)
        }
        var byFamily = [[(labels: [String], sums: [Int])]](repeating: [], count: MetricFamily.counted.count)
        for (name, values) in sums { byFamily[name.family].append((name.labels, values)) }
        for (number, family) in MetricFamily.counted.enumerated() {
            out.family(family)
            for (labels, values) in byFamily[number].sorted(by: { $0.labels.lexicographicallyPrecedes($1.labels) }) {
                if family.kind == .histogram {
                    let buckets = MetricBook.buckets(number)
                    out.histogram(family, labels, counts: values[...buckets.count], sum: values[buckets.count + 1], buckets)
                } else {
                    out.sample(family, labels, Double(values[0]))
                }
            }
        }
    }

    /// Appends the refused reloads.
    func writeReloads(into out: inout MetricsText) {
        out.family(.reloadFailures)
        out.sample(.reloadFailures, ["faults"], Double(faultyReloads.load(ordering: .relaxed)))
        out.sample(.reloadFailures, ["leaks"], Double(leakingReloads.load(ordering: .relaxed)))
    }
}

extension [Int] {
    /// Adds the cells of a series, one by one.
    fileprivate mutating func add(_ cells: MetricCells) {
        for index in indices { self[index] &+= cells.value(index) }
    }
}
