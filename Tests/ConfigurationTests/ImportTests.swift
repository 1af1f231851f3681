import Testing

@testable import Configuration

@Suite struct LLMhopTests {
    static let config = """
        {
          "host": "127.0.0.1",
          "port": 8123,
          "maxBodyBytes": 524288000,
          "maxConcurrentRequests": 16,
          "authTokens": ["${env:TOK}", "$SECOND", "${cred:third}"],
          "models": {
            "llama-3-8b": { "url": "http://localhost:30000" },
            "detector": { "url": "http://localhost:30000", "unlisted": true },
            "openai-gpt-4o": { "url": "https://api.openai.com", "headers": { "Authorization": "Bearer ${env:OPENAI_KEY}" } },
            "sock": { "url": "unix:///run/llmhop/http.sock" }
          }
        }
        """

    private let environment = ["TOK": "a", "SECOND": "b", "OPENAI_KEY": "c"]

    @Test func `a config of the current release is served unchanged`() throws {
        let work = Workspace()
        work.write("credentials/third", "synthetic\n")
        var environment = environment
        environment["CREDENTIALS_DIRECTORY"] = work.folder + "/credentials"
        environment["XDG_STATE_HOME"] = work.folder + "/state"
        let loaded = work.load(Self.config, file: "config.json", environment)
        #expect(loaded.faults == [] && loaded.warnings == [])
        let settings = loaded.settings
        #expect(settings.origin == .llmhop && settings.health)
        #expect(settings.listen.map(\.value) == [.tcp(host: "127.0.0.1", port: 8123)])
        #expect(settings.limits.body == 524_288_000 && settings.limits.requests == 16)
        let tokens = settings.keys.map { key -> String in
            guard case .token(let token) = key.proof else { return "" }
            return token.reveal()
        }
        #expect(tokens == ["a", "b", "synthetic"])
        #expect(settings.hosts.map { $0.models?.map(\.pattern) } == [["llama-3-8b", "detector"], ["openai-gpt-4o"], ["sock"]])
        #expect(settings.hosts.map(\.trust) == [.local, .cloud, .local] && settings.hosts.allSatisfy { $0.api == .openai })
        #expect(settings.hosts[1].headers.map { $0.value.reveal() } == ["Bearer c"])
        #expect(settings.hosts[2].url.value.socket == "/run/llmhop/http.sock")
        #expect(settings.models.map(\.name) == ["detector"] && settings.models[0].isUnlisted)
        #expect(settings.audit.path == work.folder + "/state/hopguard/hopguard.db")
        #expect(loaded.policies.map(\.name).contains("cloud"))
    }

    @Test func `its text is a hopguard config that keeps the references and reads the same`() throws {
        let work = Workspace()
        work.write("config.json", Self.config)
        let imported = ImportedConfiguration("config.json", work.options())
        #expect(imported.problems == [])
        let text = try #require(imported.text)
        for reference in ["${env:TOK}", "${env:SECOND}", "${file:third}", "Bearer ${env:OPENAI_KEY}"] {
            #expect(text.contains(reference), "\(text)")
        }
        work.write("third", "x")
        let loaded = work.load(text, environment)
        #expect(loaded.faults == [], "\(text)")
        #expect(loaded.settings.origin == .hopguard && loaded.settings.hosts.map(\.id) == ["llama-3-8b", "openai-gpt-4o", "sock"])
        #expect(loaded.settings.hosts.map(\.trust) == [.local, .cloud, .local] && loaded.settings.health)
        #expect(loaded.settings.listen.map(\.value.description) == ["127.0.0.1:8123"] && loaded.settings.limits.requests == 16)
        #expect(loaded.settings.models.first?.isUnlisted == true)
    }

