import Pipeline
import TestSupport
import Testing

@testable import Proxy

/// Against real sockets: what libcurl makes of hosts that stall, cut and lie.
struct CurlClientTests {
    struct Got: Sendable, Equatable {
        var status = 0
        var body = ""
        var error: CurlError?
    }

    private func get(_ host: ScriptedHost, _ change: @escaping @Sendable (inout UpstreamRequest) -> Void = { _ in }) async -> Got {
        await onLoop { loop in await Self.fetch(CurlClient(loop: loop), host.url + "/x", change) }
    }

    private static func fetch(
        _ client: CurlClient, _ url: String, _ change: @Sendable (inout UpstreamRequest) -> Void = { _ in },
        onPiece: @Sendable () -> Void = {}
    ) async -> Got {
        var request = UpstreamRequest(method: .get, url: url, firstByte: .seconds(20), idle: .seconds(20))
        change(&request)
        var got = Got()
        do throws(CurlError) {
            let reply = try await client.perform(request)
            got.status = reply.status
            while let bytes = try await reply.next() {
                got.body += String(decoding: bytes, as: UTF8.self)
                onPiece()
            }
        } catch {
            got.error = error
        }
        return got
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 5\r\n\r\nhello",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello",
        "HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 200\r\ncontent-length: 5\r\n\r\nhello",
    ])
    func `an answer framed one way is read whole`(_ raw: String) async {
        #expect(await get(ScriptedHost(.send(raw))) == Got(status: 200, body: "hello"))
    }

    @Test func `an answer framed by its end is read whole`() async {
        #expect(await get(ScriptedHost(.send("HTTP/1.1 200 OK\r\n\r\nhello"), .close)) == Got(status: 200, body: "hello"))
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", CurlError.malformed),
        ("HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello!", .malformed),
        ("HTTP/1.1 200 OK\r\ncontent-length: 5, 5\r\n\r\nhello", .malformed),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", .malformed),
        ("HTTP/1.1 200 OK\r\nx-a: b\r\n folded: c\r\ncontent-length: 5\r\n\r\nhello", .malformed),
        ("HTTP/1.1 200 OK\r\nno colon\r\ncontent-length: 5\r\n\r\nhello", .malformed),
        ("HTTP/1.1 200 OK\r\nx y: z\r\ncontent-length: 5\r\n\r\nhello", .malformed),
        ("rubbish\r\n\r\n", .malformed),
    ])
    func `a head that can be read in two ways is refused`(_ raw: String, _ error: CurlError) async {
        let got = await get(ScriptedHost(.send(raw), .close))
        #expect(got.error == error && got.body.isEmpty, "\(got)")
    }

    @Test func `a giant head is refused`() async {
        let host = ScriptedHost(
            .send("HTTP/1.1 200 OK\r\n"), .send(String(repeating: "x-pad: " + String(repeating: "a", count: 1000) + "\r\n", count: 90)),
            .send("\r\n"))
        #expect(await get(host).error == .headTooLarge)
    }

    @Test func `an endless head line is refused`() async {
        let host = ScriptedHost(.send("HTTP/1.1 200 OK\r\nx: "), .repeated(97, count: 4_000_000))
        let error = await get(host).error
        #expect(
            error == .headTooLarge || error == .reset || error == .other(code: 27) || error == .other(code: 100),
            "\(String(describing: error))")
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhello", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nhello",
    ])
    func `a body that breaks off is an error, after what had come`(_ raw: String) async {
        let got = await get(ScriptedHost(.send(raw), .close))
        #expect(got == Got(status: 200, body: "hello", error: .truncated))
    }

    @Test func `a reset in the body is an error`() async {
        let read = Gate()
        let host = ScriptedHost(.send("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhello"), .hold(read), .reset)
        let got = await onLoop { loop in await Self.fetch(CurlClient(loop: loop), host.url, onPiece: { read.open() }) }
        #expect(got == Got(status: 200, body: "hello", error: .truncated))
    }

    @Test func `a connection closed without an answer is a reset`() async {
        #expect(await get(ScriptedHost(.close)).error == .reset)
        #expect(await get(ScriptedHost(.reset)).error == .reset)
    }

    @Test func `a port where nobody listens is a failed connect`() async {
        #expect(await get(ScriptedHost(isListening: false) { _ in [] }).error == .connect)
    }

    @Test func `a host that answers nothing meets its first byte time`() async {
        let host = ScriptedHost(.waitForClose)
        #expect(await get(host) { $0.firstByte = .milliseconds(150) }.error == .firstByteTimeout)
    }

    @Test func `a head alone is no first byte`() async {
        let host = ScriptedHost(.send("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n"), .waitForClose)
        let got = await get(host) {
            $0.firstByte = .milliseconds(300)
            $0.idle = .milliseconds(50)
        }
        #expect(got.error == .firstByteTimeout)
    }

    @Test func `a host that stalls meets its idle time`() async {
        let host = ScriptedHost(.send("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhello"), .waitForClose)
        let got = await get(host) { $0.idle = .milliseconds(150) }
        #expect(got == Got(status: 200, body: "hello", error: .idleTimeout))
    }

    @Test func `a redirect is an answer, not an order`() async {
        let host = ScriptedHost(.send("HTTP/1.1 302 Found\r\nlocation: /other\r\ncontent-length: 0\r\n\r\n"))
        #expect(await get(host) == Got(status: 302))
        #expect(host.seen.count == 1)
    }

    @Test(arguments: [0, 1, 1000, 61_000, 3_000_000])
    func `a body leaves whole and without Expect`(_ size: Int) async {
        let host = ScriptedHost { _ in ScriptedHost.ok("ok") }
        let got = await get(host) {
            $0.method = .post
            $0.body = [UInt8](repeating: 0x61, count: size)
            $0.fields.append("content-type", "application/json")
            $0.fields.append("x-empty", "")
            $0.fields.append("x-evil", "a\r\nx-injected: b")
        }
        #expect(got == Got(status: 200, body: "ok"))
        let seen = host.seen[0]
        #expect(seen.body.utf8.count == size)
        let head = seen.head.lowercased()
        #expect(head.contains("content-type: application/json") && head.contains("x-empty:"))
        #expect(!head.contains("expect") && !head.contains("injected") && !head.contains("urlencoded"))
    }

    @Test func `a kept connection serves the next request`() async {
        let host = ScriptedHost { _ in ScriptedHost.ok("ok") }
        let all = await onLoop { loop in
            let client = CurlClient(loop: loop)
            var all: [Got] = []
            for _ in 0..<20 { all.append(await Self.fetch(client, host.url)) }
            return all
        }
        #expect(all == Array(repeating: Got(status: 200, body: "ok"), count: 20))
        #expect(host.connections == 1)
    }

    @Test(arguments: [true, false])
    func `a kept connection that the host closed meanwhile is no failure`(isSeen: Bool) async throws {
        let host = ScriptedHost { _ in ScriptedHost.ok("ok") + [.close] }
        let all = try await onLoop { loop in
            let client = CurlClient(loop: loop)
            var all: [Got] = []
            for count in 1...6 {
                all.append(
                    await Self.fetch(client, host.url) {
                        $0.method = .post; $0.body = Array("x".utf8)
                    })
                if isSeen { try await waitUntil("the host closes") { host.ended == count } }
            }
            return all
        }
        #expect(all.allSatisfy { $0 == Got(status: 200, body: "ok") })
    }

    @Test func `many transfers run side by side`() async {
        let together = Gate(after: 100)
        let host = ScriptedHost { seen in [.hold(together)] + ScriptedHost.ok(seen.path) }
        let isRight = await onLoop { loop in
            let client = Confined(CurlClient(loop: loop))
            return await withTaskGroup(of: Bool.self) { group in
                for i in 0..<100 {
                    group.addTask(executorPreference: loop) { await Self.fetch(client.value, host.url + "/\(i)").body == "/\(i)" }
                }
                return await group.reduce(true) { $0 && $1 }
            }
        }
        #expect(isRight)
    }

    @Test func `a slow reader holds the host back`() async throws {
        let host = ScriptedHost(.send("HTTP/1.1 200 OK\r\ncontent-length: 50000000\r\n\r\n"), .repeated(97, count: 50_000_000))
        let total = try await onLoop { loop -> Int in
            let client = CurlClient(loop: loop)
            let reply = try await client.perform(UpstreamRequest(method: .get, url: host.url))
            var total = 0
            var most = 0
            try await waitUntil("the transfer is paused") { reply.isPaused }
            while let bytes = try await reply.next() {
                most = max(most, bytes.count)
                total += bytes.count
            }
            return most <= CurlTransfer.watermark + 32 * 1024 ? total : -most
        }
        #expect(total == 50_000_000)
    }

    @Test func `a cancelled task ends its transfer at once`() async throws {
        let host = ScriptedHost(.send("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhello"), .waitForClose)
        let error = try await onLoop { loop -> CurlError? in
            let client = Confined(CurlClient(loop: loop))
            let task = Task.immediate(executorPreference: loop) { await Self.fetch(client.value, host.url).error }
            try await waitUntil("the host is asked") { !host.seen.isEmpty }
            task.cancel()
            let error = await task.value
            try await waitUntil("the host sees the end") { host.gone > 0 }
            return client.value.transfers == 0 ? error : nil
        }
        #expect(error == .cancelled)
    }

    @Test func `a dropped reply ends its transfer`() async throws {
        let host = ScriptedHost(.send("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhello"), .waitForClose)
        let transfers = try await onLoop { loop -> Int in
            let client = CurlClient(loop: loop)
            _ = try await client.perform(UpstreamRequest(method: .get, url: host.url))
            try await waitUntil("the host sees the end") { host.gone > 0 }
            return client.transfers
        }
        #expect(transfers == 0)
    }

    @Test func `other schemes go nowhere`() async {
        let got = await onLoop { loop in await Self.fetch(CurlClient(loop: loop), "file:///etc/passwd") }
        #expect(got.error == .malformed && got.body.isEmpty)
    }
}

/// Carries a value that belongs to one loop into tasks of that same loop.
struct Confined<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}
