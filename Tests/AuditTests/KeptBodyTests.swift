import Foundation
@_spi(Keeping) import Pipeline
import Testing

@testable import Audit

/// What `audit.bodies: redacted` keeps, and that nothing else is.
@Suite(.timeLimit(.minutes(2))) struct KeptBodyTests {
    private static let text = Array(#"{"model":"m","messages":[{"content":"write to Lena.Hartwig@mail.example"}]}"#.utf8)

    private static func kept(_ bytes: [UInt8] = text, isExamined: Bool = true) -> KeptBody {
        KeptBody(OutboundBody(bytes: bytes, modelRange: 0..<0), isExamined: isExamined)
    }

    private static func store(_ sample: AuditSample, _ durability: AuditDurability = .strict, keeps: Bool = true) throws -> AuditStore {
        var settings = AuditStore.Settings(path: sample.path, durability: durability)
        settings.keepsBodies = keeps
        return try AuditStore(settings, key: sample.key)
    }

    private static func body(_ sample: AuditSample, _ n: Int) throws -> (text: [UInt8]?, leftOut: String)? {
        let query = try AuditQuery(.file(sample.path))
        return try query.body(of: try #require(try query.show(AuditSample.admission(n).id).first))
    }

    @Test(arguments: [AuditDurability.strict, .batched])
    func `a body stands beside its row and not in it`(durability: AuditDurability) async throws {
        let sample = AuditSample()
        let store = try Self.store(sample, durability)
        try await store.admit(AuditSample.admission(1), keeping: Self.kept())
        try await store.close(nil, AuditSample.outcome(1))
        try await store.admit(AuditSample.admission(2))
        store.shutDown()
        let body = try #require(try Self.body(sample, 1))
        #expect(body.text == Self.text && body.leftOut.isEmpty)
        #expect(try Self.body(sample, 2) == nil)
        let query = try AuditQuery(.file(sample.path))
        let row = try #require(try query.show(AuditSample.admission(1).id).first)
        for told in [AuditJSON.list([row]), AuditCSV.list([row]), AuditTable.show(row, isSound: true, width: 200, zone: .utc)] {
            #expect(!told.contains("Lena.Hartwig"))
        }
        #expect(try AuditVerifier.verify(.file(sample.path), key: sample.key).isSound)
    }

    @Test(arguments: [
        (kept([UInt8](repeating: 97, count: KeptBody.longest + 1)), "too_long"), (kept(isExamined: false), "unexamined"),
    ])
    func `what is not kept is said`(kept: KeptBody, why: String) async throws {
        let sample = AuditSample()
        let store = try Self.store(sample)
        try await store.admit(AuditSample.admission(1), keeping: kept)
        store.shutDown()
        let body = try #require(try Self.body(sample, 1))
        #expect(body.text == nil && body.leftOut == why)
    }

    @Test func `a log that is told to keep none keeps none`() async throws {
        let sample = AuditSample()
        let store = try Self.store(sample, keeps: false)
        try await store.admit(AuditSample.admission(1), keeping: Self.kept())
        store.shutDown()
        #expect(try Self.body(sample, 1) == nil)
        #expect(try !sample.files.contains { $0.contains("Lena.Hartwig") })
    }

    @Test func `bodies go with their rows, and leave nothing behind in the file`() async throws {
        let sample = AuditSample()
        let store = try Self.store(sample)
        for n in 0..<20 {
            try await store.admit(AuditSample.admission(n), keeping: Self.kept())
            try await store.close(nil, AuditSample.outcome(n))
        }
        store.shutDown()
        #expect(try sample.files.contains { $0.contains("Lena.Hartwig") })
        let later = UTCTime(microseconds: AuditSample.start + 1_000_000_000)
        #expect(try AuditPruner.prune(.file(sample.path), key: sample.key, olderThan: later) == 20)
        let db = try SQLiteConnection(path: sample.path, access: .readWrite, busyMilliseconds: 0)
        #expect(try db.integer("select count(*) from bodies") == 0)
        try db.execute("pragma wal_checkpoint(truncate)")
        #expect(try !sample.files.contains { $0.contains("Lena.Hartwig") })
    }

    @Test func `bodies that wait are bounded in memory, and the row says what was left out`() {
        let queue = AuditQueue(capacity: 1000, gather: .zero)
        let big = Self.kept([UInt8](repeating: 97, count: KeptBody.longest))
        for n in 0..<70 {
            _ = queue.push(AuditItem(event: .admission(AuditSample.admission(n)), waiter: nil, kept: big))
        }
        let items = queue.take(tick: nil).items
        #expect(items.count == 70 && items.count { $0.kept?.text != nil } == 64 && items.last?.kept?.omission == .overload)
        _ = queue.push(AuditItem(event: .admission(AuditSample.admission(99)), waiter: nil, kept: big))
        #expect(queue.take(tick: nil).items.first?.kept?.text != nil)
    }
}

extension AuditSample {
    /// What stands in the log's files.
    var files: [String] {
        get throws {
            try ["", "-wal"].compactMap { end in
                let url = URL(fileURLWithPath: path + end)
                return FileManager.default.fileExists(atPath: url.path) ? String(decoding: try Data(contentsOf: url), as: UTF8.self) : nil
            }
        }
    }
}
