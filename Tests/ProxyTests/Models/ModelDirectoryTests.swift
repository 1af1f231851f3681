import Pipeline
import Testing

@testable import Proxy

struct ModelDirectoryTests {
    private static func host(_ id: String, _ api: Host.API = .openai, models: [String]? = nil) throws -> Host {
        Host(id: id, url: try HostURL("http://\(id):1"), api: api, trust: .local, models: models?.map { ModelGlob($0) })
    }

    private static func directory(_ hosts: [Host], aliases: [ModelAlias] = [], says: [Int: [String]] = [:]) -> ModelDirectory {
        let directory = ModelDirectory()
        directory.configure(hosts.enumerated().map { ($0, $1) }, aliases: aliases)
        for (slot, names) in says { directory.update(slot, listing(names)) }
        return directory
    }

    private static func listing(_ names: [String], digest: String = "d") -> HostListing {
        var listing = HostListing()
        listing.models = names.map {
            ListedModel(
                name: $0, entry: Array(#"{"name":"\#($0)","model":"\#($0)","digest":"\#(digest)","kept":1.0e1}"#.utf8), digest: digest,
                bytes: 5)
        }
        return listing
    }

    private func step(_ model: String, _ hosts: Int...) -> RouteStep { RouteStep(model: model, hosts: hosts) }

    @Test func `which host speaks which API`() throws {
        let directory = Self.directory([
            try Self.host("o", .ollama, models: ["m"]), try Self.host("a", .openai, models: ["m", "gpt"]),
            try Self.host("c", .anthropic, models: ["m", "claude"]),
        ])
        #expect(directory.resolve("m", .ollama) == .steps([step("m", 0)]))
        #expect(directory.resolve("m", .openai) == .steps([step("m", 0, 1)]))
        #expect(directory.resolve("m", .anthropic) == .steps([step("m", 0, 2)]))
        #expect(directory.resolve("gpt", .anthropic) == .apiUnavailable)
        #expect(directory.resolve("claude", .openai) == .apiUnavailable)
        #expect(directory.resolve("none", .openai) == .unknown)
    }

    @Test func `models appear when hosts say so, and go when they go`() throws {
        let directory = Self.directory([try Self.host("a"), try Self.host("b")])
        #expect(directory.resolve("m", .openai) == .unknown)
        directory.update(1, Self.listing(["m", "n"]))
        directory.update(0, Self.listing(["n"]))
        #expect(directory.resolve("m", .openai) == .steps([step("m", 1)]))
        #expect(directory.resolve("n", .openai) == .steps([step("n", 0, 1)]))
        directory.update(1, Self.listing(["x"]))
        #expect(directory.resolve("m", .openai) == .unknown)
        #expect(directory.resolve("n", .openai) == .steps([step("n", 0)]))
    }

    @Test func `a configured glob serves what it matches`() throws {
        let directory = Self.directory(
            [try Self.host("a", models: ["llama3*", "exact"]), try Self.host("b", models: ["*"])], says: [0: ["hidden"]])
        #expect(directory.resolve("llama3.2:1b", .openai) == .steps([step("llama3.2:1b", 0, 1)]))
        #expect(directory.resolve("exact", .openai) == .steps([step("exact", 0, 1)]))
        #expect(directory.resolve("hidden", .openai) == .steps([step("hidden", 1)]))
    }

    @Test func `a name means latest where only that exists`() throws {
        let directory = Self.directory(
            [try Self.host("o", .ollama), try Self.host("a")], says: [0: ["Qwen:latest"], 1: ["phi:latest", "Big"]])
        #expect(directory.resolve("Qwen", .ollama) == .steps([step("Qwen:latest", 0)]))
        #expect(directory.resolve("qwen:LATEST", .ollama) == .steps([step("Qwen:latest", 0)]))
        #expect(directory.resolve("phi", .openai) == .steps([step("phi:latest", 1)]))
        #expect(directory.resolve("big", .openai) == .unknown, "case matters elsewhere")
        #expect(directory.resolve("Big:latest", .openai) == .unknown)
    }

    @Test func `spellings of one Ollama model are one pool`() throws {
        let directory = Self.directory(
            [try Self.host("a", .ollama, models: ["llama3"]), try Self.host("b", .ollama)], says: [1: ["llama3:latest"]])
        #expect(directory.resolve("llama3", .ollama) == .steps([step("llama3", 0, 1)]))
    }

    @Test func `an alias leads to its hosts, then to its fallbacks`() throws {
        let hosts = [try Self.host("a", models: ["big"]), try Self.host("b", models: ["big"]), try Self.host("c", models: ["small"])]
        let aliases = [
            ModelAlias(name: "fast", model: "big", hosts: ["b"], fallback: ["small", "none"]),
            ModelAlias(name: "any", model: "big"), ModelAlias(name: "lost", model: "none", fallback: ["any"]),
            ModelAlias(name: "trusted", model: "unlisted", hosts: ["a"]),
        ]
        let directory = Self.directory(hosts, aliases: aliases)
        #expect(directory.resolve("fast", .openai) == .steps([step("big", 1), step("small", 2)]))
        #expect(directory.resolve("any", .openai) == .steps([step("big", 0, 1)]))
        #expect(directory.resolve("lost", .openai) == .steps([step("big", 0, 1)]))
        #expect(directory.resolve("trusted", .openai) == .steps([step("unlisted", 0)]))
        #expect(directory.knows("fast") && directory.knows("big") && !directory.knows("none"))
    }

    @Test func `lists are the union, each name once, in the host's own words`() throws {
        let hosts = [try Self.host("o", .ollama), try Self.host("p", .ollama), try Self.host("a", models: ["gpt", "w*"])]
        let directory = Self.directory(hosts, aliases: [ModelAlias(name: "fast", model: "x")], says: [0: ["x", "y"], 1: ["y"]])
        let catalog = directory.catalog { _ in true }
        #expect(catalog.entries.map(\.name) == ["x", "y", "gpt", "fast"])
        let tags = String(decoding: catalog.ollamaTags(), as: UTF8.self)
        #expect(tags.contains(#"{"name":"x","model":"x","digest":"d","kept":1.0e1}"#) && !tags.contains("gpt") && tags.contains("fast"))
        let list = String(decoding: catalog.openAIList(), as: UTF8.self)
        #expect(list.contains(#""id":"gpt""#) && list.contains(#""id":"y""#))
        #expect(String(decoding: catalog.anthropicList(), as: UTF8.self).hasSuffix(#""has_more":false,"first_id":"x","last_id":"fast"}"#))
        #expect(catalog.model("gpt", isAnthropic: false) != nil && catalog.model("none", isAnthropic: false) == nil)
        #expect(catalog.filtered { $0 == "y" }.entries.map(\.name) == ["y"])
        #expect(directory.catalog { $0 == 1 }.entries.map(\.name) == ["y", "gpt", "fast"], "what only a lost host has is gone")
    }

    @Test func `one tag with two digests is marked`() throws {
        let directory = ModelDirectory()
        directory.configure([(0, try Self.host("o", .ollama)), (1, try Self.host("p", .ollama))], aliases: [])
        directory.update(0, Self.listing(["x"], digest: "one"))
        directory.update(1, Self.listing(["x"], digest: "two"))
        let catalog = directory.catalog { _ in true }
        #expect(catalog.entries[0].isConflicting)
        #expect(
            String(decoding: catalog.ollamaTags(), as: UTF8.self).contains(#""hopguard":{"conflict":true,"hosts":["o","p"]},"name":"x""#))
    }

    @Test func `a thousand hosts with ten thousand models are one directory`() throws {
        let hosts = try (0..<1000).map { try Self.host("h\($0)") }
        // Ten of its own each, and one that all have.
        let directory = Self.directory(hosts)
        for slot in 0..<1000 { directory.update(slot, Self.listing((0..<10).map { "m\(slot)-\($0)" } + ["common"])) }
        #expect(directory.resolve("m777-3", .openai) == .steps([step("m777-3", 777)]))
        guard case .steps(let steps) = directory.resolve("common", .openai) else { throw CancellationError() }
        #expect(steps == [RouteStep(model: "common", hosts: Array(0..<1000))])
        #expect(directory.catalog { _ in true }.entries.count == 10_001)
        // One host's change is that host's alone.
        directory.update(777, Self.listing(["other"]))
        #expect(directory.resolve("m777-3", .openai) == .unknown)
        #expect(directory.resolve("m778-3", .openai) == .steps([step("m778-3", 778)]))
        #expect(directory.catalog { $0 != 778 }.entries.count == 10_001 - 10 - 10 + 1)
    }

    @Test func `of a host that lists without end ten thousand are taken`() {
        let list = (0..<20_000).map { #"{"id":"m\#($0)"}"# }.joined(separator: ",")
        #expect(HostListing.models(Array(#"{"data":[\#(list)]}"#.utf8))?.count == HostListing.maxModels)
    }
}
