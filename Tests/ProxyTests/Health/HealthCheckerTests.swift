import Pipeline
import TestSupport
import Testing

@testable import Proxy

/// Against real sockets: hosts that come, go and lie.
struct HealthCheckerTests {
    private static let settings = BalanceSettings(health: .milliseconds(20))

    /// Runs checks until a condition holds.
    private func check(_ hosts: [Host], until condition: @escaping @Sendable (Balancer) -> Bool) async throws {
        let balancer = Balancer(Self.settings, seed: 1)
        let placed = balancer.configure(hosts, Self.settings)
        try await onLoop { loop in
            let checker = HealthChecker(loop: loop, balancer: balancer, seed: 2)
            checker.configure(placed)
            defer { checker.stop() }
            try await waitUntil("the checks come to what is expected") { condition(balancer) }
        }
    }

    private static func host(_ scripted: ScriptedHost, _ api: Host.API, models: [String]? = nil, fields: [Host.Field] = []) throws -> Host {
        Host(id: "h", url: try HostURL(scripted.url), api: api, trust: .local, models: models?.map { ModelGlob($0) }, fields: fields)
    }

    @Test func `an Ollama host is asked what it has and what is loaded`() async throws {
        let scripted = ScriptedHost { seen in
            ScriptedHost.ok(
                seen.path == "/api/ps" ? #"{"models":[{"model":"a","size_vram":5}]}"# : #"{"models":[{"model":"a"},{"model":"b:latest"}]}"#)
        }
        try await check([try Self.host(scripted, .ollama)]) { balancer in
            (try? balancer.steps(model: "b", api: .ollamaChat)) == [RouteStep(model: "b:latest", hosts: [0])]
                && balancer.snapshots()[0].loaded == ["a"] && balancer.hasHealthyHost
        }
        #expect(Set(scripted.seen.map(\.path)) == ["/api/tags", "/api/ps"])
    }

    @Test func `the other APIs are asked in their own words, with the host's fields`() async throws {
        let scripted = ScriptedHost { seen in
            seen.path.contains("after_id=a")
                ? ScriptedHost.ok(#"{"data":[{"id":"b"}],"has_more":false}"#)
                : ScriptedHost.ok(#"{"data":[{"id":"a"}],"has_more":true,"last_id":"a"}"#)
        }
        try await check([try Self.host(scripted, .anthropic, fields: [Host.Field(name: "x-api-key", value: "k")])]) { balancer in
            (try? balancer.steps(model: "b", api: .messages)) != nil
        }
        let head = scripted.seen[0].head
        #expect(head.contains("/v1/models?limit=1000 ") && head.contains("anthropic-version: ") && head.contains("x-api-key: k"))
    }

    @Test func `models come with their host and it comes back after it was gone`() async throws {
        let scripted = ScriptedHost(.reset)
        try await check([try Self.host(scripted, .openai)]) { balancer in
            if balancer.hasHealthyHost {
                return (try? balancer.steps(model: "m", api: .chat)) != nil
            }
            scripted.behave { _ in ScriptedHost.ok(#"{"data":[{"id":"m"}]}"#) }
            return false
        }
        try await check([try Self.host(scripted, .openai)]) { balancer in
            if balancer.hasHealthyHost, (try? balancer.steps(model: "m", api: .chat)) != nil { scripted.behave { _ in [.reset] } }
            return !balancer.hasHealthyHost && (try? balancer.steps(model: "m", api: .chat)) != nil
        }
    }

    @Test(arguments: [
        (ScriptedHost.ok("<html>"), false, false), (ScriptedHost.ok("<html>"), true, true),
        (ScriptedHost.ok("{}", status: "404 No"), true, true),
        (ScriptedHost.ok("{}", status: "401 No"), false, false), (ScriptedHost.ok("{}", status: "503 No"), true, false),
        (ScriptedHost.ok("{}", status: "500 No"), true, true),
    ])
    func `whether an answer that is no list speaks against a host`(_ steps: [ScriptedHost.Step], _ isConfigured: Bool, _ isUp: Bool)
        async throws
    {
        let scripted = ScriptedHost { _ in steps }
        try await check([try Self.host(scripted, .openai, models: isConfigured ? ["m"] : nil)]) { balancer in
            scripted.seen.count >= 3 && balancer.hasHealthyHost == isUp
        }
    }

    @Test func `a survey tells health, models and latency in the hosts' order`() async throws {
        let dead = ScriptedHost(isListening: false) { _ in [] }
        let good = ScriptedHost { _ in ScriptedHost.ok(#"{"data":[{"id":"m"}]}"#) }
        let hosts = [try Self.host(dead, .openai), try Self.host(good, .openai)]
        let reports = await onLoop { loop in await HostSurvey.ask(hosts, on: loop) }
        #expect(reports.map(\.isReached) == [false, true] && reports[0].fault == "connect")
        #expect(reports[1].listing?.models.map(\.name) == ["m"] && reports[1].latency > .zero)
    }
}
