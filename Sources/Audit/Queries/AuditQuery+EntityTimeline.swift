extension AuditQuery {
    /// Occurrences of entities by time: how many in each minute, hour or day of UTC, under the name that `stats` gives the time.
    ///
    /// - Parameter rowBlocks: so many blocks of 1,024 rows are read row by row; more are answered from the hourly counts.
    package func entityTimeline(
        _ filter: AuditFilter, by dimension: AuditDimension, rowBlocks: Int
    ) throws(DatabaseError) -> [String: Int] {
        precondition(dimension.isTime, "a timeline is by time")
        let width =
            switch dimension {
            case .day: 10
            case .hour: 13
            default: 16
            }
        func name(_ time: String) -> String { String(AuditTimeZone.utc.format(time).prefix(width)) }
        var counts: [String: Int] = [:]
        if filter.fitsEntityCounts, try blockCount(filter, upTo: rowBlocks + 1) > rowBlocks {
            for roll in filter.rollUps(byDay: dimension == .day) {
                let condition = filter.counted(roll, withModelAndHost: false, dialect)
                let select = try prepare(
                    "select \(roll.column), cast(sum(count) as bigint) from \(roll.table)_entities where \(condition.sql) group by 1")
                condition.bind(select)
                while try select.step() { counts[name(roll.time(select.text(0))), default: 0] += Int(select.integer(1)) }
            }
            return counts
        }
        let sum = try prepare("select cast(sum(count) as bigint) from entities where seq = ?")
        do {
            try scan(filter, columns: "seq, time", newestFirst: false) { row in
                sum.bind(1, row.integer(0))
                if try sum.step(), sum.integer(0) > 0 { counts[name(row.text(1)), default: 0] += Int(sum.integer(0)) }
                sum.reset()
            }
        } catch let error as DatabaseError {
            throw error
        } catch {
            preconditionFailure("nothing else is thrown here")
        }
        return counts
    }
}
