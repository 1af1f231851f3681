internal import Middleware
internal import Pipeline
internal import Synchronization

/// Tells the log when a classifier stops answering and when it answers again; each once, however many requests come meanwhile.
final class WatchedClassifier: Classifier {
    private let inner: any Classifier
    private let log: Log
    private let isDown = Atomic<Bool>(false)

    init(_ inner: any Classifier, _ log: Log) {
        self.inner = inner
        self.log = log
    }

    var engine: String { inner.engine }

    func classify(_ texts: [ClassifierText]) async throws(ClassifierFailure) -> Classification {
        do throws(ClassifierFailure) {
            let found = try await inner.classify(texts)
            if isDown.load(ordering: .relaxed), isDown.exchange(false, ordering: .relaxed) {
                log.info("the classifier answers again", .name("engine", engine))
            }
            return found
        } catch {
            if !isDown.exchange(true, ordering: .relaxed) {
                log.warning("the classifier does not answer", .name("engine", engine), .name("why", "\(error)"))
            }
            throw error
        }
    }
}
