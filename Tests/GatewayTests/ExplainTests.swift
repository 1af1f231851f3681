import Configuration
import Detection
import Pipeline
import Proxy
import Testing

@testable import Gateway

@Suite struct ExplainTests {
    private func explainer(_ assembly: Assembly) -> Explainer {
        let settings = assembly.loaded.settings
        let balancer = Balancer(HostAssembly.balance(settings.balance), seed: 1)
        balancer.configure(assembly.hosts, HostAssembly.balance(settings.balance))
        let snapshot = assembly.snapshot(
            generation: 1, secret: TrialAssembly.secret, ledger: KeyLedger(), classifiers: { _ in SilentClassifier() },
            sink: UnkeptAudit(), balancer: balancer)
        return Explainer(
            snapshot: snapshot, balancer: balancer, hosts: assembly.hosts, secret: TrialAssembly.secret,
            classifiers: { _ in SilentClassifier() })
    }

    private func explain(
        _ text: String, _ assembly: Assembly, _ change: (inout ExplainQuestion) -> Void = { _ in }
    ) async -> Explanation {
        var question = ExplainQuestion(Array(text.utf8))
        change(&question)
        return await explainer(assembly).explain(question)
    }

    private let cloudAndLocal = [TrialAssembly.host("far", trust: .cloud), TrialAssembly.host("near", trust: .local)]

