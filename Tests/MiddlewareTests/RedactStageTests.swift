import Detection
@testable import Middleware
import Pipeline
import TestSupport
import Testing

@Suite struct RedactStageTests {
    private let mail = "anna.kowalska@corp.example"

    private func plan(_ action: Action = .surrogate, shadow: Bool = false, named: [EntityType: Action] = [:]) -> RedactionPlan {
        RedactionPlan(
            analyzer: Analyzer(
                custom: [CustomRecognizer(type: EntityType("MAIL"), words: ["anna.kowalska@corp.example", "bob@corp.example"])]),
            actions: ActionTable(named: named, fallback: action), templates: [:], blocksAttachments: true, restores: true,
            restoredRoles: [.user, .assistant, .system, .tool], isShadow: shadow)
    }

    private func stage(cloud: RedactionPlan?, local: RedactionPlan? = nil) -> RedactStage {
        RedactStage(
            cloud: cloud, local: local, secret: Array(repeating: 7, count: 32), memory: FindingMemory(), formats: { _ in PlainFormat() })
    }

    private func sentToCloud(_ terminal: FakeTerminal) throws -> String {
        String(decoding: try #require(terminal.requests.first?.cloudBody).body.bytes, as: UTF8.self)
    }

    @Test func `what is found leaves as a surrogate and the local body stays as it came`() async throws {
        let (request, context) = try Exchanges.make("write to \(mail) now")
        let terminal = FakeTerminal()
        try await MiddlewareChain([stage(cloud: plan())]).run(request, context: context, reply: RecordingReply(), terminal: terminal)
        let sent = try sentToCloud(terminal)
        #expect(!sent.contains(mail))
        #expect(sent.hasPrefix("m\nwrite to "))
        #expect(terminal.requests[0].localBody.bytes == request.body.bytes)
        #expect(context.record.redacted.first?.count == 1)
    }

    @Test(arguments: 1...12)
    func `an answer cut anywhere is restored`(size: Int) async throws {
        let (request, context) = try Exchanges.make("write to \(mail) now")
        let probe = FakeTerminal()
        let stage = stage(cloud: plan())
        try await MiddlewareChain([stage]).run(request, context: context, reply: RecordingReply(), terminal: probe)
        let answer = Array(try sentToCloud(probe).dropFirst(2))
        let pieces = stride(from: 0, to: answer.count, by: size).map { String(answer[$0..<min($0 + size, answer.count)]) }
        let reply = RecordingReply()
        try await MiddlewareChain([stage]).run(
            request, context: context, reply: reply, terminal: FakeTerminal(pieces: pieces))
        #expect(reply.text == "write to \(mail) now")
        #expect(reply.end == .complete)
    }

    @Test func `an answer of a local host, which saw the original, is not touched`() async throws {
        let (request, context) = try Exchanges.make("write to \(mail) now")
        let probe = FakeTerminal()
        let stage = stage(cloud: plan())
        try await MiddlewareChain([stage]).run(request, context: context, reply: RecordingReply(), terminal: probe)
        let surrogate = String(try sentToCloud(probe).dropFirst(2))
        let reply = RecordingReply()
        try await MiddlewareChain([stage]).run(
            request, context: context, reply: reply, terminal: FakeTerminal(origin: .host(id: "l", trust: .local), pieces: [surrogate]))
        #expect(reply.text == surrogate)
    }

    /// Notes what the record said when the answer ended.
    private final class LastLook: ReplyWriter {
        let record: ExchangeRecord
        var unrestored: Int?
        init(_ record: ExchangeRecord) { self.record = record }
        var hasBegun: Bool { false }
        func begin(_ head: ResponseHead) async throws(PipelineError) {}
        func put(_ bytes: [UInt8]) throws(PipelineError) -> Bool { true }
        func waitForRoom() async throws(PipelineError) {}
        func finish(_ end: StreamEnd) async throws(PipelineError) { unrestored = record.outcome.unrestored }
    }

    @Test func `what could not be restored is counted before the answer ends, and once`() async throws {
        let map = SurrogateMap(
            [("Ada Quill", "Lena Hartwig"), ("Bob Reed", "Lars Hartwig")].map {
                .init(type: EntityType("PERSON"), original: Array($0.0.utf8), surrogate: Array($0.1.utf8))
            })
        let record = ExchangeRecord()
        let look = LastLook(record)
        let writer = RestoringWriter(
            base: look, restoration: Restoration(cloud: Restorer(map), local: nil), format: PlainFormat(), record: record)
        try await writer.begin(
            ResponseHead(status: 200, fields: HTTPFields(), origin: .host(id: "c", trust: .cloud), isStream: false))
        try await writer.send(Array("L. Hartwig and Hartwig met Lena.".utf8))
        try await writer.finish(.complete)
        writer.count()
        #expect(look.unrestored == 2 && record.outcome.unrestored == 2)
    }

    @Test func `a blocked type refuses, names itself and is noted`() async throws {
        let (request, context) = try Exchanges.make("write to \(mail) now")
        let terminal = FakeTerminal()
        do throws(PipelineError) {
            try await MiddlewareChain([stage(cloud: plan(.block))]).run(
                request, context: context, reply: RecordingReply(), terminal: terminal)
            Issue.record("it went out")
        } catch {
            #expect(error.status == 400)
            #expect(error.code == "content_policy_violation")
            #expect(!error.message.contains("kowalska"))
        }
        #expect(terminal.requests.isEmpty)
        #expect(context.record.admission.entities.first?.action == "block")
    }

    @Test func `a finding that says local keeps the request on local hosts`() async throws {
        let (request, context) = try Exchanges.make("write to \(mail) now")
        let terminal = FakeTerminal()
        try await MiddlewareChain([stage(cloud: plan(.local))]).run(request, context: context, reply: RecordingReply(), terminal: terminal)
        #expect(terminal.contexts.first?.localOnly == true)
    }

    @Test func `in shadow the original goes out, and what would have been done is noted`() async throws {
        let (request, context) = try Exchanges.make("write to \(mail) now")
        let terminal = FakeTerminal()
        try await MiddlewareChain([stage(cloud: plan(.block, shadow: true))]).run(
            request, context: context, reply: RecordingReply(), terminal: terminal)
        #expect(try sentToCloud(terminal) == "m\nwrite to \(mail) now")
        #expect(context.record.admission.entities.first?.action == "shadow_block")
    }

    @Test func `what may be kept is what redaction in force has made for where it goes`() async throws {
        let (request, context) = try Exchanges.make("write to \(mail) now")
        func kept(_ stage: RedactStage) async throws -> KeptBody? {
            let terminal = FakeTerminal()
            try await MiddlewareChain([stage]).run(request, context: context, reply: RecordingReply(), terminal: terminal)
            return try #require(terminal.requests.first).kept
        }
        let made = try #require(try await kept(stage(cloud: plan()))?.text)
        #expect(!String(decoding: made, as: UTF8.self).contains(mail))
        #expect(try await kept(stage(cloud: plan(shadow: true))) == nil)
        #expect(try await kept(stage(cloud: nil)) == nil)
        // It goes to hosts of trust local alone, which are sent the original.
        #expect(try await kept(stage(cloud: plan(.local))) == nil)
        #expect(try await kept(stage(cloud: plan(.local), local: plan(shadow: true))) == nil)
        #expect(
            try await kept(stage(cloud: plan(.local), local: plan()))?.text.map { String(decoding: $0, as: UTF8.self).contains(mail) }
                == false)
    }

