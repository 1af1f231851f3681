import Audit
import Configuration
import Foundation
import Pipeline
import Proxy
import Testing
import WireFormats

@testable import Gateway

@Suite struct DashboardTests {
    /// A program that serves nobody, with a log of its own.
    private final class Trial {
        let folder: URL
        let store: AuditStore
        let data: DashboardData
        let running: Running

        init() throws {
            folder = FileManager.default.temporaryDirectory.appendingPathComponent("dashboard-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let path = folder.appendingPathComponent("log.db").path
            store = try AuditStore(
                AuditStore.Settings(path: path, durability: .strict, keep: nil), key: AuditAccess.chainKey(TrialAssembly.secret)
            ) { _ in }
            let assembly = try TrialAssembly.make(hosts: [TrialAssembly.host("far", trust: .cloud)])
            let balancer = Balancer(HostAssembly.balance(assembly.loaded.settings.balance), seed: 1)
            balancer.configure(assembly.hosts, HostAssembly.balance(assembly.loaded.settings.balance))
            let snapshot = assembly.snapshot(
                generation: 1, secret: TrialAssembly.secret, ledger: KeyLedger(), classifiers: { _ in SilentClassifier() }, sink: store,
                balancer: balancer)
            running = Running(log: Log(), balancer: balancer, audit: store, snapshot: snapshot)
            data = DashboardData(running: running, desk: AuditDesk(.file(path)), secret: TrialAssembly.secret)
        }

        deinit {
            store.shutDown()
            try? FileManager.default.removeItem(at: folder)
        }

        func record(_ id: String, decision: Decision = .forwarded, key: String = "alice", status: Int = 200) async throws {
            var admission = AdmissionRow()
            admission.id = id
            admission.requestID = id
            admission.time = WallClock.now()
            admission.key = key
            admission.api = "chat"
            admission.path = "/v1/chat/completions"
            admission.modelAsked = "<script>alert(1)</script>\u{1B}[2J\"'"
            admission.policy = "cloud"
            admission.entities = [EntityRow(type: "EMAIL_ADDRESS", action: "surrogate", recognizer: "email", count: 2)]
            var outcome = OutcomeRow()
            outcome.id = id
            outcome.decision = decision
            outcome.status = status
            outcome.host = "far"
            outcome.modelSent = "m1"
            outcome.promptTokens = 10
            outcome.completionTokens = 20
            outcome.totalMilliseconds = 12
            outcome.firstByteMilliseconds = 3
            outcome.stages = [("auth", 0.01), ("redact", 0.5)]
            outcome.attempts = [AttemptRow(host: "far", status: status, error: "", milliseconds: 11)]
            try await store.admit(admission)
            try await store.close(admission, outcome)
        }

        func read(_ path: String, _ query: String = "") async throws -> JSONValue {
            try #require(JSONValue(parsing: try await data.read(path, query: query)))
        }
    }

    @Test func `the overview counts what the log holds`() async throws {
        let trial = try Trial()
        try await trial.record("a")
        try await trial.record("b", decision: .blocked, status: 400)
        for (range, points) in [("1h", 60), ("24h", 24), ("30d", 30)] {
            let value = try await trial.read("overview", "range=\(range)")
            #expect(value["totals"]?["requests"]?.integer == 2)
            #expect(value["totals"]?["blocked"]?.integer == 1)
            #expect(value["totals"]?["entities"]?.integer == 4)
            #expect(value["totals"]?["prompt_tokens"]?.integer == 20)
            let series = try #require(value["series"]?.elements)
            #expect(series.count == points)
            #expect(series.compactMap { $0["requests"]?.integer }.reduce(0, +) == 2)
            #expect(series.compactMap { $0["entities"]?.integer }.reduce(0, +) == 4)
            #expect(value["by"]?["key"]?.elements?.first?["name"]?.text == "alice")
            #expect(value["by"]?["entity"]?.elements?.first?["count"]?.integer == 4)
            #expect(value["hosts"]?.integer == 1)
            #expect(series.contains { $0["first_p95_ms"]?.isNull == false })
            #expect(value["by"]?["decision"]?.elements?.count == 2)
            #expect(value["fleet"]?.elements?.count == points)
        }
    }

