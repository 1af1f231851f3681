/// The bounds of the hourly latency counts, in milliseconds: 10 ms to 5 minutes in steps of about 2, as charts and percentiles need.
/// They are the names of columns, so a change is a migration.
enum LatencyBuckets {
    /// Upper bounds, inclusive; one bucket more takes the rest.
    static let bounds: [Double] = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000]

    /// How many buckets there are, with the one for the rest.
    static var count: Int { bounds.count + 1 }

    /// The bucket of a time.
    static func index(_ milliseconds: Double) -> Int {
        bounds.firstIndex { milliseconds <= $0 } ?? bounds.count
    }

    /// The columns that count the buckets.
    static func columns(prefix: String) -> [String] {
        bounds.map { "\(prefix)_le_\(Int($0))" } + ["\(prefix)_more"]
    }

    /// The time under which a share of the counted times lies: the bound of the bucket it falls in. Nil when nothing was counted.
    static func percentile(_ share: Double, of counts: [Int]) -> Double? {
        let total = counts.reduce(0, +)
        guard total > 0 else { return nil }
        var seen = 0
        for (at, count) in counts.enumerated() {
            seen += count
            if Double(seen) >= share * Double(total) { return at < bounds.count ? bounds[at] : .infinity }
        }
        return .infinity
    }
}
