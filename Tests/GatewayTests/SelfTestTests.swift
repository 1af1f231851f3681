import Configuration
import Detection
import Middleware
import Pipeline
import Testing
import WireFormats

@testable import Gateway

/// Configurations made in memory.
enum TrialAssembly {
    static let secret: [UInt8] = Array("a secret for tests, of no other use".utf8)

    /// The built-in rules alone, with the shipped policies or with others before them. Compiling each takes a while.
    static func make(
        _ policies: [String]? = nil, isShipped: Bool = false, hosts: [HostSettings] = [], keys: [ClientKey] = [],
        _ change: (inout Settings) -> Void = { _ in }
    ) throws -> Assembly {
        var loaded = LoadedConfiguration(
            settings: Settings(), policies: isShipped ? ShippedPolicies.all : [], floors: [], builtInCloud: ShippedPolicies.cloud,
            builtInLocal: ShippedPolicies.local, problems: [], warnings: [])
        loaded.settings.hosts = hosts
        loaded.settings.keys = keys
        change(&loaded.settings)
        if let policies {
            loaded.policies = try policies.map { text in
                let (policy, problems) = ConfigurationLoader.policy(text: text, file: "trial.yaml")
                #expect(problems.isEmpty)
                return try #require(policy)
            }
        }
        let assembly = Assembly(loaded)
        #expect(assembly.problems.isEmpty)
        return assembly
    }

    static func host(_ id: String, trust: HostTrust, api: Configuration.HostAPI = .ollama, models: [String]? = ["m*"]) -> HostSettings {
        var host = HostSettings(
            id: id, url: Located(Configuration.HostURL(scheme: .http, host: "127.0.0.1", port: 9), file: "t", line: 1), api: api)
        host.trust = trust
        host.models = models.map { $0.map { Glob($0) } }
        return host
    }
}

@Suite struct SelfTestTests {
    @Test func `every position of every body is text that the guard examines`() throws {
        for body in SelfTestBody.all {
            let bytes = body.bytes(model: "m", isStream: true) { "HERE-\($0)-" }
            let format = WireFormats.format(for: body.api)
            let outlined = try format.outline(bytes)
            let texts = outlined.slots.filter { $0.use == .text }.map { slot in
                format.withText(of: slot, in: outlined) { String(decoding: $0, as: UTF8.self) }
            }
            for (at, position) in body.positions.enumerated() {
                #expect(texts.contains { $0.contains("HERE-\(at)-") }, "\(body.api.rawValue): \(position.name)")
            }
            #expect(Set(body.positions.map(\.name)).count == body.positions.count)
        }
    }

    @Test func `the shipped policies let nothing through and bring everything back`() throws {
        let assembly = try TrialAssembly.make(isShipped: true)
        let report = SelfTest.prove(
            assembly.allPolicies, assembly, secret: TrialAssembly.secret, types: ["EMAIL_ADDRESS", "CREDIT_CARD", "API_KEY", "DATE_TIME"])
        #expect(report.isWell, "\(report.text)")
        #expect(report.rows.reduce(0) { $0 + $1.values } > 1000)
        #expect(SelfTest.atStart(assembly, secret: TrialAssembly.secret).isEmpty)
    }

    /// The cloud policy, with a plan that finds nothing: looks healthy, and leaks.
    private func blind(_ assembly: Assembly) throws -> CompiledPolicy {
        let cloud = try #require(assembly.policy(named: "cloud"))
        let plan = RedactionPlan(
            analyzer: Analyzer(recognizers: []), actions: cloud.plan.actions, templates: [:], blocksAttachments: true, restores: true,
            restoredRoles: Set(TextSlot.Role.allCases), isShadow: false)
        return CompiledPolicy(policy: cloud.policy, plan: plan)
    }

    @Test func `a guard that finds nothing is caught in every position`() throws {
        let assembly = try TrialAssembly.make()
        let report = SelfTest.prove([try blind(assembly)], assembly, secret: TrialAssembly.secret, types: ["EMAIL_ADDRESS"])
        #expect(!report.isWell)
        for row in report.rows {
            // Whole and streamed, each position.
            #expect(row.leaked >= min(row.positions, row.values), "\(row.api)")
        }
        #expect(report.faults.contains { $0.kind == .leaked && $0.place == "messages[0].content" && $0.type == "EMAIL_ADDRESS" })
    }

