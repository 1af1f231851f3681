import Foundation
import Pipeline
import TestSupport
import Testing

@testable import Audit

@Suite(.timeLimit(.minutes(2))) struct AuditQueryTests {
    /// Rows 0 to 39 as `AuditSample` makes them, a blocked and a failed one, and one in flight.
    static func filled(_ sample: AuditSample) async throws -> AuditQuery {
        let store = try sample.store(.batched)
        try await sample.fill(store, 0..<40)
        var blocked = AuditSample.outcome(40)
        blocked.decision = .blocked
        blocked.status = 400
        blocked.modelSent = ""
        blocked.host = ""
        blocked.attempts = []
        blocked.entities = [EntityRow(type: "US_SSN", action: "block", recognizer: "us_ssn", count: 1)]
        try await store.close(AuditSample.admission(40), blocked)
        var failed = AuditSample.outcome(41)
        failed.decision = .failed
        failed.status = 502
        try await store.admit(AuditSample.admission(41))
        try await store.close(nil, failed)
        try await store.admit(AuditSample.admission(42))
        store.shutDown()
        return try AuditQuery(.file(sample.path))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout AuditFilter) -> Void
        let matches: @Sendable (Int) -> Bool

        init(_ name: String, _ change: @escaping @Sendable (inout AuditFilter) -> Void, _ matches: @escaping @Sendable (Int) -> Bool) {
            testDescription = name
            self.change = change
            self.matches = matches
        }
    }

    static func time(_ n: Int) -> UTCTime { UTCTime(microseconds: AuditSample.start + Int64(n) * 1_000_000) }

    static let cases = [
        Case("everything", { _ in }, { _ in true }),
        Case("since", { $0.since = time(30) }, { $0 >= 30 }),
        Case("until", { $0.until = time(30) }, { $0 < 30 }),
        Case("key", { $0.key = "alice" }, { $0 % 3 == 0 }),
        Case("nobody", { $0.key = "nobody" }, { _ in false }),
        Case("key by pattern", { $0.key = "al*" }, { $0 % 3 == 0 }),
        Case("a bracket is no pattern", { $0.key = "[a]*" }, { _ in false }),
        Case("team", { $0.team = "build" }, { $0 % 3 != 0 }),
        Case("model", { $0.model = "gpt-test" }, { _ in true }),
        Case("host", { $0.host = "one" }, { $0 % 4 == 0 && $0 < 40 }),
        Case("policy", { $0.policy = "other" }, { _ in false }),
        Case("status", { $0.status = .exactly(502) }, { $0 == 41 }),
        Case("status class", { $0.status = AuditFilter.Status("4xx") }, { $0 == 40 }),
        Case("entity", { $0.entity = "EMAIL_ADDRESS" }, { $0 % 2 == 0 }),
        Case("an entity found only at the end", { $0.entity = "US_SSN" }, { $0 == 40 }),
        Case("decision", { $0.decision = "failed" }, { $0 == 41 }),
        Case(
            "two at once",
            {
                $0.key = "alice"; $0.host = "one"
            }, { $0 % 12 == 0 && $0 < 40 }),
    ]

    @Test(arguments: cases)
    func `a filter finds what matches and nothing else, the newest first`(filtering: Case) async throws {
        let sample = AuditSample()
        let query = try await Self.filled(sample)
        var filter = AuditFilter()
        filtering.change(&filter)
        let expected = (0...42).reversed().filter(filtering.matches).map { AuditSample.admission($0).id }
        #expect(try query.list(filter).map(\.id) == expected)
        filter.limit = 2
        #expect(try query.list(filter).map(\.id) == Array(expected.prefix(2)))
        // What is counted is what is listed.
        #expect(try query.stats(filter, by: .key).total.requests == expected.count)
        #expect(try query.stats(filter, by: .day).total.requests == expected.count)
    }

    @Test func `a request is found by its own id and by the client's`() async throws {
        let sample = AuditSample()
        let query = try await Self.filled(sample)
        let row = try #require(try query.show("client-7").first)
        #expect(row.id == AuditSample.admission(7).id)
        #expect(try query.show(row.id).map(\.seq) == [row.seq])
        #expect(try query.show("no-such-row").isEmpty)
        #expect(row.attempts.count == 1 && row.status == 200 && row.stageMilliseconds != nil)
        #expect(try query.isSound(row, key: sample.key))
        do {
            let db = try SQLiteConnection(path: sample.path, access: .readWrite, busyMilliseconds: 0)
            try db.execute("update requests set host = 'x' where seq = \(row.seq)")
        }
        #expect(try !query.isSound(row, key: sample.key))
    }

    @Test func `counts by entity tell the actions`() async throws {
        let sample = AuditSample()
        let query = try await Self.filled(sample)
        let stats = try query.stats(AuditFilter(), by: .entity)
        #expect(stats.groups.map(\.name) == ["EMAIL_ADDRESS", "US_SSN"])
        #expect(stats.groups[0].sums.requests == 22)
        #expect(stats.groups[1].sums.found == ["block": 1])
    }

    @Test func `hourly counts and rows tell the same`() async throws {
        let sample = AuditSample()
        let store = try sample.store(.batched)
        try await sample.fill(store, 0..<3000)
        store.shutDown()
        let query = try AuditQuery(.file(sample.path))
        for dimension in [AuditDimension.key, .host, .hour, .entity] {
            let counted = try query.stats(AuditFilter(), by: dimension, rowBlocks: 0)
            #expect(counted.isByHour)
            // A filter that the hourly counts do not know, and that every row passes.
            var filter = AuditFilter()
            filter.api = "openai"
            let read = try query.stats(filter, by: dimension)
            #expect(!read.isByHour)
            #expect(counted.groups.map(\.name) == read.groups.map(\.name))
            #expect(counted.groups.map(\.sums.requests) == read.groups.map(\.sums.requests))
            #expect(counted.groups.map(\.sums.totalCounts) == read.groups.map(\.sums.totalCounts) || dimension == .entity)
            #expect(counted.groups.map(\.sums.found) == read.groups.map(\.sums.found))
        }
    }

    @Test(arguments: [
        ("2026-11-21", "2026-11-21T00:00:00.000000Z"),
        ("2026-11-21T13:05", "2026-11-21T13:05:00.000000Z"),
        ("2026-11-21 13:05:09.5", "2026-11-21T13:05:09.500000Z"),
        ("2026-11-21T13:05:09Z", "2026-11-21T13:05:09.000000Z"),
        ("2026-11-21T13:05:09+01:30", "2026-11-21T11:35:09.000000Z"),
        ("2h", "2026-11-21T11:00:00.000000Z"),
        ("7d", "2026-11-14T13:00:00.000000Z"),
        ("today", "2026-11-21T00:00:00.000000Z"),
        ("yesterday", "2026-11-20T00:00:00.000000Z"),
        ("now", "2026-11-21T13:00:00.000000Z"),
        ("2024-02-29", "2024-02-29T00:00:00.000000Z"),
    ])
    func `times are read as people write them`(text: String, expected: String) {
        let now = UTCTime(microseconds: AuditSample.start)
        #expect(AuditTimeExpression.parse(text, now: now, zone: .utc)?.text == expected)
    }

    @Test(arguments: [
        "", "2h3", "h", "-2h", "2026-02-30", "2026-13-01", "2026-1-1", "2026-11-21T25:00", "2026-11-21T13:05:09+1", "tomorrow",
    ])
    func `what is no time is refused`(text: String) {
        #expect(AuditTimeExpression.parse(text, now: UTCTime(microseconds: AuditSample.start), zone: .utc) == nil)
    }

    @Test(arguments: [Int64(0), 1, -1, 951_782_399_999_999, 1_709_164_800_000_000, -62_167_219_200_000_000, 253_402_300_799_999_999])
    func `a time reads back as it was written`(microseconds: Int64) {
        let time = UTCTime(microseconds: microseconds)
        #expect(UTCTime(text: time.text) == time)
    }

    @Test func `of a block, the rows are read in which what is asked for was seen`() async throws {
        func rows(_ list: String, _ numbers: Int...) -> ClosedRange<Int64>? {
            var fitting = [Bool](repeating: false, count: 40)
            for number in numbers { fitting[number] = true }
            return Array(list.utf8).withUnsafeBytes { BlockLabels.rows($0, fitting: fitting) }
        }
        #expect(rows("1:5 12 3:1023 ", 1) == 5...5)
        #expect(rows("1:5 12 3:1023 ", 1, 3) == 5...1023)
        #expect(rows("1:5 12 3:1023 ", 12) == 0...1023)
        #expect(rows("1:5 1 ", 1) == 0...1023)
        #expect(rows("1:5 1:2 ", 1) == 2...5)
        #expect(rows("1:5 12 ", 2) == nil && rows("", 2) == nil && rows("99999999999999999999:5 ", 2) == nil)
        // Rows in flight over several groups and blocks, one of a kind and many of one, found as a look at every row finds them.
        let sample = AuditSample()
        let store = try sample.store(.batched)
        for n in 0..<3000 {
            var row = AuditSample.admission(n)
            if n % 500 == 7 { row.key = "rare-\(n)" }
            if n % 700 == 9 { row.team = "seldom" }
            try await store.admit(row)
            var outcome = AuditSample.outcome(n)
            if n == 1030 { outcome.status = 418 }
            if n != 1030 { try await store.close(row, outcome) }
            if n % 900 == 0 { try await waitUntil("the group is written") { store.queueDepth == 0 } }
            if n == 2500 {
                outcome = AuditSample.outcome(1030)
                outcome.status = 418
                try await store.close(nil, outcome)
            }
        }
        store.shutDown()
        let query = try AuditQuery(.file(sample.path))
        for (change, sql) in [
            ({ $0.key = "rare-1507" }, "key = 'rare-1507'"), ({ $0.key = "rare-*" }, "key glob 'rare-*'"),
            ({ $0.team = "seldom" }, "team = 'seldom'"), ({ $0.status = .exactly(418) }, "status = 418"),
            (
                {
                    $0.team = "seldom"
                    $0.key = "rare-*"
                }, "team = 'seldom' and key glob 'rare-*'"
            ),
        ] as [((inout AuditFilter) -> Void, String)] {
            var filter = AuditFilter()
            change(&filter)
            let there = try query.connection.prepare("select id from requests where \(sql) order by seq desc")
            var ids: [String] = []
            while try there.step() { ids.append(there.text(0)) }
            #expect(try query.list(filter).map(\.id) == ids, "\(sql)")
        }
        #expect(try query.connection.integer("select count(*) from blocks where labels glob '*:*'") ?? 0 > 1)
    }
}
