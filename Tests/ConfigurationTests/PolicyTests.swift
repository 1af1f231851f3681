import Foundation
import Testing

@testable import Configuration

@Suite struct PolicyTests {
    private func read(_ text: String) -> (policy: Policy?, problems: [Problem]) {
        ConfigurationLoader.policy(text: text, file: "p.yaml")
    }

    @Test func `everything the contract shows is read`() throws {
        let (policy, problems) = read(
            """
            policy: cloud
            order: 50
            match: { trust: cloud, paths: ["/v1/*"], models: ["gpt-*"], keys: [alice], teams: [research], headers: { X-Purpose: "support*" } }
            chain: [auth, limit, classify, redact, route, audit]
            limit: { body: 10MiB, rate: 600/m }
            classify: { when: suspicious, threshold: 0.7, sensitive: local, error: open, public: replace, recall: max }
            redact:
              default: mask
              entities: { EMAIL_ADDRESS: surrogate, US_SSN: block, IP_ADDRESS: placeholder, DATE_TIME: keep, SECRET: local, URL: hash }
              score: 0.25
              recognizers:
                - { type: EMPLOYEE_ID, pattern: '\\bE-\\d{6}\\b', score: 0.4, context: [employee, badge], surrogate: 'E-######' }
                - { type: PROJECT, words: [Bluebird, "Night Owl"], case: ignore }
              allow: ["support@corp.example", { pattern: '^192\\.0\\.2\\.' }, "$HOME ${env:X}"]
              images: keep
              responses: keep
              restore_from: [user, tool]
            route: { hosts: ["gpu*"], models: ["*"] }
            realtime: unguarded
            fallback: forbid
            mode: shadow
            tests:
              - { text: "mail ${env:NOT_EXPANDED}", finds: [EMAIL_ADDRESS] }
              - { text: "the capital of France", finds: [] }
              - { text: "ssn 536-90-4399", blocks: US_SSN }
              - { text: "mrn 12", local: MRN }
            """)
        #expect(problems == [])
        let p = try #require(policy)
        #expect(p.name == "cloud" && p.order == 50 && p.line == 1 && p.chainLine == 4)
        #expect(p.chain == [.auth, .limit, .classify, .redact, .route, .audit])
        #expect(p.match.trust == .cloud && p.match.headers.map(\.name) == ["x-purpose"])
        #expect(p.limit.body == 10 << 20 && p.limit.rates == [Rate(amount: 600, window: .seconds(60))])
        #expect(
            p.classify.when == .suspicious && p.classify.threshold == 0.7 && p.classify.sensitive == .local && p.classify.error == .open)
        #expect(p.classify.publicNames == .replace && p.classify.recall == .max)
        #expect(p.redact.fallback == .mask && p.redact.entities.map(\.action) == [.surrogate, .block, .placeholder, .keep, .local, .hash])
        #expect(
            p.redact.recognizers[0].pattern == Located(#"\bE-\d{6}\b"#, file: "p.yaml", line: 12) && p.redact.recognizers[0].score == 0.4)
        #expect(p.redact.recognizers[1].words.map(\.value) == ["Bluebird", "Night Owl"] && p.redact.recognizers[1].ignoresCase)
        #expect(p.redact.recognizers[1].score == 1 && p.redact.allow.count == 3)
        guard case .text(let text) = p.redact.allow[2] else { return #expect(Bool(false), "a text") }
        #expect(text.value == "$HOME ${env:X}")
        #expect(p.redact.images == .keep && p.redact.responses == .keep && p.redact.restoreFrom == [.user, .tool])
        #expect(p.route.hosts.map(\.pattern) == ["gpu*"] && p.realtime == .unguarded && p.fallback == .forbid && p.mode == .shadow)
        #expect(p.tests.map(\.expectation) == [.finds(["EMAIL_ADDRESS"]), .finds([]), .blocks("US_SSN"), .local("MRN")])
        #expect(p.tests[0].text == "mail ${env:NOT_EXPANDED}" && p.tests[2].line == 25)
    }

    @Test(arguments: [
        "policy: a b", "order: 1", "policy: x\norder: soon", "policy: x\nchain: [auth]", "policy: x\nchain: [audit]",
        "policy: x\nchain: [limit, auth, audit]",
        "policy: x\nchain: [auth, route, redact, audit]", "policy: x\nchain: [auth, audit, audit]",
        "policy: x\nchain: [auth, readct, audit]", "policy: x\nchain: auth",
        "policy: x\nmatch: { trust: neither }", "policy: x\nmatch: { paths: [] }", "policy: x\nmatch: { models: [''] }",
        "policy: x\nmatch: { header: { a: b } }",
        "policy: x\nmatch: { headers: { 'a b': c } }", "policy: x\nredact: { default: shred }",
        "policy: x\nredact: { entities: { email: keep } }", "policy: x\nredact: { score: 2 }",
        "policy: x\nredact: { recognizers: [{ pattern: a }] }", "policy: x\nredact: { recognizers: [{ type: A }] }",
        "policy: x\nredact: { recognizers: [{ type: A, words: [] }] }",
        "policy: x\nredact: { recognizers: [{ type: A, words: [' '] }] }",
        "policy: x\nredact: { recognizers: [{ type: A, words: [a], pattern: b }] }",
        "policy: x\nredact: { recognizers: [{ type: A, words: [a], case: perhaps }] }", "policy: x\nredact: { allow: [''] }",
        "policy: x\nredact: { allow: [{}] }",
        "policy: x\nredact: { allow: [{ patern: a }] }", "policy: x\nredact: { restore_from: [robot] }",
        "policy: x\nclassify: { error: ajar }", "policy: x\nclassify: { threshold: high }",
        "policy: x\ntests: [{ text: a }]", "policy: x\ntests: [{ finds: [] }]", "policy: x\ntests: [{ text: a, finds: [], blocks: A }]",
        "policy: x\nlimit: { rate: 5 }",
        "policy: x\nmode: dark", "policy: x\nlimit: { body: 0B }", "policy: x\nroute: { hosts: [] }", "policy: x\nfloor: true",
        "policy: x\nfloor: true\nredact: { entities: { A: block }, score: 1 }",
        "policy: x\nfloor: true\nredact: { entities: { A: block } }\norder: 5", "policy: [x]", "[]", "",
    ])
    func `a faulty policy is refused`(text: String) {
        let (_, problems) = read(text)
        #expect(
            !problems.isEmpty && problems.allSatisfy { $0.line == (text.contains("\n") ? text.split(separator: "\n").count : 1) },
            "\(problems)")
        #expect(problems.allSatisfy { $0.message.contains("expected") || $0.message.contains("did you mean") }, "\(problems)")
    }

