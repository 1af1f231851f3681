import Foundation
import Pipeline
import TestSupport
import Testing

@testable import Audit

@Suite(.timeLimit(.minutes(2))) struct AuditVerifierTests {
    /// What someone who can change the file may do to it, and the fault it must show as.
    struct Tampering: Sendable, CustomTestStringConvertible {
        let sql: String
        let shows: @Sendable (AuditFault.Kind) -> Bool
        var testDescription: String { sql }

        init(_ sql: String, _ shows: @escaping @Sendable (AuditFault.Kind) -> Bool) {
            self.sql = sql
            self.shows = shows
        }
    }

    static func isRemoved(_ kind: AuditFault.Kind) -> Bool { if case .removed = kind { true } else { false } }
    static func isCutOff(_ kind: AuditFault.Kind) -> Bool { if case .cutOff = kind { true } else { false } }

    static let tamperings: [Tampering] =
        RowEvent.columns.map { column in
            Tampering("update requests set \(column) = 'x' where seq = 3") { $0 == .changed }
        } + [
            Tampering("update requests set status = null where seq = 3") { $0 == .changed },
            Tampering("update requests set prompt_tokens = prompt_tokens + 1 where seq = 3") { $0 == .changed },
            Tampering("update requests set prompt_tokens = cast(prompt_tokens as real) + 0.5 where seq = 3") { $0 == .changed },
            Tampering("update requests set policy = '' where seq = 3") { $0 == .changed },
            Tampering("update requests set writer = 2 where seq = 3") { $0 == .changed },
            Tampering("update requests set opened = null, admission_hash = null where seq = 3") { $0 == .changed },
            Tampering("update requests set closed = null where seq = 3") { $0 == .changed },
            Tampering("update requests set closed = null, hash = admission_hash, ended = null where seq = 3") { $0 == .changed },
            Tampering("update requests set closed = 9223372036854775807 where seq = 3") { $0 == .changed },
            Tampering("update requests set opened = -5 where seq = 3") { $0 == .changed },
            Tampering("update requests set prev_hash = zeroblob(32) where seq = 3") { $0 == .changed },
            Tampering("update requests set hash = zeroblob(32) where seq = 3") { $0 == .changed },
            Tampering("update requests set hash = 'text' where seq = 3") { $0 == .changed },
            Tampering("update requests set admission_hash = zeroblob(32) where seq = 3") { $0 == .changed },
            Tampering("update entities set count = count + 1 where seq = 3") { $0 == .changed },
            Tampering("update entities set type = 'PERSON' where seq = 3") { $0 == .changed },
            Tampering("update entities set action = 'keep' where seq = 3") { $0 == .changed },
            Tampering("update entities set request_id = 'x' where seq = 3") { $0 == .changed },
            Tampering("delete from entities where seq = 3") { $0 == .changed },
            Tampering("insert into entities values (4, (select id from requests where seq = 4), 'X', 'keep', 'r', 1)") { $0 == .changed },
            Tampering("insert into entities values (99, 'x', 'X', 'keep', 'r', 1)") { $0 == .orphaned },
            Tampering("update entities set seq = 2 where seq = 3") { $0 == .changed },
            Tampering("update attempts set host = 'other' where seq = 3") { $0 == .changed },
            Tampering("update attempts set status = 500 where seq = 3") { $0 == .changed },
            Tampering("update attempts set ms = 0 where seq = 3") { $0 == .changed },
            Tampering("delete from attempts where seq = 3") { $0 == .changed },
            Tampering("insert into attempts select seq, request_id, 2, host, status, error, ms from attempts where seq = 3") {
                $0 == .changed
            },
            Tampering("delete from requests where seq = 3", isRemoved),
            Tampering(
                "delete from requests where seq = 3; delete from entities where seq = 3; delete from attempts where seq = 3", isRemoved),
            Tampering(
                "delete from requests where seq <= 3; delete from entities where seq <= 3; delete from attempts where seq <= 3", isRemoved),
            Tampering(
                "delete from requests where seq = 6; delete from entities where seq = 6; delete from attempts where seq = 6", isCutOff),
            Tampering(
                """
                delete from requests where seq >= 5; delete from entities where seq >= 5; delete from attempts where seq >= 5;
                update writers set link = (select closed from requests where seq = 4), hash = (select hash from requests where seq = 4)
                """, isCutOff),
            Tampering("delete from requests; delete from entities; delete from attempts; delete from writers", isCutOff),
            Tampering(
                """
                update requests set seq = 100 where seq = 2; update requests set seq = 2 where seq = 3; update requests set seq = 3 where seq = 100
                """
            ) { $0 == .reordered },
            Tampering("update writers set link = link + 1", isCutOff),
            Tampering("update writers set hash = zeroblob(32)") { $0 == .tipChanged },
            Tampering("update writers set link = link - 1") { $0 == .tipChanged },
            Tampering("delete from writers") { $0 == .tipChanged },
            Tampering(
                """
                delete from requests where seq <= 2;
                insert into seals values (1, 4, (select prev_hash from requests where seq = 3), 2, '2026-11-21T13:00:00.000000Z', zeroblob(32))
                """
            ) { $0 == .sealChanged },
        ]

    @Test(arguments: tamperings)
    func `what is done to the log shows`(tampering: Tampering) async throws {
        let sample = AuditSample()
        let store = try sample.store()
        // Rows 1 to 6; odd ones have entities.
        try await sample.fill(store, 0..<6)
        store.shutDown()
        #expect(try AuditVerifier.verify(.file(sample.path), key: sample.key).isSound)
        do {
            let db = try SQLiteConnection(path: sample.path, access: .readWrite, busyMilliseconds: 0)
            try db.execute(tampering.sql)
        }
        let verdict = try AuditVerifier.verify(.file(sample.path), key: sample.key)
        #expect(verdict.faults.contains { tampering.shows($0.kind) }, "\(verdict.faults)")
    }

    @Test func `a check names the row and the link from which the chain does not hold`() async throws {
        let sample = AuditSample()
        let store = try sample.store()
        try await sample.fill(store, 0..<6)
        store.shutDown()
        do {
            let db = try SQLiteConnection(path: sample.path, access: .readWrite, busyMilliseconds: 0)
            try db.execute("update requests set policy = 'other' where seq = 3")
        }
        let fault = try #require(try AuditVerifier.verify(.file(sample.path), key: sample.key).faults.first)
        #expect(fault.seq == 3 && fault.link == 5 && fault.id == AuditSample.admission(2).id)
        #expect(fault.description.contains("row 3"))
    }

    @Test func `a file put back as it was passes again`() async throws {
        let sample = AuditSample()
        let store = try sample.store()
        try await sample.fill(store, 0..<6)
        store.shutDown()
        let copy = try Data(contentsOf: URL(fileURLWithPath: sample.path))
        do {
            let db = try SQLiteConnection(path: sample.path, access: .readWrite, busyMilliseconds: 0)
            try db.execute("delete from requests where seq = 3")
        }
        #expect(try !AuditVerifier.verify(.file(sample.path), key: sample.key).isSound)
        for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: sample.path + end) }
        try copy.write(to: URL(fileURLWithPath: sample.path))
        #expect(try AuditVerifier.verify(.file(sample.path), key: sample.key).isSound)
    }

    @Test func `another key finds nothing sound`() async throws {
        let sample = AuditSample()
        let store = try sample.store()
        try await sample.fill(store, 0..<2)
        store.shutDown()
        let other = Array("another key, of no use either....".utf8)
        #expect(try !AuditVerifier.verify(.file(sample.path), key: other).isSound)
    }

    @Test func `outcomes in any order keep the chain`() async throws {
        let sample = AuditSample()
        let store = try sample.store()
        for n in 0..<40 { try await store.admit(AuditSample.admission(n)) }
        // A refused request between, which has one event only.
        var refused = AuditSample.outcome(100)
        refused.decision = .refused
        refused.status = 401
        try await store.close(AuditSample.admission(100), refused)
        for n in (0..<40).reversed() where n % 7 != 0 { try await store.close(nil, AuditSample.outcome(n)) }
        store.shutDown()
        let verdict = try AuditVerifier.verify(.file(sample.path), key: sample.key)
        #expect(verdict.isSound, "\(verdict.faults)")
        #expect(verdict.rows == 41 && verdict.open == 6)
        #expect(verdict.links == 40 + 1 + 34)
    }

    @Test func `the head file gone or damaged shows`() async throws {
        let sample = AuditSample()
        let store = try sample.store()
        try await sample.fill(store, 0..<2)
        store.shutDown()
        let head = URL(fileURLWithPath: sample.path + ".head")
        let bytes = try Data(contentsOf: head)
        try Data(bytes.map { $0 ^ 1 }).write(to: head)
        #expect(try AuditVerifier.verify(.file(sample.path), key: sample.key).faults.map(\.kind) == [.headUnreadable])
        try FileManager.default.removeItem(at: head)
        #expect(try AuditVerifier.verify(.file(sample.path), key: sample.key).faults.map(\.kind) == [.headMissing])
    }

    @Test(arguments: [
        "delete from requests where closed = 8", "delete from requests where closed > 4",
        "delete from requests where closed > 4; update writers set rolled = 4", "delete from requests",
    ])
    func `a log whose newest rows were deleted is not gone on with, and the check names them`(_ sql: String) async throws {
        let sample = AuditSample()
        let store = try sample.store()
        try await sample.fill(store, 0..<4)
        store.shutDown()
        try SQLiteConnection(path: sample.path, access: .readWrite, busyMilliseconds: 0).execute(sql)
        let error = #expect(throws: AuditStoreError.self) { try sample.store() }
        guard case .cutOff(link: 8, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let verdict = try AuditVerifier.verify(.file(sample.path), key: sample.key)
        #expect(verdict.faults.contains { Self.isCutOff($0.kind) }, "\(verdict.faults)")
    }

    @Test func `a log whose newest rows retention has dropped is gone on with`() async throws {
        let sample = AuditSample()
        let store = try sample.store()
        try await sample.fill(store, 0..<4)
        store.shutDown()
        #expect(
            try AuditPruner.prune(.file(sample.path), key: sample.key, olderThan: UTCTime(microseconds: AuditSample.start + 3_600_000_000))
                == 4)
        let next = try sample.store()
        try await sample.fill(next, 5..<6)
        next.shutDown()
        #expect(try AuditVerifier.verify(.file(sample.path), key: sample.key).isSound)
    }

    @Test(arguments: [AuditDurability.strict, .batched])
    func `a copy taken while it is written is sound, and its chain goes on`(durability: AuditDurability) async throws {
        let sample = AuditSample()
        let store = try sample.store(durability)
        try await sample.fill(store, 0..<30)
        for n in 30..<35 { try await store.admit(AuditSample.admission(n)) }
        try await waitUntil("all rows are taken from the queue") { store.queueDepth == 0 }
        // As the disk would look after a kill: whatever is in the files now.
        let copy = AuditSample()
        for end in ["", "-wal", ".head"] where FileManager.default.fileExists(atPath: sample.path + end) {
            try FileManager.default.copyItem(atPath: sample.path + end, toPath: copy.path + end)
        }
        store.shutDown()
        #expect(try AuditVerifier.verify(.file(copy.path), key: copy.key).isSound)
        let next = try copy.store(durability)
        try await copy.fill(next, 50..<60)
        next.shutDown()
        let verdict = try AuditVerifier.verify(.file(copy.path), key: copy.key)
        #expect(verdict.isSound, "\(verdict.faults)")
        let db = try SQLiteConnection(path: copy.path, access: .readOnly, busyMilliseconds: 0)
        let closed = try db.integer("select count(*) from requests where closed is not null")
        #expect(
            try db.integer("select sum(requests) from hourly") == closed, "what was recorded and not counted is counted at the next start")
    }
}
