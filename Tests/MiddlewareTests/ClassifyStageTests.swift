import Middleware
import Pipeline
import TestSupport
import Testing

private struct Verdict: Classifier {
    let engine = "fake"
    let answer: Result<Classification, ClassifierFailure>
    func classify(_ texts: [ClassifierText]) async throws(ClassifierFailure) -> Classification { try answer.get() }
}

@Suite struct ClassifyStageTests {
    private func run(_ rules: VerdictRules, _ answer: Result<Classification, ClassifierFailure>) async throws -> (
        FakeTerminal, PipelineError?, RequestContext
    ) {
        let (request, context) = try Exchanges.make("hello")
        let terminal = FakeTerminal()
        let chain = MiddlewareChain([ClassifyStage(rules: rules, classifier: Verdict(answer: answer), formats: { _ in PlainFormat() })])
        do throws(PipelineError) {
            try await chain.run(request, context: context, reply: RecordingReply(), terminal: terminal)
            return (terminal, nil, context)
        } catch {
            return (terminal, error, context)
        }
    }

    @Test func `a sensitive text is blocked where the policy says block`() async throws {
        let rules = VerdictRules(threshold: 0.5, sensitive: .block, isOpenOnError: false)
        let (terminal, error, _) = try await run(rules, .success(Classification(isSensitive: true)))
        #expect(terminal.requests.isEmpty)
        #expect(error?.status == 400)
        #expect(error?.code == "content_policy_violation")
    }

    @Test func `a sensitive text keeps to local hosts where the policy says local`() async throws {
        let rules = VerdictRules(threshold: 0.5, sensitive: .local, isOpenOnError: false)
        let (terminal, error, _) = try await run(rules, .success(Classification(isSensitive: true)))
        #expect(error == nil)
        #expect(terminal.contexts.first?.localOnly == true)
    }

    @Test(arguments: [ClassifierFailure.unreachable, .timedOut, .overloaded, .badAnswer])
    func `a classifier that cannot answer refuses when closed and passes when open`(failure: ClassifierFailure) async throws {
        let closed = try await run(VerdictRules(threshold: 0.5, sensitive: .redact, isOpenOnError: false), .failure(failure))
        #expect(closed.0.requests.isEmpty)
        #expect(closed.1?.status == 503)
        #expect(closed.1?.code == "classifier_unavailable")
        let open = try await run(VerdictRules(threshold: 0.5, sensitive: .redact, isOpenOnError: true), .failure(failure))
        #expect(open.0.requests.count == 1)
    }

    @Test func `spans under the threshold do not count`() async throws {
        let rules = VerdictRules(threshold: 0.5, sensitive: .block, isOpenOnError: false)
        let span = Classification.Span(slot: 0, range: 0..<5, type: "PERSON", score: 0.4, recognizer: "fake")
        let (terminal, error, _) = try await run(rules, .success(Classification(spans: [span])))
        #expect(error == nil)
        #expect(terminal.contexts.first?.classification?.spans.isEmpty == true)
    }

    @Test func `in shadow nothing is blocked and the verdict is noted`() async throws {
        let rules = VerdictRules(threshold: 0.5, sensitive: .block, isOpenOnError: false, isShadow: true)
        let (terminal, error, context) = try await run(rules, .success(Classification(isSensitive: true)))
        #expect(error == nil)
        #expect(terminal.requests.count == 1)
        #expect(context.record.admission.entities.map(\.type) == ["SENSITIVE"])
        #expect(context.record.admission.entities.map(\.action) == ["shadow_block"])
    }

    @Test func `in shadow what would have been blocked is noted by type, and an error that would have refused`() async throws {
        let rules = VerdictRules(threshold: 0.5, sensitive: .block, isOpenOnError: false, isShadow: true)
        let spans = [0..<5, 6..<8].map { Classification.Span(slot: 0, range: $0, type: "PERSON", score: 0.9, recognizer: "fake") }
        let (terminal, error, context) = try await run(rules, .success(Classification(spans: spans)))
        #expect(error == nil && terminal.requests.count == 1)
        #expect(context.record.admission.entities.map { "\($0.type) \($0.action) \($0.count)" } == ["PERSON shadow_block 2"])
        let (open, none, failed) = try await run(rules, .failure(.timedOut))
        #expect(none == nil && open.requests.count == 1)
        #expect(failed.record.admission.entities.map(\.action) == ["shadow_block"])
    }
}
