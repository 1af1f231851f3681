internal import Configuration
internal import Middleware
internal import Pipeline
internal import Synchronization

/// What keys and teams have used: requests and tokens against their rates and budgets, and requests in flight.
///
/// Lives as long as the program; a reload changes what is allowed, not what has been used.
final class KeyLedger: Sendable {
    fileprivate struct Meter {
        let rate: Rate
        var bucket: TokenBucket
    }

    fileprivate struct Account {
        var meters: [Meter] = []
        var budgets: [Budget] = []
        var used: [String: Int] = [:]
        var maxInFlight: Int?
        var inFlight = 0
        /// What is known of this hour's use, with what other proxies told; only where it is shared.
        var known: (hour: Int64, used: [Configuration.Meter: Int])?
    }

    private struct State {
        var accounts: [String: Account] = [:]
        var teams: [String: String] = [:]
    }

    private let state = Mutex(State())
    private let clock: @Sendable () -> ContinuousClock.Instant
    private let calendar: @Sendable () -> Int64

    /// - Parameters:
    ///   - clock: the time that buckets fill by.
    ///   - calendar: microseconds since 1970, for budgets.
    init(
        clock: @escaping @Sendable () -> ContinuousClock.Instant = { .now }, calendar: @escaping @Sendable () -> Int64 = { WallClock.now() }
    ) {
        self.clock = clock
        self.calendar = calendar
    }

    /// Takes over what keys and teams are allowed. Equal rates keep their level.
    func configure(keys: [ClientKey], teams: [Team]) {
        let now = clock()
        state.withLock { state in
            var accounts: [String: Account] = [:]
            func set(_ name: String, _ rates: [Rate], _ budgets: [Budget], _ inFlight: Int?) {
                var account = state.accounts[name] ?? Account()
                account.meters = rates.map { rate in
                    account.meters.first { $0.rate == rate }
                        ?? Meter(rate: rate, bucket: TokenBucket(amount: rate.amount, window: rate.window, now: now))
                }
                account.budgets = budgets
                account.maxInFlight = inFlight
                accounts[name] = account
            }
            for key in keys { set("key " + key.name, key.rates, key.budgets, key.inFlight) }
            for team in teams { set("team " + team.name, team.rates, team.budgets, team.inFlight) }
            state.accounts = accounts
        }
    }

    /// Adds what a key, and with it its team, used earlier in a period that runs, from the log, so that budgets survive a restart.
    func restore(key: String, team: String, period: Budget.Period, requests: Int, prompt: Int, completion: Int) {
        let id = KeyLedger.period(period, calendar())
        let used: [(Configuration.Meter, Int)] = [
            (.requests, requests), (.promptTokens, prompt), (.completionTokens, completion), (.tokens, prompt + completion),
        ]
        state.withLock { state in
            for name in ["key " + key, "team " + team] {
                for (meter, amount) in used { state.accounts[name]?.used["\(meter.rawValue) \(id)", default: 0] += amount }
            }
        }
    }

    /// Takes over what all proxies of a shared log have used in the hour that a time lies in: what is new in it counts against rates and
    /// budgets as if it had been used here. The first time only tells where they stand.
    ///
    /// - Parameter totals: by `key NAME` and `team NAME`; without those that used nothing.
    func learn(_ totals: [String: [Configuration.Meter: Int]], at time: Int64) {
        let now = clock()
        let hour = KeyLedger.start(of: .hour, time)
        state.withLock { state in
            for (name, found) in state.accounts {
                var account = found
                let total = totals[name, default: [:]]
                if account.known == nil {
                    account.known = (hour, total)
                } else {
                    let known = account.known?.hour == hour ? account.known?.used ?? [:] : [:]
                    for (meter, amount) in total {
                        let elsewhere = amount - known[meter, default: 0]
                        if elsewhere > 0 { account.count(meter, elsewhere, now, time) }
                    }
                }
                state.accounts[name] = account
            }
        }
    }

    /// When the period that a time lies in began, microseconds since 1970.
    static func start(of period: Budget.Period, _ microseconds: Int64) -> Int64 {
        let seconds = microseconds / 1_000_000
        switch period {
        case .hour: return (seconds - seconds % 3600) * 1_000_000
        case .day: return (seconds - seconds % 86_400) * 1_000_000
        case .week: return (seconds - (seconds + 3 * 86_400) % (7 * 86_400)) * 1_000_000
        case .month:
            let name = WallClock.text(microseconds).prefix(7)
            var at = seconds - seconds % 86_400
            while WallClock.text((at - 86_400) * 1_000_000).prefix(7) == name { at -= 86_400 }
            return at * 1_000_000
        }
    }

