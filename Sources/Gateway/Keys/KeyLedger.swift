internal import Configuration
internal import Middleware
internal import Pipeline
internal import Synchronization

/// What keys, teams and policies have used: requests and tokens against their rates and budgets, and requests in flight.
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

    /// Takes over what keys, teams and policies are allowed. Equal rates keep their level.
    func configure(keys: [ClientKey], teams: [Team], policies: [Policy] = []) {
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
            for policy in policies where !policy.limit.rates.isEmpty { set("policy " + policy.name, policy.limit.rates, [], nil) }
            state.accounts = accounts
        }
    }

    /// Whose use is restored.
    enum Holder {
        case key(String)
        case team(String)

        fileprivate var account: String {
            switch self {
            case .key(let name): "key " + name
            case .team(let name): "team " + name
            }
        }
    }

    /// Adds what a key or a team used earlier in a period that runs, from the log, so that budgets survive a restart.
    func restore(_ holder: Holder, period: Budget.Period, requests: Int, prompt: Int, completion: Int) {
        let id = KeyLedger.period(period, calendar())
        let used: [(Configuration.Meter, Int)] = [
            (.requests, requests), (.promptTokens, prompt), (.completionTokens, completion), (.tokens, prompt + completion),
        ]
        state.withLock { state in
            for (meter, amount) in used { state.accounts[holder.account]?.used["\(meter.rawValue) \(id)", default: 0] += amount }
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
        try begin(KeyLedger.names(principal))
    }

    fileprivate func begin(_ names: [String]) throws(PipelineError) {
        let now = clock()
        let today = calendar()
        let fault = state.withLock { state -> PipelineError? in
            // The longest of all waits is told: who comes back earlier would be refused by the next rate.
            var worst: PipelineError?
            func refuse(_ kind: PipelineError.Kind, _ wait: Duration) {
                if let known = worst?.retryAfter, known >= wait { return }
                worst = .client(kind, retryAfter: wait)
            }
            for name in names {
                guard var account = state.accounts[name] else { continue }
                defer { state.accounts[name] = account }
                if let most = account.maxInFlight, account.inFlight >= most { refuse(.rateExceeded, .seconds(1)) }
                for at in account.meters.indices {
                    if let wait = account.meters[at].bucket.wait(for: 1, now: now) { refuse(.rateExceeded, wait) }
                }
                for budget in account.budgets {
                    let used = account.used["\(budget.meter.rawValue) \(KeyLedger.period(budget.period, today))", default: 0]
                    if used >= budget.amount { refuse(.budgetExceeded, KeyLedger.remaining(budget.period, today)) }
                }
            }
            if let worst { return worst }
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
        end(KeyLedger.names(principal), prompt: prompt, completion: completion)
    }

    fileprivate func end(_ names: [String], prompt: Int, completion: Int) {
        let now = clock()
        let today = calendar()
        state.withLock { state in
            for name in names {
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

    // Without keys nobody has rates or budgets.

    func begin(_ principal: Principal) throws(PipelineError) {
        if !keyring.isOpen { try ledger.begin(principal) }
    }

    func end(_ principal: Principal, prompt: Int, completion: Int) {
        if !keyring.isOpen { ledger.end(principal, prompt: prompt, completion: completion) }
    }
}

/// A policy's own rates, over all its requests. The ledger keeps their levels, so that a reload does not fill them.
struct PolicyAllowance: RateGate {
    private let name: String
    private let ledger: KeyLedger

    /// Nil for a policy without rates.
    init?(_ policy: Policy, ledger: KeyLedger) {
        guard !policy.limit.rates.isEmpty else { return nil }
        name = "policy " + policy.name
        self.ledger = ledger
    }

    func begin() throws(PipelineError) { try ledger.begin([name]) }
    func end(prompt: Int, completion: Int) { ledger.end([name], prompt: prompt, completion: completion) }
}
