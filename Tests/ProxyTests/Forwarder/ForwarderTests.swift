@_spi(Redaction) import Pipeline
import TestSupport
import Testing

@testable import Proxy

/// Through real sockets, from a request to what a client would see.
struct ForwarderTests {
    /// What a client saw, and what was written down.
    struct Seen: Sendable {
        var status = 0
        var body = ""
        var fields: [String: String] = [:]
        var end: StreamEnd?
        var error: PipelineError?
        var attempts: [AttemptRow] = []
        var host = ""
        var modelSent = ""
        var promptTokens: Int64?
        var ended = StreamEnd.complete
    }

    private static func host(
        _ scripted: ScriptedHost, _ id: String, trust: Trust = .local, models: [String] = ["m"], fields: [Host.Field] = [],
        firstByte: Duration = .seconds(20), idle: Duration = .seconds(20)
    ) throws -> Host {
        Host(
            id: id, url: try HostURL(scripted.url), api: .openai, trust: trust, models: models.map { ModelGlob($0) }, fields: fields,
            firstByte: firstByte, idle: idle)
    }

    private func ask(
        _ hosts: [Host], aliases: [ModelAlias] = [], settings: BalanceSettings = BalanceSettings(strategy: .roundRobin),
        model: String = "m", api: ClientAPI = .chat, localOnly: Bool = false, redacted: String? = nil, times: Int = 1,
        streams: Bool = false,
        balancer: Balancer? = nil, total: Duration? = nil, meanwhile: (@Sendable (EventLoop) async -> Void)? = nil
    ) async throws -> [Seen] {
        let balancer = balancer ?? Balancer(settings, seed: 1)
        balancer.configure(hosts, aliases: aliases, settings)
        let steps = try balancer.steps(model: model, api: .chat)
        return await onLoop { loop in
            let forwarder = Forwarder(loop: loop, balancer: balancer) { _ in MarkedFormat() }
            var all: [Seen] = []
            if let meanwhile { Task.immediate(executorPreference: loop) { await meanwhile(loop) } }
            for _ in 0..<times {
                var seen = Seen()
                guard var (request, context) = try? Exchanges.make("original", model: model) else { return all }
                request.forwardedFields.append("x-kept", "1")
                request.forwardedFields.append("authorization", "Bearer of-the-client")
                if !streams {
                    let body = request.body
                    let whole = RequestBody(
                        bytes: body.bytes, model: body.model, modelRange: body.modelRange, streams: false, slots: body.slots)
                    request = Request(api: api, head: request.head, body: whole, forwardedFields: request.forwardedFields)
                }
                if let redacted {
                    request.cloudBody = RedactedBody(
                        OutboundBody(bytes: Array("\(model)\n\(redacted)".utf8), modelRange: 0..<model.utf8.count))
                } else {
                    request.cloudBody = nil
                }
                context.route = Route(steps: steps)
                context.localOnly = localOnly
                context.total = total
                let reply = RecordingReply()
                do throws(PipelineError) {
                    try await forwarder.send(request, context: context, reply: reply)
                } catch {
                    seen.error = error
                }
                seen.status = reply.head?.status ?? 0
                seen.body = reply.text
                reply.head?.fields.forEach { name, value in
                    seen.fields[String(decoding: name, as: UTF8.self).lowercased()] = String(decoding: value, as: UTF8.self)
                }
                seen.end = reply.end
                let outcome = context.record.outcome
                seen.attempts = outcome.attempts
                seen.host = outcome.host
                seen.modelSent = outcome.modelSent
                seen.promptTokens = outcome.promptTokens
                seen.ended = outcome.ended
                all.append(seen)
            }
            return all
        }
    }

    private static let stream = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"

