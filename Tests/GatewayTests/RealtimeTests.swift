import Configuration
import Pipeline
import TestSupport
import Testing

@testable import Gateway

@Suite struct RealtimeTests {
    private static let wish =
        "~host: x~connection: Upgrade~upgrade: websocket~sec-websocket-version: 13~sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==~"
    private static let unguarded = "policy: open\nmatch: { trust: cloud }\nrealtime: unguarded\n"
    private static let guardedLocal = "policy: careful\nmatch: { trust: local }\nchain: [auth, redact, route, audit]\n"

    /// Switches, says `hello` in a frame, then sends back what comes.
    private static func echo() -> ScriptedHost {
        ScriptedHost { _ in
            [
                .send(
                    "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: x\r\n\r\n\u{1}\u{5}hello"
                ), .echo,
            ]
        }
    }

    @Test func `a line to a local host carries bytes both ways and is written down`() throws {
        let host = Self.echo()
        let stand = try GatewayStand(hosts: [GatewayStand.host(host, "near")])
        let client = try RawClient(port: stand.port)
        client.send("GET /v1/realtime?model=m HTTP/1.1" + Self.wish + "authorization: Bearer of-the-client~x-odd: 1~~")
        let head = client.read(until: "hello")
        #expect(
            statuses(head) == [101] && head.contains("x-hopguard-coverage: partial; realtime") && head.contains("x-hopguard-host: near"))
        #expect(head.lowercased().contains("sec-websocket-accept: x"))
        // A binary frame of 100,000 bytes and a close frame, unmasked for once.
        let frame = [0x82, 127, 0, 0, 0, 0, 0, 1, 0x86, 0xA0] + [UInt8](repeating: 7, count: 100_000)
        client.send(frame)
        var back: [UInt8] = []
        while back.count < frame.count, let part = client.receive(), !part.isEmpty { back += part }
        #expect(back == frame)
        client.send([0x88, 0x02, 0x03, 0xE8])
        #expect(client.receive(4) == [0x88, 0x02, 0x03, 0xE8])
        client.halfClose()
        #expect(client.readAll().text.isEmpty)
        let seen = try #require(host.seen.first)
        #expect(seen.path == "/v1/realtime?model=m" && !seen.head.contains("of-the-client") && !seen.head.contains("x-odd"))
        try blockUntil("an outcome is written down") { !stand.rows.outcomes.isEmpty }
        let row = stand.rows.outcomes[0]
        #expect(row.status == 101 && row.host == "near" && row.decision == .forwarded && row.responseBytes == 7 + 100_010 + 4)
        #expect(row.attempts.map(\.status) == [101] && row.reason != "realtime_unguarded")
        #expect(stand.rows.admissions.map(\.api) == ["realtime"])
    }

    @Test(arguments: [
        // Built-in rules: a cloud host is redacted for, and nothing here can be.
        (HostTrust.cloud, [] as [String], 403), (.cloud, [Self.unguarded], 101),
        // What a policy redacts on its way to a local host cannot pass unread either.
        (.local, [], 101), (.local, [Self.guardedLocal], 403),
        (.cloud, ["policy: bare\nmatch: { trust: cloud }\nchain: [auth, route, audit]\n"], 403),
    ])
    func `who may be reached is the policy's word`(trust: HostTrust, policies: [String], status: Int) throws {
        let host = Self.echo()
        let stand = try GatewayStand(policies: policies, hosts: [GatewayStand.host(host, "h", trust: trust)])
        let client = try RawClient(port: stand.port)
        client.send("GET /v1/realtime?model=m HTTP/1.1" + Self.wish + "~")
        let head = client.read(until: "\r\n\r\n")
        #expect(statuses(head) == [status])
        #expect(host.seen.count == (status == 101 ? 1 : 0))
        client.shutdownBoth()
        try blockUntil("an outcome is written down") { !stand.rows.outcomes.isEmpty }
        let isUnguarded = trust == .cloud && status == 101
        #expect((stand.rows.outcomes[0].reason == "realtime_unguarded") == isUnguarded)
        #expect(head.contains("partial; realtime") == (status == 101))
    }

    @Test func `what is no line is told so`() throws {
        let host = Self.echo()
        let stand = try GatewayStand(hosts: [GatewayStand.host(host, "near")])
        for (text, status) in [
            ("GET /v1/realtime?model=m HTTP/1.1~host: x~~", 426), ("GET /v1/realtime HTTP/1.1" + Self.wish + "~", 400),
            ("GET /v1/realtime?model=m&model=n HTTP/1.1" + Self.wish + "~", 400),
            ("GET /v1/realtime?model=%zz HTTP/1.1" + Self.wish + "~", 400),
            ("GET /v1/realtime?model=nobodys HTTP/1.1" + Self.wish + "~", 404),
            ("POST /v1/realtime?model=m HTTP/1.1~host: x~content-length: 0~~", 405),
        ] {
            let client = try RawClient(port: stand.port)
            client.send(text)
            #expect(statuses(client.read(until: "\r\n\r\n")) == [status], "\(text)")
        }
        #expect(host.seen.isEmpty)
    }

    @Test func `a host that refuses is passed over, and the last one's word goes on`() throws {
        let busy = ScriptedHost { _ in ScriptedHost.ok("{}", status: "503 Busy") }
        let good = Self.echo()
        let stand = try GatewayStand(hosts: [GatewayStand.host(busy, "busy"), GatewayStand.host(good, "good")]) {
            $0.balance.strategy = .roundRobin
        }
        for _ in 0..<4 {
            let client = try RawClient(port: stand.port)
            client.send("GET /v1/realtime?model=m HTTP/1.1" + Self.wish + "~")
            #expect(client.read(until: "hello").contains("x-hopguard-host: good"))
        }
        #expect(!busy.seen.isEmpty)
        let alone = try GatewayStand(hosts: [GatewayStand.host(busy, "busy")])
        let client = try RawClient(port: alone.port)
        client.send("GET /v1/realtime?model=m HTTP/1.1" + Self.wish + "~")
        #expect(statuses(client.read(until: "\r\n\r\n")) == [503])
    }

    @Test func `a host that breaks off ends the client's line, and a client that leaves the host's`() throws {
        let cut = ScriptedHost { _ in
            [.send("HTTP/1.1 101 S\r\nupgrade: websocket\r\n\r\n\u{1}\u{5}hello"), .close]
        }
        let stand = try GatewayStand(hosts: [GatewayStand.host(cut, "cut")])
        let client = try RawClient(port: stand.port)
        client.send("GET /v1/realtime?model=m HTTP/1.1" + Self.wish + "~")
        #expect(client.readAll().text.hasSuffix("hello"))
        try blockUntil("an outcome is written down") { !stand.rows.outcomes.isEmpty }
        #expect(stand.rows.outcomes[0].ended == .hostGone)

        let host = Self.echo()
        let other = try GatewayStand(hosts: [GatewayStand.host(host, "near")])
        let leaver = try RawClient(port: other.port)
        leaver.send("GET /v1/realtime?model=m HTTP/1.1" + Self.wish + "~")
        _ = leaver.read(until: "hello")
        leaver.shutdownBoth()
        try blockUntil("the host's line ends and is written down") { host.gone > 0 && !other.rows.outcomes.isEmpty }
        #expect(other.rows.outcomes[0].ended == .clientGone)
    }
}
