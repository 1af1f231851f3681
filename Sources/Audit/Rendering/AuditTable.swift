internal import Pipeline

/// The log for people: tables for a terminal, every text from outside made safe for it.
public enum AuditTable {
    /// Rows as a table, one line each.
    ///
    /// - Parameter width: the terminal's columns; nil when the output is no terminal, and nothing is cut then.
    public static func list(_ rows: [AuditRow], width: Int?, zone: AuditTimeZone = .utc) -> String {
        if rows.isEmpty { return "No rows match.\n" }
        var table = TextTable(columns: [
            .init(title: "TIME", rank: 0),
            .init(title: "KEY", rank: 3, least: 6),
            .init(title: "TEAM", rank: 8, least: 6),
            .init(title: "MODEL", rank: 2, least: 10),
            .init(title: "HOST", rank: 6, least: 6),
            .init(title: "POLICY", rank: 5, least: 6),
            .init(title: "DECISION", rank: 0),
            .init(title: "STATUS", rank: 1, isNumber: true),
            .init(title: "ENDED", rank: 9),
            .init(title: "TOTAL", rank: 7, isNumber: true),
            .init(title: "ENTITIES", rank: 4, least: 12),
            .init(title: "REQUEST ID", rank: 1, least: 13),
        ])
        for row in rows {
            table.rows.append([
                zone.format(row.time), safe(row.key), safe(row.team), safe(row.modelSent.isEmpty ? row.modelAsked : row.modelSent),
                safe(row.host), safe(row.policy), safe(row.decision), row.status.map { String($0) } ?? "-", safe(row.ended ?? "open"),
                Figures.time(row.totalMilliseconds), safe(entities(row)), safe(row.requestID),
            ])
        }
        return table.render(width: width)
    }

    /// One request with everything that is known of it.
    ///
    /// - Parameter isSound: whether its hash holds; nil when the chain's key is not at hand.
    public static func show(_ row: AuditRow, isSound: Bool?, width: Int?, zone: AuditTimeZone = .utc) -> String {
        let zoneName = UTCTime(text: row.time).map { zone.name(at: $0) } ?? "UTC"
        var facts: [(String, String)] = [
            ("id", row.id), ("request id", row.requestID), ("time", zone.format(row.time, withFraction: true) + " " + zoneName),
            ("key", row.key), ("team", row.team), ("client address", row.clientAddress), ("api", row.api), ("path", row.path),
            ("model asked", row.modelAsked), ("model sent", row.modelSent), ("policy", row.policy),
            ("decision", row.decision + (row.reason.isEmpty ? "" : " (\(row.reason))")), ("host", row.host),
            ("status", row.status.map { String($0) } ?? "none yet"), ("stream", row.stream ? "yes" : "no"),
            ("ended", row.ended ?? "open: in flight, or the program was killed"),
            ("sent by client", Figures.bytes(Int(row.requestBytes))), ("sent to client", Figures.bytes(Int(row.responseBytes))),
        ]
        if let prompt = row.promptTokens { facts.append(("prompt tokens", Figures.grouped(Int(prompt)))) }
        if let completion = row.completionTokens { facts.append(("completion tokens", Figures.grouped(Int(completion)))) }
        if row.tokensAreEstimated { facts.append(("tokens", "estimated, not all counted by the host")) }
        if let cost = row.cost { facts.append(("cost", Figures.money(Int(cost)))) }
        facts.append(("first byte", Figures.time(row.firstByteMilliseconds)))
        facts.append(("total", Figures.time(row.totalMilliseconds)))
        if row.unrestored > 0 { facts.append(("unrestored", Figures.grouped(Int(row.unrestored)))) }
        facts.append(("configuration", "generation \(row.generation)"))
        let label = facts.reduce(0) { max($0, $1.0.utf8.count) }
        var out = ""
        for (name, value) in facts where !value.isEmpty {
            out += name + String(repeating: " ", count: label - name.utf8.count + 2) + safe(value) + "\n"
        }
        if let stages = row.stageMilliseconds, stages != "{}" {
            out += "\nSTAGES (own time, ms)\n  " + safe(stages) + "\n"
        }
        if !row.entities.isEmpty {
            var table = TextTable(columns: [
                .init(title: "ENTITY", rank: 0), .init(title: "ACTION", rank: 0), .init(title: "RECOGNIZER", rank: 1),
                .init(title: "COUNT", rank: 0, isNumber: true),
            ])
            table.rows = row.entities.map { [safe($0.type), safe($0.action), safe($0.recognizer), String($0.count)] }
            out += "\n" + table.render(width: width)
        }
        if !row.attempts.isEmpty {
            var table = TextTable(columns: [
                .init(title: "ATTEMPT", rank: 0, isNumber: true), .init(title: "HOST", rank: 0),
                .init(title: "STATUS", rank: 0, isNumber: true), .init(title: "ERROR", rank: 1),
                .init(title: "TIME", rank: 2, isNumber: true),
            ])
            for (at, attempt) in row.attempts.enumerated() {
                table.rows.append([
                    String(at + 1), safe(attempt.host), attempt.status == 0 ? "-" : String(attempt.status), safe(attempt.error),
                    Figures.time(attempt.milliseconds),
                ])
            }
            out += "\n" + table.render(width: width)
        }
        out += "\nCHAIN\n  writer \(row.writer), admission link \(row.opened.map { String($0) } ?? "none (refused before it)"), "
        out += "outcome link \(row.closed.map { String($0) } ?? "none yet")\n"
        if let previous = row.previousHash { out += "  follows \(previous)\n" }
        if let hash = row.hash { out += "  hash    \(hash)\n" }
        switch isSound {
        case true?: out += "  intact: the row is what was written\n"
        case false?: out += "  CHANGED: the row is not what was written; run `hopguard audit verify`\n"
        case nil: break
        }
        return out
    }

