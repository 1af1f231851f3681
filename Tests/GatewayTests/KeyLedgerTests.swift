import Configuration
import Pipeline
import Synchronization
import Testing

@testable import Gateway

@Suite struct KeyLedgerTests {
    /// A clock that stands still until it is moved.
    private final class Clock: Sendable {
        private let start = ContinuousClock.now
        private let passed = Mutex(Duration.zero)
        var now: ContinuousClock.Instant { start + passed.withLock { $0 } }
        /// 2026-11-21T12:00:00Z.
        var date: Int64 { 1_795_262_400_000_000 + Int64(passed.withLock { $0 } / .microseconds(1)) }
        func pass(_ time: Duration) { passed.withLock { $0 += time } }
    }

    private let clock = Clock()
    private let ledger: KeyLedger
    private let anna = Principal(key: "anna", team: "blue")
    private let ben = Principal(key: "ben", team: "blue")

    init() {
        ledger = KeyLedger(clock: { [clock] in clock.now }, calendar: { [clock] in clock.date })
    }

    private func key(_ name: String, _ rates: [Rate] = [], _ budgets: [Budget] = [], inFlight: Int? = nil) -> ClientKey {
        ClientKey(name: name, line: 1, proof: .from([]), team: "blue", rates: rates, budgets: budgets, inFlight: inFlight)
    }

    private func policy(_ name: String, _ rates: [Rate]) -> Policy {
        var policy = Policy(name: name, file: "p.yaml", line: 1)
        policy.limit.rates = rates
        return policy
    }

    private func refusal(_ body: () throws(PipelineError) -> Void) -> PipelineError? {
        do throws(PipelineError) {
            try body()
            return nil
        } catch {
            return error
        }
    }

    @Test func `a team's keys share its tokens, and are told when there are some again`() {
        ledger.configure(
            keys: [key("anna"), key("ben")],
            teams: [Team(name: "blue", rates: [Rate(amount: 600, meter: .completionTokens, window: .seconds(60))])])
        #expect(refusal { () throws(PipelineError) in try ledger.begin(anna) } == nil)
        ledger.end(anna, prompt: 9999, completion: 700)
        // 100 over, ten a second: one is there after 10.1 s.
        let error = refusal { () throws(PipelineError) in try ledger.begin(ben) }
        #expect(error?.kind == .rateExceeded)
        #expect(error?.retryAfter == .milliseconds(10_100))
        clock.pass(.milliseconds(10_100))
        #expect(refusal { () throws(PipelineError) in try ledger.begin(ben) } == nil)
    }

    @Test func `a policy counts the tokens of all its requests`() throws {
        let policy = policy("p", [Rate(amount: 100, meter: .promptTokens, window: .seconds(10))])
        ledger.configure(keys: [], teams: [], policies: [policy])
        let gate = try #require(PolicyAllowance(policy, ledger: ledger))
        try gate.begin()
        gate.end(prompt: 120, completion: 5000)
        let error = refusal { () throws(PipelineError) in try gate.begin() }
        #expect(error?.retryAfter == .milliseconds(2100))
        clock.pass(.milliseconds(2100))
        try gate.begin()
        #expect(PolicyAllowance(self.policy("q", []), ledger: ledger) == nil)
    }

    @Test func `of several rates the longest wait is told`() throws {
        ledger.configure(
            keys: [key("anna", [Rate(amount: 1, window: .seconds(1)), Rate(amount: 2, window: .seconds(60))])], teams: [])
        try ledger.begin(anna)
        clock.pass(.seconds(1))
        try ledger.begin(anna)
        // The first rate has one again after a second, the other after 29.
        #expect(refusal { () throws(PipelineError) in try ledger.begin(anna) }?.retryAfter == .seconds(29))
    }

    @Test func `a key has no more in flight than it may, and gets its place back`() throws {
        ledger.configure(keys: [key("anna", inFlight: 2)], teams: [])
        try ledger.begin(anna)
        try ledger.begin(anna)
        #expect(refusal { () throws(PipelineError) in try ledger.begin(anna) }?.kind == .rateExceeded)
        ledger.end(anna, prompt: 0, completion: 0)
        try ledger.begin(anna)
    }

    @Test func `a budget goes on where the log says it stood, and begins anew with its period`() throws {
        let day = Budget(amount: 1000, meter: .tokens, period: .day)
        ledger.configure(
            keys: [key("anna", [], [day])], teams: [Team(name: "blue", budgets: [Budget(amount: 2, meter: .requests, period: .month)])])
        ledger.restore(.key("anna"), period: .day, requests: 5, prompt: 400, completion: 600)
        let error = refusal { () throws(PipelineError) in try ledger.begin(anna) }
        #expect(error?.kind == .budgetExceeded)
        // At noon the day has twelve hours left.
        #expect(error?.retryAfter == .seconds(12 * 3600))
        clock.pass(.seconds(12 * 3600))
        try ledger.begin(anna)
        ledger.restore(.team("blue"), period: .month, requests: 1, prompt: 0, completion: 0)
        // 22 November, midnight: nine days are left of the month.
        #expect(refusal { () throws(PipelineError) in try ledger.begin(ben) }?.retryAfter == .seconds(9 * 86_400))
    }

    @Test func `a reload keeps what has been used and takes over what is allowed now`() throws {
        let rate = Rate(amount: 2, window: .seconds(60))
        ledger.configure(keys: [key("anna", [rate])], teams: [])
        try ledger.begin(anna)
        try ledger.begin(anna)
        ledger.configure(keys: [key("anna", [rate])], teams: [])
        #expect(refusal { () throws(PipelineError) in try ledger.begin(anna) } != nil)
        ledger.configure(keys: [key("anna", [Rate(amount: 3, window: .seconds(60))])], teams: [])
        try ledger.begin(anna)
    }
}
