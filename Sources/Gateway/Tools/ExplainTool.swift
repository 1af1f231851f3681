internal import Configuration
internal import Middleware
internal import Pipeline
internal import Proxy

/// What `hopguard explain` does.
package enum ExplainTool {
    /// Explains a question under a configuration, or gives the faults of the configuration.
    package static func run(_ question: ExplainQuestion, config: String?) -> (explanation: Explanation?, problems: [String]) {
        let assembly = Assembly.load(config: config, Environment.options())
        guard assembly.problems.isEmpty else { return (nil, assembly.problems.map { "\($0)" }) }
        let secret: [UInt8]
        do throws(SurrogateKeyFile.Fault) {
            secret = try SurrogateKeyFile.bytes(assembly.loaded.settings.surrogates, isMade: false)
        } catch {
            return (nil, [error.message])
        }
        let explainer = explainer(assembly, secret: secret)
        return (Errand.run { _ in await explainer.explain(question) }, [])
    }

    private static func explainer(_ assembly: Assembly, secret: [UInt8]) -> Explainer {
        let settings = assembly.loaded.settings
        let balancer = Balancer(HostAssembly.balance(settings.balance), seed: 1)
        balancer.configure(assembly.hosts, aliases: HostAssembly.aliases(settings.models), HostAssembly.balance(settings.balance))
        let classifiers = Explainer.classifiers(Classifiers(settings, policies: assembly.allPolicies, log: Log()).make, settings)
        let snapshot = assembly.snapshot(
            generation: 1, secret: secret, ledger: KeyLedger(), classifiers: classifiers, sink: UnkeptAudit(), balancer: balancer)
        return Explainer(snapshot: snapshot, balancer: balancer, hosts: assembly.hosts, secret: secret, classifiers: classifiers)
    }

    /// The explanation as text for a terminal; a line of it may hold what the input held, so whoever prints it makes it safe line by line.
    package static func text(_ explanation: Explanation) -> String {
        var out = ""
        func row(_ name: String, _ value: String) {
            if !value.isEmpty { out += name + String(repeating: " ", count: max(1, 9 - name.count)) + value + "\n" }
        }
        row("api", explanation.api)
        row("model", explanation.model)
        row("key", explanation.key)
        row("policy", explanation.policy.isEmpty ? "" : "\(explanation.policy) (\(explanation.policyFile))")
        row("chain", explanation.chain)
        row("trust", explanation.trust)
        for line in explanation.why { row("why", line) }
        for line in explanation.notes { row("note", line) }
        out += "\n"
        if explanation.findings.isEmpty {
            out += "nothing found\n"
        } else {
            let heads = ["TYPE", "ACTION", "SCORE", "PLACE", "WHERE", "RECOGNIZER", "TEXT"]
            let rows = explanation.findings.map { found in
                [
                    found.type, found.action, Fixed.text(Double(found.score), digits: 2), "\(found.place) (\(found.role))",
                    "\(found.scalars.lowerBound)-\(found.scalars.upperBound)", found.recognizer,
                    found.text.count > 60 ? found.text.prefix(57) + "..." : found.text.replacing("\n", with: " "),
                ]
            }
            out += TextColumns.table(heads, rows)
        }
        out += "\n"
        if let refusal = explanation.refusal {
            out += "refused" + (explanation.refusalStatus > 0 ? " with \(explanation.refusalStatus)" : "") + ": \(refusal)\n"
            out += "Nothing would leave.\n"
            return out
        }
        if explanation.isLocalOnly { out += "Only hosts of trust local may have it.\n\n" }
        if let body = explanation.cloudBody { out += "a cloud host would be sent:\n\(String(decoding: body, as: UTF8.self))\n\n" }
        if let body = explanation.localBody { out += "a local host would be sent:\n\(String(decoding: body, as: UTF8.self))\n\n" }
        out += explanation.hosts.isEmpty ? "no host could serve it\n" : "it could reach:\n"
        for host in explanation.hosts { out += "  \(host.id)  \(host.api)  trust \(host.trust)  \(host.url)  as \(host.model)\n" }
        return out
    }
}

/// A table in columns of one width, for terminals.
enum TextColumns {
    static func table(_ heads: [String], _ rows: [[String]]) -> String {
        var widths = heads.map(\.count)
        for row in rows { for (at, cell) in row.enumerated() { widths[at] = max(widths[at], cell.count) } }
        var out = ""
        for row in [heads] + rows {
            for (at, cell) in row.enumerated() {
                out += at == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[at] - cell.count + 2)
            }
            out += "\n"
        }
        return out
    }
}