    @Test func `a misspelt key names the nearest`() {
        #expect(
            read("policy: cloud\nchian: [auth]\n").problems.map(\.description) == [
                "p.yaml:2: `chian` is no known key, did you mean `chain`?"
            ])
    }

    @Test func `every condition of a match must hold and one of each list is enough`() {
        let match = read(
            "policy: x\nmatch: { trust: cloud, paths: ['/v1/*'], models: ['gpt-*', o1], keys: [alice], teams: [red, blue], headers: { x-a: 'b*' } }"
        ).policy!.match
        func matches(
            _ trust: HostTrust = .cloud, _ path: String = "/v1/x", _ model: String = "o1", _ key: String = "alice", _ team: String = "blue",
            _ header: String? = "bc"
        ) -> Bool {
            match.matches(trust: trust, path: path, model: model, key: key, team: team) { $0 == "x-a" ? header : nil }
        }
        #expect(matches())
        #expect(
            !matches(.local) && !matches(.cloud, "/api/chat") && !matches(.cloud, "/v1/x", "o2") && !matches(.cloud, "/v1/x", "o1", "bob"))
        #expect(!matches(.cloud, "/v1/x", "o1", "alice", "green") && !matches(.cloud, "/v1/x", "o1", "alice", "blue", "c"))
        #expect(!matches(.cloud, "/v1/x", "o1", "alice", "blue", nil))
        #expect(PolicyMatch().matches(trust: .local, path: "", model: "", key: "", team: "") { _ in nil })
    }

    @Test func `policies are tried by order and then by file name`() {
        let work = Workspace()
        work.write("policies/b.yaml", "policy: b\norder: 5\n").write("policies/a.yaml", "policy: a\norder: 5\n").write(
            "policies/c.yml", "policy: c\norder: 1\nmatch: { models: [x] }\n")
        work.write("policies/.hidden.yaml", "policy: no\n").write("policies/readme.md", "policy: no\n")
        let loaded = work.load("policies: policies")
        #expect(loaded.faults == [])
        #expect(loaded.policies.map(\.name) == ["c", "a", "b"])
        #expect(loaded.policy(trust: .cloud, path: "/", model: "x", key: "", team: "") { _ in nil }.name == "c")
        #expect(loaded.policy(trust: .cloud, path: "/", model: "y", key: "", team: "") { _ in nil }.name == "a")
    }

    @Test func `where no policy matches the built-in rules hold`() {
        let work = Workspace()
        work.write("policies/a.yaml", "policy: a\nmatch: { models: [x] }\n")
        let loaded = work.load("policies: policies")
        #expect(loaded.policy(trust: .cloud, path: "/", model: "y", key: "", team: "") { _ in nil }.name == "cloud")
        #expect(loaded.policy(trust: .local, path: "/", model: "y", key: "", team: "") { _ in nil }.name == "local")
    }

    @Test func `two policies of one name are worth a warning at the second`() {
        let work = Workspace()
        work.write("policies/a.yaml", "policy: x\n").write("policies/b.yaml", "# c\npolicy: x\n")
        let loaded = work.load("policies: policies")
        #expect(loaded.faults.isEmpty)
        #expect(
            loaded.warnings.map { "\($0)" } == [
                "policies/b.yaml:2: `policy` is `x`, which policies/a.yaml:1 has too; a name of its own tells them apart in the log"
            ])
    }
}

