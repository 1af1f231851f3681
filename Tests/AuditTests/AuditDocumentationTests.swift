import Foundation
import Pipeline
import Testing

@testable import Audit

@Suite(.timeLimit(.minutes(2))) struct AuditDocumentationTests {
    private static let page: String = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/audit.md")
        return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }()

    @Test func `every question of the documentation runs`() async throws {
        let sample = AuditSample()
        let store = try sample.store()
        try await sample.fill(store, 0..<10)
        store.shutDown()
        let blocks = Self.page.components(separatedBy: "```sql\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
        #expect(blocks.count == 20)
        let db = try SQLiteConnection(path: sample.path, access: .readOnly, busyMilliseconds: 0)
        for block in blocks { try db.execute(block) }
    }

    @Test func `every column is documented`() throws {
        for column in RowEvent.columns + ["seq", "writer", "opened", "closed", "admission_hash", "prev_hash", "hash"] {
            #expect(Self.page.contains("`\(column)`"), "\(column)")
        }
    }
}
