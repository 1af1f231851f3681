internal import Audit
internal import WireFormats

/// The figures of the overview for a stretch of time.
struct OverviewFigures: Sendable {
    /// Blocks of 1,024 rows that one chart reads row by row; more are answered from the hourly counts, so that a page stays quick.
    private static let rowBlocks = 48
    /// The same for the lines over time of the last hour, which hourly counts can only tell coarsely.
    private static let minuteRowBlocks = 64

    private struct Point: Sendable {
        let time: UTCTime
        let sums: AuditSums?
        let entities: Int
    }

    let totals: AuditSums
    let entities: Int
    private let series: [Point]
    private let tops: [(name: String, rows: [(name: String, count: Int)])]

    /// Reads them. Blocks on the database.
    init(_ log: AuditQuery, _ range: DashboardQuery.Range, now: UTCTime) throws(DatabaseError) {
        var (length, count) = range.steps
        // Steps begin where the clock's do, so that a point does not change its meaning from one look to the next.
        var last = now.microseconds / length
        var filter = AuditFilter()
        filter.since = UTCTime(microseconds: (last - Int64(count) + 1) * length)
        let lineBlocks = range == .hour ? OverviewFigures.minuteRowBlocks : OverviewFigures.rowBlocks
        let stats = try log.stats(filter, by: range.step, zone: .utc, rowBlocks: lineBlocks)
        var step = range.step
        if step == .minute && stats.isByHour {
            // Too many rows to tell the minutes apart: the hours that they lie in.
            step = .hour
            length = 3_600_000_000
            last = now.microseconds / length
            count = 2
        }
        let found = try log.entityTimeline(filter, by: step, rowBlocks: lineBlocks)
        let width = step == .minute ? 16 : step == .hour ? 13 : 10
        let groups = Dictionary(stats.groups.map { (String($0.name.prefix(width)), $0.sums) }, uniquingKeysWith: { first, _ in first })
        series = (0..<count).map { at in
            let time = UTCTime(microseconds: (last - Int64(count - 1 - at)) * length)
            let name = String(AuditTimeZone.utc.format(time).prefix(width))
            return Point(time: time, sums: groups[name], entities: found[name] ?? 0)
        }
        totals = stats.total
        entities = found.values.reduce(0, +)
        var tops: [(name: String, rows: [(name: String, count: Int)])] = []
        for dimension in [AuditDimension.model, .key, .policy, .host, .decision, .entity] {
            let groups = try log.stats(filter, by: dimension, zone: .utc, rowBlocks: OverviewFigures.rowBlocks).groups
            var rows = groups.map { group in
                (name: group.name, count: dimension == .entity ? group.sums.found.values.reduce(0, +) : group.sums.requests)
            }
            // Requests that reached no host have no model and no host to be counted by.
            if dimension == .model || dimension == .host { rows.removeAll { $0.name.isEmpty } }
            rows.sort { ($1.count, $0.name) < ($0.count, $1.name) }
            tops.append((dimension.rawValue, Array(rows.prefix(10))))
        }
        self.tops = tops
    }

    /// Writes the members that sums have in common.
    func write(_ sums: AuditSums?, _ json: inout JSONWriter) {
        for (name, value) in [
            ("requests", sums?.requests), ("blocked", sums?.blocked), ("failed", sums?.failed), ("prompt_tokens", sums?.promptTokens),
            ("completion_tokens", sums?.completionTokens),
        ] {
            json.name(name)
            json.number(value ?? 0)
        }
        json.name("cost")
        json.number(Double(sums?.cost ?? 0) / 1e6)
        for (name, share) in [("p50_ms", 0.5), ("p95_ms", 0.95)] {
            json.name(name)
            if let value = sums?.totalPercentile(share) { json.number(value) } else { json.null() }
        }
        for (name, share) in [("first_p50_ms", 0.5), ("first_p95_ms", 0.95)] {
            json.name(name)
            if let value = sums?.firstBytePercentile(share) { json.number(value) } else { json.null() }
        }
    }

    /// Writes the members `series` and `by`.
    func write(_ json: inout JSONWriter) {
        json.name("series")
        json.array { json in
            for point in series {
                json.object { json in
                    json.name("t")
                    json.string(point.time.text)
                    write(point.sums, &json)
                    json.name("entities")
                    json.number(point.entities)
                }
            }
        }
        json.name("by")
        json.object { json in
            for top in tops {
                json.name(top.name)
                json.array { json in
                    for row in top.rows {
                        json.object { json in
                            json.name("name")
                            json.string(row.name)
                            json.name("count")
                            json.number(row.count)
                        }
                    }
                }
            }
        }
    }
}
