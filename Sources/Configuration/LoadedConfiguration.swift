/// What was read, and all that is wrong with it. With problems, the values are whatever could be understood: good for reporting more faults,
/// not for serving.
public struct LoadedConfiguration: Sendable {
    public var settings: Settings
    /// In the order they are tried, floors left out. Never empty: without files it holds the built-in ones.
    public var policies: [Policy]
    public var floors: [Policy]
    /// The rules of trust `cloud` where no policy matches.
    public var builtInCloud: Policy
    /// The rules of trust `local` where no policy matches.
    public var builtInLocal: Policy
    /// Sorted by file and line.
    public var problems: [Problem]
    /// What was changed or is unwise, but not wrong.
    public var warnings: [Problem]

    public init(
        settings: Settings, policies: [Policy], floors: [Policy], builtInCloud: Policy, builtInLocal: Policy, problems: [Problem],
        warnings: [Problem]
    ) {
        self.settings = settings
        self.policies = policies
        self.floors = floors
        self.builtInCloud = builtInCloud
        self.builtInLocal = builtInLocal
        self.problems = problems
        self.warnings = warnings
    }

    /// The policy for a request: the first whose `match` holds, else the built-in rules of its trust.
    public func policy(
        trust: HostTrust, path: String, model: String, key: String, team: String, header: (_ name: String) -> String?
    ) -> Policy {
        policies.first { $0.match.matches(trust: trust, path: path, model: model, key: key, team: team, header: header) }
            ?? (trust == .cloud ? builtInCloud : builtInLocal)
    }
}
