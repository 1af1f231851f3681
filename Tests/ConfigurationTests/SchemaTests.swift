import Foundation
import Testing

@testable import Configuration

/// The catalogue as a JSON Schema (draft 2020-12), for editors.
enum JSONSchema {
    static func schema(_ settings: [Setting], title: String) -> String {
        var root = object(settings)
        root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        root["title"] = title
        let data = try! JSONSerialization.data(withJSONObject: root, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private static func object(_ settings: [Setting]) -> [String: Any] {
        var properties: [String: Any] = [:]
        for setting in settings {
            var value = schema(setting.kind)
            value["description"] = setting.summary
            // YAML of version 1.1 reads `off` as false.
            if setting.key == "admin", case .text = setting.kind { value["type"] = ["string", "boolean"] }
            properties[setting.key] = value
        }
        return ["type": "object", "properties": properties, "additionalProperties": false]
    }

    private static func schema(_ kind: Setting.Kind) -> [String: Any] {
        switch kind {
        case .text: ["type": "string"]
        case .flag: ["type": "boolean"]
        case .integer(let range): ["type": "integer", "minimum": range.lowerBound, "maximum": range.upperBound]
        case .number(let range): ["type": "number", "minimum": range.lowerBound, "maximum": range.upperBound]
        case .size: written("[0-9]+(\\.[0-9]+)? ?(B|KiB|MiB|GiB)", "100MiB")
        case .duration: written("[0-9]+(\\.[0-9]+)? ?(ms|s|m|h|d)", "30s")
        case .rate: written("[0-9]+( (requests|tokens|prompt_tokens|completion_tokens))? ?/ ?([0-9.]*(ms|s|m|h|d))", "60/m")
        case .budget:
            written("[0-9]+( (requests|tokens|prompt_tokens|completion_tokens))? ?/ ?(h|hour|d|day|w|week|month)", "2000000 tokens/d")
        case .choice(let names): ["enum": names]
        case .section(let settings): object(settings)
        case .list(let kind): ["type": "array", "items": schema(kind)]
        case .oneOrMore(let kind): ["anyOf": [schema(kind), ["type": "array", "items": schema(kind)]]]
        case .names(let kind): ["type": "object", "additionalProperties": schema(kind)]
        case .either(let kinds): ["anyOf": kinds.map(schema)]
        }
    }

    /// A text of a form, or a reference to one.
    private static func written(_ pattern: String, _ example: String) -> [String: Any] {
        ["type": "string", "pattern": "^(\(pattern))$|\\$", "examples": [example]]
    }
}

@Suite struct SchemaTests {
    @Test(arguments: [
        ("hopguard", "hopguard.yaml"), ("policy", "A policy of hopguard"),
    ])
    func `the schemas are those of the known keys`(name: String, title: String) throws {
        let settings = name == "policy" ? SettingCatalog.policy : SettingCatalog.settings
        let file = ShippedPoliciesTests.root.appending(path: "docs/schema/\(name).schema.json")
        let schema = JSONSchema.schema(settings, title: title)
        if ProcessInfo.processInfo.environment["HOPGUARD_WRITE_SCHEMAS"] != nil {
            try schema.write(to: file, atomically: true, encoding: .utf8)
        }
        let written = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        #expect(written == schema, "run HOPGUARD_WRITE_SCHEMAS=1 swift test --filter SchemaTests")
    }
}

@Suite struct DocumentationTests {
    /// `hosts[].tls.ca`, with what the user names as `*`.
    static func paths(_ settings: [Setting], _ prefix: String = "") -> [String] {
        settings.flatMap { setting -> [String] in
            let path = prefix + setting.key
            return [path] + below(setting.kind, path)
        }
    }

    private static func below(_ kind: Setting.Kind, _ path: String) -> [String] {
        switch kind {
        case .section(let settings): paths(settings, path + ".")
        case .list(let kind): below(kind, path + "[]")
        case .oneOrMore(let kind): below(kind, path)
        case .names(let kind): below(kind, path + ".*")
        case .either(let kinds): kinds.flatMap { below($0, path) }
        default: []
        }
    }

    @Test(arguments: ["configuration", "policy-reference"])
    func `every setting is documented in a row of its own`(page: String) throws {
        let settings = page == "policy-reference" ? SettingCatalog.policy : SettingCatalog.settings
        let text = try String(contentsOf: ShippedPoliciesTests.root.appending(path: "docs/\(page).md"), encoding: .utf8)
        let documented = Set(
            text.split(separator: "\n").compactMap { $0.hasPrefix("| `") ? String($0.dropFirst(3).prefix { $0 != "`" }) : nil })
        let known = Self.paths(settings)
        #expect(known.count > 40)
        #expect(known.filter { !documented.contains($0) } == [])
    }

    @Test func `no page documents a setting that is not there`() throws {
        for (page, settings) in [("configuration", SettingCatalog.settings), ("policy-reference", SettingCatalog.policy)] {
            let text = try String(contentsOf: ShippedPoliciesTests.root.appending(path: "docs/\(page).md"), encoding: .utf8)
            let known = Set(Self.paths(settings))
            let roots = Set(settings.map(\.key))
            for line in text.split(separator: "\n") where line.hasPrefix("| `") {
                let path = String(line.dropFirst(3).prefix { $0 != "`" })
                // Rows of other tables: actions, strategies, other programs' keys.
                let isPath =
                    path.contains(".") && roots.contains(String(path.prefix { $0 != "." && $0 != "[" }))
                    && !line.contains("| `models.*.unlisted` |")
                if isPath, !line.hasPrefix("| `models.*.url`") { #expect(known.contains(path), "\(page): \(path)") }
            }
        }
    }

    @Test func `every choice is named in the docs`() throws {
        let all = try ["configuration", "policy-reference"].map {
            try String(contentsOf: ShippedPoliciesTests.root.appending(path: "docs/\($0).md"), encoding: .utf8)
        }.joined()
        func check(_ settings: [Setting]) {
            for setting in settings { check(setting.kind) }
        }
        func check(_ kind: Setting.Kind) {
            switch kind {
            case .choice(let names): for name in names { #expect(all.contains("`\(name)`"), "\(name)") }
            case .section(let settings): check(settings)
            case .list(let kind), .oneOrMore(let kind), .names(let kind): check(kind)
            case .either(let kinds): for kind in kinds { check(kind) }
            default: break
            }
        }
        check(SettingCatalog.settings)
        check(SettingCatalog.policy)
    }

    @Test func `the examples in the docs are read without a fault`() throws {
        for (page, isPolicy) in [("configuration", false), ("policy-reference", true)] {
            let text = try String(contentsOf: ShippedPoliciesTests.root.appending(path: "docs/\(page).md"), encoding: .utf8)
            let examples = text.components(separatedBy: "```yaml\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
            #expect(examples.count >= 2)
            for example in examples {
                if isPolicy {
                    #expect(ConfigurationLoader.policy(text: example, file: page).problems == [], "\(example)")
                } else {
                    let work = Workspace()
                    work.write("alice_token", "synthetic")
                    let hosts = example.contains("hosts:\n") ? "" : "hosts: [{ id: ollama0, url: 'http://a', api: ollama }]\n"
                    #expect(work.load(hosts + example, ["OPENAI_KEY": "x"]).faults == [], "\(example)")
                }
            }
        }
    }
}