    /// Counts as a table with a bar for each group's share of the largest.
    public static func stats(_ stats: AuditStats, width: Int?, zone: AuditTimeZone = .utc) -> String {
        var out = ""
        if stats.groups.isEmpty { return "No rows match.\n" }
        let isEntity = stats.dimension == .entity
        var table = TextTable(columns: [
            .init(title: stats.dimension.rawValue.uppercased(), rank: 0, least: 10),
            .init(title: "REQUESTS", rank: 0, isNumber: true),
        ])
        if isEntity {
            table.columns += [.init(title: "FOUND", rank: 0, isNumber: true), .init(title: "ACTIONS", rank: 2, least: 12)]
        } else {
            table.columns += [
                .init(title: "BLOCKED", rank: 1, isNumber: true), .init(title: "REFUSED", rank: 4, isNumber: true),
                .init(title: "FAILED", rank: 2, isNumber: true), .init(title: "TOKENS IN", rank: 5, isNumber: true),
                .init(title: "TOKENS OUT", rank: 5, isNumber: true), .init(title: "COST", rank: 3, isNumber: true),
                .init(title: "P50", rank: 6, isNumber: true),
                .init(title: "P95", rank: 3, isNumber: true),
            ]
        }
        table.columns.append(.init(title: "", rank: 7))
        let largest = stats.groups.reduce(0) { max($0, $1.sums.requests) }
        func row(_ name: String, _ sums: AuditSums, bar: Bool) -> [String] {
            var cells = [safe(name.isEmpty ? "(none)" : name), Figures.grouped(sums.requests)]
            if isEntity {
                cells.append(Figures.grouped(sums.found.values.reduce(0, +)))
                cells.append(
                    safe(sums.found.sorted { $0.key < $1.key }.map { "\($0.key) \(Figures.grouped($0.value))" }.joined(separator: ", ")))
            } else {
                cells += [sums.blocked, sums.refused, sums.failed, sums.promptTokens, sums.completionTokens].map { Figures.grouped($0) }
                cells += [Figures.money(sums.cost), Figures.time(sums.totalPercentile(0.5)), Figures.time(sums.totalPercentile(0.95))]
            }
            cells.append(bar && largest > 0 ? Figures.bar(Double(sums.requests) / Double(largest), width: 20) : "")
            return cells
        }
        for group in stats.groups { table.rows.append(row(group.name, group.sums, bar: true)) }
        if !isEntity { table.rows.append(row("total", stats.total, bar: false)) }
        out += table.render(width: width)
        if stats.isByHour { out += "Counted by whole hours, up to about a second ago.\n" }
        return out
    }

    /// What a check found, ending with what it means.
    public static func verdict(_ verdict: AuditVerdict) -> String {
        var out = ""
        for fault in verdict.faults { out += fault.description + "\n" }
        if verdict.hasMore { out += "and more: only the first \(AuditVerdict.mostFaults) are listed\n" }
        for chain in verdict.chains {
            out += "writer \(chain.writer): link \(Figures.grouped(chain.link)), \(chain.hash)"
            if chain.dropped > 0 { out += ", \(Figures.grouped(chain.dropped)) older rows dropped by retention" }
            if let head = chain.head, head < chain.link { out += ", kept outside up to link \(Figures.grouped(head))" }
            out += "\n"
        }
        out += "\(Figures.grouped(verdict.rows)) rows, \(Figures.grouped(verdict.links)) links, \(Figures.grouped(verdict.open)) open: "
        out += verdict.isSound ? "intact\n" : "NOT INTACT\n"
        return out
    }

    static func entities(_ row: AuditRow) -> String {
        row.entities.map { "\($0.type)=\($0.count)" }.joined(separator: " ")
    }

    private static func safe(_ text: String) -> String { TerminalText.escape(text) }
}
