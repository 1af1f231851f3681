internal import Configuration
internal import Detection
internal import Middleware
internal import Pipeline

/// Makes the classifiers that the configuration names.
enum Classifiers {
    /// Which classifier a policy's `classify` stage asks. The model is loaded only when a policy classifies with it.
    static func make(_ settings: Settings, policies: [CompiledPolicy], log: Log) -> @Sendable (Policy) -> any Classifier {
        guard policies.contains(where: { $0.policy.chain.contains(.classify) }) else {
            return { _ in UnavailableClassifier(engine: "none") }
        }
        switch settings.classifier.engine {
        case .openai:
            let judge = JudgeClassifier(settings.classifier)
            return { _ in judge }
        case .ollama:
            let anonymizer = AnonymizerClassifier(settings.classifier)
            return { _ in anonymizer }
        case .embedded:
            guard let service = EmbeddedModel.shared(log) else { return { _ in UnavailableClassifier(engine: "embedded") } }
            return { EmbeddedClassifier(service: service, rules: $0.classify) }
        }
    }
}
