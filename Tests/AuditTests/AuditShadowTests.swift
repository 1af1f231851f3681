import Foundation
import Pipeline
import Testing

@testable import Audit

@Suite(.timeLimit(.minutes(2))) struct AuditShadowTests {
    /// 40 rows of `trial` in shadow, then 20 of `cloud`, which carries out what it finds.
    private func filled(_ sample: AuditSample) async throws -> AuditQuery {
        let store = try sample.store(.batched)
        for n in 0..<60 {
            var row = AuditSample.admission(n)
            row.policy = n < 40 ? "trial" : "cloud"
            let types: [(String, String, Int)] =
                switch n {
                case 0..<4: [("US_SSN", "shadow_block", 2), ("EMAIL_ADDRESS", "shadow_surrogate", 1)]
                case 4..<6: [("IBAN_CODE", "shadow_refuse", 1)]
                case 6..<9: [("PROJECT", "shadow_local", 1)]
                case 9..<30: [("EMAIL_ADDRESS", "shadow_surrogate", 1)]
                case 40..<60: [("US_SSN", "block", 1)]
                default: []
                }
            row.entities = types.map { EntityRow(type: $0.0, action: $0.1, recognizer: "r", count: $0.2) }
            try await store.admit(row)
            try await store.close(row, AuditSample.outcome(n))
        }
        store.shutDown()
        return try AuditQuery(.file(sample.path))
    }

    @Test func `requests count by the strictest thing that would have been done to them`() async throws {
        let sample = AuditSample()
        let shadow = try await filled(sample).shadow(AuditFilter())
        #expect(!shadow.isByHour && shadow.policies.map(\.name) == ["trial"])
        let policy = try #require(shadow.policies.first)
        #expect(policy.requests == 40)
        let verdicts = try #require(policy.verdicts)
        #expect(verdicts.blocked == 4 && verdicts.refused == 2 && verdicts.local == 3 && verdicts.replaced == 21 && verdicts.flagged == 0)
        #expect(
            policy.types.map { "\($0.type) \($0.action) \($0.requests) \($0.found)" } == [
                "EMAIL_ADDRESS surrogate 25 25", "US_SSN block 4 8", "PROJECT local 3 3", "IBAN_CODE refuse 2 2",
            ])
    }

    @Test func `the hourly counts say the same of types and requests`() async throws {
        let sample = AuditSample()
        let query = try await filled(sample)
        let byRow = try query.shadow(AuditFilter())
        let byHour = try query.shadow(AuditFilter(), rowBlocks: 0)
        #expect(byHour.isByHour && byHour.policies.first?.verdicts == nil)
        #expect(byHour.policies.map(\.types) == byRow.policies.map(\.types))
        #expect(byHour.policies.map(\.requests) == byRow.policies.map(\.requests))
    }

    @Test func `filters hold, and nothing in shadow is said so`() async throws {
        let sample = AuditSample()
        let query = try await filled(sample)
        var filter = AuditFilter()
        filter.policy = "cloud"
        let none = try query.shadow(filter)
        #expect(ShadowReport.table(none, width: 80) == "No policy noted anything in shadow mode.\n")
        filter.policy = "trial"
        filter.until = UTCTime(microseconds: AuditSample.start + 4_000_000)
        #expect(try query.shadow(filter).policies.first?.requests == 4)
    }

    @Test func `the report is spelled for people, programs and spreadsheets`() async throws {
        let sample = AuditSample()
        let shadow = try await filled(sample).shadow(AuditFilter())
        let table = ShadowReport.table(shadow, width: 100)
        #expect(table.hasPrefix("trial, in shadow: 40 requests; 4 (10.0 %) would have been blocked, 2 (5.0 %) refused, "))
        #expect(table.split(separator: "\n").allSatisfy { $0.count <= 160 })
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(ShadowReport.json(shadow).utf8)) as? [String: Any])
        let policy = try #require((object["policies"] as? [[String: Any]])?.first)
        #expect(policy["would_block"] as? Int == 4 && policy["requests"] as? Int == 40)
        #expect((policy["types"] as? [[String: Any]])?.count == 4)
        #expect(ShadowReport.csv(shadow).hasPrefix("policy,type,would,requests,found\r\ntrial,EMAIL_ADDRESS,surrogate,25,25\r\n"))
    }
}
