/// What rows are counted by.
public enum AuditDimension: String, Sendable, CaseIterable {
    case key
    case team
    /// The model sent; empty for requests that reached no host.
    case model
    case host
    case policy
    case decision
    case entity
    case day
    case hour
    /// Whole hours where there are too many rows to read each.
    case minute

    /// Whether it counts by time.
    var isTime: Bool { self == .day || self == .hour || self == .minute }
}

/// Sums over requests.
public struct AuditSums: Sendable {
    public var requests = 0
    public var blocked = 0
    public var refused = 0
    public var failed = 0
    public var requestBytes = 0
    public var responseBytes = 0
    public var promptTokens = 0
    public var completionTokens = 0
    public var unrestored = 0
    /// Millionths of the currency that the prices are in.
    public var cost = 0
    /// The sum over all requests.
    public var totalMilliseconds = 0.0
    /// Requests with a first byte, and the sum of its times.
    public var firstBytes = 0
    public var firstByteMilliseconds = 0.0
    /// Occurrences of entities by action; filled only when counted by entity.
    public var found: [String: Int] = [:]
    var totalCounts = [Int](repeating: 0, count: LatencyBuckets.count)
    var firstCounts = [Int](repeating: 0, count: LatencyBuckets.count)

    init() {}

    /// The upper bound, in milliseconds, of the bucket in which this share of the total times ends; infinite past the last bound.
    public func totalPercentile(_ share: Double) -> Double? { LatencyBuckets.percentile(share, of: totalCounts) }

    /// The same for the time to the first byte.
    public func firstBytePercentile(_ share: Double) -> Double? { LatencyBuckets.percentile(share, of: firstCounts) }

    /// The mean total time in milliseconds.
    public var meanTotal: Double? { requests > 0 ? totalMilliseconds / Double(requests) : nil }

    mutating func add(decision: String, _ count: Int) {
        requests += count
        switch decision {
        case "blocked": blocked += count
        case "refused": refused += count
        case "failed": failed += count
        default: break
        }
    }
}

/// Requests counted by something.
public struct AuditStats: Sendable {
    /// One of the things counted by.
    public struct Group: Sendable {
        public let name: String
        public let sums: AuditSums
    }

    public let dimension: AuditDimension
    /// The most requests first; days and hours in their order.
    public let groups: [Group]
    public let total: AuditSums
    /// Whether whole hours were counted, up to about a second ago, because there are too many rows to read each.
    public let isByHour: Bool
}

extension AuditQuery {
    /// So many blocks of 1,024 rows are read row by row; more are answered from the hourly counts.
    static let mostBlocksForStats = 128

    /// Requests that match, counted by something.
    ///
    /// Where there are many, hourly counts answer, and the period is widened to whole hours.
    public func stats(_ filter: AuditFilter, by dimension: AuditDimension, zone: AuditTimeZone = .utc) throws(DatabaseError) -> AuditStats {
        try stats(filter, by: dimension, zone: zone, rowBlocks: Self.mostBlocksForStats)
    }

    /// The same, reading at most so many blocks of 1,024 rows row by row.
    package func stats(
        _ filter: AuditFilter, by dimension: AuditDimension, zone: AuditTimeZone = .utc, rowBlocks: Int
    ) throws(DatabaseError) -> AuditStats {
        var filter = filter
        filter.limit = nil
        let isLarge = try blockCount(filter, upTo: rowBlocks + 1) > rowBlocks
        let isByHour = isLarge && (dimension == .entity ? filter.fitsEntityCounts : filter.fitsHourlyCounts)
        var groups: [String: AuditSums] = [:]
        var total = AuditSums()
        switch (isByHour, dimension) {
        case (true, .entity): try countEntitiesByHour(filter, &groups)
        case (true, _): try countByHour(filter, dimension, zone, &groups)
        case (false, .entity): try countEntities(filter, &groups)
        case (false, _): try countRows(filter, dimension, zone, &groups)
        }
        for sums in groups.values { total.add(sums) }
        let isTimeline = dimension.isTime
        let sorted = groups.map { AuditStats.Group(name: $0.key, sums: $0.value) }.sorted { a, b in
            isTimeline || a.sums.requests == b.sums.requests ? a.name < b.name : a.sums.requests > b.sums.requests
        }
        return AuditStats(dimension: dimension, groups: sorted, total: total, isByHour: isByHour)
    }

    private func countRows(
        _ filter: AuditFilter, _ dimension: AuditDimension, _ zone: AuditTimeZone, _ groups: inout [String: AuditSums]
    ) throws(DatabaseError) {
        let name =
            switch dimension {
            case .key, .team, .host, .policy, .decision: dimension.rawValue
            case .model: "model_sent"
            case .entity: "''"
            case .day, .hour, .minute: "time"
            }
        let columns = """
            \(name), decision, request_bytes, response_bytes, prompt_tokens, completion_tokens, unrestored, total_ms, first_byte_ms, cost
            """
        try scanRows(filter, columns: columns) { row in
            let name = Self.name(row.text(0), dimension, zone)
            groups[name, default: AuditSums()].addRow(row)
        }
    }