    @Test func `what went along unexamined is not kept`() async throws {
        let (request, context) = try Exchanges.make("hello")
        let body = RequestBody(
            bytes: request.body.bytes, model: "m", modelRange: request.body.modelRange, streams: false, slots: request.body.slots,
            attachments: Attachments(images: 1))
        let open = RedactionPlan(
            analyzer: Analyzer(), actions: ActionTable(named: [:], fallback: .surrogate), templates: [:], blocksAttachments: false,
            restores: true, restoredRoles: [], isShadow: false)
        let terminal = FakeTerminal()
        try await MiddlewareChain([stage(cloud: open)]).run(
            Request(api: .chat, head: request.head, body: body, forwardedFields: request.forwardedFields), context: context,
            reply: RecordingReply(), terminal: terminal)
        let kept = try #require(terminal.requests.first?.kept)
        #expect(kept.text == nil && kept.omission == .unexamined)
    }

    @Test func `in shadow what would have refused the request is noted as such`() async throws {
        let (request, context) = try Exchanges.make("4111111111111111")
        let slot = request.body.slots[0]
        let structural = RequestBody(
            bytes: request.body.bytes, model: "m", modelRange: request.body.modelRange, streams: false,
            slots: [TextSlot(range: slot.range, role: slot.role, use: .structural, isEscaped: slot.isEscaped)],
            attachments: Attachments(images: 2, files: 1))
        let changed = Request(api: .chat, head: request.head, body: structural, forwardedFields: request.forwardedFields)
        let terminal = FakeTerminal()
        try await MiddlewareChain([stage(cloud: plan(shadow: true))]).run(
            changed, context: context, reply: RecordingReply(), terminal: terminal)
        #expect(try sentToCloud(terminal) == "m\n4111111111111111")
        let noted = context.record.admission.entities.map { "\($0.type) \($0.action) \($0.recognizer) \($0.count)" }
        #expect(noted.contains { $0.hasPrefix("CREDIT_CARD shadow_refuse ") })
        #expect(noted.contains("ATTACHMENT shadow_block images 2") && noted.contains("ATTACHMENT shadow_block files 1"))
    }

