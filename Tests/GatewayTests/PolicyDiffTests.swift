import Foundation
import Testing
import WireFormats

@testable import Gateway

@Suite struct PolicyDiffTests {
    private func files(_ a: String, _ b: String) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("diff-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return try [("a", a), ("b", b)].map { name, text in
            let file = folder.appendingPathComponent(name + ".yaml")
            try "policy: \(name)\n\(text)\n".write(to: file, atomically: true, encoding: .utf8)
            return file.path
        }
    }

    private func tool(_ a: String, _ b: String) throws -> PolicyDiffTool {
        let files = try files(a, b)
        return try PolicyDiffTool(config: nil, a: files[0], b: files[1], model: nil)
    }

    private let mail = Array("mail anna@corp.example, ssn 536-90-4399".utf8)

    @Test func `where two policies part, types, actions and what becomes of the text are told`() throws {
        let tool = try tool(
            "redact: { entities: { US_SSN: surrogate } }", "redact: { entities: { US_SSN: block, EMAIL_ADDRESS: keep } }")
        #expect(try tool.compare("1", Array("nothing to see".utf8)) == nil)
        let told = try #require(try tool.compare("2", mail))
        #expect(told.verdicts == ("replaced", "blocked"))
        #expect(told.marks.a.map { "\($0.type) \($0.action)" } == ["EMAIL_ADDRESS surrogate", "US_SSN surrogate"])
        #expect(told.marks.b.map { "\($0.type) \($0.action)" } == ["US_SSN block"])
        #expect(tool.texts == 2 && tool.differing == 1)
        #expect(
            tool.counts.map { "\($0.type) \($0.action) \($0.a) \($0.b)" } == [
                "EMAIL_ADDRESS surrogate 1 0", "US_SSN block 0 1", "US_SSN surrogate 1 0",
            ])
        #expect(tool.verdicts.map { "\($0.verdict) \($0.a) \($0.b)" } == ["blocked 0 1", "local 0 0", "replaced 1 0", "as it is 1 1"])
        let shown = PolicyDiffReport.difference(told, showsText: true)
        #expect(shown.contains("- mail «anna@corp.example»EMAIL_ADDRESS:surrogate, ssn «536-90-4399»US_SSN:surrogate"))
        #expect(shown.contains("+ mail anna@corp.example, ssn «536-90-4399»US_SSN:block"))
        let hidden = PolicyDiffReport.difference(told, showsText: false)
        #expect(!hidden.contains("anna") && hidden.contains("2: replaced -> blocked"))
        let json = PolicyDiffReport.json(tool, [told])
        #expect(!json.contains("anna") && !json.contains("536"))
        let value = try #require(JSONValue(parsing: Array(json.utf8)))
        #expect(value["differing"]?.integer == 1)
        #expect(value["differences"]?.elements?.first?["b"]?["only"]?.elements?.first?.text == "US_SSN:block")
        #expect(PolicyDiffReport.table(tool).contains("2 texts, 1 of them treated otherwise"))
    }

    @Test func `a policy that does not redact lets all through`() throws {
        let tool = try tool("redact: {}", "chain: [auth, route, audit]")
        let told = try #require(try tool.compare("1", mail))
        #expect(told.verdicts == ("replaced", "as it is") && told.marks.b.isEmpty)
    }

    @Test func `texts come as JSON lines or a line each`() throws {
        func read(_ text: String) throws -> [String] {
            try PolicyDiffTool.texts(of: Array(text.utf8)).map { "\($0.id)|\(String(decoding: $0.text, as: UTF8.self))" }
        }
        #expect(try read("one\r\n\n{\"text\": 1}\nthree") == ["1|one", "3|{\"text\": 1}", "4|three"])
        #expect(try read("{\"id\":\"x\",\"text\":\"a\\nb\"}\n{\"text\":\"c\"}\n") == ["x|a\nb", "2|c"])
        #expect(throws: PolicyDiffTool.Fault.self) { try read("{\"text\":\"a\"}\nplain") }
        #expect(try read("").isEmpty)
    }

    @Test func `a policy that is not there is named, with those that are`() throws {
        do throws(PolicyDiffTool.Fault) {
            _ = try PolicyDiffTool(config: nil, a: "nobody", b: "local", model: nil)
            Issue.record("it was found")
        } catch {
            #expect(error.message.contains("'nobody'") && error.message.contains("cloud, local"))
        }
    }
}
