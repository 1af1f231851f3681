internal import Configuration
internal import Detection
internal import Middleware
internal import Pipeline

/// Several engines, in the order of the configuration. What one finds is added to what the others found; nothing is taken back.
struct CombinedClassifier: Classifier {
    struct Member: Sendable {
        let classifier: any Classifier
        let when: ClassifierSettings.When
    }

    let members: [Member]
    /// What the policy's recognizers say of a text.
    let hint: (any SuspicionHint)?

    var engine: String { members.map(\.classifier.engine).joined(separator: "+") }

    func classify(_ texts: [ClassifierText]) async throws(ClassifierFailure) -> Classification {
        var all = Classification()
        for member in members {
            let asked: [ClassifierText]
            switch member.when {
            case .always: asked = texts
            case .suspicious:
                let isSuspicious =
                    all.isSensitive || !all.spans.isEmpty || (hint.map { hint in texts.contains { hint.isSuspicious($0.text) } } ?? true)
                asked = isSuspicious ? texts : []
            case .unknownLanguage: asked = texts.filter { !LanguageGuess.isKnown($0.text.span) }
            }
            guard !asked.isEmpty else { continue }
            let found = try await member.classifier.classify(asked)
            all.isSensitive = all.isSensitive || found.isSensitive
            for span in found.spans where !all.spans.contains(where: { $0.slot == span.slot && $0.range.overlaps(span.range) }) {
                all.spans.append(span)
            }
        }
        return all
    }
}
