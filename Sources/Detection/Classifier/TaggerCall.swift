internal import Synchronization

/// One call's answers, collected from several threads; resumes its caller exactly once.
final class TaggerCall: Sendable {
    typealias Answer = Result<[Int: [TaggedSpan]], TaggerServiceError>

    private struct State {
        var continuation: CheckedContinuation<Answer, Never>?
        var spans: [Int: [TaggedSpan]] = [:]
        var missing = 0
        var failure: TaggerServiceError?
    }

    private let state = Mutex(State())

    /// Whether nobody waits any more.
    var isOver: Bool { state.withLock { $0.failure != nil } }

    func begin(_ continuation: CheckedContinuation<Answer, Never>, count: Int) {
        let failure: TaggerServiceError? = state.withLock { state in
            // Cancelled before it began.
            if let failure = state.failure { return failure }
            state.continuation = continuation
            state.missing = count
            return nil
        }
        if let failure { continuation.resume(returning: .failure(failure)) }
    }

    func deliver(_ index: Int, _ spans: [TaggedSpan]) {
        let done: (CheckedContinuation<Answer, Never>, [Int: [TaggedSpan]])? = state.withLock { state in
            guard let continuation = state.continuation else { return nil }
            state.spans[index] = spans
            state.missing -= 1
            guard state.missing == 0 else { return nil }
            state.continuation = nil
            return (continuation, state.spans)
        }
        if let (continuation, spans) = done { continuation.resume(returning: .success(spans)) }
    }

    func fail(_ error: TaggerServiceError) {
        let continuation = state.withLock { state in
            if state.failure == nil { state.failure = error }
            defer { state.continuation = nil }
            return state.continuation
        }
        continuation?.resume(returning: .failure(error))
    }
}