    @Test func `the log is paged and filtered`() async throws {
        let trial = try Trial()
        for n in 0..<55 { try await trial.record("row-\(n)", key: n % 2 == 0 ? "alice" : "ci") }
        let first = try #require(try await trial.read("requests")["rows"]?.elements)
        #expect(first.count == 50)
        #expect(first[0]["id"]?.text == "row-54")
        let last = try #require(first[49]["id"]?.text)
        let second = try #require(try await trial.read("requests", "before=\(last)")["rows"]?.elements)
        #expect(second.compactMap { $0["id"]?.text } == ["row-4", "row-3", "row-2", "row-1", "row-0"])
        let hers = try #require(try await trial.read("requests", "key=alice&status=2xx&since=1h")["rows"]?.elements)
        #expect(hers.count == 28)
        #expect(try await trial.read("requests", "before=nobody")["rows"]?.elements?.isEmpty == true)
    }

    @Test func `a request's page has its tries, its stages and the state of its chain`() async throws {
        let trial = try Trial()
        try await trial.record("one")
        let row = try await trial.read("requests/one")
        #expect(row["attempts"]?.elements?.first?["host"]?.text == "far")
        #expect(row["stages"]?.elements?.map { $0["stage"]?.text } == ["auth", "redact"])
        #expect(row["chain"]?.text == "as it was written")
        #expect(row["model_asked"]?.text == "<script>alert(1)</script>\u{1B}[2J\"'")
        await #expect(throws: PipelineError.self) { try await trial.read("requests/two") }
    }

    @Test(arguments: [
        "foo=1", "range=1h", "status=abc", "since=zz", "key=%zz", "key=a&key=b", "key", "key=\(String(repeating: "a", count: 300))",
        "before=a&before=b", "until=yesterday-ish",
    ])
    func `a query that cannot be read is refused`(_ query: String) async throws {
        let trial = try Trial()
        await #expect(throws: PipelineError.self) { try await trial.read("requests", query) }
        await #expect(throws: PipelineError.self) { try await trial.read("overview", query.replacing("range=1h", with: "range=2h")) }
    }

    @Test func `a log that cannot be read is told, not waited for`() async throws {
        let desk = AuditDesk(.file("/nonexistent/log.db"))
        for _ in 0..<3 {
            await #expect(throws: PipelineError.self) { try await desk.ask { (log) throws(DatabaseError) in try log.newestSeq() } }
        }
    }

    @Test func `the playground marks a text by Unicode scalars`() async throws {
        let trial = try Trial()
        let answer = try await trial.data.examine(
            Array(#"{"text":"Grüße 👍🏽 anna@corp.example <b>","policy":"","key":"","model":"m1"}"#.utf8))
        let value = try #require(JSONValue(parsing: answer))
        let text = Array(try #require(value["text"]?.text).unicodeScalars)
        let finding = try #require(value["findings"]?.elements?.first)
        let start = try #require(finding["start"]?.integer)
        let end = try #require(finding["end"]?.integer)
        var marked = String.UnicodeScalarView()
        marked.append(contentsOf: text[start..<end])
        #expect(String(marked) == "anna@corp.example")
        #expect(value["leaving"]?.text?.contains("anna@") == false)
        #expect(value["returning"]?.text == "Grüße 👍🏽 anna@corp.example <b>")
        #expect(value["hosts"]?.elements?.first?.text == "far (cloud)")
        #expect(value["refused"]?.isNull == true)
    }

    @Test func `the playground shows a body's texts below their places, and leaves no row`() async throws {
        let trial = try Trial()
        let body = #"{\"model\":\"m1\",\"system\":\"x\",\"messages\":[{\"role\":\"user\",\"content\":\"to anna@corp.example\"}]}"#
        let value = try #require(JSONValue(parsing: try await trial.data.examine(Array(#"{"text":"\#(body)"}"#.utf8))))
        #expect(value["text"]?.text?.hasPrefix("messages[0].content\nto anna@corp.example") == true)
        #expect(value["findings"]?.elements?.first?["start"]?.integer == 23)
        #expect(value["leaving"]?.text?.hasPrefix("{\"model\":\"m1\"") == true)
        #expect(try await trial.read("requests")["rows"]?.elements?.isEmpty == true)
        await #expect(throws: PipelineError.self) { try await trial.data.examine(Array("[]".utf8)) }
    }
}
