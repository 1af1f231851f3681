import Middleware
import Pipeline
import Synchronization
import TestSupport
import Testing

private final class Rights: KeyRights {
    let inFlight = Mutex(0)
    let isAllowed: Bool
    let fault: PipelineError?

    init(isAllowed: Bool = true, fault: PipelineError? = nil) {
        self.isAllowed = isAllowed
        self.fault = fault
    }

    func mayCall(_ model: String, _ principal: Principal) -> Bool { isAllowed }
    func begin(_ principal: Principal) throws(PipelineError) {
        if let fault { throw fault }
        inFlight.withLock { $0 += 1 }
    }
    func end(_ principal: Principal, prompt: Int, completion: Int) { inFlight.withLock { $0 -= 1 } }
}

private final class Gate: RateGate {
    let time: Duration?
    let used = Mutex<[Int]>([])

    init(time: Duration?) {
        self.time = time
    }

    func begin() throws(PipelineError) {
        if let time { throw .client(.rateExceeded, retryAfter: time) }
    }
    func end(prompt: Int, completion: Int) { used.withLock { $0 = [prompt, completion] } }
}

/// Ends every request as a host would have.
private final class Answering: Terminal {
    let answer: @Sendable (ExchangeRecord) -> Void

    init(_ answer: @escaping @Sendable (ExchangeRecord) -> Void) {
        self.answer = answer
    }

    func send(_ request: Request, context: RequestContext, reply: any ReplyWriter) async throws(PipelineError) { answer(context.record) }
}

private final class Sink: AuditSink {
    let fails: Bool
    let admitted = Mutex<[String]>([])

    init(fails: Bool) {
        self.fails = fails
    }

    func admit(_ row: AdmissionRow, keeping body: KeptBody?) async throws(PipelineError) {
        if fails { throw .proxy(.auditUnavailable) }
        admitted.withLock { $0.append(row.id) }
    }
    func close(_ admission: AdmissionRow?, _ row: OutcomeRow) async throws(PipelineError) {}
}

private struct Somewhere: Router {
    let answer: Result<Route, PipelineError>
    func route(_ request: Request, _ context: RequestContext) throws(PipelineError) -> Route { try answer.get() }
}

@Suite struct SmallStageTests {
    private func run(_ stage: any Middleware, _ text: String = "hello") async throws -> (FakeTerminal, PipelineError?) {
        let (request, context) = try Exchanges.make(text)
        let terminal = FakeTerminal()
        do throws(PipelineError) {
            try await MiddlewareChain([stage]).run(request, context: context, reply: RecordingReply(), terminal: terminal)
            return (terminal, nil)
        } catch {
            return (terminal, error)
        }
    }

    @Test func `a key may not call a model that is not its own`() async throws {
        let (terminal, error) = try await run(AuthStage(keys: Rights(isAllowed: false)))
        #expect(terminal.requests.isEmpty)
        #expect(error?.status == 403)
    }

    @Test func `what a key has begun is ended when the exchange is over, also by an error`() async throws {
        let rights = Rights()
        _ = try await run(AuthStage(keys: rights))
        #expect(rights.inFlight.withLock { $0 } == 0)
        let (request, context) = try Exchanges.make("x")
        let chain = MiddlewareChain([AuthStage(keys: rights), LimitStage(maxBodyBytes: 0, rate: nil)])
        await #expect(throws: PipelineError.self) {
            try await chain.run(request, context: context, reply: RecordingReply(), terminal: FakeTerminal())
        }
        #expect(rights.inFlight.withLock { $0 } == 0)
    }

    @Test func `a body over the policy's limit is refused before anything else`() async throws {
        let (terminal, error) = try await run(LimitStage(maxBodyBytes: 10, rate: nil), String(repeating: "x", count: 11))
        #expect(terminal.requests.isEmpty)
        #expect(error?.status == 413)
    }

    @Test func `a rate that is used up says when to come again`() async throws {
        let (_, error) = try await run(LimitStage(maxBodyBytes: nil, rate: Gate(time: .seconds(7))))
        #expect(error?.status == 429)
        #expect(error?.retryAfter == .seconds(7))
    }

    /// Forty bytes of prompt.
    @Test(arguments: [
        // What the host counted.
        (200, 12 as Int64?, 34 as Int64?, 0, [12, 34]),
        // A stream whose host counts nothing: a token a piece.
        (200, nil, nil, 7, [10, 7]),
        // A refusal of the host's has cost nothing.
        (429, nil, nil, 0, [0, 0]), (503, nil, nil, 3, [0, 0]),
    ])
    func `a policy's tokens are those that the host counts, else an estimate`(
        status: Int, prompt: Int64?, completion: Int64?, pieces: Int, expected: [Int]
    ) async throws {
        let gate = Gate(time: nil)
        let (request, context) = try Exchanges.make(String(repeating: "x", count: 40))
        context.record.promptEstimate = 10
        context.record.isGenerating = true
        context.record.admission.stream = true
        let terminal = Answering { record in
            record.outcome.host = "h"
            record.outcome.status = status
            record.outcome.promptTokens = prompt
            record.outcome.completionTokens = completion
            record.outcome.responseBytes = 4000
            record.streamedPieces = pieces
        }
        try await MiddlewareChain([LimitStage(maxBodyBytes: nil, rate: gate)]).run(
            request, context: context, reply: RecordingReply(), terminal: terminal)
        #expect(gate.used.withLock { $0 } == expected)
        // The log tells the same as the budgets.
        #expect(status != 200 || context.record.outcome.promptTokens == Int64(expected[0]))
        #expect(context.record.outcome.tokensAreEstimated == (status == 200 && prompt == nil))
    }

    @Test func `what cannot be recorded does not go out`() async throws {
        let (terminal, error) = try await run(AuditStage(sink: Sink(fails: true)))
        #expect(terminal.requests.isEmpty)
        #expect(error?.status == 503)
    }

    @Test func `an admitted request is marked so`() async throws {
        let (terminal, error) = try await run(AuditStage(sink: Sink(fails: false)))
        #expect(error == nil)
        #expect(terminal.contexts.first?.record.isAdmitted == true)
    }

    @Test func `the route flows inward, a missing one ends the request`() async throws {
        let route = Route(steps: [RouteStep(model: "m", hosts: [0])])
        let (terminal, _) = try await run(RouteStage(router: Somewhere(answer: .success(route))))
        #expect(terminal.contexts.first?.route == route)
        let (nobody, error) = try await run(RouteStage(router: Somewhere(answer: .failure(.client(.noLocalHost)))))
        #expect(nobody.requests.isEmpty)
        #expect(error?.code == "no_local_host")
    }
}
