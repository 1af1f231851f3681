internal import Configuration
internal import Detection
internal import Middleware
internal import WireFormats

/// What `hopguard policy diff` does: examines texts as two policies do, and tells where they part.
package final class PolicyDiffTool {
    /// Why the policies cannot be compared.
    package struct Fault: Error {
        package let message: String
    }

    /// What one of the policies does with a stretch of a text.
    package struct Mark: Sendable, Equatable {
        /// UTF-8 bytes.
        package let span: Range<Int>
        package let type: String
        package let action: String
    }

    /// A text with which the policies do not do the same.
    package struct Difference: Sendable {
        package let id: String
        package let text: [UInt8]
        /// What becomes of the whole text: `blocked`, `local`, `replaced`, `as it is`.
        package let verdicts: (a: String, b: String)
        /// What only the first, and only the second does.
        package let marks: (a: [Mark], b: [Mark])
    }

    /// How often a type meets an action.
    package struct Count: Sendable, Equatable {
        package let type: String
        package let action: String
        package internal(set) var a = 0
        package internal(set) var b = 0
    }

    /// How often the whole of a text meets a verdict.
    package struct VerdictCount: Sendable, Equatable {
        package let verdict: String
        package internal(set) var a = 0
        package internal(set) var b = 0
    }

    package let names: (a: String, b: String)
    /// Texts compared.
    package private(set) var texts = 0
    package private(set) var differing = 0
    package private(set) var counts: [Count] = []
    package private(set) var verdicts = ["blocked", "local", "replaced", "as it is"].map { VerdictCount(verdict: $0) }

    private let first: CompiledPolicy
    private let second: CompiledPolicy
    private let tagger: EmbeddedTagger?
    private let recall: RecallLevel

    /// - Parameters:
    ///   - a: a policy's name in the configuration, or a policy file; likewise `b`.
    ///   - model: also asks the embedded model, at that recall, for a policy that classifies; nil never does.
    package init(config: String?, a: String, b: String, model: String?) throws(Fault) {
        let loaded = ConfigurationLoader.load(ConfigurationLoader.locate(config, Environment.options()), Environment.options())
        first = try PolicyDiffTool.policy(a, loaded)
        second = try PolicyDiffTool.policy(b, loaded)
        names = (first.policy.name, second.policy.name)
        recall = model.flatMap(RecallLevel.init(rawValue:)) ?? .balanced
        guard model != nil else {
            tagger = nil
            return
        }
        do throws(ModelFileError) {
            tagger = try EmbeddedTagger(path: ModelLocation.find())
        } catch {
            throw Fault(message: "the embedded model cannot be used: \(error)")
        }
    }

    /// The texts of the `tests:` that both policies carry: what is compared when no file is named.
    package var examples: [(id: String, text: [UInt8])] {
        [first, second].flatMap { policy in
            policy.policy.tests.map { ("\(policy.policy.name):\($0.line)", Array($0.text.utf8)) }
        }
    }

    /// The texts of a file: JSON lines `{"id","text"}`, or a text a line where the first line is no such object. Blank lines are left out.
    package static func texts(of file: [UInt8]) throws(Fault) -> [(id: String, text: [UInt8])] {
        var texts: [(id: String, text: [UInt8])] = []
        var isJSON: Bool?
        for (number, line) in file.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let line = Array(line.last == 0x0D ? line.dropLast() : line)
            guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
            let value = isJSON == false ? nil : JSONValue(parsing: line)
            let text = value?["text"]?.text
            if isJSON == nil { isJSON = text != nil }
            if let text {
                texts.append((value?["id"]?.text ?? String(number + 1), Array(text.utf8)))
            } else if isJSON == true {
                throw Fault(message: "line \(number + 1): expected a JSON object with a string 'text'")
            } else {
                texts.append((String(number + 1), line))
            }
        }
        return texts
    }

    /// Compares what becomes of a text. Nil when both do the same.
    package func compare(_ id: String, _ text: [UInt8]) throws(Fault) -> Difference? {
        let a = try marks(first, text)
        let b = try marks(second, text)
        texts += 1
        add(a) { $0.a += 1 }
        add(b) { $0.b += 1 }
        let verdictA = PolicyDiffTool.verdict(a)
        let verdictB = PolicyDiffTool.verdict(b)
        for at in verdicts.indices {
            if verdicts[at].verdict == verdictA { verdicts[at].a += 1 }
            if verdicts[at].verdict == verdictB { verdicts[at].b += 1 }
        }
        let onlyA = a.filter { !b.contains($0) }
        let onlyB = b.filter { !a.contains($0) }
        guard !onlyA.isEmpty || !onlyB.isEmpty else { return nil }
        differing += 1
        return Difference(id: id, text: text, verdicts: (verdictA, verdictB), marks: (onlyA, onlyB))
    }

    private func marks(_ policy: CompiledPolicy, _ text: [UInt8]) throws(Fault) -> [Mark] {
        guard policy.redacts else { return [] }
        var found: [Finding]
        do throws(AnalysisError) {
            found = try policy.plan.analyzer.analyze(text)
        } catch {
            throw Fault(message: "a text could not be examined: \(error.message)")
        }
        if let tagger, policy.policy.chain.contains(.classify) {
            for span in tagger.tag([text], recall: recall)[0] where span.score >= Float(policy.policy.classify.threshold) {
                found.append(
                    Finding(type: EntityType(span.type), span: span.range, score: span.score, recognizer: "embedded", evidence: .model))
            }
        }
        return found.compactMap { finding in
            let action = policy.plan.actions.action(for: finding)
            return action == .keep ? nil : Mark(span: finding.span, type: finding.type.name, action: action.rawValue)
        }.sorted { ($0.span.lowerBound, $0.span.upperBound, $0.type) < ($1.span.lowerBound, $1.span.upperBound, $1.type) }
    }

    private func add(_ marks: [Mark], _ change: (inout Count) -> Void) {
        for mark in marks {
            var at = counts.firstIndex { $0.type == mark.type && $0.action == mark.action } ?? -1
            if at < 0 {
                at = counts.firstIndex { ($0.type, $0.action) > (mark.type, mark.action) } ?? counts.count
                counts.insert(Count(type: mark.type, action: mark.action), at: at)
            }
            change(&counts[at])
        }
    }

    private static func verdict(_ marks: [Mark]) -> String {
        if marks.contains(where: { $0.action == Action.block.rawValue }) { return "blocked" }
        if marks.contains(where: { $0.action == Action.local.rawValue }) { return "local" }
        return marks.isEmpty ? "as it is" : "replaced"
    }

    private static func policy(_ name: String, _ loaded: LoadedConfiguration) throws(Fault) -> CompiledPolicy {
        let policy: Policy
        if name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.contains("/") {
            let (found, problems) = ConfigurationLoader.policies([name], Environment.options())
            guard problems.isEmpty, let one = found.first else {
                throw Fault(message: problems.isEmpty ? "\(name) holds no policy" : problems.map { "\($0)" }.joined(separator: "\n"))
            }
            policy = one
        } else {
            let all = loaded.policies + [loaded.builtInCloud, loaded.builtInLocal]
            guard let found = all.first(where: { $0.name == name }) else {
                if !loaded.problems.isEmpty { throw Fault(message: loaded.problems.map { "\($0)" }.joined(separator: "\n")) }
                let known = all.map(\.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
                throw Fault(message: "there is no policy '\(name)'; there are \(known.joined(separator: ", ")), or name a file")
            }
            policy = found
        }
        let (compiled, problems) = PolicyCompiler.compile(policy)
        guard problems.isEmpty else { throw Fault(message: problems.map { "\($0)" }.joined(separator: "\n")) }
        return compiled
    }
}