    /// Counts a request, or says why it may not go.
    func begin(_ principal: Principal) throws(PipelineError) {
        let now = clock()
        let today = calendar()
        let fault = state.withLock { state -> PipelineError? in
            let names = KeyLedger.names(principal)
            for name in names {
                guard var account = state.accounts[name] else { continue }
                defer { state.accounts[name] = account }
                if let most = account.maxInFlight, account.inFlight >= most {
                    return .client(.rateExceeded, retryAfter: .seconds(1))
                }
                for at in account.meters.indices {
                    if let wait = account.meters[at].bucket.wait(for: 1, now: now) { return .client(.rateExceeded, retryAfter: wait) }
                }
                for budget in account.budgets {
                    let used = account.used["\(budget.meter.rawValue) \(KeyLedger.period(budget.period, today))", default: 0]
                    if used >= budget.amount {
                        return .client(.budgetExceeded, retryAfter: KeyLedger.remaining(budget.period, today))
                    }
                }
            }
            for name in names {
                guard var account = state.accounts[name] else { continue }
                account.inFlight += 1
                account.count(.requests, 1, now, today)
                state.accounts[name] = account
            }
            return nil
        }
        if let fault { throw fault }
    }

    /// Ends a request with the tokens that it cost.
    func end(_ principal: Principal, prompt: Int, completion: Int) {
        let now = clock()
        let today = calendar()
        state.withLock { state in
            for name in KeyLedger.names(principal) {
                guard var account = state.accounts[name] else { continue }
                account.inFlight -= 1
                account.count(.promptTokens, prompt, now, today)
                account.count(.completionTokens, completion, now, today)
                account.count(.tokens, prompt + completion, now, today)
                state.accounts[name] = account
            }
        }
    }

    private static func names(_ principal: Principal) -> [String] {
        principal.team.isEmpty ? ["key " + principal.key] : ["key " + principal.key, "team " + principal.team]
    }

    /// A name for the period that a time lies in: UTC hours, days, weeks from Monday, months.
    static func period(_ period: Budget.Period, _ microseconds: Int64) -> String {
        let seconds = microseconds / 1_000_000
        switch period {
        case .hour: return "h\(seconds / 3600)"
        case .day: return "d\(seconds / 86_400)"
        case .week: return "w\((seconds / 86_400 + 3) / 7)"
        case .month: return "m" + WallClock.text(microseconds).prefix(7)
        }
    }

    /// How long until the period is over; a month counts as the days that are left of thirty-one at most.
    private static func remaining(_ period: Budget.Period, _ microseconds: Int64) -> Duration {
        let seconds = microseconds / 1_000_000
        switch period {
        case .hour: return .seconds(3600 - seconds % 3600)
        case .day: return .seconds(86_400 - seconds % 86_400)
        case .week: return .seconds(7 * 86_400 - (seconds + 3 * 86_400) % (7 * 86_400))
        case .month:
            var at = seconds - seconds % 86_400 + 86_400
            let name = WallClock.text(microseconds).prefix(7)
            while WallClock.text(at * 1_000_000).prefix(7) == name { at += 86_400 }
            return .seconds(at - seconds)
        }
    }
}

extension KeyLedger.Account {
    fileprivate mutating func count(_ meter: Configuration.Meter, _ amount: Int, _ now: ContinuousClock.Instant, _ today: Int64) {
        for at in meters.indices where meters[at].rate.meter == meter { meters[at].bucket.take(Double(amount), now: now) }
        if let before = known {
            let hour = KeyLedger.start(of: .hour, today)
            var used = before.hour == hour ? before.used : [:]
            used[meter, default: 0] += amount
            known = (hour, used)
        }
        var kept: [String: Int] = [:]
        for budget in budgets {
            let name = "\(budget.meter.rawValue) \(KeyLedger.period(budget.period, today))"
            // Periods that are over are forgotten here.
            kept[name] = used[name, default: 0]
        }
        for budget in budgets where budget.meter == meter {
            kept["\(meter.rawValue) \(KeyLedger.period(budget.period, today))", default: 0] += amount
        }
        used = kept
    }
}

/// The rights of keys under one configuration.
struct ConfiguredKeyRights: KeyRights {
    let keyring: Keyring
    let ledger: KeyLedger

    func mayCall(_ model: String, _ principal: Principal) -> Bool { keyring.mayCall([model], principal) }
    func begin(_ principal: Principal) throws(PipelineError) { try ledger.begin(principal) }
    func end(_ principal: Principal, prompt: Int, completion: Int) { ledger.end(principal, prompt: prompt, completion: completion) }
}

/// A policy's own rate, over all its requests.
final class PolicyRate: RateGate {
    private let buckets: Mutex<[TokenBucket]>

    init(_ rates: [Rate]) {
        buckets = Mutex(
            rates.filter { $0.meter == .requests }.map { TokenBucket(amount: $0.amount, window: $0.window, now: .now) })
    }

    func wait(for name: String) -> Duration? {
        buckets.withLock { buckets in
            let now = ContinuousClock.now
            for at in buckets.indices {
                if let wait = buckets[at].wait(for: 1, now: now) { return wait }
            }
            for at in buckets.indices { buckets[at].take(1, now: now) }
            return nil
        }
    }
}