    @Test(arguments: [
        (#"{"models": {"a": {"url": "http://b"}}}"#, "127.0.0.1:8080"),
        (#"{"port": 0, "models": {"a": {"url": "http://b"}}}"#, "127.0.0.1:8080"),
        (#"{"host": "0.0.0.0", "port": 5, "models": {"a": {"url": "http://b"}}}"#, "127.0.0.1:5"),
        (#"{"host": "::", "port": 5, "models": {"a": {"url": "http://b"}}}"#, "[::1]:5"),
        (#"{"listen": ":7", "models": {"a": {"url": "http://b"}}}"#, "127.0.0.1:7"),
    ])
    func `without tokens it is narrowed to loopback with a warning`(text: String, shown: String) throws {
        let work = Workspace()
        let loaded = work.load(text, file: "config.json")
        #expect(loaded.faults == [] && loaded.warnings.count == 1)
        #expect(loaded.settings.listen.map(\.value.description) == [shown])
        let open = work.load(text, file: "config.json", open: true)
        #expect(open.warnings == [] && open.settings.listen.map(\.value.description) != [shown])
        let imported = try #require(ImportedConfiguration("config.json", work.options()).text)
        #expect(work.load(imported).settings.listen.map(\.value.description) == [shown] && work.load(imported).faults == [])
        let openText = try #require(ImportedConfiguration("config.json", work.options(open: true)).text)
        #expect(work.load(openText).faults == [] && work.load(openText).settings.isOpen)
    }

    @Test func `with tokens it listens where it says`() {
        let loaded = Workspace().load(#"{"authTokens": ["x"], "models": {"a": {"url": "http://b"}}}"#, file: "config.json")
        #expect(loaded.settings.listen.map(\.value.description) == [":8080"] && loaded.warnings == [] && loaded.faults == [])
    }

    @Test(arguments: [
        #"{"models": {}}"#, #"{"port": 1}"#, #"{"port": 70000, "models": {"a": {"url": "http://b"}}}"#,
        #"{"port": "1", "models": {"a": {"url": "http://b"}}}"#,
        #"{"maxBodyByte": 5, "models": {"a": {"url": "http://b"}}}"#, #"{"port": 1, "models": {"a": {}}}"#,
        #"{"models": {"a": {"url": "ftp://b"}}}"#,
        #"{"models": {"a": {"url": "http://b", "header": {}}}}"#, #"{"models": {"a": {"url": "http://b", "unlisted": "yes"}}}"#,
        #"{"authTokens": ["${env:ABSENT}"], "models": {"a": {"url": "http://b"}}}"#,
        #"{"authTokens": ["${}"], "models": {"a": {"url": "http://b"}}}"#,
        #"{"authTokens": [""], "models": {"a": {"url": "http://b"}}}"#, #"{"models": {"a": {"url": "http://b"}},}"#,
        #"{"models": {"a": {"url": "http://b", "headers": {"A": "1", "a": "2"}}}}"#,
    ])
    func `a faulty config is refused`(text: String) {
        let loaded = Workspace().load(text, file: "config.json")
        #expect(loaded.problems.count == (text == #"{"models": {}}"# ? 0 : 1), "\(loaded.faults)")
    }

    @Test(arguments: [
        ("a", "a"), ("${env:A}", "${env:A}"), ("x${A}y", "x${env:A}y"), ("x$A-y", "x${env:A}-y"), ("$", "$"), ("$ 5", "$ 5"),
        ("${cred:a}", "${file:a}"), ("${file:/a}", "${file:/a}"), ("$$", "$"), ("$$HOME", "$$HOME"), ("$${env:A}", "$${env:A}"),
        ("a$$b${env:A}", "a$b${env:A}"), ("$${x}${env:A}", "$${x}${env:A}"),
    ])
    func `its references in our words`(text: String, expected: String) throws {
        #expect(try LLMhopImport.references(text) == expected)
    }

    @Test func `a hopguard config in braces stays one`() {
        let loaded = Workspace().load(
            #"{"listen": "127.0.0.1:1", "models": {"a": {"model": "b"}}, "hosts": [{"id": "h", "url": "http://h", "api": "openai"}]}"#)
        #expect(loaded.faults == [] && loaded.settings.origin == .hopguard && loaded.settings.hosts.map(\.id) == ["h"])
    }
}

@Suite struct HOPSTests {
    @Test func `a hosts file is served unchanged`() {
        let loaded = Workspace().load(
            """
            - id: ollama0
              host: http://ollama0:11434
            - id: ollama1
              host: 10.0.0.5
              headers:
                x-team: lab
                x-odd: "$HOME ${env:A}"
              timeout: 2.5
              follow_redirects: true
            - id: ollama2
              host: https://gpu.example
              timeout: [1, 60, 10, 5]
              verify: false
              auth: [synthetic, word]
              cookies: { a: b }
            """, file: "hosts.yml")
        #expect(loaded.faults == [])
        let hosts = loaded.settings.hosts
        #expect(loaded.settings.origin == .hops && hosts.map(\.id) == ["ollama0", "ollama1", "ollama2"])
        #expect(hosts.map(\.url.value.base) == ["http://ollama0:11434", "http://10.0.0.5:11434", "https://gpu.example"])
        #expect(hosts.map(\.trust) == [.local, .local, .cloud] && hosts.allSatisfy { $0.api == .ollama && $0.models == nil })
        #expect(hosts[1].headers.map { $0.value.reveal() } == ["lab", "$HOME ${env:A}"])
        #expect(hosts[1].connect == .milliseconds(2500) && hosts[1].firstByte == .milliseconds(2500))
        #expect(hosts[2].connect == .seconds(1) && hosts[2].firstByte == .seconds(60) && !hosts[2].tls.verify)
        #expect(
            hosts[2].headers.map { $0.name } == ["Cookie", "Authorization"]
                && hosts[2].headers[1].value.reveal() == "Basic c3ludGhldGljOndvcmQ=")
        #expect(loaded.settings.listen.map(\.value.description) == ["127.0.0.1:11434"])
        #expect(loaded.warnings.count == 3, "\(loaded.warnings)")
    }

    @Test func `its text is a hopguard config`() throws {
        let work = Workspace()
        work.write(
            "hosts.yml",
            "- id: ollama0\n  host: http://ollama0:11434\n- id: ollama1\n  host: http://10.0.0.5:11434\n  headers: { x: '${env:A}' }\n")
        let imported = ImportedConfiguration("hosts.yml", work.options())
        #expect(imported.problems == [] && imported.origin == .hops)
        let text = try #require(imported.text)
        let loaded = work.load(text)
        #expect(loaded.faults == [], "\(text)")
        #expect(
            loaded.settings.hosts.map { "\($0.id) \($0.url.value) \($0.api)" } == [
                "ollama0 http://ollama0:11434 ollama", "ollama1 http://10.0.0.5:11434 ollama",
            ])
        #expect(loaded.settings.hosts[1].headers[0].value.reveal() == "${env:A}")
    }

    @Test(arguments: [
        ("", "http://127.0.0.1:11434"), ("a", "http://a:11434"), ("a:1", "http://a:1"), (":1", "http://127.0.0.1:1"),
        ("http://a", "http://a"), ("https://a/", "https://a"), ("[::1]", "http://[::1]:11434"),
        ("[::1]:5", "http://[::1]:5"), ("a/b", "http://a:11434/b"),
    ])
    func `hosts as the Ollama client reads them`(host: String, url: String) {
        #expect(HOPSImport.url(host) == url)
    }

    @Test(arguments: [
        "- id: a", "- host: a", "- { id: a, host: b, proxy: c }", "- { id: a, host: b, header: {} }", "- { id: a, host: b, timeout: soon }",
        "- { id: a, host: b }\n- { id: a, host: c }",
        "- { id: a, host: b, auth: [x] }", "- { id: a, host: 'b c' }",
    ])
    func `a faulty hosts file is refused`(text: String) {
        let loaded = Workspace().load(text, file: "hosts.yml")
        #expect(loaded.problems.count == 1 && loaded.problems[0].file == "hosts.yml", "\(loaded.faults)")
    }

    @Test(arguments: ["a: b", "[]", "", "- a"])
    func `what is no other program's file is not imported`(text: String) {
        let work = Workspace()
        work.write("x.yml", text)
        let imported = ImportedConfiguration("x.yml", work.options())
        #expect(imported.text == nil && imported.problems.count == 1)
    }
}
