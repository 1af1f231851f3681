internal import Pipeline

/// A bucket that fills evenly and is emptied by use: what a rate such as `60/m` means. A pure value; the time comes from outside.
struct TokenBucket: Sendable {
    private let capacity: Double
    private let perSecond: Double
    private var level: Double
    private var last: ContinuousClock.Instant

    /// - Parameters:
    ///   - amount: what a full bucket holds, and what comes in over one window.
    ///   - window: how long an empty bucket takes to fill.
    init(amount: Int, window: Duration, now: ContinuousClock.Instant) {
        capacity = Double(max(1, amount))
        perSecond = capacity / max(window.milliseconds / 1000, 0.001)
        level = capacity
        last = now
    }

    /// How long until that much is there; nil when it is there now. Nothing is taken. What is larger than the bucket is due when it is full.
    mutating func wait(for amount: Double, now: ContinuousClock.Instant) -> Duration? {
        fill(now)
        let wanted = min(amount, capacity)
        // A millionth forgives the rounding of the filling.
        guard level + 1e-6 < wanted else { return nil }
        return .milliseconds(Int64(((wanted - level) / perSecond * 1000).rounded(.up)))
    }

    /// Takes that much, below nothing if need be: what has been used already cannot be refused any more.
    mutating func take(_ amount: Double, now: ContinuousClock.Instant) {
        fill(now)
        level -= amount
    }

    private mutating func fill(_ now: ContinuousClock.Instant) {
        guard now > last else { return }
        level = min(capacity, level + (now - last).milliseconds / 1000 * perSecond)
        last = now
    }
}
