internal import Configuration
internal import Detection
internal import Middleware
internal import Pipeline

/// The classifiers that the configuration names.
struct Classifiers: Sendable {
    /// Which classifier a policy's `classify` stage asks.
    let make: @Sendable (Policy) -> any Classifier
    /// Those that are asked, for `/metrics`.
    let engines: [any ClassifierEngine]

    /// Makes the classifiers. The model is loaded only when a policy classifies with it.
    init(_ settings: Settings, policies: [CompiledPolicy], log: Log) {
        guard policies.contains(where: { $0.policy.chain.contains(.classify) }) else {
            make = { _ in UnavailableClassifier(engine: "none") }
            engines = []
            return
        }
        var engines: [any ClassifierEngine] = []
        let makers = settings.classifiers.map { engine in (engine.when, Classifiers.maker(engine, log, &engines)) }
        self.engines = engines
        if makers.count == 1, makers[0].0 == .always {
            make = makers[0].1
        } else {
            let plans = Dictionary(policies.map { ($0.policy.name, $0.plan) }) { first, _ in first }
            make = { policy in
                CombinedClassifier(
                    members: makers.map { CombinedClassifier.Member(classifier: $0.1(policy), when: $0.0) },
                    hint: plans[policy.name].map { FindingHint(plan: $0) })
            }
        }
    }

    private static func maker(
        _ settings: ClassifierSettings, _ log: Log, _ engines: inout [any ClassifierEngine]
    ) -> @Sendable (Policy) -> any Classifier {
        switch settings.engine {
        case .openai:
            let judge = JudgeClassifier(settings)
            engines.append(judge)
            let watched = WatchedClassifier(judge, log)
            return { _ in watched }
        case .ollama:
            let anonymizer = AnonymizerClassifier(settings)
            engines.append(anonymizer)
            let watched = WatchedClassifier(anonymizer, log)
            return { _ in watched }
        case .embedded:
            guard let service = EmbeddedModel.shared(log) else { return { _ in UnavailableClassifier(engine: "embedded") } }
            engines.append(EmbeddedEngine(service: service))
            return { EmbeddedClassifier(service: service, rules: $0.classify) }
        }
    }
}
