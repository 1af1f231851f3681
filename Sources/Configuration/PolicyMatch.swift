/// The section `match:` of a policy: every condition that is given must hold; within a list one is enough.
public struct PolicyMatch: Sendable {
    public var trust: HostTrust?
    public var paths: [Glob]?
    public var models: [Glob]?
    public var keys: [Glob]?
    public var teams: [Glob]?
    /// Lower-case names. A header that is absent does not match, not even `*`.
    public var headers: [(name: String, value: Glob)] = []

    public init() {}

    /// Whether a request is one this policy is for.
    /// - Parameters:
    ///   - path: the path the client called, without its query.
    ///   - key, team: of the client key; empty when there is none.
    ///   - header: the value of a request header by its lower-case name.
    public func matches(
        trust: HostTrust, path: String, model: String, key: String, team: String, header: (_ name: String) -> String?
    ) -> Bool {
        if let wanted = self.trust, wanted != trust { return false }
        if let paths, !paths.contains(where: { $0.matches(path) }) { return false }
        if let models, !models.contains(where: { $0.matches(model) }) { return false }
        if let keys, !keys.contains(where: { $0.matches(key) }) { return false }
        if let teams, !teams.contains(where: { $0.matches(team) }) { return false }
        for (name, value) in headers {
            guard let given = header(name), value.matches(given) else { return false }
        }
        return true
    }
}
