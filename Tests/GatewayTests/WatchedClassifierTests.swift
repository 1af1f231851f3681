import Middleware
import Pipeline
import Synchronization
import Testing

@testable import Gateway

@Suite struct WatchedClassifierTests {
    /// Answers and fails by turns.
    private final class Moody: Classifier {
        let engine = "moody"
        private let asked = Atomic<Int>(0)

        func classify(_ texts: [ClassifierText]) async throws(ClassifierFailure) -> Classification {
            guard asked.add(1, ordering: .relaxed).newValue % 2 == 0 else { throw .timedOut }
            return Classification(isSensitive: true)
        }
    }

    @Test func `verdicts and failures go through as they are`() async throws {
        let watched = WatchedClassifier(Moody(), Log())
        #expect(watched.engine == "moody")
        for _ in 0..<2 {
            await #expect(throws: ClassifierFailure.timedOut) { try await watched.classify([]) }
            #expect(try await watched.classify([]).isSensitive)
        }
    }
}
