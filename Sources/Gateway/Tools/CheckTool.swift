internal import Configuration

/// What `hopguard check` does.
package enum CheckTool {
    /// Every fault of the configuration, or none and what it amounts to.
    package struct Report: Sendable {
        /// `file:line: what is wrong, what was expected`, sorted.
        package let problems: [String]
        package let warnings: [String]
        /// The effective chain of every policy, in the order they are tried. Holds no secret.
        package let summary: String
    }

    /// Validates the configuration and its policies.
    package static func run(config: String?) -> Report {
        let options = Environment.options()
        let assembly = Assembly.load(config: config, options)
        let settings = assembly.loaded.settings
        var out = ""
        out += settings.file.isEmpty ? "built-in default\n" : "\(settings.file)\n"
        out += "listen: " + settings.listen.map { "\($0.value)" }.joined(separator: ", ") + "\n"
        out += "hosts:\n"
        for host in settings.hosts {
            let models = host.models.map { $0.map(\.pattern).joined(separator: ", ") } ?? "discovered"
            out += "  \(host.id): \(host.url.value), \(host.api.rawValue), trust \(host.trust.rawValue), models \(models)\n"
        }
        out += "keys: " + (settings.keys.isEmpty ? "none, open\n" : settings.keys.map(\.name).joined(separator: ", ") + "\n")
        out += "policies, the first that matches is used:\n"
        for compiled in assembly.allPolicies { out += describe(compiled.policy) }
        for floor in assembly.loaded.floors {
            out += "floor \(floor.name): \(PolicySummary.match(floor).isEmpty ? "every request" : PolicySummary.match(floor))\n"
        }
        return Report(
            problems: assembly.problems.map { "\($0)" }, warnings: assembly.loaded.warnings.map { "\($0)" }, summary: out)
    }

    private static func describe(_ policy: Policy) -> String {
        let match = PolicySummary.match(policy)
        return """
              \(policy.name) (\(policy.file)), order \(policy.order)\(policy.mode == .shadow ? ", shadow" : "")
                when:  \(match.isEmpty ? "every request" : match)
                chain: \(PolicySummary.chain(policy))
                does:  \(PolicySummary.entities(policy))

            """
    }
}
