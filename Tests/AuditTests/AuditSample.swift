import Foundation
import Pipeline

@testable import Audit

/// A folder of its own for one test, and invented rows.
final class AuditSample {
    let folder: URL
    let key: [UInt8] = Array("a key for tests, of no other use".utf8)

    init() {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("audit-\(UUID().uuidString)")
        try! FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    var path: String { folder.appendingPathComponent("log.db").path }

    func store(
        _ durability: AuditDurability = .strict, capacity: Int = 16_384, keep: Duration? = nil,
        onTrouble: @escaping @Sendable (AuditTrouble) -> Void = { _ in }
    ) throws -> AuditStore {
        var settings = AuditStore.Settings(path: path, durability: durability, keep: keep)
        settings.capacity = capacity
        return try AuditStore(settings, key: key, onTrouble: onTrouble)
    }

    /// 2026-11-21T13:00:00Z.
    static let start: Int64 = 1_795_266_000_000_000

    static func admission(_ n: Int, time: Int64? = nil) -> AdmissionRow {
        var row = AdmissionRow()
        row.id = "0193\(String(format: "%08x", n))-0000-7000-8000-000000000000"
        row.requestID = n % 2 == 0 ? row.id : "client-\(n)"
        row.time = time ?? start + Int64(n) * 1_000_000
        row.key = n % 3 == 0 ? "alice" : "ci"
        row.team = n % 3 == 0 ? "research" : "build"
        row.clientAddress = "192.0.2.\(n % 200)"
        row.api = "openai"
        row.path = "/v1/chat/completions"
        row.modelAsked = "gpt-test"
        row.policy = "cloud"
        row.stream = n % 2 == 0
        row.requestBytes = Int64(100 + n)
        row.generation = 1
        if n % 2 == 0 { row.entities = [EntityRow(type: "EMAIL_ADDRESS", action: "surrogate", recognizer: "email", count: 1 + n % 3)] }
        return row
    }

    static func outcome(_ n: Int) -> OutcomeRow {
        var row = OutcomeRow()
        row.id = admission(n).id
        row.decision = .forwarded
        row.modelSent = "gpt-test"
        row.host = n % 4 == 0 ? "one" : "two"
        row.status = 200
        row.attempts = [AttemptRow(host: row.host, status: 200, error: "", milliseconds: 12.5)]
        row.responseBytes = 500
        row.promptTokens = 20
        row.completionTokens = 40
        row.tokensAreEstimated = n % 5 == 0
        row.firstByteMilliseconds = 3.25
        row.totalMilliseconds = 14 + Double(n % 50)
        row.stages = [("auth", 0.012), ("redact", 0.3)]
        return row
    }

    /// Records whole exchanges.
    func fill(_ store: AuditStore, _ numbers: Range<Int>) async throws {
        for n in numbers {
            let row = Self.admission(n)
            try await store.admit(row)
            try await store.close(row, Self.outcome(n))
        }
    }
}