@Suite struct FloorCheckTests {
    private static let groups = [
        "SECRET": ["API_KEY", "JWT"], "US": ["US_SSN", "US_PASSPORT", "US_ITIN"], "NATIONAL_ID": ["US_SSN", "DE_ID", "PL_PESEL", "SE_PN"],
    ]

    private func problems(floor: String, policy: String, builtIn: [Policy] = []) -> [String] {
        let floors = [ConfigurationLoader.policy(text: "policy: f\nfloor: true\n" + floor, file: "f.yaml").policy!]
        let policies = [ConfigurationLoader.policy(text: "policy: p\n" + policy, file: "p.yaml").policy!]
        return FloorCheck.problems(policies: policies, floors: floors, builtIn: builtIn) { Self.groups[$0] }.map(\.description)
    }

    @Test func `a policy that does less than a floor is a fault of its entry`() {
        let found = problems(floor: "redact: { entities: { US_SSN: block } }", policy: "redact:\n  entities:\n    US_SSN: mask\n")
        #expect(found == ["p.yaml:4: `US_SSN` is mask in `p`, expected at least block, as the floor `f` (f.yaml:1) demands"])
    }

    @Test(arguments: [
        ("{ US_SSN: block }", "redact: { entities: { US_SSN: block } }", 0),
        ("{ US_SSN: mask }", "redact: { entities: { US_SSN: local } }", 0),
        ("{ US_SSN: surrogate }", "redact: { entities: { US_SSN: hash } }", 0),
        ("{ US_SSN: local }", "redact: { entities: { US_SSN: surrogate } }", 1), ("{ US_SSN: mask }", "redact: { default: keep }", 1),
        ("{ US_SSN: mask }", "redact: { default: surrogate }", 0),
        ("{ SECRET: block }", "redact: { default: block }", 0), ("{ SECRET: block }", "redact: { entities: { SECRET: block } }", 0),
        ("{ SECRET: block }", "redact: { entities: { SECRET: block, JWT: keep } }", 1),
        ("{ SECRET: block }", "redact: { entities: { API_KEY: block, JWT: block } }", 0),
        ("{ SECRET: block }", "redact: { entities: { SECRET: mask } }", 1),
        ("{ JWT: block }", "redact: { entities: { SECRET: block } }", 0),
        ("{ SECRET: block, JWT: mask }", "redact: { entities: { SECRET: block, JWT: mask } }", 0),
        ("{ US_SSN: block }", "redact: { entities: { US: block, NATIONAL_ID: keep } }", 0),
        ("{ US_SSN: block }", "redact: { entities: { US: keep, NATIONAL_ID: block } }", 0),
        ("{ US_SSN: keep }", "redact: { default: keep }", 0), ("{ US_SSN: mask }", "chain: [auth, route, audit]", 1),
        ("{ US_SSN: mask }", "mode: shadow", 1),
    ])
    func `how much is enough`(floor: String, policy: String, count: Int) {
        let found = problems(floor: "redact: { entities: \(floor) }", policy: policy)
        #expect(found.count == count, "\(found)")
    }

