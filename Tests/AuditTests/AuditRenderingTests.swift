import Foundation
import Pipeline
import Testing

@testable import Audit

@Suite(.timeLimit(.minutes(2))) struct AuditRenderingTests {
    static let hostile = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{202e}evil\r\n\u{9b}31m\u{200b}=cmd|' /C calc'!A0"

    private static func hostileRow() async throws -> (AuditSample, AuditRow) {
        let sample = AuditSample()
        let store = try sample.store()
        var row = AuditSample.admission(2)
        row.requestID = hostile
        row.key = hostile
        row.team = hostile
        row.modelAsked = hostile
        row.policy = hostile
        row.path = hostile
        row.entities = [EntityRow(type: hostile, action: hostile, recognizer: hostile, count: 1)]
        var outcome = AuditSample.outcome(2)
        outcome.host = hostile
        outcome.modelSent = hostile
        outcome.reason = hostile
        outcome.stages = [(hostile, 1)]
        outcome.attempts = [AttemptRow(host: hostile, status: 0, error: hostile, milliseconds: .nan)]
        try await store.admit(row)
        try await store.close(nil, outcome)
        store.shutDown()
        #expect(try AuditVerifier.verify(.file(sample.path), key: sample.key).isSound)
        return (sample, try #require(try AuditQuery(.file(sample.path)).show(row.id).first))
    }

    private static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\r" || !TerminalText.isUnsafe($0) }
    }

    @Test func `nothing from outside reaches a terminal unescaped`() async throws {
        let (sample, row) = try await Self.hostileRow()
        let query = try AuditQuery(.file(sample.path))
        for width in [nil, 20, 40, 80, 200] {
            #expect(Self.isPlain(AuditTable.list([row], width: width)))
            #expect(Self.isPlain(AuditTable.show(row, isSound: false, width: width)))
            for dimension in AuditDimension.allCases {
                #expect(Self.isPlain(AuditTable.stats(try query.stats(AuditFilter(), by: dimension), width: width)))
            }
        }
        #expect(Self.isPlain(AuditJSON.list([row])))
        #expect(Self.isPlain(AuditJSON.stats(try query.stats(AuditFilter(), by: .key))))
        #expect(Self.isPlain(AuditCSV.list([row])))
        var verdict = AuditVerdict()
        verdict.note(AuditFault(.changed, writer: 1, link: 3, seq: 2, id: Self.hostile, time: Self.hostile))
        #expect(Self.isPlain(AuditTable.verdict(verdict)) && Self.isPlain(AuditJSON.verdict(verdict)))
    }

    @Test func `JSON gives the text back as it was`() async throws {
        let (_, row) = try await Self.hostileRow()
        let object = try #require(try JSONSerialization.jsonObject(with: Data(AuditJSON.line(row).utf8)) as? [String: Any])
        #expect(object["key"] as? String == Self.hostile)
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@sum", "\tx", "|x", "%x"])
    func `a spreadsheet takes no cell for a formula`(text: String) {
        #expect(AuditCSV.text(text).hasPrefix("'") || AuditCSV.text(text).hasPrefix("\"'") || AuditCSV.text(text).hasPrefix("\\"))
    }

    @Test func `a cell with a comma or a quote is quoted`() {
        #expect(AuditCSV.text("a,b") == "\"a,b\"")
        #expect(AuditCSV.text("a\"b") == "\"a\"\"b\"")
        #expect(AuditCSV.text("plain") == "plain")
    }

    @Test func `a table is never wider than its terminal where columns may go`() async throws {
        let sample = AuditSample()
        let store = try sample.store()
        try await sample.fill(store, 0..<5)
        store.shutDown()
        let rows = try AuditQuery(.file(sample.path)).list(AuditFilter())
        for width in [60, 80, 100, 120, 160, 240] {
            for line in AuditTable.list(rows, width: width).split(separator: "\n") {
                #expect(DisplayWidth.of(String(line)) <= width)
            }
        }
        #expect(AuditTable.list(rows, width: nil).contains(rows[0].requestID))
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")])
    func `numbers are grouped`(number: Int, text: String) {
        #expect(Figures.grouped(number) == text)
    }

    @Test func `a bar is as long as its share`() {
        #expect(Figures.bar(1, width: 4) == "████")
        #expect(Figures.bar(0.5, width: 4) == "██")
        #expect(Figures.bar(0.0625, width: 2) == "▏")
        #expect(Figures.bar(0, width: 4) == "")
    }
}
