internal import Configuration
internal import Middleware

/// Makes the classifiers that the configuration names.
enum Classifiers {
    /// Which classifier a policy's `classify` stage asks.
    static func make(_ settings: Settings, log: Log) -> @Sendable (Policy) -> any Classifier {
        let missing = UnavailableClassifier(engine: settings.classifier.engine.rawValue)
        return { _ in missing }
    }
}
