import Foundation
import Pipeline
import Testing

@testable import Audit

@Suite(.timeLimit(.minutes(2))) struct AuditStoreTests {
    @Test(arguments: [AuditDurability.strict, .batched])
    func `an exchange is one row with its entities and attempts`(durability: AuditDurability) async throws {
        let sample = AuditSample()
        let store = try sample.store(durability)
        try await sample.fill(store, 0..<4)
        store.shutDown()
        let db = try SQLiteConnection(path: sample.path, access: .readOnly, busyMilliseconds: 0)
        #expect(try db.integer("select count(*) from requests") == 4)
        #expect(try db.integer("select count(*) from entities") == 2)
        #expect(try db.integer("select count(*) from attempts") == 4)
        #expect(try db.text("select time from requests where seq = 2") == "2026-11-21T13:00:01.000000Z")
        #expect(try db.text("select stage_ms from requests where seq = 1") == #"{"auth":0.012,"redact":0.300}"#)
        #expect(try db.text("select ended from requests where seq = 1") == "complete")
        #expect(try db.integer("select sum(requests) from hourly") == 4)
    }

    @Test func `in strict mode the admission is committed when admit returns`() async throws {
        let sample = AuditSample()
        let store = try sample.store(.strict)
        try await store.admit(AuditSample.admission(1))
        let db = try SQLiteConnection(path: sample.path, access: .readOnly, busyMilliseconds: 0)
        #expect(try db.text("select decision from requests where ended is null and closed is null") == "forwarded")
        store.shutDown()
    }
}
