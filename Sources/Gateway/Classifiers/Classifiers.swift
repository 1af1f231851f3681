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
        let makers = settings.classifiers.map { engine in (engine.when, maker(engine, log)) }
        if makers.count == 1, makers[0].0 == .always { return makers[0].1 }
        return { policy in CombinedClassifier(members: makers.map { CombinedClassifier.Member(classifier: $0.1(policy), when: $0.0) }) }
    }

    private static func maker(_ settings: ClassifierSettings, _ log: Log) -> @Sendable (Policy) -> any Classifier {
        switch settings.engine {
        case .openai:
            let judge = WatchedClassifier(JudgeClassifier(settings), log)
            return { _ in judge }
        case .ollama:
            let anonymizer = WatchedClassifier(AnonymizerClassifier(settings), log)
            return { _ in anonymizer }
        case .embedded:
            guard let service = EmbeddedModel.shared(log) else { return { _ in UnavailableClassifier(engine: "embedded") } }
            return { EmbeddedClassifier(service: service, rules: $0.classify) }
        }
    }
}
