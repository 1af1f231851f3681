/// Whether one host may be given work: a circuit breaker fed by what requests meet (passive) and by what checks meet (active).
///
/// A value that takes events and performs nothing. States: up; suspended until a time; then open for one trial; up again, with a slow
/// start. Active checks take a host out while it cannot be reached, and bring it back; they end a suspension only by allowing the trial
/// early, because a host can list its models well and still fail every request.
struct HealthMachine: Sendable {
    enum State: Sendable, Equatable {
        case up
        case suspended(until: MonotonicTime)
        /// A trial is under way.
        case trial
    }

    /// After recovery a host's share grows from a tenth to its whole in this time.
    static let slowStart = Duration.seconds(10)
    /// So many successes in a row after a recovery make the next suspension a first one again.
    private static let forgiveness = 10
    /// The last outcomes looked at for the error rate; one bit each.
    private static let window = 64
    /// How long an interrupted check may go unrepeated: failures of checks in a row that take a host out which was up.
    private static let failedChecks = 2

    private(set) var state = State.up
    /// Whether active checks say that it cannot be reached.
    private(set) var isDown = false
    private(set) var failuresInARow = 0
    /// Suspensions since the host was last well.
    private(set) var suspensions = 0
    private(set) var recoveredAt: MonotonicTime?
    /// Why it was last suspended.
    private(set) var lastFailure: HostFailure?
    private var successesInARow = 0
    private var outcomes: UInt64 = 0
    private var outcomeCount = 0
    private var failedChecksInARow = 0
    private var hasBeenReached = false

    /// A host counts as up until something else is known, unless nothing can be asked of it before a check has found its models.
    init(isUp: Bool = true) {
        isDown = !isUp
    }

    /// A request was given to a host whose suspension has ended: its trial.
    mutating func trialBegan() {
        if case .suspended = state { state = .trial }
    }

    /// The trial ended without a verdict, because the client left: the next request may try.
    mutating func trialAbandoned(_ now: MonotonicTime) {
        if state == .trial { state = .suspended(until: now) }
    }

    /// A request was answered, be it with a 4xx.
    mutating func succeeded(isTrial: Bool, _ now: MonotonicTime) {
        hasBeenReached = true
        note(failed: false)
        switch state {
        case .up:
            failuresInARow = 0
            successesInARow += 1
            if successesInARow >= Self.forgiveness { suspensions = 0 }
        case .trial where isTrial:
            state = .up
            recoveredAt = now
            failuresInARow = 0
            successesInARow = 1
            outcomes = 0
            outcomeCount = 0
        case .trial, .suspended:
            // Sent before the suspension: says nothing about now.
            break
        }
    }

    /// A request failed by the host's fault.
    mutating func failed(
        _ failure: HostFailure, isTrial: Bool, _ settings: SuspendSettings, _ now: MonotonicTime, _ random: inout RandomSource
    ) {
        note(failed: true)
        switch state {
        case .up:
            successesInARow = 0
            failuresInARow += 1
            if failuresInARow >= settings.after || rateIsTooHigh(settings) { suspend(failure, settings, now, &random) }
        case .trial where isTrial:
            suspend(failure, settings, now, &random)
        case .trial, .suspended:
            break
        }
    }

    /// An active check reached the host.
    mutating func checkSucceeded(_ now: MonotonicTime) {
        failedChecksInARow = 0
        if isDown {
            isDown = false
            if hasBeenReached { recoveredAt = now }
        }
        hasBeenReached = true
        if case .suspended(let until) = state, until > now, lastFailure?.isUnreachable == true { state = .suspended(until: now) }
    }

    /// An active check failed. A host that was never reached is down at once; one that was, at the second failure.
    mutating func checkFailed(_ now: MonotonicTime) {
        failedChecksInARow += 1
        if !hasBeenReached || failedChecksInARow >= Self.failedChecks { isDown = true }
    }

    /// Whether the next check should come sooner than its interval: the last one failed, and it is not yet clear what that means.
    var isInDoubt: Bool { failedChecksInARow > 0 && !isDown }

    private mutating func suspend(_ failure: HostFailure, _ settings: SuspendSettings, _ now: MonotonicTime, _ random: inout RandomSource) {
        let doubled = settings.base.inSeconds * Double(1 << UInt64(min(suspensions, 30)))
        let limit = settings.upTo.inSeconds
        // Jitter, so that many proxies do not come back to a host at the same moment: a fifth more, or at the limit a tenth less.
        let unit = random.unit()
        let seconds = doubled * 1.2 <= limit ? doubled * (1 + 0.2 * unit) : min(doubled, limit) * (1 - 0.1 * unit)
        suspensions += 1
        failuresInARow = 0
        successesInARow = 0
        lastFailure = failure
        state = .suspended(until: now + .nanoseconds(Int64(seconds * 1e9)))
    }

    private mutating func note(failed: Bool) {
        outcomes = outcomes << 1 | (failed ? 1 : 0)
        outcomeCount = min(Self.window, outcomeCount + 1)
    }

    /// Half of the last 64, for a host that fails often but never `after` times in a row. An `after` above the window turns it off.
    private func rateIsTooHigh(_ settings: SuspendSettings) -> Bool {
        settings.after <= Self.window && outcomeCount == Self.window && outcomes.nonzeroBitCount * 2 >= Self.window
    }

    /// Brings the numbers that selection looks at up to date.
    func apply(to load: inout HostLoad) {
        if isDown {
            load.gate = .closed
        } else {
            switch state {
            case .up: load.gate = .open
            case .suspended(let until):
                load.gate = .suspended
                load.opensAt = until
            case .trial: load.gate = .trial
            }
        }
        if let recoveredAt {
            load.rampStart = recoveredAt
            load.rampEnd = recoveredAt + Self.slowStart
        }
    }
}
