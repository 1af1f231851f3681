import Foundation
import TestSupport
import Testing
import WireFormats

@testable import Gateway

@Suite(.started(), .serialized, .timeLimit(.minutes(5))) struct SightTests {
    private var program: StartedProgram { StartedProgram.current }

    private func exposition() throws -> Exposition {
        let answer = try program.send("/metrics", to: program.admin)
        #expect(answer.status == 200 && answer.fields["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        return try Exposition(answer.body)
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOf: StartedProgram.root.appendingPathComponent(path), encoding: .utf8)
    }

    @Test func `the metrics of a started program are those of the catalogue, and read strictly`() throws {
        #expect(try program.chat("mail anna@corp.example").status == 200)
        #expect(try program.chat("my social security number is 536-90-4399").status == 400)
        let told = try exposition()
        #expect(told.kinds == Dictionary(uniqueKeysWithValues: MetricFamily.all.map { ($0.name, $0.kind.rawValue) }))
        let families = Dictionary(uniqueKeysWithValues: MetricFamily.all.map { ($0.name, Set($0.labels)) })
        for sample in told.samples {
            let family = families[sample.name] ?? families[String(sample.name.prefix(upTo: sample.name.lastIndex(of: "_")!))]
            #expect(Set(sample.labels.keys).subtracting(["le"]) == family, "\(sample.name)")
        }
        #expect(told.total("hopguard_requests_total", ["policy": "trial", "model": "m1", "host": "far", "status": "200"]) >= 1)
        #expect(told.total("hopguard_blocked_total", ["policy": "trial", "type": "US_SSN"]) >= 1)
        #expect(told.total("hopguard_entities_total", ["type": "EMAIL_ADDRESS", "action": "surrogate"]) >= 1)
        #expect(told.total("hopguard_tokens_total", ["direction": "prompt", "host": "far"]) >= 7)
        #expect(told.total("hopguard_first_byte_seconds_count", ["host": "far"]) >= 1)
        #expect(told.total("hopguard_stage_seconds_count", ["stage": "redact"]) >= 2)
        #expect(told.total("hopguard_host_up", ["host": "far"]) == 1 && told.total("hopguard_ready") == 1)
        let age = Date().timeIntervalSince1970 - told.total("process_start_time_seconds")
        #expect(age > 0 && age < 600)
    }

    @Test func `every metric is in the documentation, with its kind and its labels`() throws {
        var rows: [String: [String]] = [:]
        for line in try text("docs/metrics.md").split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
            rows[cells[1].replacing("`", with: "")] = [cells[2], cells[3].replacing("`", with: "")]
        }
        let known = Dictionary(
            uniqueKeysWithValues: MetricFamily.all.map { ($0.name, [$0.kind.rawValue, $0.labels.joined(separator: ", ")]) })
        #expect(rows == known)
    }

    @Test func `every query of dashboard and alerts names metrics and labels that are there`() throws {
        _ = try program.chat("hello")
        let told = try exposition()
        let page = try text("docs/metrics.md")
        var queries: [String] = []
        func collect(_ value: JSONValue) {
            for member in value.members ?? [] {
                if member.name == "expr", let text = member.value.text { queries.append(text) }
                if member.name == "query", let text = member.value.text, text.contains("hopguard_") { queries.append(text) }
                collect(member.value)
            }
            for element in value.elements ?? [] { collect(element) }
        }
        let dashboard = try #require(JSONValue(parsing: Array(try text("deploy/grafana/hopguard.json").utf8)))
        collect(dashboard)
        #expect(queries.count > 50)
        let rules = try text("deploy/prometheus/hopguard.rules.yml")
        let alerts = rules.components(separatedBy: "- alert: ").dropFirst()
        #expect(alerts.count >= 12)
        for alert in alerts {
            let expression = try #require(alert.components(separatedBy: "expr:").last?.components(separatedBy: "labels: {").first)
            queries.append(expression.components(separatedBy: "\n        for:")[0].replacing(">-", with: ""))
        }
        var used: Set<String> = []
        for query in queries {
            for (name, labels) in Self.selectors(query) {
                if name.hasPrefix("llamacpp:") || name.hasPrefix("vllm:") {
                    #expect(page.contains("`\(name)`"), "docs/metrics.md does not say that \(name) is used")
                    continue
                }
                if name == "up" { continue }
                let base = ["_bucket", "_sum", "_count"].first { name.hasSuffix($0) && told.kinds[String(name.dropLast($0.count))] != nil }
                let family = String(name.dropLast(base?.count ?? 0))
                #expect((told.kinds[family] == "histogram") == (base != nil), "\(name) in \(query)")
                let known = try #require(MetricFamily.all.first { $0.name == family }, "\(name) in \(query)")
                used.insert(family)
                // The scraper's own, and the bound of a bucket.
                let allowed = Set(known.labels + ["job", "instance"] + (base == "_bucket" ? ["le"] : []))
                #expect(labels.subtracting(allowed) == [], "\(name) in \(query)")
            }
        }
        let unused = MetricFamily.all.map(\.name).filter { !used.contains($0) && $0.hasPrefix("hopguard_") }
        #expect(unused == ["hopguard_build_info"])
    }

    /// The metrics that a query names, each with the labels that it is selected and, within its aggregation, grouped by.
    static func selectors(_ query: String) -> [(name: String, labels: Set<String>)] {
        let words: Set<String> = [
            "sum", "by", "rate", "increase", "histogram_quantile", "topk", "count", "max", "min", "avg", "changes", "offset", "and", "or",
            "min_over_time", "max_over_time", "label_values", "unless", "without", "on", "ignoring", "time",
        ]
        var found: [(name: String, labels: Set<String>)] = []
        var groups: Set<String> = []
        let text = Array(query)
        var at = 0
        func isName(_ character: Character) -> Bool {
            character.isASCII && (character.isLetter || character.isNumber || character == "_" || character == ":")
        }
        func list(closing end: Character) -> String {
            let start = at + 1
            while at < text.count, text[at] != end { at += 1 }
            return String(text[start..<min(at, text.count)])
        }
        while at < text.count {
            let character = text[at]
            if character == "[" || character == "\"" {
                at += 1
                let end: Character = character == "[" ? "]" : "\""
                while at < text.count, text[at] != end { at += 1 }
                at += 1
            } else if character == "{" {
                let inside = list(closing: "}")
                at += 1
                let names = inside.matches(of: /([a-zA-Z_]+)\s*(?:=~|!=|!~|=)/).map { String($0.1) }
                if !found.isEmpty { found[found.count - 1].labels.formUnion(names) }
            } else if isName(character), !character.isNumber {
                let start = at
                while at < text.count, isName(text[at]) { at += 1 }
                let word = String(text[start..<at])
                if word == "by" {
                    while at < text.count, text[at] != "(" { at += 1 }
                    groups = Set(list(closing: ")").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
                    at += 1
                } else if word == "label_values" {
                    return [(String(query.split(separator: "(")[1].prefix { isName($0) }), [])]
                } else if !words.contains(word) {
                    found.append((word, groups))
                } else if ["sum", "max", "min", "avg", "count", "topk"].contains(word) {
                    groups = []
                }
            } else {
                // A number's unit is no name.
                let wasNumber = character.isNumber
                at += 1
                if wasNumber { while at < text.count, isName(text[at]) || text[at] == "." { at += 1 } }
            }
        }
        return found
    }

    @Test func `a query is taken apart`() {
        let found = Self.selectors(
            #"histogram_quantile(0.95, sum by (host, le) (rate(a_bucket{x=~"y", z!="{"}[5m]))) > 5 * max by (q) (b) offset 5m"#)
        #expect(found.map(\.name) == ["a_bucket", "b"])
        #expect(found[0].labels == ["host", "le", "x", "z"] && found[1].labels == ["q"])
    }

    @Test func `each request leaves one line, hostile words are escaped, and no text is in it`() throws {
        let sane = "sight-\(UUID().uuidString)"
        let hostile = "m\"}\u{1B}[2J\n{\"level\":\"error\",\u{202E}\u{85}"
        _ = try program.chat("mail berta@corp.example and a secret word: zanzibar", fields: ["x-request-id": sane])
        _ = try program.chat("zanzibar", model: hostile, fields: ["x-request-id": "bad id"])
        var lines: [JSONValue] = []
        try blockUntil("both requests leave a line") {
            lines = program.log.filter {
                $0["message"]?.text == "request" && ($0["request_id"]?.text == sane || $0["model"]?.text == hostile)
            }
            return lines.count >= 2
        }
        #expect(lines.count == 2)
        let first = try #require(lines.first { $0["request_id"]?.text == sane })
        for (name, value) in [
            ("key", "alice"), ("api", "chat"), ("model", "m1"), ("model_sent", "m1"), ("policy", "trial"), ("host", "far"),
            ("decision", "forwarded"), ("reason", ""), ("ended", "complete"), ("address", "127.0.0.1"),
        ] { #expect(first[name]?.text == value, "\(name)") }
        #expect(first["status"]?.integer == 200 && first["attempts"]?.integer == 1 && first["prompt_tokens"]?.integer == 7)
        #expect(first["entities"]?["EMAIL_ADDRESS"]?["surrogate"]?.integer == 1)
        #expect(first["ms"] != nil && first["first_byte_ms"] != nil && first["request_bytes"]?.integer ?? 0 > 50)
        let second = try #require(lines.first { $0["model"]?.text == hostile })
        #expect(second["status"]?.integer == 404 && second["reason"]?.text == "model_unknown")
        #expect(second["request_id"]?.text == second["id"]?.text)
        let raw = try text(at: program.folder.appendingPathComponent("log"))
        #expect(!raw.contains("zanzibar") && !raw.contains("berta@") && !raw.contains("secret word"))
        #expect(!raw.unicodeScalars.contains { $0.value != 10 && ($0.value < 32 || (127...159).contains($0.value)) })
    }

    private func text(at url: URL) throws -> String { try String(contentsOf: url, encoding: .utf8) }

    @Test func `the collector is sent a span, the host our span as its parent, and neither a text or a secret`() throws {
        let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let before = program.host.received("/v1/chat/completions").count
        #expect(
            try program.chat("mail carl@corp.example about zanzibar", fields: ["traceparent": parent, "tracestate": "a=1"]).status == 200)
        let sent = try #require(program.host.received("/v1/chat/completions").dropFirst(before).first)
        #expect(sent.fields["tracestate"] == "a=1")
        let own = try #require(sent.fields["traceparent"].flatMap { TraceParent(ArraySlice($0.utf8)) })
        #expect(own.traceID == (0x4bf9_2f35_77b3_4da6, 0xa3ce_929d_0e0e_4736) && own.spanID != 0x00f0_67aa_0ba9_02b7 && own.isSampled)
        let name = TraceContext.hex(own.spanID)
        let posts = try program.collector.wait("/v1/traces") { $0.contains { $0.text.contains(name) } }
        let post = try #require(posts.first { $0.text.contains(name) })
        #expect(post.fields["x-collector"] == "collector-secret" && post.fields["content-type"] == "application/json")
        let resource = try #require(JSONValue(parsing: post.body)?["resourceSpans"]?.elements?.first)
        let spans = try #require(resource["scopeSpans"]?.elements?.first?["spans"]?.elements)
        let span = try #require(spans.first { $0["spanId"]?.text == name })
        #expect(span["parentSpanId"]?.text == "00f067aa0ba902b7" && span["name"]?.text == "chat m1")
        let attributes = (span["attributes"]?.elements ?? []).compactMap { $0["key"]?.text }
        for wanted in [
            "gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model", "gen_ai.response.model", "gen_ai.usage.input_tokens",
            "gen_ai.usage.output_tokens", "http.response.status_code", "hopguard.policy", "hopguard.entities.EMAIL_ADDRESS.surrogate",
        ] { #expect(attributes.contains(wanted), "\(wanted)") }
        for post in posts {
            for secret in ["zanzibar", "carl@", "host-secret", "alice-token", "collector-secret"] { #expect(!post.text.contains(secret)) }
        }
    }
}

@Suite struct CommandLineTests {
    /// The commands, read off the overview.
    private func commands() throws -> [String] {
        let text = try StartedProgram.output(["--help"]).text
        return text.components(separatedBy: "Commands:\n")[1].split(separator: "\n").compactMap { line in
            guard line.hasPrefix("  ") else { return nil }
            return String(line.dropFirst(2)).components(separatedBy: "  ")[0]
        }
    }

    @Test func `completions and the man page name every command and option that help names`() throws {
        let commands = try commands()
        #expect(commands.count >= 20 && commands.contains("policy diff") && commands.contains("audit stats"))
        let pages = try ["bash", "zsh", "fish"].map { try StartedProgram.output(["completions", $0]).text }
        let man = try StartedProgram.output(["man"]).text
        for command in commands {
            #expect(man.contains(".SS hopguard \(command.replacing("-", with: "\\-"))"), "\(command)")
            let help = try StartedProgram.output(command.split(separator: " ").map(String.init) + ["--help"])
            #expect(help.status == 0 && help.text.hasPrefix("hopguard \(command): "))
            for option in help.text.matches(of: /\n  --([a-z-]+)/).map({ String($0.1) }) {
                #expect(man.contains(".B \\-\\-\(option.replacing("-", with: "\\-"))"), "\(command) --\(option)")
                for page in pages { #expect(page.contains("-\(option)") || page.contains("-l \(option)"), "\(command) --\(option)") }
            }
        }
    }

    @Test func `shells read the completions`() throws {
        for shell in ["bash", "zsh", "fish"] {
            let path = ["/bin/", "/usr/bin/"].map { $0 + shell }.first { FileManager.default.isExecutableFile(atPath: $0) }
            guard let path else { continue }
            let file = FileManager.default.temporaryDirectory.appendingPathComponent("completions-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: file) }
            try StartedProgram.output(["completions", shell]).text.write(to: file, atomically: true, encoding: .utf8)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = ["-n", file.path]
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "\(shell)")
        }
    }
}
