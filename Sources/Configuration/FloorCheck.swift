/// Whether every policy does at least what the floors that match its requests demand.
public enum FloorCheck {
    /// A problem for every policy and every entry of a floor that it falls short of.
    /// - Parameters:
    ///   - members: the types of a group; nil for a name that is no group.
    public static func problems(
        policies: [Policy], floors: [Policy], builtIn: [Policy] = [], members: (_ group: String) -> [String]?
    ) -> [Problem] {
        var problems: [Problem] = []
        for floor in floors {
            for policy in policies where policy.match.mayOverlap(floor.match) {
                problems += shortfalls(of: policy, floor, members) { line, message in
                    Problem(file: policy.file, line: line, message: message)
                }
            }
            // The built-in rules hold only where no policy does; they cannot be edited, so the floor is where to look.
            for policy in builtIn where policy.match.mayOverlap(floor.match) {
                let trust = policy.match.trust ?? .cloud
                if policies.contains(where: { $0.match.coversAll(of: trust) }) { continue }
                problems += shortfalls(of: policy, floor, members) { _, message in
                    Problem(
                        file: floor.file, line: floor.line,
                        message: "where no policy matches, the built-in rules hold, and there \(message); expected a policy for them too")
                }
            }
        }
        return problems
    }

    private static func shortfalls(
        of policy: Policy, _ floor: Policy, _ members: (String) -> [String]?, _ problem: (Int, String) -> Problem
    ) -> [Problem] {
        let demands = floor.redact.entities.filter { $0.action.strictness > 0 }
        guard !demands.isEmpty else { return [] }
        let where_ = "the floor \(floor.name.quoted) (\(floor.file):\(floor.line))"
        if !policy.chain.contains(.redact) {
            return [problem(policy.chainLine, "\(policy.name.quoted) leaves out `redact`, expected it, as \(where_) demands it")]
        }
        if policy.mode == .shadow {
            return [
                problem(
                    policy.line, "\(policy.name.quoted) is in mode shadow and changes nothing, expected enforce, as \(where_) demands it")
            ]
        }
        var problems: [Problem] = []
        var reported: Set<Int> = []
        for demand in demands {
            let name = demand.name.value
            for type in members(name) ?? [name] {
                // Where the floor itself says something else about a type of the group, that entry holds.
                guard floor.redact.entry(for: type, members: members)?.name.value == name else { continue }
                let entry = policy.redact.entry(for: type, members: members)
                let action = entry?.action ?? policy.redact.fallback
                guard action.strictness < demand.action.strictness else { continue }
                let line = entry?.name.line ?? policy.redact.fallbackLine ?? policy.line
                // One entry for a group falls short once, not for every type of it.
                guard reported.insert(line).inserted else { continue }
                problems.append(
                    problem(
                        line,
                        "\(type.quoted) is \(action.rawValue) in \(policy.name.quoted), expected at least \(demand.action.rawValue), as \(where_) demands"
                    ))
            }
        }
        return problems
    }
}
