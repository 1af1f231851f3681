import Cryptography
import Foundation
import Pipeline
import TestSupport
import Testing

@testable import Audit

@Suite(.timeLimit(.minutes(2))) struct AuditBadInputTests {
    @Test(arguments: [AuditDurability.strict, .batched])
    func `on a full disk nothing is admitted and nothing is lost, and with room again all goes on`(durability: AuditDurability) async throws
    {
        let sample = AuditSample()
        let troubles = Troubles()
        let settings = AuditStore.Settings(path: sample.path, durability: durability)
        let writer = try AuditOpening.open(settings, key: KeyedDigest(key: sample.key))
        // Used by the log's thread alone, once that runs.
        nonisolated(unsafe) let connection = writer.connection
        // As SQLite says when the file cannot grow.
        try connection.execute("pragma max_page_count = 60")
        let queue = AuditQueue(capacity: settings.capacity, gather: .zero)
        let thread = AuditThread(log: LocalLog(settings, writer: writer), queue: queue, settings: settings) { trouble in
            troubles.add(trouble)
            // Somebody makes room before the next try.
            if case .failing = trouble { try? connection.execute("pragma max_page_count = 100000") }
        }
        func record(_ event: AuditItem.Event) async -> Bool {
            await withUnsafeContinuation { waiter in
                if queue.push(AuditItem(event: event, waiter: waiter)) != .queued { waiter.resume(returning: false) }
            }
        }
        var recorded: [String] = []
        var n = 0
        try await waitUntil("the disk is full") {
            for _ in 0..<50 where !queue.isFailing {
                let row = AuditSample.admission(n)
                guard await record(.admission(row)) else { continue }
                recorded.append(row.id)
                _ = await record(.outcome(row, AuditSample.outcome(n)))
                n += 1
            }
            return queue.isFailing
        }
        #expect(!(await record(.admission(AuditSample.admission(9999)))))
        guard case .failing(let error)? = troubles.list.first else {
            Issue.record("no trouble was told: \(troubles.list)")
            return
        }
        #expect(error.kind == .full)
        try await waitUntil("the log is written again") { !queue.isFailing }
        #expect(await record(.admission(AuditSample.admission(5000))))
        queue.stop()
        thread.join()
        let verdict = try AuditVerifier.verify(.file(sample.path), key: sample.key)
        #expect(verdict.isSound, "\(verdict.faults)")
        // The outcome that could not be written when the disk filled up was kept and is there.
        #expect(verdict.rows == recorded.count + 1 && verdict.open == 1)
        let query = try AuditQuery(.file(sample.path))
        for id in recorded { #expect(try query.show(id).count == 1) }
    }

    @Test func `a clock that jumps breaks neither the chain nor filters, counts and retention`() async throws {
        let sample = AuditSample()
        let store = try sample.store()
        let hour: Int64 = 3_600_000_000
        // Right, a year ahead, far behind, before 1970, beyond any date, right again.
        let year = UTCTime.now.microseconds + 365 * 24 * hour
        let times = [AuditSample.start, year, year + hour, AuditSample.start - 400 * 24 * hour, -5, .max, .min, AuditSample.start + hour]
        for (n, time) in times.enumerated() {
            let row = AuditSample.admission(n, time: time)
            try await store.admit(row)
            try await store.close(row, AuditSample.outcome(n))
        }
        store.shutDown()
        let place = AuditLocation.file(sample.path)
        #expect(try AuditVerifier.verify(place, key: sample.key).isSound)
        let query = try AuditQuery(place)
        var filter = AuditFilter()
        filter.since = UTCTime(microseconds: AuditSample.start)
        filter.until = UTCTime(microseconds: AuditSample.start + 2 * hour)
        #expect(try query.list(filter).map(\.id) == [7, 0].map { AuditSample.admission($0).id })
        for blocks in [0, 128] {
            #expect(try query.stats(AuditFilter(), by: .day, rowBlocks: blocks).total.requests == times.count)
            #expect(try query.stats(filter, by: .key, rowBlocks: blocks).total.requests == 2)
        }
        // Rows from the future do not keep the old ones behind them, and are not dropped while nothing old follows.
        #expect(try AuditPruner.prune(place, key: sample.key, olderThan: UTCTime(microseconds: AuditSample.start + 1)) == 7)
        #expect(try AuditPruner.prune(place, key: sample.key, olderThan: UTCTime(microseconds: AuditSample.start + 1)) == 0)
        let verdict = try AuditVerifier.verify(place, key: sample.key)
        #expect(verdict.isSound && verdict.rows == 1, "\(verdict.faults)")
    }

    @Test func `commands refuse a log of another schema and say what to do`() async throws {
        let sample = AuditSample()
        let store = try sample.store()
        try await sample.fill(store, 0..<3)
        store.shutDown()
        let place = AuditLocation.file(sample.path)
        let known = Int(Migration.newest)
        func setVersion(_ version: Int) throws {
            let db = try SQLiteConnection(path: sample.path, access: .readWrite, busyMilliseconds: 0)
            try db.execute("pragma user_version = \(version)")
        }
        for (version, error, advice) in [
            (1, AuditStoreError.olderSchema(found: 1, known: known), "start 'hopguard serve' with it once"),
            (known + 1, .newerSchema(found: known + 1, known: known), "use the newer hopguard"),
        ] {
            try setVersion(version)
            #expect(throws: error) { try AuditVerifier.verify(place, key: sample.key) }
            #expect(throws: error) { try AuditQuery(place) }
            #expect(throws: error) { try AuditPruner.prune(place, key: sample.key, olderThan: .now) }
            #expect("\(error)".contains(advice))
        }
        #expect(throws: AuditStoreError.newerSchema(found: known + 1, known: known)) { try sample.store() }
        try setVersion(known)
        #expect(try AuditVerifier.verify(place, key: sample.key).isSound)
    }

    @Test func `a log of the first schema is brought up to date, and its filters and counts know its rows`() async throws {
        let sample = AuditSample()
        do {
            let old = try SQLiteConnection(path: sample.path, access: .readWrite, busyMilliseconds: 0)
            try old.execute(Migration.firstSchema.sql + "; pragma user_version = 1; pragma application_id = \(Migration.applicationID)")
            try old.execute(
                """
                insert into requests select 1 + n * 1000, 'id' || n, 'id' || n, '2026-11-21T13:00:0' || n || '.000000Z', 'alice', 'team', '', 'openai', '/',
                  'm', 'm', 'cloud', 'forwarded', '', 'one', 200, 0, 0, 1, 1, 1, 1, 1.0, 2.0, '{}', 'complete', 1, 0, 1, null, null, null,
                  zeroblob(32), zeroblob(32) from (select 0 as n union select 1 union select 2);
                insert into entities values (1001, 'id1', 'PERSON', 'mask', 'r', 1), (1001, 'id1', 'EMAIL_ADDRESS', 'mask', 'r', 1);
                insert into blocks values (0, '2026-11-21T13:00:00.000000Z', '2026-11-21T13:00:01.000000Z'),
                  (1, '2026-11-21T13:00:02.000000Z', '2026-11-21T13:00:02.000000Z');
                insert into hourly select '2026-11-21T13', 'alice', 'team', 'm', 'one', 'cloud', 'forwarded', 3, 3, 3, 3, 3, 0, 6.0, 3, 3.0,
                  3\(String(repeating: ", 0", count: LatencyBuckets.count * 2 - 1));
                """)
            try Migration.apply(to: old)
            try Migration.apply(to: old)
        }
        let query = try AuditQuery(.file(sample.path))
        var filter = AuditFilter()
        filter.entity = "PERSON"
        filter.key = "al*"
        #expect(try query.list(filter).map(\.id) == ["id1"])
        #expect(try query.blockCount(filter) == 1)
        #expect(try query.stats(AuditFilter(), by: .team, rowBlocks: 0).total.requests == 3)
    }
}
