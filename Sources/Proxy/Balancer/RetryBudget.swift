/// How many retries the fleet can bear: a share of the requests, beside a reserve of ten a second, saved up to a hundred. A maximum per
/// request alone multiplies the load on a failing fleet by that maximum just when it can bear it least (tower, `retry::budget`).
struct RetryBudget: Sendable {
    static let perSecond = 10.0
    static let most = 100.0

    private var balance = RetryBudget.most
    private var filledAt: MonotonicTime?

    /// A request came.
    mutating func deposit(_ share: Double) {
        balance = min(Self.most, balance + share)
    }

    /// Whether a retry may be made; if so, it is paid for.
    mutating func withdraw(_ now: MonotonicTime) -> Bool {
        if let filledAt { balance = min(Self.most, balance + max(0, (now - filledAt).inSeconds) * Self.perSecond) }
        filledAt = now
        guard balance >= 1 else { return false }
        balance -= 1
        return true
    }
}
