extension PolicyMatch {
    /// Whether a request can match both. True where it cannot be ruled out.
    public func mayOverlap(_ other: PolicyMatch) -> Bool {
        if let trust, let theirs = other.trust, trust != theirs { return false }
        return Self.mayOverlap(paths, other.paths) && Self.mayOverlap(models, other.models) && Self.mayOverlap(keys, other.keys)
            && Self.mayOverlap(teams, other.teams)
            && headers.allSatisfy { name, value in
                other.headers.allSatisfy { $0.name != name || $0.value.mayOverlap(value) }
            }
    }

    private static func mayOverlap(_ ours: [Glob]?, _ theirs: [Glob]?) -> Bool {
        guard let ours, let theirs else { return true }
        return ours.contains { glob in theirs.contains { $0.mayOverlap(glob) } }
    }

    /// Whether every request of a trust matches.
    func coversAll(of trust: HostTrust) -> Bool {
        func isOpen(_ globs: [Glob]?) -> Bool { globs?.contains(where: \.matchesAll) ?? true }
        return (self.trust ?? trust) == trust && isOpen(paths) && isOpen(models) && isOpen(keys) && isOpen(teams) && headers.isEmpty
    }
}
