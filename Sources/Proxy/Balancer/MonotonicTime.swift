internal import Glibc

/// A point on the monotonic clock. Handed in wherever time decides something, so that tests and simulations bring their own.
public struct MonotonicTime: Sendable, Comparable, Hashable {
    /// Nanoseconds since an unspecified start.
    public var nanoseconds: Int64

    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Now, by CLOCK_MONOTONIC.
    public static var now: MonotonicTime {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// Milliseconds from this time to another.
    func milliseconds(until later: MonotonicTime) -> Double { Double(later.nanoseconds - nanoseconds) / 1e6 }

    /// Before everything.
    public static let distantPast = MonotonicTime(nanoseconds: .min / 4)
    /// After everything.
    public static let distantFuture = MonotonicTime(nanoseconds: .max / 4)

    @inline(__always)
    public static func < (a: MonotonicTime, b: MonotonicTime) -> Bool { a.nanoseconds < b.nanoseconds }

    public static func + (time: MonotonicTime, duration: Duration) -> MonotonicTime {
        MonotonicTime(nanoseconds: time.nanoseconds &+ duration.wholeNanoseconds)
    }

    public static func - (a: MonotonicTime, b: MonotonicTime) -> Duration {
        .nanoseconds(a.nanoseconds - b.nanoseconds)
    }
}

extension Duration {
    /// The duration in nanoseconds, rounded down; what does not fit (over 73 years) counts as 73 years.
    var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        guard abs(seconds) < 1 << 31 else { return seconds < 0 ? -(1 << 61) : 1 << 61 }
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    /// The duration in seconds.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
