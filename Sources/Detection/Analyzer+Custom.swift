extension Analyzer {
    /// What the policy's own recognizers find. Each runs over the whole text by itself: their patterns are the user's, and mean what PCRE2
    /// says. Names of people are looked for in texts only: an id may look like one.
    func scanCustom(_ text: UnsafeBufferPointer<UInt8>, mode: Mode, _ scratch: Scratch) throws(AnalysisError) {
        for (index, recognizer) in custom.enumerated() {
            let order = program.recognizers.count + index
            func add(_ span: Range<Int>, score: Float, evidence: Finding.Evidence = .custom) throws(AnalysisError) {
                guard !span.isEmpty else { return }
                var score = score
                if !recognizer.context.isEmpty, scratch.hasContext(order, near: span) { score = max(0.4, min(1, score + 0.35)) }
                guard score >= minScore else { return }
                guard scratch.candidates.count < Self.candidateLimit else { throw .tooManyFindings(limit: Self.candidateLimit) }
                scratch.candidates.append(
                    Candidate(
                        start: span.lowerBound, end: span.upperBound, score: score, recognizer: order, evidence: evidence, distance: Int.max
                    )
                )
            }
            switch recognizer.body {
            case .pattern(let pattern):
                var start = 0
                scan: while start <= text.count {
                    switch scratch.matcher.runChecked(pattern.code.code, text, at: start) {
                    case .limit: throw .matchLimit(recognizer: recognizer.name)
                    case .noMatch: break scan
                    case .match:
                        guard let span = scratch.matcher.span(0) else { break scan }
                        try add(span, score: recognizer.score)
                        start = max(span.upperBound, start + 1)
                    }
                }
            case .words(let words):
                var spans: [Range<Int>] = []
                words.scan(text) { spans.append($0) }
                for span in spans { try add(span, score: recognizer.score) }
            case .people:
                guard mode == .text else { break }
                for found in NameFinder.find(in: text) { try add(found.range, score: found.score, evidence: .context) }
            }
        }
    }
}
