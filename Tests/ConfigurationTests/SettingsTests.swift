import Testing

@testable import Configuration

@Suite struct SettingsTests {
    @Test func `every fault of a config is named with its line at once`() {
        let work = Workspace()
        work.write(
            "policies/cloud.yaml",
            """
            policy: cloud
            order: 50
            match: { trust: cloud }
            chain: [redact, route, audit]
            redact:
              entities: { EMAIL_ADDRESS: shred }
              recognizers:
                - { type: X, pattern: '(unclosed', score: 0.4 }
            """)
        let loaded = work.load(
            """
            lissen: 127.0.0.1:8080
            limits:
              body: 10 bananas
            hosts:
              - id: a
                url: not a url
                api: openai
              - id: a
                url: http://127.0.0.1:1
                api: gopher
            balance:
              strategy: quickest
            policies: policies
            """)
        #expect(
            loaded.faults == [
                "hopguard.yaml:1: `lissen` is no known key, did you mean `listen`?",
                "hopguard.yaml:3: `limits.body` is `10 bananas`, expected a size such as 512B, 32KiB, 100MiB or 1GiB",
                "hopguard.yaml:6: `hosts[0]`: `not a url` is no URL of a host, expected http://host:port, https://host or unix:///path",
                "hopguard.yaml:8: `hosts[1].id` is `a`, which another host has on line 5; expected a name of its own",
                "hopguard.yaml:10: `hosts[1].api` is `gopher`, expected `ollama`, `openai` or `anthropic`",
                "hopguard.yaml:12: `balance.strategy` is `quickest`, expected `random`, `round_robin`, `least_busy`, `memory_aware`, `affinity` or `latency_aware`",
                "policies/cloud.yaml:4: `chain` leaves out `auth`, expected it as the first stage",
                "policies/cloud.yaml:6: `redact.entities.EMAIL_ADDRESS` is `shred`, expected `surrogate`, `placeholder`, `mask`, `hash`, `block`, `local` or `keep`",
            ])
        let recognizer = loaded.policies.first?.redact.recognizers.first
        #expect(recognizer?.pattern == Located("(unclosed", file: "policies/cloud.yaml", line: 8))
    }

    @Test func `everything the contract shows is read`() throws {
        let work = Workspace()
        work.write("alice_token", "tok-alice\n").write("cert.pem", "x").write("key.pem", "x").write("ca.pem", "x")
        work.write("policies/x.yaml", "policy: x\n")
        let loaded = work.load(
            """
            listen: ["127.0.0.1:8080", "[::1]:8081", unix:run/s.sock]
            admin: 127.0.0.1:9191
            tls: { certificate: cert.pem, key: key.pem }
            limits: { body: 10MiB, header: 8KiB, header_time: 2s, body_time: 3s, idle: 75s, total: 20m, connections: 7, requests: 9, drain: 1m }
            keys:
              - { name: alice, token: "${file:alice_token}", team: research, models: ["llama3*", "gpt-4o"], rate: 60/m, budget: 2000000 tokens/d, in_flight: 4, admin: true }
              - { name: ci, sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08, team: build, rate: [5/s, 90000 tokens/m] }
              - { name: office, from: [10.20.0.0/16] }
            teams: { research: { rate: 600/m, budget: 5000 requests/month } }
            hosts:
              - id: ollama0
                url: http://127.0.0.1:11434
                api: ollama
                trust: local
                models: ["llama3*"]
                weight: 2
                max_in_flight: 3
                headers: { Authorization: "Bearer ${env:OPENAI_KEY}" }
                connect: 1s
                first_byte: 700ms
                idle: 2m
                tls: { ca: ca.pem, verify: true }
              - { id: gpt, url: https://api.openai.com/v1, api: openai }
            balance: { strategy: latency_aware, retries: 1, retry_budget: 0.5, suspend: { after: 2, for: 2s, up_to: 4s }, health: 1s, queue: { length: 5, wait: 3s } }
            models:
              fast: { model: "llama3.2:3b", hosts: [ollama0], fallback: [gpt-4o-mini], price: { prompt: 2.5, completion: 10 }, unlisted: true }
            classifier: { engine: openai, url: http://judge:8000, model: judge, timeout: 5s, concurrency: 2 }
            policies: policies
            surrogates: { secret: "${file:surrogate.key}" }
            audit: { path: logs/hopguard.db, durability: batched, keep: 30d, bodies: none, postgres: "postgresql://a:${env:OPENAI_KEY}@db/x" }
            log: { format: json, level: debug }
            origins: [http://localhost:3000]
            watch: true
            health: true
            """, ["OPENAI_KEY": "up"])
        #expect(loaded.faults == [])
        let settings = loaded.settings
        #expect(
            settings.listen.map(\.value) == [
                .tcp(host: "127.0.0.1", port: 8080), .tcp(host: "::1", port: 8081), .unix(path: work.folder + "/run/s.sock"),
            ])
        #expect(settings.admin?.value == .tcp(host: "127.0.0.1", port: 9191))
        #expect(settings.tls?.certificate == work.folder + "/cert.pem")
        #expect(settings.limits.body == 10 << 20 && settings.limits.header == 8192 && settings.limits.requests == 9)
        #expect(settings.limits.drain == .seconds(60) && settings.limits.connections == 7)
        let alice = try #require(settings.keys.first)
        guard case .token(let token) = alice.proof else { return #expect(Bool(false), "alice has a token") }
        #expect(token.reveal() == "tok-alice" && alice.isAdmin && alice.inFlight == 4)
        #expect(alice.rates == [Rate(amount: 60, window: .seconds(60))])
        #expect(alice.budgets == [Budget(amount: 2_000_000, period: .day)])
        #expect(
            settings.keys[1].rates == [Rate(amount: 5, window: .seconds(1)), Rate(amount: 90_000, meter: .tokens, window: .seconds(60))])
        guard case .from(let ranges) = settings.keys[2].proof else { return #expect(Bool(false), "office has addresses") }
        #expect(ranges[0].contains([10, 20, 3, 4]) && !ranges[0].contains([10, 21, 3, 4]))
        #expect(settings.teams.map(\.name) == ["research"])
        #expect(settings.teams[0].budgets == [Budget(amount: 5000, meter: .requests, period: .month)])
        let host = settings.hosts[0]
        #expect(host.headers[0].value.reveal() == "Bearer up" && host.weight == 2 && host.maxInFlight == 3)
        #expect(host.firstByte == .milliseconds(700) && host.tls.authorities == work.folder + "/ca.pem")
        #expect(settings.hosts[1].url.value.base == "https://api.openai.com" && settings.hosts[1].trust == .cloud)
        #expect(settings.hosts[1].url.line == 23)
        #expect(settings.balance.strategy == .latencyAware && settings.balance.suspend.upTo == .seconds(4))
        #expect(settings.models[0].price == ModelAlias.Price(prompt: 2.5, completion: 10) && settings.models[0].isUnlisted)
        #expect(settings.classifier.engine == .openai && settings.classifier.trust == .local)
        #expect(settings.policies == work.folder + "/policies")
        guard case .toBeCreated(let path) = settings.surrogates else { return #expect(Bool(false), "the secret is not there yet") }
        #expect(path == work.folder + "/surrogate.key")
        #expect(settings.audit.path == work.folder + "/logs/hopguard.db")
        #expect(settings.audit.postgres?.value.reveal() == "postgresql://a:up@db/x")
        #expect(settings.log.format == .json && settings.origins == ["http://localhost:3000"] && settings.watch && settings.health)
    }

    @Test func `bodies are kept with a warning, in a file alone`() {
        let work = Workspace()
        let loaded = work.load("log: { level: debug }\naudit: { bodies: redacted }")
        #expect(loaded.settings.audit.bodies == .redacted && loaded.faults.isEmpty)
        #expect(
            loaded.warnings.map(\.description).contains {
                $0.hasPrefix("hopguard.yaml:2: `audit.bodies: redacted` keeps prompts in the log: what no recognizer and no model finds")
            })
        #expect(
            work.load("audit: { bodies: redacted, postgres: \"postgresql://a@db/x\" }").faults == [
                "hopguard.yaml:1: `audit.bodies` is `redacted`, which a file alone can keep: leave out `postgres`"
            ])
        #expect(work.load("").settings.audit.bodies == .none)
    }

    @Test func `an empty file is the defaults`() {
        let work = Workspace()
        let settings = work.load("# nothing\n").settings
        #expect(settings.listen.map(\.value) == [.tcp(host: "127.0.0.1", port: 8080)])
        #expect(settings.admin?.value == .tcp(host: "127.0.0.1", port: 9090))
        #expect(settings.limits == RequestLimits() && settings.balance == BalanceSettings())
        #expect(settings.audit.path == work.folder + "/hopguard.db")
        #expect(settings.audit.keep == .seconds(90 * 86_400) && settings.audit.durability == .strict)
        #expect(settings.hosts.isEmpty && settings.policies == nil)
    }

    @Test func `without a config file ollama0 and the shipped policies serve`() {
        let work = Workspace()
        let options = work.options(["XDG_STATE_HOME": work.folder + "/state"])
        #expect(ConfigurationLoader.locate(nil, options) == nil || ConfigurationLoader.locate(nil, options)!.hasPrefix("/etc/"))
        let loaded = ConfigurationLoader.load(nil, options)
        #expect(loaded.faults == [])
        #expect(loaded.settings.hosts.map(\.id) == ["ollama0"] && loaded.settings.hosts[0].trust == .local)
        #expect(loaded.settings.audit.path == work.folder + "/state/hopguard/hopguard.db")
        #expect(loaded.policies.map(\.name) == ["strict", "pipeline", "cloud", "local"])
    }

    @Test func `the config file is looked up in its order`() {
        let work = Workspace()
        #expect(ConfigurationLoader.locate("x.yaml", work.options(["HOPGUARD_CONFIG": "y.yaml"])) == "x.yaml")
        #expect(ConfigurationLoader.locate(nil, work.options(["HOPGUARD_CONFIG": "y.yaml"])) == "y.yaml")
        work.write("hopguard.yaml", "")
        #expect(ConfigurationLoader.locate(nil, work.options()) == "hopguard.yaml")
    }

    @Test(arguments: [
        "listen: 0.0.0.0:8080", "listen: ':8080'", "listen: '[::]:8080'", "listen: 192.168.1.2:80", "listen: [127.0.0.1:1, '*:2']",
    ])
    func `a proxy without keys does not listen for other machines`(text: String) {
        let work = Workspace()
        #expect(work.load(text).problems.count == 1)
        #expect(work.load(text).faults.allSatisfy { $0.contains("keys") && $0.hasPrefix("hopguard.yaml:1: ") })
        #expect(work.load(text + "\nopen: true").faults == [])
        #expect(work.load(text, open: true).faults == [])
        #expect(work.load(text + "\nkeys: [{ name: a, token: b }]").faults == [])
        #expect(work.load(text + "\nkeys: []").problems.count == 1)
    }

    @Test(arguments: ["listen: 127.0.0.1:1", "listen: localhost:1", "listen: '[::1]:1'", "listen: unix:/tmp/x.sock", "listen: 127.9.9.9:1"])
    func `a proxy without keys may listen on loopback`(text: String) {
        #expect(Workspace().load(text).faults == [])
    }

    @Test func `the listen flag is judged as the file's address`() {
        let work = Workspace()
        #expect(work.load("", listen: "0.0.0.0:1").faults.first?.hasPrefix("--listen:1: ") == true)
        #expect(work.load("listen: 0.0.0.0:1", listen: "127.0.0.1:7").settings.listen.map(\.value) == [.tcp(host: "127.0.0.1", port: 7)])
    }

    @Test(
        arguments: [
            ("admin: off", nil), ("admin: 'off'", nil), ("admin: 127.0.0.1:1", "127.0.0.1:1"), ("admin: unix:/a", "unix:/a"),
        ] as [(String, String?)])
    func `admin is an address or off`(text: String, shown: String?) {
        let loaded = Workspace().load(text)
        #expect(loaded.faults == [] && loaded.settings.admin?.value.description == shown)
    }

    @Test(arguments: [
        "limits: 5", "limits: [a]", "hosts: {}", "hosts: [a]", "keys: [{ token: a }]", "keys: [{ name: a }]",
        "keys: [{ name: a, token: b, sha256: c }]",
        "keys: [{ name: a, sha256: abc }]", "keys: [{ name: a, from: [10.0.0.1/8] }]", "keys: [{ name: a, from: [] }]",
        "keys: [{ name: a, token: '' }]",
        "keys: [{ name: a, token: \"b\\nc\" }]", "keys: [{ name: a, token: b }, { name: a, token: c }]",
        "keys: [{ name: a, token: b }, { name: c, token: b }]",
        "keys: [{ name: a, token: b, rate: 60 }]", "keys: [{ name: a, token: b, rate: 60/fortnight }]",
        "keys: [{ name: a, token: b, budget: 5 apples/d }]",
        "keys: [{ name: a, token: b, models: [] }]", "hosts: [{ id: a, url: 'http://a', api: ollama, headers: { 'a b': c } }]",
        "hosts: [{ id: a, url: 'http://a', api: ollama, headers: { Content-Length: 5 } }]",
        "hosts: [{ id: a, url: 'http://a', api: ollama, headers: { X: a, x: b } }]",
        "hosts: [{ id: a, url: 'http://a', api: ollama, headers: { X: \"a\\r\\nb\" } }]",
        "hosts: [{ id: a, url: 'http://a', api: ollama, weight: 0 }]", "hosts: [{ id: a, url: 'http://a', api: ollama, connect: 0s }]",
        "hosts: [{ id: a, url: 'http://a', api: ollama, models: [] }]", "hosts: [{ id: a b, url: 'http://a', api: ollama }]",
        "hosts: [{ id: a, api: ollama }]",
        "hosts: [{ url: 'http://a', api: ollama }]", "hosts: [{ id: a, url: 'http://a' }]",
        "hosts: [{ id: a, url: 'http://a', api: ollama, tls: { ca: absent.pem } }]", "tls: { certificate: hopguard.yaml }",
        "models: { a: { hosts: [nobody] } }",
        "models: { a: { fallback: [b] }, b: { fallback: [c] }, c: { fallback: [b] } }", "models: [a]", "classifier: { url: 'http://a' }",
        "classifier: { engine: openai, model: x }",
        "classifier: { engine: openai, url: 'https://api.example.com', model: x }", "policies: absent", "surrogates: { secret: short }",
        "audit: { keep: 1s }",
        "audit: { postgres: 'mysql://x' }", "audit: { path: a.db, proof: a.db }", "origins: ['*']", "origins: ['http://a/b']",
        "open: perhaps", "balance: { retries: -1 }",
        "balance: { retries: 1.5 }", "balance: { retry_budget: 2 }", "balance: { suspend: { for: 10s, up_to: 5s } }", "listen: 8080",
        "listen: []", "listen: [127.0.0.1:1, 127.0.0.1:1]",
        "listen: 127.0.0.1:70000", "listen: 'a b:1'", "listen: '::1:80'", "limits: { body: 0B }", "limits: { header: 10MiB }",
        "limits: { body: 100MB }", "limits: { idle: 5 }",
    ])
    func `a faulty value is one fault on its line`(text: String) {
        let work = Workspace()
        let faults = work.load(text).faults
        #expect(faults.count == 1, "\(faults)")
        #expect(faults.allSatisfy { $0.hasPrefix("hopguard.yaml:1: ") && $0.contains("expected") }, "\(faults)")
    }

    @Test func `a wrong type is said once and the rest is read on`() {
        let faults = Workspace().load("limits: []\nlog: { level: loud }\n").faults
        #expect(faults.map { $0.prefix(16) } == ["hopguard.yaml:1:", "hopguard.yaml:2:"])
    }

    @Test func `a file that cannot be parsed has one fault`() {
        let work = Workspace()
        #expect(work.load("hosts: [").problems.count == 1)
        #expect(work.load("a: b\n\tc: d").faults == ["hopguard.yaml:2: a tab stands at the beginning of the line, expected spaces"])
        let absent = ConfigurationLoader.load("absent.yaml", work.options()).faults
        #expect(absent == ["absent.yaml:1: the file does not exist, expected a configuration"])
    }

    @Test func `no value of a secret is in any fault`() {
        let work = Workspace()
        work.write("bad", "line\nsynthetic-very-secret\n")
        let loaded = work.load(
            """
            keys:
              - { name: a, token: "${file:bad}" }
            hosts:
              - { id: a, url: "http://a", api: ollama, headers: { X: "${file:bad}" } }
              - { id: b, url: "http://user:synthetic-very-secret@a", api: ollama }
            audit: { postgres: "${env:P}" }
            """, ["P": "synthetic-very-secret"])
        #expect(loaded.problems.count == 4)
        #expect(!loaded.faults.joined().contains("very-secret"))
    }

    @Test func `a fault shows what is written, not what it stands for`() {
        let loaded = Workspace().load(
            """
            listen: "${env:S}"
            limits: { body: "${env:S}" }
            balance: { retries: "$S", strategy: "$S", retry_budget: "$S" }
            hosts: [{ id: "${env:S}", url: "${env:S}", api: "$S" }, { id: a, url: "http://a/${env:S}?x", api: openai }]
            keys: [{ name: a, from: ["$S"] }]
            open: "$S"
            origins: ["$S"]
            """, ["S": "synthetic word"])
        #expect(loaded.problems.count == 12, "\(loaded.faults)")
        #expect(!loaded.faults.joined().contains("synthetic word"))
    }

    @Test func `ten thousand models are read at once`() {
        var text = "models:\n"
        for index in 0..<10_000 { text += "  m\(index): { model: x, fallback: [m\(index + 1)] }\n" }
        let loaded = Workspace().load(text)
        #expect(loaded.faults == [] && loaded.settings.models.count == 10_000)
    }

    @Test func `no file breaks the reader, wherever it is cut or bent`() {
        let sample = Array(
            """
            listen: ["127.0.0.1:8080"]
            keys: [{ name: a, token: "$T", rate: 60/m, budget: 5 tokens/d }]
            hosts:
              - { id: a, url: "http://127.0.0.1:1/v1", api: ollama, headers: { X: "${env:T}" } }
            models: { fast: { model: x, hosts: [a], fallback: [y] } }
            classifier: [{ engine: openai, url: "http://j", model: m }]
            audit: { keep: 30d }
            """.utf8)
        let work = Workspace()
        for cut in stride(from: 0, through: sample.count, by: 3) {
            _ = work.load(String(decoding: sample[..<cut], as: UTF8.self), ["T": "x"])
        }
        var state: UInt64 = 7
        for _ in 0..<400 {
            var bent = sample
            for _ in 0..<3 {
                // Numerical Recipes' linear congruential generator: the same texts in every run.
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bent[Int(state >> 33) % bent.count] = Array(" \n\t:{}[],\"'$*&!|>#-?%@\u{0}a0".utf8)[Int(state >> 20) % 25]
            }
            _ = work.load(String(decoding: bent, as: UTF8.self), ["T": "x"])
        }
    }

    @Test func `a URL with a password is refused without showing it`() {
        let faults = Workspace().load("hosts: [{ id: a, api: openai, url: 'https://u:synthetic-word@h.example' }]").faults
        #expect(faults.count == 1 && !faults[0].contains("synthetic-word"))
    }

    @Test func `several engines are read in their order`() {
        let loaded = Workspace().load("classifier: [{ engine: embedded }, { engine: ollama, url: 'http://j', model: m, when: suspicious }]")
        #expect(loaded.faults == [])
        #expect(loaded.settings.classifiers.map(\.engine) == [.embedded, .ollama] && loaded.settings.classifiers[1].when == .suspicious)
    }

    @Test func `an admin address for others without an admin key is warned about`() {
        let work = Workspace()
        #expect(work.load("admin: 0.0.0.0:9090").warnings.count == 1)
        #expect(work.load("admin: 0.0.0.0:9090\nkeys: [{ name: a, token: b, admin: true }]").warnings == [])
    }
}
