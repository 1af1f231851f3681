/// Durations counted in buckets, as Prometheus has histograms.
public struct Histogram: Sendable {
    /// Upper bounds in seconds: from a host on the same machine to the longest first byte the defaults allow. The steps of 2.5 keep the
    /// error of a quantile under a factor that matters, with few series.
    public static let bounds: [Double] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 300]

    /// Counts by bucket, not cumulated; the last is what lies beyond the last bound.
    public private(set) var counts = [UInt64](repeating: 0, count: Histogram.bounds.count + 1)
    /// The sum in seconds.
    public private(set) var sum = 0.0
    public private(set) var count: UInt64 = 0

    public init() {}

    public mutating func observe(_ duration: Duration) {
        let seconds = duration.inSeconds
        let at = Histogram.bounds.firstIndex { seconds <= $0 } ?? Histogram.bounds.count
        counts[at] += 1
        sum += seconds
        count += 1
    }
}