    @Test func `a forwarded field with a finding in it is left out`() async throws {
        let key = "sk-proj-" + "Zq8vT2mWx4Kc9LrB7nHs3JdF6gPy1AeU5tRoXiVbNhQwMzCk"
        let (request, context) = try Exchanges.make("hi", fields: [("user-agent", "tool/1.0"), ("openai-organization", key)])
        let terminal = FakeTerminal()
        try await MiddlewareChain([stage(cloud: plan())]).run(request, context: context, reply: RecordingReply(), terminal: terminal)
        #expect(terminal.requests[0].forwardedFields["openai-organization"] == nil)
        #expect(terminal.requests[0].forwardedFields["user-agent"] == "tool/1.0")
    }

    @Test func `one tenant's surrogate is not another's`() async throws {
        var sent: Set<String> = []
        for team in ["a", "b"] {
            let (request, context) = try Exchanges.make("write to \(mail) now", principal: Principal(key: "k", team: team))
            let terminal = FakeTerminal()
            try await MiddlewareChain([stage(cloud: plan())]).run(request, context: context, reply: RecordingReply(), terminal: terminal)
            sent.insert(try sentToCloud(terminal))
        }
        #expect(sent.count == 2, "\(sent)")
    }

    @Test func `a classifier's span is replaced even where the policy keeps what it does not name`() async throws {
        var (request, context) = try Exchanges.make("call Zanzibar Holdings at noon")
        context.classification = Classification(
            spans: [.init(slot: 0, range: 5..<22, type: "ORGANIZATION", score: 1, recognizer: "fake")], isSensitive: true)
        let terminal = FakeTerminal()
        request.forwardedFields = HTTPFields()
        try await MiddlewareChain([stage(cloud: plan(.keep))]).run(request, context: context, reply: RecordingReply(), terminal: terminal)
        #expect(try !sentToCloud(terminal).contains("Zanzibar"))
    }

    @Test func `without a plan for the cloud the original is marked as unexamined`() async throws {
        let (request, context) = try Exchanges.make("write to \(mail) now")
        let terminal = FakeTerminal()
        try await MiddlewareChain([stage(cloud: nil)]).run(request, context: context, reply: RecordingReply(), terminal: terminal)
        #expect(context.record.unexamined == ["text"])
        #expect(try sentToCloud(terminal).contains(mail))
    }

    @Test func `what was found once is remembered, and another text is not taken for it`() throws {
        let memory = FindingMemory()
        let text = Array(String(repeating: "x", count: 300).utf8)
        var asked = 0
        func find(_ text: [UInt8]) throws -> [Finding] {
            try text.withUnsafeBufferPointer { buffer in
                try memory.findings(in: buffer, name: UnsafeBufferPointer(start: nil, count: 0), plan: ObjectIdentifier(Marker.one)) {
                    asked += 1
                    return [Finding(type: EntityType("A"), span: 0..<asked, score: 1, recognizer: "r", evidence: .custom)]
                }
            }
        }
        #expect(try find(text) == find(text))
        #expect(asked == 1)
        _ = try find(text + [1])
        #expect(asked == 2)
    }
}

private final class Marker: Sendable {
    static let one = Marker()
}
