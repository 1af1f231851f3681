public import Pipeline

/// What a policy does with what a classifier says.
public struct VerdictRules: Sendable {
    /// What happens to a request that is judged sensitive.
    public enum Sensitive: String, Sendable {
        case redact
        case block
        case local
        case flag
    }

    /// Spans under this score do not count, 0...1.
    public var threshold: Float
    public var sensitive: Sensitive
    /// Whether a request passes when the classifier cannot answer. It is still redacted.
    public var isOpenOnError: Bool
    /// Whether the rules only record what they would have done.
    public var isShadow: Bool

    public init(threshold: Float, sensitive: Sensitive, isOpenOnError: Bool, isShadow: Bool = false) {
        self.threshold = threshold
        self.sensitive = sensitive
        self.isOpenOnError = isOpenOnError
        self.isShadow = isShadow
    }
}

/// Says whether a text hints at sensitive content, at little cost: for policies that classify `when: suspicious`.
public protocol SuspicionHint: Sendable {
    /// Whether the text is worth a classifier's time. In doubt it is.
    func isSuspicious(_ text: [UInt8]) -> Bool
}

/// Asks a classifier and does what the policy says. A verdict can raise a request's sensitivity, never lower what the recognizers find.
public struct ClassifyStage: Middleware {
    public let name = "classify"
    private let rules: VerdictRules
    private let classifier: any Classifier
    private let formats: @Sendable (ClientAPI) -> any WireFormat
    private let hint: (any SuspicionHint)?

    /// - Parameter hint: says which texts are worth asking about; nil asks about every one.
    public init(
        rules: VerdictRules, classifier: any Classifier, hint: (any SuspicionHint)? = nil,
        formats: @escaping @Sendable (ClientAPI) -> any WireFormat
    ) {
        self.rules = rules
        self.classifier = classifier
        self.hint = hint
        self.formats = formats
    }

    public func handle(
        _ request: Request, context: RequestContext, reply: any ReplyWriter, next: Next
    ) async throws(PipelineError) {
        var context = context
        let texts = ClassifyStage.texts(of: request.body, formats(request.api))
        if !texts.isEmpty, hint.map({ hint in texts.contains { hint.isSuspicious($0.text) } }) ?? true {
            do {
                var verdict = try await classifier.classify(texts)
                verdict.spans.removeAll { $0.score < rules.threshold }
                context.classification = verdict
                if verdict.isSensitive || !verdict.spans.isEmpty {
                    try act(on: verdict, &context)
                }
            } catch let failure as ClassifierFailure {
                context.record.note(
                    EntityRow(
                        type: "CLASSIFIER_ERROR", action: word(rules.isOpenOnError ? "flag" : "block"), recognizer: classifier.engine,
                        count: 1))
                _ = failure
                if !rules.isOpenOnError && !rules.isShadow { throw .proxy(.classifierUnavailable) }
            } catch let error as PipelineError {
                throw error
            } catch {
                throw .proxy(.internalFault)
            }
        }
        try await next(request, context, reply)
    }

    /// The texts of a body that a classifier is asked about.
    public static func texts(of body: RequestBody, _ format: any WireFormat) -> [ClassifierText] {
        body.slots.enumerated().compactMap { index, slot in
            guard slot.use == .text, !slot.range.isEmpty else { return nil }
            return ClassifierText(slot: index, role: slot.role, text: format.withText(of: slot, in: body) { Array($0) })
        }
    }

    private func act(on verdict: Classification, _ context: inout RequestContext) throws(PipelineError) {
        if verdict.isSensitive && verdict.spans.isEmpty {
            context.record.note(
                EntityRow(type: "SENSITIVE", action: word(rules.sensitive.rawValue), recognizer: classifier.engine, count: 1))
        }
        switch rules.sensitive {
        case .redact, .flag: break
        case .local:
            if !rules.isShadow { context.localOnly = true } else { note(ClassifyStage.counts(verdict.spans), "local", context.record) }
        case .block:
            let counts = ClassifyStage.counts(verdict.spans)
            note(counts, "block", context.record)
            if rules.isShadow { return }
            throw .client(counts.isEmpty ? .sensitive : .blocked(counts))
        }
    }

    private func note(_ counts: [EntityCount], _ action: String, _ record: ExchangeRecord) {
        for count in counts {
            record.note(EntityRow(type: count.type, action: word(action), recognizer: classifier.engine, count: count.count))
        }
    }

    private func word(_ action: String) -> String { rules.isShadow ? ShadowWord.of(action) : action }

    private static func counts(_ spans: [Classification.Span]) -> [EntityCount] {
        var counts: [EntityCount] = []
        for span in spans {
            let old = counts.firstIndex { $0.type == span.type }
            if let old {
                counts[old] = EntityCount(type: span.type, count: counts[old].count + 1)
            } else {
                counts.append(EntityCount(type: span.type, count: 1))
            }
        }
        return counts
    }
}
