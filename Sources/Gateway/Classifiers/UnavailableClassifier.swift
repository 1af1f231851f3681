internal import Middleware
internal import Pipeline

/// Stands for a classifier that is configured but not there: it never answers, so that a policy's `error` rule decides, and nothing passes
/// as if it had been looked at.
struct UnavailableClassifier: Classifier {
    let engine: String

    func classify(_ texts: [ClassifierText]) async throws(ClassifierFailure) -> Classification { throw .unreachable }
}