    @Test(arguments: [
        ScriptedHost.ok("{}", status: "500 No"), ScriptedHost.ok("{}", status: "503 No"), ScriptedHost.ok("{}", status: "429 No"), [.reset],
        [.close],
        [.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"), .close],
        [.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"), .close], ScriptedHost.ok("<html>"),
        [.send(stream), .close],
    ])
    func `what fails before its first byte is asked of another host`(_ failure: [ScriptedHost.Step]) async throws {
        let bad = ScriptedHost { _ in failure }
        let good = ScriptedHost { _ in ScriptedHost.ok("{good}") }
        let hosts = [try Self.host(bad, "bad"), try Self.host(good, "good")]
        let all = try await ask(hosts, settings: BalanceSettings(strategy: .roundRobin, suspend: SuspendSettings(after: 1000)), times: 6)
        #expect(all.allSatisfy { $0.status == 200 && $0.body == "{good}" && $0.end == .complete && $0.host == "good" })
        #expect(good.seen.count == 6 && !bad.seen.isEmpty)
        let retried = try #require(all.first { $0.attempts.count == 2 })
        #expect(retried.attempts[0].host == "bad" && !retried.attempts[0].error.isEmpty)
        #expect(retried.attempts[1].host == "good" && retried.attempts[1].error.isEmpty && retried.attempts[1].status == 200)
        #expect(retried.promptTokens == 7 && retried.modelSent == "m")
    }

    @Test func `attempts are bounded and no answer is a 502`() async throws {
        let bad = (0..<4).map { _ in ScriptedHost(.reset) }
        let seen = try await ask(try bad.enumerated().map { try Self.host($1, "h\($0)") })[0]
        #expect(seen.error?.status == 502 && seen.attempts.count == 3)
        #expect(bad.map(\.seen.count).reduce(0, +) == 3)
    }

    @Test func `when every host answered the last answer goes on as it is`() async throws {
        let bad = (0..<2).map { _ in ScriptedHost { _ in ScriptedHost.ok("{busy}", status: "429 Busy", fields: "retry-after: 7\r\n") } }
        let seen = try await ask(try bad.enumerated().map { try Self.host($1, "h\($0)") })[0]
        #expect(seen.status == 429 && seen.body == "{busy}" && seen.fields["retry-after"] == "7" && seen.error == nil)
        #expect(seen.attempts.map(\.status) == [429, 429])
    }

    @Test func `when one host gave no answer the other's failure does not go on`() async throws {
        let hosts = [
            try Self.host(ScriptedHost { _ in ScriptedHost.ok("{}", status: "500 No") }, "a"), try Self.host(ScriptedHost(.reset), "b"),
        ]
        let seen = try await ask(hosts)[0]
        #expect(seen.error?.status == 502 && seen.status == 0)
    }

    @Test func `a host that is too slow is a 504`() async throws {
        let seen = try await ask([try Self.host(ScriptedHost(.waitForClose), "slow", firstByte: .milliseconds(120))])[0]
        #expect(seen.error?.status == 504 && seen.attempts.map(\.error) == ["first_byte_timeout"])
    }

    @Test func `a 4xx goes on as it is and is not retried`() async throws {
        let two = (0..<2).map { _ in ScriptedHost { _ in ScriptedHost.ok("{no}", status: "422 No") } }
        let seen = try await ask(try two.enumerated().map { try Self.host($1, "h\($0)") })[0]
        #expect(seen.status == 422 && seen.body == "{no}" && seen.attempts.count == 1)
    }

    @Test func `a suspended host is a 503 with a time to come back`() async throws {
        let settings = BalanceSettings(retries: 0, suspend: SuspendSettings(after: 1, base: .seconds(30), upTo: .seconds(30)))
        let all = try await ask([try Self.host(ScriptedHost(.reset), "bad")], settings: settings, times: 2)
        #expect(all[0].error?.status == 502 && all[1].error?.status == 503)
        #expect(try #require(all[1].error?.retryAfter) > .seconds(20))
    }

    @Test func `a cloud host is sent the redacted body and a local one the original`() async throws {
        let cloud = ScriptedHost { _ in ScriptedHost.ok("{}") }
        let local = ScriptedHost { _ in ScriptedHost.ok("{}") }
        let hosts = [try Self.host(cloud, "cloud", trust: .cloud), try Self.host(local, "local")]
        let all = try await ask(hosts, redacted: "surrogate", times: 4)
        #expect(all.allSatisfy { $0.status == 200 })
        #expect(!cloud.seen.isEmpty && cloud.seen.allSatisfy { $0.body == "m\nsurrogate" })
        #expect(!local.seen.isEmpty && local.seen.allSatisfy { $0.body == "m\noriginal" })
    }

    @Test(arguments: [[ScriptedHost.Step.reset], ScriptedHost.ok("{}", status: "500 No"), ScriptedHost.ok("{}", status: "429 No")])
    func `a local host's failure never sends the original to a cloud host`(_ failure: [ScriptedHost.Step]) async throws {
        let cloud = ScriptedHost { _ in ScriptedHost.ok("{}") }
        let local = ScriptedHost { _ in failure }
        let hosts = [try Self.host(local, "local"), try Self.host(cloud, "cloud", trust: .cloud)]
        for seen in try await ask(hosts, times: 4) { #expect(seen.error?.kind == .internalFault && seen.status == 0) }
        #expect(cloud.seen.isEmpty)
    }

    @Test func `what must stay local stays local`() async throws {
        let cloud = ScriptedHost { _ in ScriptedHost.ok("{}") }
        let local = ScriptedHost(.reset)
        let hosts = [try Self.host(local, "local"), try Self.host(cloud, "cloud", trust: .cloud)]
        #expect(try await ask(hosts, localOnly: true, redacted: "r")[0].error?.status == 502)
        let none = try await ask([hosts[1]], localOnly: true, redacted: "r")[0]
        #expect(none.error?.kind == .noLocalHost)
        #expect(cloud.seen.isEmpty)
    }

    @Test func `a fallback is tried with its own model's name`() async throws {
        let a = ScriptedHost { _ in ScriptedHost.ok("{}", status: "503 No") }
        let b = ScriptedHost { _ in ScriptedHost.ok("{b}") }
        let hosts = [try Self.host(a, "a", models: ["big"]), try Self.host(b, "b", trust: .cloud, models: ["small"])]
        let aliases = [ModelAlias(name: "fast", model: "big", hosts: ["a"], fallback: ["small"])]
        let seen = try await ask(hosts, aliases: aliases, settings: BalanceSettings(retries: 0), model: "fast", redacted: "r")[0]
        #expect(seen.body == "{b}" && seen.host == "b" && seen.modelSent == "small")
        #expect(a.seen.map(\.body) == ["big\noriginal"] && b.seen.map(\.body) == ["small\nr"])
    }

    @Test func `fields of the host win and the client's key stays here`() async throws {
        let host = ScriptedHost { _ in ScriptedHost.ok("{}") }
        let fields = [Host.Field(name: "Authorization", value: "Bearer of-the-host"), Host.Field(name: "X-Kept", value: "2")]
        _ = try await ask([try Self.host(host, "h", fields: fields)])
        let head = host.seen[0].head.lowercased()
        #expect(head.contains("authorization: bearer of-the-host") && !head.contains("of-the-client"))
        #expect(head.contains("x-kept: 2") && !head.contains("x-kept: 1"))
    }

    @Test func `fields that are the host's own matter stay with it`() async throws {
        let dropped = [
            "server: x", "date: y", "set-cookie: a=b", "x-request-id: z", "x-hopguard-host: w", "keep-alive: 5", "x-hop: 1",
            "connection: x-hop",
        ]
        let host = ScriptedHost { _ in
            ScriptedHost.ok("{}", fields: dropped.map { $0 + "\r\n" }.joined() + "x-ratelimit-remaining: 9\r\n")
        }
        let seen = try await ask([try Self.host(host, "h")])[0]
        #expect(seen.fields == ["content-type": "application/json", "x-ratelimit-remaining": "9"])
    }

    @Test func `a stream goes on as it comes and ends whole`() async throws {
        let host = ScriptedHost(
            .send(Self.stream), .send("4\r\none \r\n"), .pause(milliseconds: 30), .send("4\r\ntwo \r\n"), .pause(milliseconds: 30),
            .send("3\r\nEND\r\n0\r\n\r\n"))
        let seen = try await ask([try Self.host(host, "h")])[0]
        #expect(seen.body == "one two END" && seen.end == .complete && seen.ended == .complete)
        #expect(seen.attempts.map(\.error) == [""])
    }

    @Test(arguments: [
        ("4\r\none \r\n0\r\n\r\n", StreamEnd.hostGone), ("4\r\none \r\n", .hostGone), ("3\r\nEND\r\n", .complete),
    ])
    func `a stream without its final mark was broken off`(_ chunks: String, _ end: StreamEnd) async throws {
        let first = ScriptedHost(.send(Self.stream + chunks), .close)
        let other = ScriptedHost(.send(Self.stream + chunks), .close)
        let seen = try await ask([try Self.host(first, "a"), try Self.host(other, "b")])[0]
        #expect(seen.end == end && seen.ended == end && seen.error == nil)
        #expect(first.seen.count + other.seen.count == 1, "nothing is retried after the first byte")
    }

    @Test func `a stream that stalls ends with a timeout`() async throws {
        let host = ScriptedHost(.send(Self.stream + "4\r\none \r\n"), .waitForClose)
        let seen = try await ask([try Self.host(host, "h", idle: .milliseconds(120))])[0]
        #expect(seen.body == "one " && seen.end == .timeout)
    }

    @Test func `an exchange that takes too long ends, and no other host is asked`() async throws {
        let first = ScriptedHost(.waitForClose)
        let other = ScriptedHost(.waitForClose)
        let seen = try await ask([try Self.host(first, "a"), try Self.host(other, "b")], total: .milliseconds(120))[0]
        #expect(seen.error?.status == 504 && seen.attempts.map(\.error) == ["total_timeout"])
        #expect(first.seen.count + other.seen.count <= 1)
    }

    @Test func `a stream that takes too long ends with a timeout`() async throws {
        let host = ScriptedHost(.send(Self.stream + "4\r\none \r\n"), .waitForClose)
        let seen = try await ask([try Self.host(host, "h")], streams: true, total: .seconds(3))[0]
        #expect(seen.body == "one " && seen.end == .timeout)
    }

    @Test func `places are bounded and who waits is served in turn`() async throws {
        // One is with the host and three wait: four are turned away, and then the host answers.
        let refused = Gate(after: 4)
        let host = ScriptedHost { _ in [.hold(refused)] + ScriptedHost.ok("{}") }
        let one = Host(id: "h", url: try HostURL(host.url), api: .openai, trust: .local, models: [ModelGlob("m")], maxInFlight: 1)
        let settings = BalanceSettings(queueLength: 3, queueWait: .seconds(20))
        let balancer = Balancer(settings, seed: 1)
        balancer.configure([one], settings)
        let steps = try balancer.steps(model: "m", api: .chat)
        let statuses = await onLoop { loop in
            let forwarder = Confined(Forwarder(loop: loop, balancer: balancer) { _ in MarkedFormat() })
            return await withTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask(executorPreference: loop) {
                        guard let (request, made) = try? Exchanges.make("x") else { return 0 }
                        var context = made
                        context.route = Route(steps: steps)
                        let reply = RecordingReply()
                        do throws(PipelineError) {
                            try await forwarder.value.send(request, context: context, reply: reply)
                            return reply.head?.status ?? 0
                        } catch {
                            refused.arrive()
                            return error.retryAfter == nil ? -1 : error.status
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }.sorted()
            }
        }
        #expect(statuses == [200, 200, 200, 200, 503, 503, 503, 503])
        #expect(balancer.snapshots()[0].inFlight == 0 && balancer.waiting == 0)
    }

    @Test func `a client that leaves ends the transfer and counts against nobody`() async throws {
        let host = ScriptedHost(.send(Self.stream + "4\r\none \r\n"), .waitForClose)
        let settings = BalanceSettings(suspend: SuspendSettings(after: 1))
        let balancer = Balancer(settings, seed: 1)
        balancer.configure([try Self.host(host, "h")], settings)
        let steps = try balancer.steps(model: "m", api: .chat)
        let error = try await onLoop { loop -> PipelineError? in
            let forwarder = Confined(Forwarder(loop: loop, balancer: balancer) { _ in MarkedFormat() })
            let task = Task.immediate(executorPreference: loop) { () -> PipelineError? in
                guard let (request, made) = try? Exchanges.make("x") else { return nil }
                var context = made
                context.route = Route(steps: steps)
                do throws(PipelineError) {
                    try await forwarder.value.send(request, context: context, reply: RecordingReply())
                    return nil
                } catch {
                    return error
                }
            }
            try await waitUntil("the host is asked") { !host.seen.isEmpty }
            task.cancel()
            let error = await task.value
            try await waitUntil("the host sees the end") { host.gone > 0 }
            return error
        }
        #expect(error?.kind == .clientGone)
        let snapshot = balancer.snapshots()[0]
        #expect(snapshot.inFlight == 0 && snapshot.failures == 0 && snapshot.standing == .up)
    }

    // MARK: Fleets in trouble

    @Test func `a host whose name leads nowhere is passed over`() async throws {
        let good = ScriptedHost { _ in ScriptedHost.ok("{good}") }
        let lost = Host(
            id: "lost", url: try HostURL("http://no-such-name.invalid:1"), api: .openai, trust: .local, models: [ModelGlob("m")],
            connect: .seconds(5))
        let all = try await ask([lost, try Self.host(good, "good")], times: 4)
        #expect(all.allSatisfy { $0.status == 200 && $0.host == "good" }, "\(all)")
        let retried = try #require(all.first { $0.attempts.count == 2 })
        #expect(["connect", "connect_timeout"].contains(retried.attempts[0].error))
    }

    @Test func `when every host fails at once retries do not multiply the load, and all is well again when they are`() async throws {
        let hosts = (0..<3).map { _ in ScriptedHost { _ in ScriptedHost.ok("{}", status: "500 No") } }
        let settings = BalanceSettings(strategy: .roundRobin, retries: 2, retryBudget: 0.1, suspend: SuspendSettings(after: 10_000))
        let balancer = Balancer(settings, seed: 1)
        let configured = try hosts.enumerated().map { try Self.host($1, "h\($0)") }
        let began = MonotonicTime.now
        _ = try await ask(configured, settings: settings, times: 300, balancer: balancer)
        let seconds = (MonotonicTime.now - began).inSeconds
        let came = hosts.map(\.seen.count).reduce(0, +)
        // One each, a tenth more by the budget, its reserve, and ten a second.
        #expect(came >= 300 && Double(came) <= 300 + 30 + RetryBudget.most + RetryBudget.perSecond * (seconds + 1))
        for host in hosts { host.behave { _ in ScriptedHost.ok("{well}") } }
        let after = try await ask(configured, settings: settings, times: 10, balancer: balancer)
        #expect(after.allSatisfy { $0.body == "{well}" })
    }

    @Test func `a host that dribbles its head is too slow`() async throws {
        let slow = ScriptedHost { _ in
            [.send("HTTP/1.1 200 OK\r\n")] + (0..<3000).flatMap { _ in [.send("x: y\r\n"), .pause(milliseconds: 20)] }
        }
        let good = ScriptedHost { _ in ScriptedHost.ok("{good}") }
        let hosts = [try Self.host(slow, "slow", firstByte: .milliseconds(150)), try Self.host(good, "good")]
        let all = try await ask(hosts, times: 2)
        #expect(all.allSatisfy { $0.body == "{good}" })
        #expect(all.contains { $0.attempts.first?.error == "first_byte_timeout" })
    }

    // MARK: Hedged requests

    private func hedging(_ time: Duration?, retryBudget: Double = 1) -> BalanceSettings {
        BalanceSettings(strategy: .roundRobin, retryBudget: retryBudget, hedge: time)
    }

    @Test func `an embedding that takes long is asked of a second host, and the loser counts for nothing`() async throws {
        let slow = ScriptedHost(.waitForClose)
        let fast = ScriptedHost { _ in ScriptedHost.ok("{fast}") }
        let settings = hedging(.milliseconds(50))
        let balancer = Balancer(settings, seed: 1)
        let hosts = [try Self.host(slow, "slow"), try Self.host(fast, "fast")]
        let all = try await ask(hosts, settings: settings, api: .embeddings, times: 2, balancer: balancer)
        // In turn, so that one of the two was the slow host's.
        let seen = try #require(all.first { $0.attempts.count == 2 })
        #expect(all.allSatisfy { $0.status == 200 && $0.body == "{fast}" && $0.host == "fast" && $0.error == nil })
        #expect(seen.attempts.map(\.host).sorted() == ["fast", "slow"])
        let lost = try #require(seen.attempts.first { $0.host == "slow" })
        #expect(lost.error == "hedge_lost" && lost.status == 0)
        let state = try #require(balancer.snapshots().first { $0.host.id == "slow" })
        #expect(state.failures == 0 && state.inFlight == 0 && state.standing == .up)
        try await waitUntil("the slow host is asked once") { slow.seen.count == 1 }
    }

    @Test(arguments: [(ClientAPI.chat, 20), (.embeddings, 0)])
    func `nothing else is hedged, and nothing at all where it is off`(api: ClientAPI, milliseconds: Int) async throws {
        let later = Gate()
        let slow = ScriptedHost { _ in [.hold(later)] + ScriptedHost.ok("{slow}") }
        let other = ScriptedHost { _ in ScriptedHost.ok("{other}") }
        let settings = hedging(milliseconds > 0 ? .milliseconds(milliseconds) : nil)
        let hosts = [try Self.host(slow, "slow"), try Self.host(other, "other")]
        let all = try await ask(hosts, settings: settings, api: api, times: 2) { loop in
            try? await waitUntil("the slow host is asked") { !slow.seen.isEmpty }
            // An hour later by the loop's clock nobody else is asked.
            loop.advance(by: .seconds(3600))
            await loop.sleep(for: .milliseconds(2))
            later.open()
        }
        #expect(Set(all.map(\.body)) == ["{slow}", "{other}"])
        #expect(all.allSatisfy { $0.attempts.count == 1 })
    }

    @Test func `a hedged answer that fails leaves the other one`() async throws {
        let failed = Gate()
        let slow = ScriptedHost { _ in [.hold(failed)] + ScriptedHost.ok("{slow}") }
        let bad = ScriptedHost { _ in
            failed.open()
            return ScriptedHost.ok("{}", status: "500 No")
        }
        let settings = hedging(.milliseconds(50))
        let hosts = [try Self.host(slow, "slow"), try Self.host(bad, "bad")]
        let all = try await ask(hosts, settings: settings, api: .embeddings, times: 2)
        #expect(all.allSatisfy { $0.status == 200 && $0.body == "{slow}" && $0.host == "slow" })
        #expect(all.allSatisfy { $0.attempts.map(\.status).sorted() == [200, 500] })
    }

    @Test(arguments: [nil, "redacted"])
    func `a hedge to a cloud host has the redacted body or none`(redacted: String?) async throws {
        let slow = ScriptedHost(.waitForClose)
        let cloud = ScriptedHost { _ in ScriptedHost.ok("{cloud}") }
        let settings = hedging(.milliseconds(50))
        let hosts = [try Self.host(slow, "slow"), try Self.host(cloud, "cloud", trust: .cloud)]
        let seen = try await ask(hosts, settings: settings, api: .embeddings, redacted: redacted)[0]
        #expect(cloud.seen.map(\.body) == (redacted == nil ? [] : ["m\nredacted"]))
        #expect(redacted == nil ? seen.error?.status == 500 : seen.body == "{cloud}")
    }
}
