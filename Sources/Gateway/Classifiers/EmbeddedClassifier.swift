internal import Configuration
internal import Detection
internal import Middleware
internal import Pipeline

/// The model that ships with the program, asked by a policy's rules.
struct EmbeddedClassifier: Classifier {
    let engine = "embedded"
    private let service: TaggerService
    private let recall: RecallLevel
    private let keepsPublic: Bool

    init(service: TaggerService, rules: ClassifyRules) {
        self.service = service
        recall =
            switch rules.recall {
            case .balanced: .balanced
            case .high: .high
            case .max: .max
            }
        keepsPublic = rules.publicNames == .keep
    }

    func classify(_ texts: [ClassifierText]) async throws(ClassifierFailure) -> Classification {
        let bytes = texts.map(\.text)
        let found: [[TaggedSpan]]
        do throws(TaggerServiceError) {
            found = try await service.examine(bytes, recall: recall, keepsPublicNames: keepsPublic)
        } catch {
            throw .overloaded
        }
        var spans: [Classification.Span] = []
        for (at, text) in texts.enumerated() {
            for span in found[at] {
                let finding = span.finding
                spans.append(
                    Classification.Span(
                        slot: text.slot, range: span.range, type: span.type, score: span.score, recognizer: finding.recognizer))
            }
        }
        return Classification(spans: spans)
    }
}
