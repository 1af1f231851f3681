import Foundation
import Pipeline
import TestSupport
import Testing

@testable import Proxy

@Suite(.timeLimit(.minutes(3)))
struct HTTPServerTests {
    @Test func `one connection serves one request after another`() async throws {
        try await Stand.with { stand in
            let client = try stand.client()
            for i in 0..<5 {
                client.send("POST /echo HTTP/1.1~host: x~content-length: 2~~h\(i)")
                let text = client.read(until: "h\(i)")
                #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
                #expect(text.contains("\r\ncontent-length: 2\r\n"))
                #expect(text.contains("\r\ndate: "))
                #expect(text.hasSuffix("\r\n\r\nh\(i)"))
                #expect(!text.contains("connection"))
            }
        }
    }

    @Test(arguments: ["/echo", "/slow-echo"])
    func `requests sent ahead are answered in their order`(path: String) async throws {
        try await Stand.with { stand in
            let requests = (0..<40).map { "POST \(path) HTTP/1.1~host: x~content-length: 3~~\(100 + $0)" }.joined()
            let (text, isClean) = try stand.exchange(requests + "GET /ignore HTTP/1.1~host: x~connection: close~~")
            #expect(statuses(text) == Array(repeating: 200, count: 41))
            #expect(text.matches(of: #/\r\n\r\n(1\d\d)/#).map { Int($0.1)! } == Array(100..<140))
            #expect(isClean)
        }
    }

    @Test func `a request is served the same however it is cut`() async throws {
        try await Stand.with { stand in
            let bytes = spelled("POST /echo HTTP/1.1~host: x~transfer-encoding: chunked~~5~hello~6~ world~0~~")
            let client = try stand.client()
            for cut in 1..<bytes.count {
                client.send(Array(bytes[..<cut]))
                client.send(Array(bytes[cut...]))
                #expect(client.read(until: "hello world").contains("content-length: 11"))
            }
        }
    }

    @Test(arguments: refusedHeads.indices)
    func `what is refused is answered with an error and ends the connection`(index: Int) async throws {
        try await Stand.with { stand in
            let (name, head, _) = refusedHeads[index]
            let client = try stand.client()
            client.send(spelled(head) + spelled("GET /ignore HTTP/1.1~host: x~~"))
            let (text, isClean) = client.readAll()
            #expect(statuses(text) == [400], "\(name)")
            #expect(isClean, "\(name)")
            #expect(stand.journal.entries.allSatisfy { $0.hasPrefix("refused 400") }, "\(name)")
        }
    }

    @Test(arguments: ["zz~{}~0~~", "5~helloX~0~~", "5\nhello~0~~", "5~hello~0\n\n", "5~hello~0~~x"])
    func `broken chunks end the connection`(chunks: String) async throws {
        try await Stand.with { stand in
            let isGood = chunks.hasSuffix("x")
            let (text, isClean) = try stand.exchange(
                "POST /echo HTTP/1.1~host: x~transfer-encoding: chunked~~" + chunks + " /ignore HTTP/1.1~host: x~connection: close~~")
            // The one in whose middle a request begins is well framed: what follows it is read on its own.
            #expect(statuses(text) == (isGood ? [200, 200] : [400]))
            #expect(isClean)
        }
    }

    @Test func `a head over the bound gets 431`() async throws {
        var limits = ServerLimits()
        limits.header = 8 << 10
        try await Stand.with(limits: limits) { stand in
            for head in [
                "GET / HTTP/1.1~host: x~x-a: " + String(repeating: "a", count: 20000) + "~~",
                "GET /" + String(repeating: "a", count: 20000) + " HTTP/1.1~host: x~~",
                "GET / HTTP/1.1~host: x~" + String(repeating: "x: y~", count: 500) + "~",
            ] {
                let (text, isClean) = try stand.exchange(head)
                #expect(statuses(text) == [431])
                #expect(isClean)
            }
        }
    }

    @Test func `a client that asks first is told to go on`() async throws {
        try await Stand.with { stand in
            let client = try stand.client()
            client.send("POST /echo HTTP/1.1~host: x~expect: 100-continue~content-length: 5~~")
            #expect(client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            client.send("hello")
            #expect(statuses(client.read(until: "hello")) == [200])
            // Whoever sends the body at once is not told.
            client.send("POST /echo HTTP/1.1~host: x~expect: 100-continue~content-length: 5~connection: close~~HELLO")
            #expect(statuses(client.readAll().text) == [200])
        }
    }

    @Test func `a client that asks first and is refused is not told to go on`() async throws {
        try await Stand.with(bodyLimit: 100) { stand in
            let client = try stand.client()
            client.send("POST /echo HTTP/1.1~host: x~expect: 100-continue~content-length: 500~~")
            let (text, isClean) = client.readAll()
            #expect(statuses(text) == [413])
            #expect(isClean)
        }
    }

