import Configuration
import Pipeline
import TestSupport
import Testing

@testable import Gateway

@Suite struct ModelPathTests {
    @Test(arguments: [
        ("/route/a/detect", "a", "/detect"), ("/route/Qwen%2FQwen3-8B/v1/chat/completions", "Qwen/Qwen3-8B", "/v1/chat/completions"),
        ("/route/a/", "a", "/"), ("/route/a/x%2Fy", "a", "/x%2Fy"),
    ])
    func `a path names a model and what is asked of it`(path: String, model: String, rest: String) throws {
        let read = try #require(ModelPath(path))
        #expect(read.model == model && read.rest == rest)
    }

    @Test(arguments: [
        "/route/a", "/route//x", "/route/%zz/x", "/routes/a/x", "/route/a/../x", "/route/a/%2e%2E/x", "/route/a/./x", "/route/a/%",
    ])
    func `what could be read as another path is none`(path: String) {
        #expect(ModelPath(path) == nil)
    }

    private static let secret = "anna@corp.example"

    private func stand(
        _ host: ScriptedHost, trust: HostTrust = .local, models: [String] = ["a/b", "m"], policies: [String]? = nil, isOn: Bool = true
    ) throws -> GatewayStand {
        try GatewayStand(policies: policies, hosts: [GatewayStand.host(host, "h", trust: trust, models: models)]) {
            $0.modelPaths = isOn
            $0.health = true
        }
    }

    @Test func `a body of any form reaches the local host of the path's model as it came`() throws {
        let host = ScriptedHost { _ in ScriptedHost.ok("found", type: "text/plain") }
        let stand = try stand(host)
        let (status, text) = try stand.ask("POST /route/a%2Fb/detect?x=1&y HTTP/1.1~content-type: text/plain", Self.secret)
        #expect(status == 200 && text.hasSuffix("found") && text.contains("x-hopguard-coverage: partial; body"))
        #expect(host.seen[0].path == "/detect?x=1&y" && host.seen[0].body == Self.secret)
        #expect(try stand.ask("GET /route/m/metrics HTTP/1.1").status == 200)
        #expect(host.seen[1].head.hasPrefix("GET /metrics HTTP/1.1"))
        #expect(stand.rows.admissions.map(\.api) == ["passage", "passage"])
        #expect(stand.rows.admissions.map(\.generation) == [7, 7])
    }

    @Test func `what no API knows goes to the model that its body names`() throws {
        let host = ScriptedHost { _ in ScriptedHost.ok("{}") }
        let stand = try stand(host)
        let body = #"{"model": "m", "query": "q",  "documents": []}"#
        #expect(try stand.ask("POST /v1/rerank HTTP/1.1~content-type: application/json", body).status == 200)
        #expect(host.seen.map(\.path) == ["/v1/rerank"] && host.seen[0].body == body)
        #expect(try stand.ask("POST /v1/rerank HTTP/1.1", #"{"model": "nobodys"}"#).status == 404)
        #expect(try stand.ask("POST /v1/rerank HTTP/1.1", "no json").status == 400)
        #expect(try stand.ask("POST /v1/rerank HTTP/1.1", "{}").status == 400)
    }

    @Test func `a call of an API goes to the path's hosts with the name that the host alone knows`() throws {
        let host = ScriptedHost { _ in ScriptedHost.ok("{}") }
        let stand = try stand(host)
        let body = #"{"model":"served-name","messages":[{"role":"user","content":"hi"}]}"#
        #expect(try stand.ask("POST /route/m/v1/chat/completions HTTP/1.1", body).status == 200)
        #expect(host.seen[0].path == "/v1/chat/completions" && host.seen[0].body == body)
        // One that is known here gives way to the path's: it could be a model that the key may not call.
        #expect(try stand.ask("POST /route/m/v1/chat/completions HTTP/1.1", body.replacing("served-name", with: "a/b")).status == 200)
        #expect(host.seen[1].body == body.replacing("served-name", with: "m"))
    }

    @Test func `to a cloud host a call is redacted, and nothing goes that cannot be`() throws {
        let host = ScriptedHost { _ in ScriptedHost.ok("{}") }
        let stand = try stand(host, trust: .cloud)
        let body = #"{"model":"served-name","messages":[{"role":"user","content":"mail \#(Self.secret)"}]}"#
        #expect(try stand.ask("POST /route/m/v1/chat/completions HTTP/1.1", body).status == 200)
        #expect(host.seen.count == 1 && !host.seen[0].body.contains(Self.secret) && host.seen[0].body.contains("served-name"))
        for head in ["POST /route/m/detect HTTP/1.1", "POST /route/m/v1/rerank HTTP/1.1", "POST /v1/rerank HTTP/1.1"] {
            #expect(try stand.ask(head, #"{"model":"m","query":"\#(Self.secret)"}"#).status == 403)
        }
        // A call without a model cannot be outlined.
        #expect(try stand.ask("POST /route/m/v1/chat/completions HTTP/1.1", #"{"messages":[]}"#).status == 403)
        #expect(host.seen.count == 1)
    }

    @Test func `where local hosts get redacted text nothing passes unread`() throws {
        let host = ScriptedHost { _ in ScriptedHost.ok("{}") }
        let stand = try stand(host, policies: ["policy: careful\nmatch: { trust: local }\nchain: [auth, redact, route, audit]\n"])
        #expect(try stand.ask("POST /route/m/detect HTTP/1.1", Self.secret).status == 403)
        #expect(host.seen.isEmpty)
    }

    @Test func `managing calls, other methods and dot segments stay out, and all of it where it is off`() throws {
        let host = ScriptedHost { _ in ScriptedHost.ok("{}") }
        let on = try stand(host)
        #expect(try on.ask("POST /route/m/api/delete HTTP/1.1", "{}").status == 403)
        #expect(try on.ask("DELETE /route/m/x HTTP/1.1").status == 405)
        #expect(try on.ask("POST /route/m/../x HTTP/1.1", #"{"model":"m"}"#).status == 404)
        #expect(try on.ask("POST /route/nobodys/x HTTP/1.1", "x").status == 404)
        let off = try stand(host, isOn: false)
        #expect(try off.ask("POST /route/m/x HTTP/1.1", "x").status == 404)
        #expect(try off.ask("POST /v1/rerank HTTP/1.1", #"{"model":"m"}"#).status == 404)
        #expect(host.seen.isEmpty)
    }

    @Test func `health tells how many models are shown`() throws {
        let host = ScriptedHost { _ in ScriptedHost.ok("{}") }
        let (status, text) = try stand(host).ask("GET /health HTTP/1.1")
        #expect(status == 200 && text.hasSuffix(#"{"status":"ok","models":2}"#))
    }
}
