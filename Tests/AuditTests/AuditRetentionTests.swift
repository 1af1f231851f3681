import Pipeline
import TestSupport
import Testing

@testable import Audit

@Suite(.timeLimit(.minutes(2))) struct AuditRetentionTests {
    private static func time(_ n: Int) -> UTCTime { UTCTime(microseconds: AuditSample.start + Int64(n) * 1_000_000) }

    @Test(arguments: [1, 7, 20, 40, 100])
    func `old rows go and the chain holds`(cut: Int) async throws {
        let sample = AuditSample()
        let store = try sample.store()
        try await sample.fill(store, 0..<40)
        store.shutDown()
        #expect(try AuditPruner.prune(.file(sample.path), key: sample.key, olderThan: Self.time(cut)) == min(cut, 40))
        let verdict = try AuditVerifier.verify(.file(sample.path), key: sample.key)
        #expect(verdict.isSound, "\(verdict.faults)")
        #expect(verdict.rows == 40 - min(cut, 40) && verdict.chains.first?.dropped == min(cut, 40))
        // And the log goes on.
        let next = try sample.store()
        try await sample.fill(next, 200..<203)
        next.shutDown()
        #expect(try AuditVerifier.verify(.file(sample.path), key: sample.key).isSound)
        #expect(try AuditQuery(.file(sample.path)).list(AuditFilter()).count == 43 - min(cut, 40))
    }

    @Test func `a row whose outcome lies behind the seal stays until the next time`() async throws {
        let sample = AuditSample()
        let store = try sample.store()
        for n in 0..<10 { try await store.admit(AuditSample.admission(n)) }
        for n in (0..<10).reversed() { try await store.close(nil, AuditSample.outcome(n)) }
        // Links 1 to 10 are admissions, and 11 to 20 outcomes: no outcome lies before the seal.
        #expect(try AuditPruner.prune(.file(sample.path), key: sample.key, olderThan: Self.time(5)) == 0)
        #expect(try AuditVerifier.verify(.file(sample.path), key: sample.key).isSound)
        try await sample.fill(store, 100..<102)
        #expect(try AuditPruner.prune(.file(sample.path), key: sample.key, olderThan: Self.time(50)) == 10)
        store.shutDown()
        let verdict = try AuditVerifier.verify(.file(sample.path), key: sample.key)
        #expect(verdict.isSound && verdict.rows == 2, "\(verdict.faults)")
    }

    @Test func `an outcome whose row was dropped is a row again`() async throws {
        let sample = AuditSample()
        let store = try sample.store()
        try await store.admit(AuditSample.admission(0))
        try await sample.fill(store, 100..<102)
        #expect(try AuditPruner.prune(.file(sample.path), key: sample.key, olderThan: Self.time(50)) == 1)
        try await store.close(nil, AuditSample.outcome(0))
        store.shutDown()
        let verdict = try AuditVerifier.verify(.file(sample.path), key: sample.key)
        #expect(verdict.isSound && verdict.rows == 3, "\(verdict.faults)")
    }

    @Test func `rows of two writers go together`() async throws {
        let sample = AuditSample()
        let first = try sample.store()
        let second = try sample.store()
        for n in stride(from: 0, to: 20, by: 4) {
            try await sample.fill(first, n..<(n + 2))
            try await sample.fill(second, (n + 2)..<(n + 4))
        }
        _ = try AuditPruner.prune(.file(sample.path), key: sample.key, olderThan: Self.time(10))
        first.shutDown()
        second.shutDown()
        let verdict = try AuditVerifier.verify(.file(sample.path), key: sample.key)
        #expect(verdict.isSound, "\(verdict.faults)")
        #expect(verdict.rows <= 11 && verdict.rows >= 10)
    }

    @Test func `retention that fails is told and counted, and requests go on`() async throws {
        let sample = AuditSample()
        let before = try sample.store()
        for n in 0..<3 {
            let row = AuditSample.admission(n, time: UTCTime.now.microseconds - 7_200_000_000)
            try await before.admit(row)
            try await before.close(row, AuditSample.outcome(n))
        }
        before.shutDown()
        try SQLiteConnection(path: sample.path, access: .readWrite, busyMilliseconds: 0).execute(
            "create trigger never before delete on requests begin select raise(abort, 'no'); end")
        let troubles = Troubles()
        let store = try sample.store(keep: .seconds(3600), onTrouble: { troubles.add($0) })
        try await waitUntil("retention fails") { store.retentionFailures > 0 }
        try await sample.fill(store, 10..<12)
        store.shutDown()
        #expect(troubles.list.count == 1 && store.retentionFailures == 1)
        guard case .retentionFailing(let error)? = troubles.list.first else {
            Issue.record("\(troubles.list)")
            return
        }
        #expect(error.code.hasPrefix("SQLite") && !AuditTrouble.retentionFailing(error).isGoodNews)
        let verdict = try AuditVerifier.verify(.file(sample.path), key: sample.key)
        #expect(verdict.isSound && verdict.rows == 5)
    }

    @Test func `a store drops old rows by itself`() async throws {
        let sample = AuditSample()
        let now = UTCTime.now.microseconds
        let before = try sample.store()
        for n in 0..<5 {
            let row = AuditSample.admission(n, time: now - 7_200_000_000)
            try await before.admit(row)
            try await before.close(row, AuditSample.outcome(n))
        }
        let young = AuditSample.admission(9, time: now)
        try await before.admit(young)
        try await before.close(young, AuditSample.outcome(9))
        before.shutDown()
        let store = try sample.store(keep: .seconds(3600))
        let query = try AuditQuery(.file(sample.path))
        try await waitUntil("the old rows are dropped") { try query.list(AuditFilter()).count <= 1 }
        store.shutDown()
        #expect(try AuditVerifier.verify(.file(sample.path), key: sample.key).isSound)
    }
}
