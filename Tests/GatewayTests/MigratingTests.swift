import Foundation
import Testing

@testable import Gateway

@Suite struct MigratingTests {
    /// The page's files by section: their names stand in backticks at the end of the line before.
    private func files() throws -> [String: [(name: String, text: String)]] {
        let page = try String(contentsOf: StartedProgram.root.appendingPathComponent("docs/migrating.md"), encoding: .utf8)
        var sections: [String: [(name: String, text: String)]] = [:]
        for section in page.components(separatedBy: "\n## ").dropFirst() {
            let title = section.components(separatedBy: "\n")[0]
            let parts = section.components(separatedBy: "\n```")
            for at in stride(from: 1, to: parts.count, by: 2) {
                let before = parts[at - 1].trimmingCharacters(in: .whitespacesAndNewlines)
                guard before.hasSuffix("`:"), let name = before.dropLast(2).split(separator: "`").last else { continue }
                let text = parts[at].split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)[1]
                sections[title, default: []].append((String(name), String(text) + "\n"))
            }
        }
        return sections
    }

    @Test func `every configuration of the page is one that check takes`() throws {
        let sections = try files()
        #expect(sections.keys.sorted() == ["From HOPS", "From LLMhop", "From LiteLLM with Presidio", "From nginx"])
        #expect(sections["From HOPS"]?.map(\.name) == ["hosts.yml", "hopguard.yaml"])
        #expect(sections["From LLMhop"]?.map(\.name) == ["config.json", "hopguard.yaml"])
        #expect(sections["From LiteLLM with Presidio"]?.map(\.name) == ["hopguard.yaml", "policies/pii.yaml"])
        let environment = ["LLM_TOKEN": "t", "OPENAI_API_KEY": "k", "LITELLM_MASTER_KEY": "m"]
        for (title, files) in sections {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("migrating-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            for (name, text) in files {
                let file = folder.appendingPathComponent(name)
                try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try text.write(to: file, atomically: true, encoding: .utf8)
            }
            for (name, _) in files where !name.hasPrefix("policies/") {
                let told = try StartedProgram.output(
                    ["check", "--config", folder.appendingPathComponent(name).path], environment: environment)
                #expect(told.status == 0, "\(title), \(name): \(told.text)")
            }
            if files.contains(where: { $0.name.hasPrefix("policies/") }) {
                let told = try StartedProgram.output(
                    ["policy", "test", "--config", folder.appendingPathComponent("hopguard.yaml").path], environment: environment)
                #expect(told.status == 0 && told.text.hasPrefix("2 passed, 0 failed"), "\(title): \(told.text)")
            }
            for (name, _) in files where name == "hosts.yml" || name == "config.json" {
                let imported = try StartedProgram.output(["import", folder.appendingPathComponent(name).path], environment: environment)
                #expect(imported.status == 0)
                try imported.text.write(to: folder.appendingPathComponent("imported.yaml"), atomically: true, encoding: .utf8)
                let told = try StartedProgram.output(
                    ["check", "--config", folder.appendingPathComponent("imported.yaml").path], environment: environment)
                #expect(told.status == 0, "\(title): \(told.text)")
            }
        }
    }
}