    @Test func `the policy, its reason, the findings and both bodies are told`() async throws {
        let assembly = try TrialAssembly.make(hosts: cloudAndLocal)
        let told = await explain(
            #"{"model":"m1","messages":[{"role":"system","content":"be brief"},{"role":"user","content":"Grüße an anna@corp.example"}]}"#,
            assembly)
        #expect(told.policy == "cloud")
        #expect(told.trust == "cloud")
        #expect(told.why.contains { $0.contains("'far'") && !$0.contains("'near'") })
        #expect(told.refusal == nil)
        let found = try #require(told.findings.first { $0.type == "EMAIL_ADDRESS" })
        #expect(found.place == "messages[1].content")
        #expect(found.role == "user")
        #expect(found.scalars == 9..<26)
        #expect(found.text == "anna@corp.example")
        #expect(found.action == "surrogate")
        let cloud = String(decoding: try #require(told.cloudBody), as: UTF8.self)
        let local = String(decoding: try #require(told.localBody), as: UTF8.self)
        #expect(!cloud.contains("anna@corp.example"))
        #expect(cloud.hasPrefix(#"{"model":"m1","messages":[{"role":"system","content":"be brief"},{"role":"user","content":"Gr"#))
        #expect(local.contains("anna@corp.example"))
        #expect(told.hosts.map(\.id) == ["far", "near"])
        #expect(told.returning == "Grüße an anna@corp.example")
        #expect(!told.leaving.contains("anna"))
    }

    @Test func `plain text is a user's message, and what is kept is told too`() async throws {
        let assembly = try TrialAssembly.make(hosts: [TrialAssembly.host("near", trust: .local)])
        let told = await explain("mail anna@corp.example", assembly) { $0.model = "m1" }
        #expect(told.policy == "local")
        #expect(told.why.contains { $0.contains("Trust is local") })
        #expect(told.findings.map(\.action) == ["keep"])
        #expect(told.cloudBody == nil)
        #expect(told.localBody == Array(#"{"model":"m1","messages":[{"role":"user","content":"mail anna@corp.example"}]}"#.utf8))
    }

    @Test func `a blocked request is told with its reason, and nothing would leave`() async throws {
        let assembly = try TrialAssembly.make(hosts: cloudAndLocal)
        let told = await explain("my key is AKIA" + "IOSFODNN7ABCDEFG", assembly) { $0.model = "m1" }
        #expect(told.refusal?.contains("API_KEY (1)") == true)
        #expect(told.refusalStatus == 400)
        #expect(told.cloudBody == nil && told.localBody == nil && told.hosts.isEmpty)
        #expect(told.findings.contains { $0.type == "API_KEY" && $0.action == "block" })
        #expect(ExplainTool.text(told).contains("Nothing would leave."))
    }

    @Test func `a type that only local hosts may have leaves the cloud hosts out`() async throws {
        let assembly = try TrialAssembly.make(
            ["policy: own\nmatch: { trust: cloud }\nredact:\n  entities: { EMAIL_ADDRESS: local }\n"], hosts: cloudAndLocal)
        let told = await explain("mail anna@corp.example", assembly) { $0.model = "m1" }
        #expect(told.isLocalOnly)
        #expect(told.cloudBody == nil)
        #expect(told.hosts.map(\.id) == ["near"])
    }

    @Test func `a model that nobody is known to have is said so`() async throws {
        let discovering = TrialAssembly.host("far", trust: .cloud, models: nil)
        let told = await explain("mail anna@corp.example", try TrialAssembly.make(hosts: [discovering])) { $0.model = "new" }
        #expect(told.notes.contains { $0.contains("'far'") })
        #expect(told.policy == "cloud")
        #expect(told.hosts.map(\.id) == ["far"])
        let unknown = await explain("mail anna@corp.example", try TrialAssembly.make()) { $0.model = "new" }
        #expect(unknown.notes.contains { $0.contains("404") })
        #expect(unknown.hosts.isEmpty)
        #expect(unknown.cloudBody != nil)
    }

    @Test func `what is wrong with the question is told`() async throws {
        let assembly = try TrialAssembly.make(hosts: cloudAndLocal)
        let noPolicy = await explain("x", assembly) { $0.policy = "nope" }
        #expect(noPolicy.refusal?.contains("'nope'") == true)
        let noKey = await explain("x", assembly) { $0.key = "nobody" }
        #expect(noKey.refusal?.contains("'nobody'") == true)
        let twice = await explain(#"{"model":"m","Model":"m"}"#, assembly)
        #expect(twice.refusalStatus == 400)
    }

    @Test func `a key's policy and its rights count, and its rate is not used up`() async throws {
        var key = ClientKey(name: "alice", line: 1, proof: .sha256([UInt8](repeating: 1, count: 32)), team: "research")
        key.models = [Glob("m*")]
        let assembly = try TrialAssembly.make(
            [
                "policy: hers\norder: 1\nmatch: { keys: [alice] }\nlimit: { rate: 1/h }\n",
                "policy: rest\norder: 2\n",
            ], hosts: cloudAndLocal, keys: [key])
        for _ in 0..<3 {
            let told = await explain("x", assembly) {
                $0.key = "alice"
                $0.model = "m1"
            }
            #expect(told.policy == "hers")
            #expect(told.refusal == nil)
        }
        let other = await explain("x", assembly) { $0.model = "m1" }
        #expect(other.policy == "rest")
        #expect(other.why.contains { $0.contains("'hers' does not match") })
        let forbidden = await explain("x", assembly) {
            $0.key = "alice"
            $0.model = "other"
        }
        #expect(forbidden.refusalStatus == 403)
    }

    @Test(arguments: [
        (#"{"a":"@"}"#, "a"), (#"{"a":["x",{"b":"@"}]}"#, "a[1].b"), (#"{"@":1}"#, "(key)"), (#"{"a":{"b":1,"@":2}}"#, "a.(key)"),
        (#"{"a":"x\"{[,","b":[[],["@"]]}"#, "b[1][0]"), (#"{"t":{"arguments":"{\"to\":\"@\"}"}}"#, "t.arguments"),
        (#"{"a":[1,2,-3e5,null,true,"@"]}"#, "a[5]"),
    ])
    func `a place in a body is told in words`(_ text: String, _ place: String) throws {
        let bytes = Array(text.utf8)
        let at = try #require(bytes.firstIndex(of: UInt8(ascii: "@")))
        #expect(JSONPlaces.find([at], in: bytes) == [place])
    }

    @Test func `the wire format is told by the body`() {
        func api(_ text: String) -> ClientAPI { ExplainQuestion(Array(text.utf8)).chosenAPI }
        #expect(api("hello") == .chat)
        #expect(api(#"{"messages":[]}"#) == .chat)
        #expect(api(#"{"messages":[],"system":"x"}"#) == .messages)
        #expect(api(#"{"input":"x"}"#) == .responses)
        #expect(api(#"{"prompt":"x"}"#) == .completions)
        #expect(String(decoding: ExplainQuestion(Array("{}".utf8)).body(model: "m"), as: UTF8.self) == #"{"model":"m"}"#)
        #expect(
            String(decoding: ExplainQuestion(Array(#"{"prompt":"x"}"#.utf8)).body(model: "a\"b"), as: UTF8.self)
                == #"{"model":"a\"b","prompt":"x"}"#)
    }
}
