internal import Glibc

/// A point in time to measure from. Nanoseconds of CLOCK_MONOTONIC: `ContinuousClock` counts in 128 bits, ten times as dear, which tells
/// where a request reads the clock twenty times.
public struct Stopwatch: Sendable {
    private let nanoseconds: Int64

    /// Starts now.
    public init() {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        nanoseconds = Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    /// Milliseconds since the start.
    public var milliseconds: Double { milliseconds(until: Stopwatch()) }

    /// Milliseconds from this start to another.
    public func milliseconds(until later: Stopwatch) -> Double { Double(later.nanoseconds &- nanoseconds) / 1e6 }
}
