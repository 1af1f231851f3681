/// The buckets of a histogram of times: their bounds are powers of two of a second, which are the bounds of Prometheus' native histograms
/// of schema 0, so that a scraper converts them without loss (https://prometheus.io/docs/specs/native_histograms/).
struct MetricBuckets: Sendable {
    /// The exponent of the first bound.
    let lowest: Int
    /// How many bounds there are; one more bucket lies beyond the last.
    let count: Int

    /// From 61 microseconds to 512 seconds: requests, first bytes, attempts.
    static let requests = MetricBuckets(lowest: -14, count: 24)
    /// From a microsecond to 64 seconds: stages take microseconds, those that ask a model seconds.
    static let stages = MetricBuckets(lowest: -20, count: 27)

    /// The upper bound of a bucket in seconds.
    func bound(_ index: Int) -> Double {
        Double(sign: .plus, exponent: lowest + index, significand: 1)
    }

    /// The bucket in which a time of so many seconds counts: the first whose bound it does not exceed.
    @inline(__always)
    func index(_ seconds: Double) -> Int {
        guard seconds > bound(0) else { return 0 }
        guard seconds <= bound(count - 1) else { return count }
        // The exponent, and one more unless the number is a power of two: read off the bits, as this stands on the hot path.
        let bits = seconds.bitPattern
        return Int(bits >> 52) - 1023 - lowest + (bits & (1 << 52 - 1) == 0 ? 0 : 1)
    }
}
