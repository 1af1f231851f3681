internal import Configuration
internal import Cryptography
internal import Detection
internal import Middleware
internal import WireFormats

/// The guard without a proxy around it, for the commands: examines, redacts and restores texts by a policy of the configuration.
package final class Workbench {
    /// Why the workbench cannot be set up.
    package enum Fault: Error {
        /// The configuration's faults, as `check` prints them.
        case configuration([String])
        case noSuchPolicy(String, known: [String])
        case model(String)
        case secret(String)

        package var message: String {
            switch self {
            case .configuration(let problems): problems.joined(separator: "\n")
            case .noSuchPolicy(let name, let known): "there is no policy '\(name)'; there are \(known.joined(separator: ", "))"
            case .model(let why): why
            case .secret(let why): why
            }
        }
    }

    /// Something that was found, for a report.
    package struct Found: Sendable {
        /// UTF-8 bytes.
        package let span: Range<Int>
        /// Unicode scalars.
        package let scalars: Range<Int>
        package let type: String
        package let score: Float
        package let recognizer: String
        /// The policy's word for what is done with it; empty without a policy.
        package let action: String
    }

    private let assembly: Assembly
    let compiled: CompiledPolicy?
    private let analyzer: Analyzer
    private let tagger: EmbeddedTagger?
    private let recall: RecallLevel

    /// - Parameters:
    ///   - config: the config file as it was named; nil to look for one.
    ///   - policy: examines as that policy does; nil for the whole catalogue.
    ///   - model: also asks the embedded model, at that recall: `balanced`, `high` or `max`.
    ///   - minScore: findings below are left out; without it the policy's own, or 0.5.
    package init(config: String?, policy: String?, model: String?, minScore: Float?) throws(Fault) {
        assembly = Assembly.load(config: config, Environment.options())
        if let policy {
            guard assembly.problems.isEmpty else { throw .configuration(assembly.problems.map { "\($0)" }) }
            guard let found = assembly.policy(named: policy) else {
                throw .noSuchPolicy(policy, known: assembly.allPolicies.map(\.policy.name))
            }
            compiled = found
            analyzer = PolicyCompiler.reportingAnalyzer(found.policy, minScore: minScore)
        } else {
            compiled = nil
            analyzer = Analyzer(minScore: minScore ?? 0.5, allow: .accounts)
        }
        recall = model.flatMap(RecallLevel.init(rawValue:)) ?? .balanced
        if model != nil {
            do throws(ModelFileError) {
                tagger = try EmbeddedTagger(path: ModelLocation.find())
            } catch {
                throw .model("the embedded model cannot be used: \(error)")
            }
        } else {
            tagger = nil
        }
    }

    /// Everything found in a text, also of types that the policy keeps.
    package func findings(in text: [UInt8]) throws(AnalysisFault) -> [Found] {
        var found: [Finding]
        do throws(AnalysisError) {
            found = try analyzer.analyze(text, overlaps: .alternatives)
        } catch {
            throw AnalysisFault(message: error.message)
        }
        if let tagger {
            for span in tagger.tag([text], recall: recall)[0] {
                found.append(
                    Finding(type: EntityType(span.type), span: span.range, score: span.score, recognizer: "embedded", evidence: .model))
            }
            found.sort { ($0.span.lowerBound, -$0.span.upperBound) < ($1.span.lowerBound, -$1.span.upperBound) }
        }
        var offsets = ScalarOffsets(text)
        return found.map { finding in
            Found(
                span: finding.span, scalars: offsets.scalars(of: finding.span), type: finding.type.name, score: finding.score,
                recognizer: finding.recognizer, action: compiled?.plan.actions.action(for: finding).rawValue ?? "")
        }
    }

    /// A text that could not be examined to its end.
    package struct AnalysisFault: Error {
        package let message: String
    }

    /// What `redact` gives.
    package enum Redacted {
        /// The text as it would leave, and the mapping to restore it with, in the form of the mapping file.
        case text([UInt8], mapping: [UInt8])
        /// The policy refuses the text because of these types.
        case blocked(String)
    }

    /// Redacts a text as the policy does. To be used with a policy.
    package func redact(_ text: [UInt8]) throws(Fault) -> Redacted {
        guard let compiled else { preconditionFailure("redacting needs a policy") }
        let secret: [UInt8]
        do throws(SurrogateKeyFile.Fault) {
            secret = try SurrogateKeyFile.bytes(assembly.loaded.settings.surrogates, isMade: false)
        } catch {
            throw .secret(error.message)
        }
        let found: [Finding]
        do throws(AnalysisError) {
            found = try compiled.plan.analyzer.analyze(text)
        } catch {
            throw .secret(error.message)
        }
        var redactor = Redactor(
            key: SurrogateKey(secret: secret, tenant: ""), templates: compiled.plan.templates,
            action: { compiled.plan.actions.action(for: $0) })
        redactor.add(text, findings: found)
        let redaction = redactor.finish()
        if !redaction.blocked.isEmpty {
            return .blocked(redaction.blocked.map { "\($0.type.name) (\($0.occurrences))" }.joined(separator: ", "))
        }
        return .text(redaction.apply(to: text, number: 0), mapping: redaction.map.encode())
    }

    /// Restores a text by a mapping. Throws what is wrong with the mapping.
    package static func restore(_ text: [UInt8], mapping: [UInt8]) throws(AnalysisFault) -> [UInt8] {
        do throws(SurrogateMapError) {
            return Restorer(try SurrogateMap(decoding: mapping)).restore(text)
        } catch {
            throw AnalysisFault(message: "the mapping cannot be used: \(error)")
        }
    }
}
