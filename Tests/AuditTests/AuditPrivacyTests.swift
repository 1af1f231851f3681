import Pipeline
import Testing

@testable import Audit

@Suite(.timeLimit(.minutes(2))) struct AuditPrivacyTests {
    /// What a row may hold. A new field must be thought about: none may be able to hold the text of a message.
    @Test func `a row has only the fields that are known to hold no text of a message`() {
        func fields(_ value: Any) -> Set<String> { Set(Mirror(reflecting: value).children.compactMap(\.label)) }
        #expect(
            fields(AdmissionRow()) == [
                "id", "requestID", "time", "key", "team", "clientAddress", "api", "path", "modelAsked", "policy", "stream", "requestBytes",
                "generation", "entities",
            ])
        #expect(
            fields(OutcomeRow()) == [
                "id", "decision", "reason", "modelSent", "host", "status", "ended", "attempts", "entities", "responseBytes", "promptTokens",
                "completionTokens", "firstByteMilliseconds", "totalMilliseconds", "stages", "unrestored", "cost",
                "queueMilliseconds", "tokensAreEstimated",
            ])
        #expect(
            fields(EntityRow(type: "", action: "", recognizer: "", count: 0)) == ["type", "action", "recognizer", "count"])
        #expect(
            fields(AttemptRow(host: "", status: 0, error: "", milliseconds: 0)) == ["host", "status", "error", "milliseconds"])
    }

    @Test func `a text is cut where a message would begin to fit`() async throws {
        let sample = AuditSample()
        let store = try sample.store()
        var row = AuditSample.admission(1)
        row.modelAsked = String(repeating: "é", count: 100_000)
        row.entities = [
            EntityRow(type: String(repeating: "A", count: 600), action: "keep", recognizer: "r", count: 1),
            EntityRow(type: String(repeating: "A", count: 700), action: "keep", recognizer: "r", count: 2),
        ]
        try await store.admit(row)
        store.shutDown()
        let read = try #require(try AuditQuery(.file(sample.path)).show(row.id).first)
        #expect(read.modelAsked == String(repeating: "é", count: EventEncoder.longestText / 2))
        #expect(read.entities.map(\.count) == [3])
        #expect(try AuditVerifier.verify(.file(sample.path), key: sample.key).isSound)
    }
}