    private func countEntities(_ filter: AuditFilter, _ groups: inout [String: AuditSums]) throws(DatabaseError) {
        let entities = try prepare("select type, action, count from entities where seq = ?")
        try scanRows(filter, columns: "seq, decision") { (row) throws(DatabaseError) in
            entities.bind(1, row.integer(0))
            var types: Set<String> = []
            while try entities.step() {
                let type = entities.text(0)
                if let wanted = filter.entity, !wanted.contains("*"), !wanted.contains("?"), wanted != type { continue }
                if types.insert(type).inserted { groups[type, default: AuditSums()].add(decision: row.text(1), 1) }
                groups[type, default: AuditSums()].found[entities.text(1), default: 0] += Int(entities.integer(2))
            }
            entities.reset()
        }
    }

    private func countByHour(
        _ filter: AuditFilter, _ dimension: AuditDimension, _ zone: AuditTimeZone, _ groups: inout [String: AuditSums]
    ) throws(DatabaseError) {
        // Days of another zone than UTC are made of hours.
        let isByDay = if case .utc = zone { !dimension.isTime || dimension == .day } else { !dimension.isTime }
        var places: [String: Int] = [:]
        var sums: [AuditSums] = []
        for roll in filter.rollUps(byDay: isByDay) {
            let condition = filter.counted(roll, withModelAndHost: true, dialect)
            let name = dimension.isTime ? roll.column : dimension.rawValue
            // SQLite's own sums over so many columns take twice as long as adding them here; a server's save the way.
            let adds = dialect == .postgres
            let columns = HourlyCounts.sums.map { adds ? "cast(sum(\($0)) as \(HourlyCounts.type(of: $0)))" : $0 }
            let select = try prepare(
                """
                select \(name), decision, \(columns.joined(separator: ", "))
                from \(roll.table) where \(condition.sql) \(adds ? "group by 1, 2" : "")
                """)
            condition.bind(select)
            while try select.step() {
                let text = dimension.isTime ? roll.time(select.text(0)) : select.text(0)
                let place: Int
                if let known = places[text] {
                    place = known
                } else {
                    place = sums.count
                    places[text] = place
                    sums.append(AuditSums())
                }
                sums[place].addHours(select)
            }
        }
        for (text, place) in places { groups[Self.name(text, dimension, zone), default: AuditSums()].add(sums[place]) }
    }

    private func countEntitiesByHour(_ filter: AuditFilter, _ groups: inout [String: AuditSums]) throws(DatabaseError) {
        for roll in filter.rollUps(byDay: true) {
            let condition = filter.counted(roll, withModelAndHost: false, dialect)
            let select = try prepare(
                """
                select type, action, cast(sum(requests) as bigint), cast(sum(count) as bigint)
                from \(roll.table)_entities where \(condition.sql) group by 1, 2
                """)
            condition.bind(select)
            while try select.step() {
                groups[select.text(0), default: AuditSums()].requests += Int(select.integer(2))
                groups[select.text(0), default: AuditSums()].found[select.text(1), default: 0] += Int(select.integer(3))
            }
        }
    }

    /// The name of the group a row falls in.
    private static func name(_ text: String, _ dimension: AuditDimension, _ zone: AuditTimeZone) -> String {
        switch dimension {
        case .day: String(zone.format(text).prefix(10))
        case .hour: String(zone.format(text).prefix(13))
        case .minute: String(zone.format(text).prefix(16))
        case .key, .team, .model, .host, .policy, .decision, .entity: text
        }
    }

    func scanRows(
        _ filter: AuditFilter, columns: String, _ body: (any Statement) throws(DatabaseError) -> Void
    ) throws(DatabaseError) {
        do {
            try scan(filter, columns: columns, newestFirst: false, body)
        } catch let error as DatabaseError {
            throw error
        } catch {
            preconditionFailure("nothing else is thrown here")
        }
    }
}

extension AuditSums {
    /// Adds a row of `countRows`.
    mutating func addRow(_ row: any Statement) {
        add(decision: row.text(1), 1)
        requestBytes += Int(row.integer(2))
        responseBytes += Int(row.integer(3))
        promptTokens += Int(row.integer(4))
        completionTokens += Int(row.integer(5))
        unrestored += Int(row.integer(6))
        if !row.isNull(7) {
            let total = row.real(7)
            totalMilliseconds += total
            totalCounts[LatencyBuckets.index(total)] += 1
        }
        if !row.isNull(8) {
            let first = row.real(8)
            firstBytes += 1
            firstByteMilliseconds += first
            firstCounts[LatencyBuckets.index(first)] += 1
        }
        cost += Int(row.integer(9))
    }