    @Test func `a declared length over the limit is refused before the body comes`() async throws {
        try await Stand.with { stand in
            let client = try stand.client()
            client.send("POST /echo HTTP/1.1~host: x~content-length: 1000000000~~")
            let text = client.read(until: "bodyTooLarge")
            #expect(statuses(text) == [413])
            #expect(text.contains("connection: close"))
            // Whoever sends on regardless is heard out, and is not reset before it reads the answer.
            #expect(client.send([UInt8](repeating: 0x78, count: 4 << 20)))
        }
    }

    @Test func `chunks over the limit are refused while they come`() async throws {
        try await Stand.with(bodyLimit: 64 << 10) { stand in
            let chunk = "4000~" + String(repeating: "x", count: 0x4000) + "~"
            let (text, isClean) = try stand.exchange(
                "POST /echo HTTP/1.1~host: x~transfer-encoding: chunked~~" + String(repeating: chunk, count: 6) + "0~~")
            #expect(statuses(text) == [413])
            #expect(isClean)
        }
    }

    @Test func `a body that nobody read is dropped, or ends the connection`() async throws {
        try await Stand.with { stand in
            // It is there already: the next request is read behind it.
            let client = try stand.client()
            client.send("POST /ignore HTTP/1.1~host: x~content-length: 5~~helloGET /ignore HTTP/1.1~host: x~~")
            #expect(statuses(client.read(until: "ignored") + client.read(until: "ignored")) == [200, 200])
            // It is still to come: nobody waits for it.
            client.send("POST /ignore HTTP/1.1~host: x~content-length: 500~~hello")
            let (text, isClean) = client.readAll()
            #expect(statuses(text) == [200])
            #expect(text.contains("connection: close"))
            #expect(isClean)
        }
    }

