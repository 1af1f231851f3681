internal import Synchronization

/// The integers of one series on one loop.
///
/// Unchecked, because the compiler does not see through the pointer: the cells are atomics, allocated once and freed with this. One thread
/// writes them, so that adding is a load and a store, without a lock on the bus; others read.
final class MetricCells: @unchecked Sendable {
    private let cells: UnsafeMutablePointer<Atomic<Int>>
    let count: Int

    init(count: Int) {
        self.count = count
        cells = .allocate(capacity: count)
        for index in 0..<count { (cells + index).initialize(to: Atomic(0)) }
    }

    deinit {
        cells.deinitialize(count: count)
        cells.deallocate()
    }

    /// Adds to a cell. For the loop that the series belongs to.
    @inline(__always)
    func add(_ amount: Int, at index: Int = 0) {
        cells[index].store(cells[index].load(ordering: .relaxed) &+ amount, ordering: .relaxed)
    }

    /// Counts a time: a cell for each bucket, then one for the sum in nanoseconds.
    @inline(__always)
    func observe(milliseconds: Double, _ buckets: MetricBuckets) {
        // What is no time, or longer than a year, would only spoil the sum.
        let bounded = milliseconds >= 0 && milliseconds < 3.2e10 ? milliseconds : 0
        add(1, at: buckets.index(bounded / 1000))
        add(Int(bounded * 1e6), at: buckets.count + 1)
    }

    func value(_ index: Int) -> Int { cells[index].load(ordering: .relaxed) }
}
