import Audit
import Configuration
import Foundation
import Pipeline
import Testing

@testable import Gateway

@Suite struct SharedUseTests {
    private static let hour: Int64 = 3_600_000_000

    private static func ledger(_ now: Int64) -> KeyLedger {
        let ledger = KeyLedger(clock: { ContinuousClock.Instant.now }, calendar: { now })
        var key = ClientKey(name: "alice", line: 1, proof: .from([]), team: "research", models: nil)
        key.budgets = [Budget(amount: 100, period: .day)]
        ledger.configure(keys: [key], teams: [])
        return ledger
    }

    private static func mayGo(_ ledger: KeyLedger) -> Bool {
        do throws(PipelineError) {
            try ledger.begin(Principal(key: "alice", team: "research"))
            ledger.end(Principal(key: "alice", team: "research"), prompt: 0, completion: 0)
            return true
        } catch {
            return false
        }
    }

    @Test func `what others use counts once, and own use is not counted again`() {
        let now = 1_000 * Self.hour + 5
        let ledger = Self.ledger(now)
        // Where the fleet stands at the start is in the restored budgets already.
        ledger.learn(["key alice": [.tokens: 1000]], at: now)
        #expect(Self.mayGo(ledger))
        ledger.end(Principal(key: "alice", team: "research"), prompt: 40, completion: 0)
        // The log holds the own forty now, and fifty of others; then the same again.
        ledger.learn(["key alice": [.tokens: 1090]], at: now)
        ledger.learn(["key alice": [.tokens: 1090]], at: now)
        #expect(Self.mayGo(ledger))
        ledger.learn(["key alice": [.tokens: 1100]], at: now)
        #expect(!Self.mayGo(ledger))
    }

    @Test func `in a new hour the counts begin again`() {
        let now = 1_000 * Self.hour + 5
        let ledger = Self.ledger(now)
        ledger.learn(["key alice": [.tokens: 99]], at: now)
        ledger.learn(["key alice": [.tokens: 60]], at: now + Self.hour)
        #expect(Self.mayGo(ledger))
        ledger.learn(["key alice": [.tokens: 100]], at: now + Self.hour)
        #expect(!Self.mayGo(ledger))
    }
}
