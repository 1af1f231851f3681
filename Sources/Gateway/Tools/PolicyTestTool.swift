internal import Configuration
internal import Detection
internal import Middleware

/// What `hopguard policy test` does: runs the `tests:` that policies carry.
package enum PolicyTestTool {
    package struct Report: Sendable {
        package var passed = 0
        /// Each with the text marked.
        package var failures: [String] = []
        /// Faults of the files themselves.
        package var problems: [String] = []
    }

    /// Runs the tests of the files, or of every policy of the configuration when none is named.
    package static func run(files: [String], config: String?) -> Report {
        var report = Report()
        let policies: [Policy]
        if files.isEmpty {
            let loaded = ConfigurationLoader.load(ConfigurationLoader.locate(config, Environment.options()), Environment.options())
            policies = loaded.policies
            report.problems = loaded.problems.map { "\($0)" }
        } else {
            let (found, problems) = ConfigurationLoader.policies(files, Environment.options())
            policies = found
            report.problems = problems.map { "\($0)" }
        }
        for policy in policies {
            let (compiled, problems) = PolicyCompiler.compile(policy)
            report.problems += problems.map { "\($0)" }
            guard problems.isEmpty else { continue }
            for test in policy.tests { run(test, compiled, &report) }
        }
        return report
    }

    private static func run(_ test: PolicyTest, _ compiled: CompiledPolicy, _ report: inout Report) {
        let text = Array(test.text.utf8)
        let found: [Finding]
        do throws(AnalysisError) {
            found = try compiled.plan.analyzer.analyze(text)
        } catch {
            report.failures.append("\(test.file):\(test.line): the text could not be examined: \(error.message)")
            return
        }
        let acted = found.filter { compiled.plan.actions.action(for: $0) != .keep }
        func types(_ action: Action) -> Set<String> {
            Set(acted.filter { compiled.plan.actions.action(for: $0) == action }.map(\.type.name))
        }
        let fault: String?
        switch test.expectation {
        case .finds(let wanted):
            let got = Set(acted.map(\.type.name))
            let missing = Set(wanted).subtracting(got).sorted()
            let extra = got.subtracting(wanted).sorted()
            var parts: [String] = []
            if !missing.isEmpty { parts.append("expected \(missing.joined(separator: ", "))") }
            if !extra.isEmpty { parts.append("did not expect \(extra.joined(separator: ", "))") }
            fault = parts.isEmpty ? nil : parts.joined(separator: "; ")
        case .blocks(let type): fault = types(.block).contains(type) ? nil : "expected \(type) to block"
        case .local(let type): fault = types(.local).contains(type) ? nil : "expected \(type) to keep the request on local hosts"
        }
        if let fault {
            report.failures.append("\(test.file):\(test.line): \(compiled.policy.name): \(fault)\n    \(mark(text, found))")
        } else {
            report.passed += 1
        }
    }

    /// The text with every finding marked: `mail «anna@corp.example»EMAIL_ADDRESS`.
    private static func mark(_ text: [UInt8], _ found: [Finding]) -> String {
        var out: [UInt8] = []
        var at = 0
        for finding in found where finding.span.lowerBound >= at {
            out += text[at..<finding.span.lowerBound] + Array("«".utf8) + text[finding.span] + Array("»\(finding.type.name)".utf8)
            at = finding.span.upperBound
        }
        return String(decoding: out + text[at...], as: UTF8.self)
    }
}