    @Test(arguments: [
        ("{ trust: cloud }", "{ trust: local }", false), ("{ trust: cloud }", "{ models: [a] }", true),
        ("{ models: ['gpt-*'] }", "{ models: ['claude*'] }", false),
        ("{ models: ['gpt-*'] }", "{ models: ['*-4o'] }", true), ("{ teams: [a] }", "{ teams: [b] }", false),
        ("{ keys: [a] }", "{ teams: [b] }", true),
        ("{ headers: { x: 'a*' } }", "{ headers: { x: 'b*' } }", false), ("{ headers: { x: 'a*' } }", "{ headers: { y: 'b*' } }", true),
    ])
    func `a floor binds the policies that share requests with it`(floor: String, policy: String, binds: Bool) {
        let found = problems(
            floor: "match: \(floor)\nredact: { entities: { A: block } }", policy: "match: \(policy)\nredact: { default: keep }")
        #expect(found.isEmpty != binds)
    }

    @Test func `the built-in rules are bound where no policy stands before them`() {
        let floor = "match: { trust: local }\nredact: { entities: { A: block } }"
        #expect(
            problems(floor: floor, policy: "match: { trust: cloud }", builtIn: [ShippedPolicies.local]).first?.hasPrefix("f.yaml:1: ")
                == true)
        #expect(
            problems(floor: floor, policy: "match: { trust: local }\nredact: { default: block }", builtIn: [ShippedPolicies.local]) == [])
    }
}

@Suite struct ShippedPoliciesTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test(arguments: [
        ("cloud", ShippedPolicies.cloudText), ("local", ShippedPolicies.localText), ("strict", ShippedPolicies.strictText),
        ("pipeline", ShippedPolicies.pipelineText),
    ])
    func `the policies in the program are those of the files`(name: String, text: String) throws {
        let file = try String(contentsOf: Self.root.appending(path: "policies/\(name).yaml"), encoding: .utf8)
        #expect(text == file, "run scripts/embed-policies")
        #expect(ConfigurationLoader.policy(text: file, file: name).problems == [])
    }

    @Test func `the shipped policies are tried in their order and do what their names say`() {
        #expect(ShippedPolicies.all.map(\.order) == ShippedPolicies.all.map(\.order).sorted())
        #expect(ShippedPolicies.all.allSatisfy { !$0.tests.isEmpty })
        #expect(ShippedPolicies.cloud.match.trust == .cloud && ShippedPolicies.cloud.chain.contains(.redact))
        #expect(ShippedPolicies.local.match.trust == .local && !ShippedPolicies.local.chain.contains(.redact))
        #expect(ShippedPolicies.strict.classify.error == .closed && ShippedPolicies.strict.redact.fallback == .block)
        #expect(
            ShippedPolicies.pipeline.redact.entities.allSatisfy { $0.action != .block }
                && ShippedPolicies.pipeline.redact.fallback != .block)
        // Without being asked for, they do not catch everything.
        #expect(!ShippedPolicies.strict.match.headers.isEmpty && !ShippedPolicies.pipeline.match.headers.isEmpty)
    }
}
