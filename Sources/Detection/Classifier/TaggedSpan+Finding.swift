extension TaggedSpan {
    /// The span as the analyzer's kind of finding, so that both go through the same resolution of conflicts.
    public var finding: Finding {
        switch source {
        case .model: Finding(type: EntityType(type), span: range, score: score, recognizer: "embedded", evidence: .model)
        case .cue: Finding(type: EntityType(type), span: range, score: score, recognizer: "embedded_cue", evidence: .context)
        case .spread: Finding(type: EntityType(type), span: range, score: score, recognizer: "embedded_spread", evidence: .model)
        }
    }
}
