internal import Pipeline

/// Rows as comma-separated values (RFC 4180), safe to open in a spreadsheet.
public enum AuditCSV {
    /// The line of column names.
    public static let header =
        RowEvent.columns.joined(separator: ",") + ",entities,seq,writer,opened,closed,admission_hash,prev_hash,hash,cost,estimated\r\n"

    /// One row with its line end.
    public static func line(_ row: AuditRow) -> String {
        func number(_ value: Int64?) -> String { value.map { String($0) } ?? "" }
        func number(_ value: Double?) -> String { value.map { String($0) } ?? "" }
        let cells = [
            text(row.id), text(row.requestID), text(row.time), text(row.key), text(row.team), text(row.clientAddress), text(row.api),
            text(row.path), text(row.modelAsked), text(row.modelSent), text(row.policy), text(row.decision), text(row.reason),
            text(row.host),
            row.status.map { String($0) } ?? "", String(row.attemptCount), row.stream ? "1" : "0", number(row.requestBytes),
            number(row.responseBytes), number(row.promptTokens), number(row.completionTokens), number(row.firstByteMilliseconds),
            number(row.totalMilliseconds), text(row.stageMilliseconds ?? ""), text(row.ended ?? ""), number(row.generation),
            number(row.unrestored), text(AuditTable.entities(row)), number(row.seq), number(row.writer), number(row.opened),
            number(row.closed), row.admissionHash?.description ?? "", row.previousHash?.description ?? "", row.hash?.description ?? "",
            row.cost.map { Figures.fixed(Double($0) / 1e6, 6) } ?? "", row.tokensAreEstimated ? "1" : "",
        ]
        return cells.joined(separator: ",") + "\r\n"
    }

    /// Rows with their header.
    public static func list(_ rows: [AuditRow]) -> String {
        header + rows.map(line).joined()
    }

    /// Counts with their header.
    public static func stats(_ stats: AuditStats) -> String {
        var out =
            "\(stats.dimension.rawValue),requests,blocked,refused,failed,found,prompt_tokens,completion_tokens,cost,total_ms_p50,total_ms_p95\r\n"
        for group in stats.groups {
            let sums = group.sums
            func time(_ value: Double?) -> String { value.map { $0.isFinite ? String($0) : "" } ?? "" }
            out += text(group.name)
            for count in [
                sums.requests, sums.blocked, sums.refused, sums.failed, sums.found.values.reduce(0, +), sums.promptTokens,
                sums.completionTokens,
            ] { out += ",\(count)" }
            out += ",\(Figures.fixed(Double(sums.cost) / 1e6, 6))"
            out += ",\(time(sums.totalPercentile(0.5))),\(time(sums.totalPercentile(0.95)))\r\n"
        }
        return out
    }

    /// A text as a cell. A leading `=`, `+`, `-`, `@`, tab or line end would be taken for a formula by spreadsheets, so an apostrophe goes
    /// before it (OWASP, "CSV Injection"); control characters are spelled out.
    static func text(_ value: String) -> String {
        var safe = TerminalText.escape(value)
        if let first = safe.unicodeScalars.first, "=+-@\t\r\n|%".unicodeScalars.contains(first) { safe = "'" + safe }
        guard safe.contains(where: { $0 == "," || $0 == "\"" || $0 == ";" }) else { return safe }
        var quoted = "\""
        for character in safe {
            if character == "\"" { quoted += "\"\"" } else { quoted.append(character) }
        }
        return quoted + "\""
    }
}