    @Test func `the short form catches a guard that finds nothing, also where it should block`() throws {
        let assembly = try TrialAssembly.make()
        let faults = SelfTest.glance([try blind(assembly)], assembly, secret: TrialAssembly.secret)
        #expect(faults.contains { $0.type == "EMAIL_ADDRESS" })
        #expect(faults.contains { $0.type == "API_KEY" })
        #expect(!faults.contains { "\($0)".contains("@") })
    }

    @Test func `real connections and disguised values are part of the whole test`() throws {
        let assembly = try TrialAssembly.make(hosts: [
            TrialAssembly.host("far", trust: .cloud), TrialAssembly.host("claude", trust: .cloud, api: .anthropic),
            TrialAssembly.host("near", trust: .local),
        ])
        let cloud = try #require(assembly.policy(named: "cloud"))
        let report = SelfTest.prove([cloud], assembly, secret: TrialAssembly.secret, types: ["EMAIL_ADDRESS"], isOverHTTP: true)
        #expect(report.isWell, "\(report.text)")
        let wire = report.rows.filter { $0.api.hasPrefix("over HTTP") }
        #expect(wire.map(\.api) == ["over HTTP to 'far'", "over HTTP to 'claude'"])
        #expect(wire.allSatisfy { $0.values > 50 })
        let caught = SelfTest.prove(
            [try blind(assembly)], assembly, secret: TrialAssembly.secret, types: ["EMAIL_ADDRESS"], isOverHTTP: true)
        for row in caught.rows { #expect(row.leaked > 0, "\(row.api)") }
        let disguised = try #require(caught.rows.first { $0.api.contains("disguised") })
        #expect(disguised.leaked == disguised.values)
    }

    @Test(arguments: SelfTestDisguise.allCases)
    func `a disguised value is seen in what left`(_ disguise: SelfTestDisguise) throws {
        let value = disguise == .fullWidth ? "4111 1111 1111 1111" : "anna.kowalska@corp.example"
        let specimen = SelfTestSpecimen(type: "T", sentence: "it is \(value) there", value: value, expectation: .replaced)
        let sentence = try #require(disguise.sentence(of: specimen))
        #expect(!sentence.contains(value))
        var json = JSONWriter()
        json.string(sentence)
        #expect(SelfTestTrace(json.bytes).shows(value))
    }

    @Test func `an answer that is not restored is caught, whole and streamed`() async throws {
        let assembly = try TrialAssembly.make()
        let cloud = try #require(assembly.policy(named: "cloud"))
        let specimen = try #require(SelfTestSpecimen.all(for: cloud, types: ["EMAIL_ADDRESS"]).planted.first)
        let plan = RedactionPlan(
            analyzer: cloud.plan.analyzer, actions: cloud.plan.actions, templates: [:], blocksAttachments: true, restores: false,
            restoredRoles: Set(TextSlot.Role.allCases), isShadow: false)
        let bench = SelfTestBench(
            CompiledPolicy(policy: cloud.policy, plan: plan), trust: .cloud, assembly, secret: TrialAssembly.secret)
        for body in SelfTestBody.all where body.answersText {
            var row = SelfTestReport.Row(policy: "cloud", trust: "cloud", api: body.api.rawValue)
            var report = SelfTestReport()
            await SelfTest.prove(specimen, body, bench, &row, &report)
            #expect(row.leaked == 0)
            #expect(row.unrestored >= 2 * body.positions.count, "\(body.api.rawValue)")
            #expect(report.faults.count == 2)
        }
    }

    @Test(arguments: [
        ("policy: quiet\nmode: shadow\n", "shadow"), ("policy: quiet\nchain: [auth, limit, route, audit]\n", "does not redact"),
    ])
    func `a policy that changes nothing claims nothing`(_ text: String, _ why: String) throws {
        let assembly = try TrialAssembly.make([text])
        let quiet = try #require(assembly.policy(named: "quiet"))
        let report = SelfTest.prove([quiet], assembly, secret: TrialAssembly.secret, types: ["EMAIL_ADDRESS"])
        #expect(report.rows.isEmpty)
        #expect(report.silent.first?.why.contains(why) == true)
        #expect(report.isWell)
    }

    @Test func `types that are kept and values that are allowed are not planted`() throws {
        let assembly = try TrialAssembly.make([
            """
            policy: own
            match: { trust: cloud }
            redact:
              entities: { IBAN_CODE: keep }
              allow: [{ pattern: '@' }]

            """
        ])
        let own = try #require(assembly.policy(named: "own"))
        let (planted, missing) = SelfTestSpecimen.all(for: own, types: ["EMAIL_ADDRESS", "IBAN_CODE", "CREDIT_CARD"])
        #expect(planted.map(\.type) == ["CREDIT_CARD"])
        #expect(missing == ["EMAIL_ADDRESS"])
        #expect(SelfTest.atStart(assembly, secret: TrialAssembly.secret).isEmpty)
    }

    @Test func `a policy's own types are planted by its words, its surrogate's shape and its tests`() throws {
        let assembly = try TrialAssembly.make([
            #"""
            policy: own
            match: { trust: cloud }
            redact:
              recognizers:
                - { type: PROJECT, words: [Bluebird, "Night Owl"], case: ignore }
                - { type: EMPLOYEE_ID, pattern: '\bE-\d{6}\b', score: 0.4, context: [employee, badge], surrogate: 'E-######' }
                - { type: TICKET, pattern: '\bT[0-9a-f]{8}\b', score: 0.8 }
                - { type: RIDDLE, pattern: '\b[qx]{9}\b', score: 0.8 }
            tests:
              - { text: "see T0badcafe there", finds: [TICKET] }

            """#
        ])
        let own = try #require(assembly.policy(named: "own"))
        let (planted, missing) = SelfTestSpecimen.all(for: own, types: [])
        #expect(planted.map(\.type).sorted() == ["EMPLOYEE_ID", "PROJECT", "TICKET"])
        #expect(missing == ["RIDDLE"])
        #expect(SelfTest.prove([own], assembly, secret: TrialAssembly.secret, types: []).isWell)
    }

    @Test func `what the actions promise is what is expected`() throws {
        let assembly = try TrialAssembly.make([
            """
            policy: own
            redact:
              entities: { EMAIL_ADDRESS: mask, CREDIT_CARD: local, IBAN_CODE: block, PHONE_NUMBER: placeholder, US_SSN: hash }

            """
        ])
        let own = try #require(assembly.policy(named: "own"))
        let types: Set = ["EMAIL_ADDRESS", "CREDIT_CARD", "IBAN_CODE", "PHONE_NUMBER", "US_SSN"]
        let report = SelfTest.prove([own], assembly, secret: TrialAssembly.secret, types: types)
        #expect(report.isWell, "\(report.text)")
        #expect(Set(report.rows.map(\.trust)) == ["cloud", "local"])
        for specimen in SelfTestSpecimen.all(for: own, types: types).planted {
            switch specimen.type {
            case "EMAIL_ADDRESS", "US_SSN": #expect(specimen.expectation == .replaced)
            case "CREDIT_CARD": #expect(specimen.expectation == .local)
            case "IBAN_CODE": #expect(specimen.expectation == .blocked)
            default: #expect(specimen.expectation == .restored)
            }
        }
    }

    @Test(arguments: [
        (#"{"a":"anna@corp.example"}"#, true), (#"{"a":"ANNA@Corp.example"}"#, true), (#"{"a":"anna\u0040corp.example"}"#, true),
        (#"{"a":"{\"b\":\"anna\\u0040corp.example\"}"}"#, true), (#"{"anna@corp.example":1}"#, true),
        (#"{"a":"https://x.example/?q=anna%40corp.example"}"#, true), (#"{"a":"x YW5uYUBjb3JwLmV4YW1wbGU= y"}"#, true),
        (#"{"a":"anna at corp.example"}"#, false), ("no JSON: anna%40corp.example", true), (#"{"a":"ann@corp.example"}"#, false),
    ])
    func `a value is seen in every spelling in which it could be read`(_ body: String, _ isSeen: Bool) {
        #expect(SelfTestTrace(Array(body.utf8)).shows("anna@corp.example") == isSeen)
    }
}