    /// Adds a row of `countByHour`: name, decision, then `HourlyCounts.sums`.
    mutating func addHours(_ row: any Statement) {
        add(decision: row.text(1), Int(row.integer(2)))
        requestBytes += Int(row.integer(3))
        responseBytes += Int(row.integer(4))
        promptTokens += Int(row.integer(5))
        completionTokens += Int(row.integer(6))
        unrestored += Int(row.integer(7))
        cost += Int(row.integer(8))
        totalMilliseconds += row.real(9)
        firstBytes += Int(row.integer(10))
        firstByteMilliseconds += row.real(11)
        for at in 0..<LatencyBuckets.count {
            totalCounts[at] += Int(row.integer(12 + at))
            firstCounts[at] += Int(row.integer(12 + LatencyBuckets.count + at))
        }
    }

    mutating func add(_ other: AuditSums) {
        requests += other.requests
        blocked += other.blocked
        refused += other.refused
        failed += other.failed
        requestBytes += other.requestBytes
        responseBytes += other.responseBytes
        promptTokens += other.promptTokens
        completionTokens += other.completionTokens
        unrestored += other.unrestored
        cost += other.cost
        totalMilliseconds += other.totalMilliseconds
        firstBytes += other.firstBytes
        firstByteMilliseconds += other.firstByteMilliseconds
        found.merge(other.found, uniquingKeysWith: +)
        for at in 0..<LatencyBuckets.count {
            totalCounts[at] += other.totalCounts[at]
            firstCounts[at] += other.firstCounts[at]
        }
    }
}

extension AuditFilter {
    /// Whether the hourly counts of entities can answer.
    var fitsEntityCounts: Bool {
        status == nil && api == nil && model == nil && host == nil && decision == nil && beforeSeq == nil
    }

    /// A table of counts and the part of the period that it answers for, from and until included.
    struct RollUp {
        let table: String
        let column: String
        var from: String?
        var until: String?

        /// The beginning of a count's time, as rows have it.
        func time(_ text: String) -> String { text + (column == "day" ? "T00:00:00.000000Z" : ":00:00.000000Z") }
    }

    /// The tables of counts that cover the period: whole days from those by day, where days will do, and what is left from those by hour.
    func rollUps(byDay: Bool) -> [RollUp] {
        let firstHour = since.map { String($0.text.prefix(13)) }
        let lastHour = until.map { String(UTCTime(microseconds: $0.microseconds - 1).text.prefix(13)) }
        guard byDay else { return [RollUp(table: "hourly", column: "hour", from: firstHour, until: lastHour)] }
        let day: Int64 = 86_400_000_000
        // The first whole day and the one after the last.
        let first = since.map { UTCTime(microseconds: ($0.microseconds + day - 1) / day * day) }
        let end = until.map { UTCTime(microseconds: $0.microseconds / day * day) }
        if let first, let end, end <= first { return [RollUp(table: "hourly", column: "hour", from: firstHour, until: lastHour)] }
        var rolls = [
            RollUp(
                table: "daily", column: "day", from: first.map { String($0.text.prefix(10)) },
                until: end.map { String(UTCTime(microseconds: $0.microseconds - 1).text.prefix(10)) })
        ]
        if let since, let first, since < first {
            rolls.append(
                RollUp(
                    table: "hourly", column: "hour", from: firstHour,
                    until: String(UTCTime(microseconds: first.microseconds - 1).text.prefix(13))))
        }
        if let until, let end, end < until {
            rolls.append(RollUp(table: "hourly", column: "hour", from: String(end.text.prefix(13)), until: lastHour))
        }
        return rolls
    }

    /// What counts must fulfil.
    func counted(_ roll: RollUp, withModelAndHost: Bool, _ dialect: Dialect) -> Condition {
        var only = AuditFilter()
        only.key = key
        only.team = team
        only.policy = policy
        if withModelAndHost {
            only.host = host
            only.decision = decision
        }
        var condition = only.rows(dialect)
        func add(_ sql: String, _ value: String) {
            condition.sql += " and \(sql)"
            condition.values.append(.text(value))
        }
        if let from = roll.from { add("\(roll.column) >= ?", from) }
        if let until = roll.until { add("\(roll.column) <= ?", until) }
        if withModelAndHost, let model {
            let (sql, value) = Self.compare("model", model, dialect)
            add(sql, value)
        }
        if !withModelAndHost, let entity {
            let (sql, value) = Self.compare("type", entity, dialect)
            add(sql, value)
        }
        return condition
    }
}
