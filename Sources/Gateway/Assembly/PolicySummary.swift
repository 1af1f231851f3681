internal import Configuration

/// A policy in words, for `check`, `explain` and the dashboard.
enum PolicySummary {
    /// What it matches: `trust cloud, models gpt-*`; empty for every request.
    static func match(_ policy: Policy) -> String {
        var parts: [String] = []
        if let trust = policy.match.trust { parts.append("trust \(trust.rawValue)") }
        func add(_ name: String, _ globs: [Glob]?) {
            if let globs { parts.append("\(name) " + globs.map(\.pattern).joined(separator: " or ")) }
        }
        add("paths", policy.match.paths)
        add("models", policy.match.models)
        add("keys", policy.match.keys)
        add("teams", policy.match.teams)
        for (name, value) in policy.match.headers { parts.append("header \(name): \(value.pattern)") }
        return parts.joined(separator: ", ")
    }

    /// What it does with entities: `EMAIL_ADDRESS surrogate, US_SSN block, others keep`.
    static func entities(_ policy: Policy) -> String {
        guard policy.chain.contains(.redact) else { return "nothing is changed" }
        let named = policy.redact.entities.map { "\($0.name.value) \($0.action.rawValue)" }
        return (named + ["others \(policy.redact.fallback.rawValue)"]).joined(separator: ", ")
    }

    /// The stages in their order: `auth → limit → redact → route → audit`.
    static func chain(_ policy: Policy) -> String {
        policy.chain.map(\.rawValue).joined(separator: " → ")
    }
}
