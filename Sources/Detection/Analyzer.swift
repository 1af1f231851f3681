internal import Synchronization

/// Finds sensitive things in texts. Made once for a policy; never changes, and any number of threads may use it at a time.
public final class Analyzer: Sendable {
    /// What a text is.
    public enum Mode: Sendable {
        /// Something that a person or a program wrote: everything counts.
        case text
        /// A structural field (an id, an enum value): only format and checksum count, because ids look random.
        case structural
    }

    /// What becomes of findings that overlap.
    public enum Overlaps: Sendable {
        /// The best one stands, alone: what redaction needs.
        case resolved
        /// A value that can be read as several types is reported once for each: what a report needs. Spans are equal or apart.
        case alternatives
    }

    /// Candidates that one text may have.
    public static let candidateLimit = 1_000_000

    public let minScore: Float
    let program: AnalyzerProgram
    let custom: [CustomRecognizer]
    let allow: AllowList
    private let idle = Mutex<[Scratch]>([])

    /// - Parameters:
    ///   - recognizers: the part of the catalogue to use.
    ///   - custom: the policy's own.
    ///   - minScore: findings below are left alone, 0...1.
    ///   - allow: values that are public, and stay.
    public init(
        recognizers: [Recognizer] = RecognizerCatalog.all, custom: [CustomRecognizer] = [], minScore: Float = 0.5,
        allow: AllowList = .shipped
    ) {
        self.minScore = minScore
        self.custom = custom
        self.allow = allow
        program = AnalyzerProgram(recognizers, custom: custom.map(\.context), minScore: minScore)
    }

    /// Everything found in the text, by place.
    ///
    /// - Parameters:
    ///   - name: the JSON property that holds the text: its words are context.
    /// - Throws: when the text was not examined to its end. Refuse it then.
    public func analyze(
        _ text: UnsafeBufferPointer<UInt8>, name: UnsafeBufferPointer<UInt8>? = nil, mode: Mode = .text, overlaps: Overlaps = .resolved
    ) throws(AnalysisError) -> [Finding] {
        let scratch = take()
        defer { idle.withLock { if $0.count < 16 { $0.append(scratch) } } }
        scratch.begin(text, name)
        try scratch.scan(mode: mode)
        try scanCustom(text, mode: mode, scratch)
        try scanReadings(text, mode: mode, scratch)
        ConflictResolution.weighDisguised(&scratch.candidates, limit: Self.readingScore) { type(of: $0) == type(of: $1) }
        return findings(scratch.candidates, in: text, overlaps: overlaps)
    }

    /// The same for a text at hand as bytes.
    public func analyze(_ text: [UInt8], name: [UInt8]? = nil, mode: Mode = .text, overlaps: Overlaps = .resolved) throws(AnalysisError)
        -> [Finding]
    {
        // A closure that throws a typed error out of withUnsafeBufferPointer keeps its type.
        try text.withUnsafeBufferPointer { (text) throws(AnalysisError) -> [Finding] in
            guard let name else { return try analyze(text, mode: mode, overlaps: overlaps) }
            return try name.withUnsafeBufferPointer { (name) throws(AnalysisError) -> [Finding] in
                try analyze(text, name: name, mode: mode, overlaps: overlaps)
            }
        }
    }

    /// Whether a value is on the allow list, and stays for that reason.
    public func allows(_ value: [UInt8]) -> Bool {
        value.withUnsafeBufferPointer { allow.contains($0) }
    }

    private func take() -> Scratch {
        idle.withLock { $0.popLast() } ?? Scratch(program)
    }

    private func findings(_ candidates: [Candidate], in text: UnsafeBufferPointer<UInt8>, overlaps: Overlaps) -> [Finding] {
        guard !candidates.isEmpty else { return [] }
        var out: [Finding] = []
        for winner in ConflictResolution.resolve(candidates) {
            // What is allowed still wins its place first: its parts must not be found in its stead.
            let span = winner.start..<winner.end
            if allow.contains(UnsafeBufferPointer(rebasing: text[span])) { continue }
            out.append(finding(winner))
            guard overlaps == .alternatives else { continue }
            var named: [EntityType] = [out[out.count - 1].type]
            for other in candidates.filter({ $0.start == winner.start && $0.end == winner.end }).sorted(by: { $0.wins(over: $1) }) {
                let finding = finding(other)
                if !named.contains(finding.type) {
                    named.append(finding.type)
                    out.append(finding)
                }
            }
        }
        return out
    }

    private func type(of recognizer: Int) -> EntityType {
        recognizer < program.recognizers.count ? program.recognizers[recognizer].type : custom[recognizer - program.recognizers.count].type
    }

    private func finding(_ candidate: Candidate) -> Finding {
        let span = candidate.start..<candidate.end
        if candidate.recognizer >= program.recognizers.count {
            let custom = custom[candidate.recognizer - program.recognizers.count]
            return Finding(type: custom.type, span: span, score: candidate.score, recognizer: custom.name, evidence: candidate.evidence)
        }
        let recognizer = program.recognizers[candidate.recognizer]
        return Finding(type: recognizer.type, span: span, score: candidate.score, recognizer: recognizer.name, evidence: candidate.evidence)
    }
}
