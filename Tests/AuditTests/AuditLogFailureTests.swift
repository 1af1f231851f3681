import Foundation
import Pipeline
import Synchronization
import TestSupport
import Testing

@testable import Audit

/// What the log says to the program, collected.
final class Troubles: Sendable {
    private let all = Mutex<[AuditTrouble]>([])
    var list: [AuditTrouble] { all.withLock { $0 } }
    func add(_ trouble: AuditTrouble) { all.withLock { $0.append(trouble) } }
}

private func isRefused(_ body: () async throws -> Void) async -> Bool {
    do {
        try await body()
        return false
    } catch let error as PipelineError {
        return error.kind == .auditUnavailable && error.status == 503
    } catch {
        return false
    }
}

@Suite(.timeLimit(.minutes(2))) struct AuditLogFailureTests {
    @Test(arguments: [AuditDurability.strict, .batched])
    func `while another program holds the lock nothing is admitted, and afterwards all goes on`(durability: AuditDurability) async throws {
        let sample = AuditSample()
        let troubles = Troubles()
        let store = try sample.store(durability, onTrouble: { troubles.add($0) })
        let open = AuditSample.admission(1)
        try await store.admit(open)
        try await waitUntil("the admission is written") { store.eventsWritten >= 1 }
        do {
            let lock = try SQLiteConnection(path: sample.path, access: .readWrite, busyMilliseconds: 5000)
            try lock.execute("begin immediate")
            if durability == .strict {
                #expect(await isRefused { try await store.admit(AuditSample.admission(2)) })
            } else {
                // Batched promises nothing about the disk: rows are taken until a write has failed.
                try await store.admit(AuditSample.admission(2))
                try await waitUntil("a write fails") { store.isFailing }
            }
            #expect(store.isFailing)
            // Now refused at once.
            #expect(await isRefused { try await store.admit(AuditSample.admission(3)) })
            // What has happened is kept, and recorded later.
            try? await store.close(open, AuditSample.outcome(1))
            try lock.execute("rollback")
        }
        try await waitUntil("the log is written again") { !store.isFailing }
        try await sample.fill(store, 10..<12)
        store.shutDown()
        guard case .failing(let error)? = troubles.list.first else {
            Issue.record("no trouble was told: \(troubles.list)")
            return
        }
        #expect(error.kind == .busy)
        #expect(troubles.list.dropFirst() == [.recovered])
        let verdict = try AuditVerifier.verify(.file(sample.path), key: sample.key)
        #expect(verdict.isSound, "\(verdict.faults)")
        #expect(verdict.rows == (durability == .strict ? 3 : 4))
        let db = try SQLiteConnection(path: sample.path, access: .readOnly, busyMilliseconds: 0)
        #expect(try db.text("select ended from requests where id = '\(open.id)'") == "complete")
    }

    @Test func `a full queue refuses admissions before outcomes`() throws {
        let queue = AuditQueue(capacity: 2, gather: .zero)
        let admission = AuditItem(event: .admission(AdmissionRow()), waiter: nil)
        let outcome = AuditItem(event: .outcome(nil, OutcomeRow()), waiter: nil)
        #expect(queue.push(admission) == .queued)
        #expect(queue.push(admission) == .queued)
        #expect(queue.push(admission) == .refused)
        #expect(queue.push(outcome) == .queued)
        #expect(queue.push(outcome) == .queued)
        #expect(queue.push(outcome) == .refused)
        #expect(queue.lost == 1 && queue.depth == 4)
        #expect(queue.take(tick: nil).items.count == 4)
        #expect(queue.push(admission) == .queued)
    }

    @Test func `an admission that finds the queue full goes on once a group was taken`() async throws {
        let queue = AuditQueue(capacity: 1, gather: .zero)
        let admission = AuditItem(event: .admission(AdmissionRow()), waiter: nil)
        #expect(queue.push(admission) == .queued)
        async let room = queue.waitForRoom()
        _ = queue.take(tick: nil)
        #expect(await room)
    }

    @Test func `an admission that waits for room is refused when the log fails or ends`() async throws {
        let failing = AuditQueue(capacity: 1, gather: .zero)
        let admission = AuditItem(event: .admission(AdmissionRow()), waiter: nil)
        #expect(failing.push(admission) == .queued)
        async let room = failing.waitForRoom()
        failing.fail(keeping: [], retryAt: .now + .seconds(3600))
        #expect(await !room)
        let ending = AuditQueue(capacity: 1, gather: .zero)
        #expect(ending.push(admission) == .queued)
        async let late = ending.waitForRoom()
        ending.stop()
        #expect(await !late)
    }

    @Test func `a group holds its items in the order they came`() throws {
        let queue = AuditQueue(capacity: 100, gather: .zero)
        for n in 0..<10 { #expect(queue.push(AuditItem(event: .admission(AuditSample.admission(n)), waiter: nil)) == .queued) }
        let ids = queue.take(tick: nil).items.map { item in
            if case .admission(let row) = item.event { row.id } else { "" }
        }
        #expect(ids == (0..<10).map { AuditSample.admission($0).id })
    }

    @Test func `many exchanges at once are all recorded, each before its admit returns`() async throws {
        let sample = AuditSample()
        let store = try sample.store(.strict)
        let path = sample.path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for n in 0..<64 {
                group.addTask {
                    let row = AuditSample.admission(n)
                    try await store.admit(row)
                    let query = try AuditQuery(.file(path))
                    #expect(try query.show(row.id).count == 1)
                    try await store.close(row, AuditSample.outcome(n))
                    #expect(try query.show(row.id).first?.ended == "complete")
                }
            }
            try await group.waitForAll()
        }
        store.shutDown()
        let verdict = try AuditVerifier.verify(.file(path), key: sample.key)
        #expect(verdict.isSound && verdict.rows == 64 && verdict.open == 0)
    }

    @Test func `a cancelled exchange still knows whether it was recorded`() async throws {
        let sample = AuditSample()
        let store = try sample.store(.strict)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await store.admit(AuditSample.admission(1)) }
            group.cancelAll()
            try await group.waitForAll()
        }
        store.shutDown()
        #expect(try AuditVerifier.verify(.file(sample.path), key: sample.key).rows == 1)
    }

    @Test func `a log that has ended refuses`() async throws {
        let sample = AuditSample()
        let store = try sample.store(.strict)
        store.shutDown()
        #expect(await isRefused { try await store.admit(AuditSample.admission(1)) })
    }

    @Test func `a newer schema is refused untouched`() throws {
        let sample = AuditSample()
        try sample.store().shutDown()
        do {
            let db = try SQLiteConnection(path: sample.path, access: .readWrite, busyMilliseconds: 0)
            try db.execute("pragma user_version = 99")
        }
        #expect(throws: AuditStoreError.newerSchema(found: 99, known: Int(Migration.newest))) { try sample.store() }
        #expect(throws: AuditStoreError.newerSchema(found: 99, known: Int(Migration.newest))) { try AuditQuery(.file(sample.path)) }
    }

    @Test func `another program's database and a file that is none are refused`() throws {
        let sample = AuditSample()
        do {
            let db = try SQLiteConnection(path: sample.path, access: .readWrite, busyMilliseconds: 0)
            try db.execute("create table notes (text text)")
        }
        #expect(throws: AuditStoreError.foreignDatabase) { try sample.store() }
        let other = AuditSample()
        try Data("this is no database, but long enough to be taken for one by its size.......................................".utf8)
            .write(to: URL(fileURLWithPath: other.path))
        do {
            _ = try other.store()
            Issue.record("opened")
        } catch let error as AuditStoreError {
            guard case .database(let inner) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(inner.kind == .notADatabase)
        }
    }

    @Test func `a damaged database is refused or found out, never taken for sound`() async throws {
        let sample = AuditSample()
        let store = try sample.store()
        try await sample.fill(store, 0..<200)
        store.shutDown()
        let whole = try Data(contentsOf: URL(fileURLWithPath: sample.path))
        for page in stride(from: 0, to: whole.count / 4096, by: 3) {
            var broken = whole
            for at in 0..<64 { broken[page * 4096 + 8 + at] ^= 0x5a }
            try broken.write(to: URL(fileURLWithPath: sample.path))
            for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: sample.path + end) }
            // Either SQLite refuses the page, or the chain shows it, or the page holds no row (an index, say) and the rows are whole.
            if let verdict = try? AuditVerifier.verify(.file(sample.path), key: sample.key), verdict.isSound {
                #expect(verdict.rows == 200)
            }
        }
    }

    @Test func `an end cut off while the program was down is not built upon`() async throws {
        let sample = AuditSample()
        let store = try sample.store()
        try await sample.fill(store, 0..<3)
        store.shutDown()
        do {
            let db = try SQLiteConnection(path: sample.path, access: .readWrite, busyMilliseconds: 0)
            try db.execute(
                """
                delete from requests where seq = 3;
                update writers set link = (select closed from requests where seq = 2), hash = (select hash from requests where seq = 2)
                """)
        }
        #expect(throws: AuditStoreError.cutOff(link: 6, newest: 4)) { try sample.store() }
        try FileManager.default.removeItem(atPath: sample.path + ".head")
        #expect(throws: AuditStoreError.headMissing) { try sample.store() }
    }

    @Test func `another secret does not go on with the chain`() async throws {
        let sample = AuditSample()
        let store = try sample.store()
        try await sample.fill(store, 0..<1)
        store.shutDown()
        #expect(throws: AuditStoreError.headUnreadable) {
            try AuditStore(
                .init(path: sample.path, durability: .strict), key: Array("another key, of no use either....".utf8))
        }
    }

    @Test func `two programs write one log with a chain each`() async throws {
        let sample = AuditSample()
        let first = try sample.store()
        let second = try sample.store(.batched)
        try await sample.fill(first, 0..<20)
        try await sample.fill(second, 100..<120)
        try await sample.fill(first, 20..<40)
        first.shutDown()
        second.shutDown()
        let verdict = try AuditVerifier.verify(.file(sample.path), key: sample.key)
        #expect(verdict.isSound, "\(verdict.faults)")
        #expect(verdict.rows == 60 && verdict.chains.map(\.writer) == [1, 2])
        // A place that is free again is used again, and its chain goes on.
        let third = try sample.store()
        try await sample.fill(third, 200..<210)
        third.shutDown()
        let later = try AuditVerifier.verify(.file(sample.path), key: sample.key)
        #expect(later.isSound && later.chains.map(\.writer) == [1, 2])
    }

    @Test func `the files are the owner's alone`() async throws {
        let sample = AuditSample()
        let store = try sample.store()
        try await sample.fill(store, 0..<1)
        for end in ["", "-wal", ".head", ".lock"] {
            let mode = try FileManager.default.attributesOfItem(atPath: sample.path + end)[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(end)")
        }
        store.shutDown()
    }

    @Test func `a database put in the log's place stops the log`() async throws {
        let sample = AuditSample()
        let troubles = Troubles()
        let store = try sample.store(.strict, onTrouble: { troubles.add($0) })
        try await sample.fill(store, 0..<1)
        try FileManager.default.moveItem(atPath: sample.path, toPath: sample.path + ".moved")
        // Seen at the next tick, a second later at most.
        try await waitUntil("the log stops") {
            try? await sample.fill(store, 1..<2)
            return store.isFailing
        }
        #expect(troubles.list == [.replaced])
        try FileManager.default.moveItem(atPath: sample.path + ".moved", toPath: sample.path)
        try await waitUntil("the log is written again") { !store.isFailing }
        store.shutDown()
        #expect(try AuditVerifier.verify(.file(sample.path), key: sample.key).isSound)
    }
}
