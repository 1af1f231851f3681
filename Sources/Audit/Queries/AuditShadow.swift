internal import Pipeline

/// What policies in shadow mode would have done.
public struct AuditShadow: Sendable {
    /// One policy.
    public struct Policy: Sendable {
        public var name = ""
        /// Every request under the policy, also those in which nothing was found.
        public var requests = 0
        /// Requests by the strictest thing that would have been done to them. Nil where there are too many rows to read each.
        public var verdicts: Verdicts? = Verdicts()
        /// By type and action.
        public var types: [TypeCount] = []
    }

    /// Requests by what would have become of them.
    public struct Verdicts: Sendable, Equatable {
        public var blocked = 0
        /// Refused, because something stood where it cannot be replaced.
        public var refused = 0
        /// Kept on hosts of trust `local`.
        public var local = 0
        /// Sent with something replaced.
        public var replaced = 0
        /// Sent as they are, with a mark in the log.
        public var flagged = 0

        mutating func add(_ actions: Set<String>) {
            if actions.contains("block") {
                blocked += 1
            } else if actions.contains("refuse") {
                refused += 1
            } else if actions.contains("local") {
                local += 1
            } else if actions.contains("flag"), actions.count == 1 {
                flagged += 1
            } else {
                replaced += 1
            }
        }
    }

    /// How often a type would have been acted on.
    public struct TypeCount: Sendable, Equatable {
        public let type: String
        /// Without `shadow_`.
        public let action: String
        public internal(set) var requests: Int
        /// Occurrences.
        public internal(set) var found: Int
    }

    /// By name; only those that noted something in shadow.
    public let policies: [Policy]
    /// Whether whole hours were counted, up to about a second ago, because there are too many rows to read each.
    public let isByHour: Bool
}

extension AuditQuery {
    /// What policies in shadow mode would have done to the requests that match.
    public func shadow(_ filter: AuditFilter) throws(DatabaseError) -> AuditShadow {
        try shadow(filter, rowBlocks: Self.mostBlocksForStats)
    }

    /// The same, reading at most so many blocks of 1,024 rows row by row.
    package func shadow(_ filter: AuditFilter, rowBlocks: Int) throws(DatabaseError) -> AuditShadow {
        var filter = filter
        filter.limit = nil
        let isLarge = try blockCount(filter, upTo: rowBlocks + 1) > rowBlocks
        let isByHour = isLarge && filter.fitsEntityCounts
        var tally = ShadowTally()
        if isByHour { try countShadowByHour(filter, &tally) } else { try countShadow(filter, &tally) }
        return tally.report(isByHour: isByHour)
    }

    private func countShadow(_ filter: AuditFilter, _ tally: inout ShadowTally) throws(DatabaseError) {
        let entities = try prepare("select type, action, cast(sum(count) as bigint) from entities where seq = ? group by 1, 2")
        try scanRows(filter, columns: "seq, policy") { (row) throws(DatabaseError) in
            let policy = row.text(1)
            entities.bind(1, row.integer(0))
            var actions: Set<String> = []
            while try entities.step() {
                guard let action = ShadowTally.action(entities.text(1)) else { continue }
                actions.insert(action)
                tally.add(policy, entities.text(0), action, requests: 1, found: Int(entities.integer(2)))
            }
            entities.reset()
            tally.close(policy, actions)
        }
    }

    private func countShadowByHour(_ filter: AuditFilter, _ tally: inout ShadowTally) throws(DatabaseError) {
        for roll in filter.rollUps(byDay: true) {
            let condition = filter.counted(roll, withModelAndHost: false, dialect)
            let select = try prepare(
                """
                select policy, type, action, cast(sum(requests) as bigint), cast(sum(count) as bigint)
                from \(roll.table)_entities where \(condition.sql) group by 1, 2, 3
                """)
            condition.bind(select)
            while try select.step() {
                guard let action = ShadowTally.action(select.text(2)) else { continue }
                tally.add(select.text(0), select.text(1), action, requests: Int(select.integer(3)), found: Int(select.integer(4)))
            }
        }
        var all = filter
        all.entity = nil
        for roll in all.rollUps(byDay: true) {
            let rows = all.counted(roll, withModelAndHost: true, dialect)
            let sums = try prepare(
                "select policy, cast(sum(requests) as bigint) from \(roll.table) where \(rows.sql) group by 1")
            rows.bind(sums)
            while try sums.step() { tally.note(sums.text(0), requests: Int(sums.integer(1))) }
        }
    }
}

/// Adds up what was noted in shadow.
private struct ShadowTally {
    private struct Name: Hashable {
        let policy: String
        let type: String
        let action: String
    }

    private var requests: [String: Int] = [:]
    private var verdicts: [String: AuditShadow.Verdicts] = [:]
    private var counts: [Name: AuditShadow.TypeCount] = [:]

    /// The action without its prefix; nil for one that was carried out.
    static func action(_ word: String) -> String? {
        word.hasPrefix(ShadowWord.prefix) ? String(word.dropFirst(ShadowWord.prefix.count)) : nil
    }

    mutating func add(_ policy: String, _ type: String, _ action: String, requests: Int, found: Int) {
        let name = Name(policy: policy, type: type, action: action)
        counts[name, default: AuditShadow.TypeCount(type: type, action: action, requests: 0, found: 0)].requests += requests
        counts[name]?.found += found
    }

    /// A request is over.
    mutating func close(_ policy: String, _ actions: Set<String>) {
        note(policy, requests: 1)
        if !actions.isEmpty { verdicts[policy, default: AuditShadow.Verdicts()].add(actions) }
    }

    mutating func note(_ policy: String, requests count: Int) { requests[policy, default: 0] += count }

    func report(isByHour: Bool) -> AuditShadow {
        var policies: [AuditShadow.Policy] = []
        for name in Set(counts.keys.map(\.policy)).sorted() {
            var policy = AuditShadow.Policy()
            policy.name = name
            policy.requests = requests[name] ?? 0
            policy.verdicts = isByHour ? nil : verdicts[name]
            policy.types = counts.filter { $0.key.policy == name }.map(\.value).sorted {
                ($1.found, $0.type, $0.action) < ($0.found, $1.type, $1.action)
            }
            policies.append(policy)
        }
        return AuditShadow(policies: policies, isByHour: isByHour)
    }
}