    @Test func `a large body arrives whole`() async throws {
        try await Stand.with(bodyLimit: 8 << 20) { stand in
            let body = (0..<(5 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
            let client = try stand.client()
            let sender = Thread {
                client.send(spelled("POST /echo HTTP/1.1~host: x~connection: close~content-length: \(body.count)~~") + body)
            }
            sender.start()
            var all: [UInt8] = []
            while let part = client.receive(), !part.isEmpty { all += part }
            #expect(all.count > body.count)
            #expect(Array(all.suffix(body.count)) == body)
        }
    }

    @Test func `streams go out piece by piece in chunks, and as they are to HTTP/1.0`() async throws {
        try await Stand.with { stand in
            let client = try stand.client()
            client.send("GET /stream HTTP/1.1~host: x~~")
            let text = client.read(until: "0\r\n\r\n")
            #expect(text.contains("transfer-encoding: chunked\r\n"))
            #expect(text.hasSuffix("\r\n\r\n4\r\none \r\n4\r\ntwo \r\n5\r\nthree\r\n0\r\n\r\n"))
            let (old, isClean) = try stand.exchange("GET /stream HTTP/1.0~host: x~connection: keep-alive~~")
            #expect(old.hasSuffix("connection: close\r\n\r\none two three"))
            #expect(isClean)
        }
    }

    @Test func `HTTP/1.0 keeps the connection where it asks to`() async throws {
        try await Stand.with { stand in
            let client = try stand.client()
            client.send("GET /ignore HTTP/1.0~host: x~connection: keep-alive~~")
            #expect(client.read(until: "ignored").contains("connection: keep-alive\r\n"))
            client.send("GET /ignore HTTP/1.0~host: x~~")
            let (text, isClean) = client.readAll()
            #expect(text.hasSuffix("ignored") && isClean)
        }
    }

    @Test func `HEAD and 204 have no body`() async throws {
        try await Stand.with { stand in
            let (text, _) = try stand.exchange(
                "HEAD /ignore HTTP/1.1~host: x~~HEAD /stream HTTP/1.1~host: x~~GET /empty HTTP/1.1~host: x~connection: close~~")
            #expect(statuses(text) == [200, 200, 204])
            #expect(text.contains("content-length: 7"))
            #expect(!text.contains("ignored") && !text.contains("one") && !text.contains("chunked") && text.hasSuffix("\r\n\r\n"))
        }
    }

    @Test(arguments: ["/broken", "/dropped"])
    func `an answer that broke off has no last chunk`(path: String) async throws {
        try await Stand.with { stand in
            let (text, _) = try stand.exchange("GET \(path) HTTP/1.1~host: x~~")
            #expect(text.hasSuffix("4\r\nhalf\r\n"))
            // Without chunks only a reset can tell.
            let (old, isClean) = try stand.exchange("GET \(path) HTTP/1.0~host: x~~")
            #expect(!isClean || !old.contains("half"))
        }
    }

    @Test func `an answer shorter than its length ends the connection`() async throws {
        try await Stand.with { stand in
            let (text, _) = try stand.exchange("GET /short HTTP/1.1~host: x~~GET /ignore HTTP/1.1~host: x~~")
            #expect(statuses(text) == [200])
            #expect(text.contains("content-length: 10\r\n") && text.hasSuffix("half"))
        }
    }

    @Test func `a field cannot end its line, and framing is our own`() async throws {
        try await Stand.with { stand in
            let (text, _) = try stand.exchange("GET /split HTTP/1.1~host: x~connection: close~~")
            #expect(text.contains("x-good: 1\r\n"))
            #expect(!text.contains("x-bad") && !text.contains("x-injected") && !text.contains("999") && !text.contains("chunked"))
            #expect(text.contains("content-length: 2\r\n"))
        }
    }

    // MARK: Slow and gone

    @Test func `a slow reader holds the sender back`() async throws {
        try await Stand.with { stand in
            let client = try stand.client(receiveBuffer: 4096)
            client.send("GET /endless HTTP/1.1~host: x~~")
            try await stand.journal.wait(for: "sent")
            // The sender goes on until the kernel's buffers and the watermark are full, then not a piece more.
            var quiet = 0
            var count = stand.journal.entries.count
            while quiet < 100 {
                await stand.turn()
                let now = stand.journal.entries.count
                quiet = now == count ? quiet + 1 : 0
                count = now
            }
            #expect(count < 2000)
            for _ in 0..<200 { _ = client.receive() }
            try await waitUntil("the sender goes on") { stand.journal.entries.count > count }
        }
    }

    @Test(arguments: ["/hang", "/stream-hang"], ["reset", "close"])
    func `a client that leaves cancels its request`(path: String, how: String) async throws {
        try await Stand.with { stand in
            let client = try stand.client()
            client.send("GET \(path) HTTP/1.1~host: x~~")
            try await stand.journal.wait(for: "hangs")
            if path == "/stream-hang" { _ = client.read(until: "first") }
            if how == "reset" {
                client.reset()
            } else {
                // Later than a client that merely has nothing more to say.
                await stand.advance(by: .milliseconds(300))
                client.shutdownBoth()
            }
            try await stand.journal.wait(for: "gone")
            try await waitUntil("the connection is closed") { stand.server.openConnections + stand.server.activeExchanges == 0 }
        }
    }

    @Test func `a client that leaves while it is sent to cancels its request`() async throws {
        try await Stand.with { stand in
            let client = try stand.client()
            client.send("GET /endless HTTP/1.1~host: x~~")
            try await stand.journal.wait(for: "sent")
            client.shutdownBoth()
            try await stand.journal.wait(for: "error clientGone")
        }
    }

    @Test func `a client that leaves within its body ends the reading`() async throws {
        try await Stand.with { stand in
            let client = try stand.client()
            client.send("POST /echo HTTP/1.1~host: x~content-length: 10~~hello")
            client.halfClose()
            try await stand.journal.wait(for: "error clientGone")
            #expect(client.readAll().text.isEmpty)
        }
    }

    @Test(arguments: ["/wait", "/slow-echo", "/ignore"])
    func `a client that has said all and shuts its writing side gets its answer`(path: String) async throws {
        try await Stand.with { stand in
            let client = try stand.client()
            client.send("GET \(path) HTTP/1.1~host: x~~")
            client.halfClose()
            if path == "/wait" {
                try await stand.journal.wait(for: "waits")
                stand.journal.note("go on")
            }
            let (text, isClean) = client.readAll()
            #expect(statuses(text) == [200])
            #expect(isClean)
        }
    }

    @Test func `a slow head is cut off and a slow body gets 408`() async throws {
        var limits = ServerLimits()
        limits.headerTime = .milliseconds(50)
        limits.bodyTime = .milliseconds(50)
        try await Stand.with(limits: limits) { stand in
            let (none, isClean) = try stand.exchange("")
            #expect(none.isEmpty && isClean)
            let (head, isHeadClean) = try stand.exchange("GET /ignore HTTP/1.1~host: x~")
            #expect(statuses(head) == [408] && isHeadClean)
            let (body, isBodyClean) = try stand.exchange("POST /echo HTTP/1.1~host: x~content-length: 10~~hello")
            #expect(statuses(body) == [408] && isBodyClean)
            let (chunks, _) = try stand.exchange("POST /echo HTTP/1.1~host: x~transfer-encoding: chunked~~5~hel")
            #expect(statuses(chunks) == [408])
        }
    }

    @Test func `a body that trickles gets 408, for its time is counted as a whole`() async throws {
        var limits = ServerLimits()
        limits.bodyTime = .seconds(60)
        try await Stand.with(limits: limits) { stand in
            let client = try stand.client()
            client.send("POST /echo HTTP/1.1~host: x~expect: 100-continue~content-length: 1000000~~")
            // The time for the body runs from here on.
            _ = client.read(until: "Continue\r\n\r\n")
            for _ in 0..<5 {
                client.send("x")
                await stand.advance(by: .seconds(11))
            }
            client.send("x")
            await stand.advance(by: .seconds(6))
            #expect(statuses(client.read(until: "bodyTooSlow")) == [408])
            client.shutdownBoth()
        }
    }

    @Test func `a request that lies in the socket when the server drains is answered, not reset`() async throws {
        try await Stand.with { stand in
            let blocker = try stand.client()
            blocker.send("GET /ignore HTTP/1.1~host: x~~")
            _ = blocker.read(until: "ignored")
            // The loop is held up, so that request and drain meet in one round.
            let gate = DispatchSemaphore(value: 0)
            stand.group.loops[0].submit { gate.wait() }
            blocker.send("GET /ignore HTTP/1.1~host: x~~")
            let drained = stand.drain(until: .now + .seconds(30))
            gate.signal()
            let (text, isClean) = blocker.readAll()
            #expect(statuses(text) == [503] || statuses(text) == [200])
            #expect(isClean)
            await drained.value
        }
    }

    @Test func `an idle connection is closed, and not before its time`() async throws {
        var limits = ServerLimits()
        limits.idle = .seconds(80)
        try await Stand.with(limits: limits) { stand in
            let client = try stand.client()
            for _ in 0..<2 {
                client.send("GET /ignore HTTP/1.1~host: x~~")
                #expect(statuses(client.read(until: "ignored")) == [200])
                await stand.advance(by: .seconds(79))
            }
            await stand.advance(by: .seconds(2))
            #expect(client.receive() == [])
        }
    }

    @Test func `connections over the bound are turned away`() async throws {
        var limits = ServerLimits()
        limits.connections = 2
        try await Stand.with(limits: limits) { stand in
            let first = try stand.client()
            let second = try stand.client()
            for client in [first, second] {
                client.send("GET /ignore HTTP/1.1~host: x~~")
                _ = client.read(until: "ignored")
            }
            let third = try stand.client()
            #expect(statuses(third.readAll().text) == [503])
            first.shutdownBoth()
            try await waitUntil("a place is free") { stand.server.openConnections <= 1 }
            #expect(statuses(try stand.exchange("GET /ignore HTTP/1.1~host: x~connection: close~~").text) == [200])
        }
    }

    // MARK: Drain

    @Test func `draining lets answers end and refuses what is new`() async throws {
        try await Stand.with { stand in
            let idle = try stand.client()
            idle.send("GET /ignore HTTP/1.1~host: x~~")
            _ = idle.read(until: "ignored")
            let busy = try stand.client()
            busy.send("GET /wait HTTP/1.1~host: x~~")
            try await stand.journal.wait(for: "waits")
            let late = try stand.client()
            late.send("GET /echo HTTP/1.1~host: x~")
            let drained = stand.drain(until: .now + .seconds(60))
            #expect(idle.receive() == [])
            late.send("~")
            let (refused, _) = late.readAll()
            #expect(statuses(refused) == [503])
            #expect(refused.contains("connection: close"))
            #expect(throws: POSIXError.self) { try stand.client() }
            stand.journal.note("go on")
            let (text, isClean) = busy.readAll()
            #expect(statuses(text) == [200] && text.contains("connection: close") && isClean)
            await drained.value
            #expect(stand.server.openConnections == 0)
        }
    }

    @Test func `draining cancels what goes on past the deadline`() async throws {
        try await Stand.with { stand in
            let busy = try stand.client()
            busy.send("GET /hang HTTP/1.1~host: x~~")
            try await stand.journal.wait(for: "hangs")
            await stand.server.drain(until: .now + .milliseconds(10))
            try await stand.journal.wait(for: "cancelled")
            #expect(statuses(busy.readAll().text) == [503])
            #expect(stand.server.openConnections == 0)
        }
    }

    @Test func `forty clients on two loops each get their own answer`() async throws {
        try await Stand.with(loops: 2) { stand in
            let clients = try (0..<40).map { _ in try stand.client() }
            for round in 0..<10 {
                for (i, client) in clients.enumerated() {
                    client.send("POST /slow-echo HTTP/1.1~host: x~content-length: 4~~\(1000 + i * 10 + round)")
                }
                for (i, client) in clients.enumerated() {
                    #expect(client.read(until: "\r\n\r\n\(1000 + i * 10 + round)").hasPrefix("HTTP/1.1 200"))
                }
            }
        }
    }
}
