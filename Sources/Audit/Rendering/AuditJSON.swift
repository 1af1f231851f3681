internal import Pipeline

/// Rows as JSON objects, their fields named as the columns are.
public enum AuditJSON {
    /// One object without a line end.
    public static func line(_ row: AuditRow) -> String {
        var out: [UInt8] = []
        write(row, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// An array, one row a line.
    public static func list(_ rows: [AuditRow]) -> String {
        var out: [UInt8] = Array("[".utf8)
        for (at, row) in rows.enumerated() {
            out += Array((at == 0 ? "\n" : ",\n").utf8)
            write(row, to: &out)
        }
        out += Array((rows.isEmpty ? "]\n" : "\n]\n").utf8)
        return String(decoding: out, as: UTF8.self)
    }

    /// Counts as one object.
    public static func stats(_ stats: AuditStats) -> String {
        var out: [UInt8] = []
        var object = Object()
        object.begin(&out)
        object.text("by", stats.dimension.rawValue, &out)
        object.flag("by_hour", stats.isByHour, &out)
        object.name("groups", &out)
        out.append(UInt8(ascii: "["))
        for (at, group) in stats.groups.enumerated() {
            out += Array((at == 0 ? "\n" : ",\n").utf8)
            write(group.name, group.sums, isEntity: stats.dimension == .entity, to: &out)
        }
        out += Array("]".utf8)
        if stats.dimension != .entity {
            object.name("total", &out)
            write("", stats.total, isEntity: false, to: &out)
        }
        out += Array("}\n".utf8)
        return String(decoding: out, as: UTF8.self)
    }

    /// What a check found as one object.
    public static func verdict(_ verdict: AuditVerdict) -> String {
        var out: [UInt8] = []
        var object = Object()
        object.begin(&out)
        object.flag("intact", verdict.isSound, &out)
        object.number("rows", Int64(verdict.rows), &out)
        object.number("links", Int64(verdict.links), &out)
        object.number("open", Int64(verdict.open), &out)
        object.name("chains", &out)
        out.append(UInt8(ascii: "["))
        for (at, chain) in verdict.chains.enumerated() {
            if at > 0 { out.append(UInt8(ascii: ",")) }
            var item = Object()
            item.begin(&out)
            item.number("writer", Int64(chain.writer), &out)
            item.number("link", Int64(chain.link), &out)
            item.text("hash", chain.hash.description, &out)
            item.number("head", chain.head.map { Int64($0) }, &out)
            item.number("dropped", Int64(chain.dropped), &out)
            out.append(UInt8(ascii: "}"))
        }
        out.append(UInt8(ascii: "]"))
        object.name("faults", &out)
        out.append(UInt8(ascii: "["))
        for (at, fault) in verdict.faults.enumerated() {
            if at > 0 { out.append(UInt8(ascii: ",")) }
            var item = Object()
            item.begin(&out)
            item.text("what", fault.description, &out)
            item.number("writer", Int64(fault.writer), &out)
            item.number("link", fault.link.map { Int64($0) }, &out)
            item.number("seq", fault.seq.map { Int64($0) }, &out)
            item.text("id", fault.id, &out)
            item.text("time", fault.time, &out)
            out.append(UInt8(ascii: "}"))
        }
        out += Array("]}\n".utf8)
        return String(decoding: out, as: UTF8.self)
    }

    static func write(_ row: AuditRow, to out: inout [UInt8]) {
        var object = Object()
        object.begin(&out)
        object.number("seq", row.seq, &out)
        object.text("id", row.id, &out)
        object.text("request_id", row.requestID, &out)
        object.text("time", row.time, &out)
        object.text("key", row.key, &out)
        object.text("team", row.team, &out)
        object.text("client_address", row.clientAddress, &out)
        object.text("api", row.api, &out)
        object.text("path", row.path, &out)
        object.text("model_asked", row.modelAsked, &out)
        object.text("model_sent", row.modelSent, &out)
        object.text("policy", row.policy, &out)
        object.text("decision", row.decision, &out)
        object.text("reason", row.reason, &out)
        object.text("host", row.host, &out)
        object.number("status", row.status.map { Int64($0) }, &out)
        object.number("attempts", Int64(row.attemptCount), &out)
        object.flag("stream", row.stream, &out)
        object.number("request_bytes", row.requestBytes, &out)
        object.number("response_bytes", row.responseBytes, &out)
        object.number("prompt_tokens", row.promptTokens, &out)
        object.number("completion_tokens", row.completionTokens, &out)
        object.number("first_byte_ms", row.firstByteMilliseconds, &out)
        object.number("total_ms", row.totalMilliseconds, &out)
        // Text of our own making in the column, but another program may have changed it: as text, it cannot break the object.
        object.text("stage_ms", row.stageMilliseconds, &out)
        object.text("ended", row.ended, &out)
        object.number("generation", row.generation, &out)
        object.number("unrestored", row.unrestored, &out)
        if let cost = row.cost { object.number("cost", cost, &out) }
        if row.tokensAreEstimated { object.flag("estimated", true, &out) }
        object.name("entities", &out)
        out.append(UInt8(ascii: "["))
        for (at, entity) in row.entities.enumerated() {
            if at > 0 { out.append(UInt8(ascii: ",")) }
            var item = Object()
            item.begin(&out)
            item.text("type", entity.type, &out)
            item.text("action", entity.action, &out)
            item.text("recognizer", entity.recognizer, &out)
            item.number("count", Int64(entity.count), &out)
            out.append(UInt8(ascii: "}"))
        }
        out.append(UInt8(ascii: "]"))
        object.name("tries", &out)
        out.append(UInt8(ascii: "["))
        for (at, attempt) in row.attempts.enumerated() {
            if at > 0 { out.append(UInt8(ascii: ",")) }
            var item = Object()
            item.begin(&out)
            item.number("n", Int64(at + 1), &out)
            item.text("host", attempt.host, &out)
            item.number("status", Int64(attempt.status), &out)
            item.text("error", attempt.error, &out)
            item.number("ms", attempt.milliseconds, &out)
            out.append(UInt8(ascii: "}"))
        }
        out.append(UInt8(ascii: "]"))
        object.number("writer", row.writer, &out)
        object.number("opened", row.opened, &out)
        object.number("closed", row.closed, &out)
        object.text("admission_hash", row.admissionHash?.description, &out)
        object.text("prev_hash", row.previousHash?.description, &out)
        object.text("hash", row.hash?.description, &out)
        out.append(UInt8(ascii: "}"))
    }

    private static func write(_ name: String, _ sums: AuditSums, isEntity: Bool, to out: inout [UInt8]) {
        var object = Object()
        object.begin(&out)
        object.text("name", name, &out)
        object.number("requests", Int64(sums.requests), &out)
        if isEntity {
            object.name("found", &out)
            var found = Object()
            found.begin(&out)
            for (action, count) in sums.found.sorted(by: { $0.key < $1.key }) { found.number(action, Int64(count), &out) }
            out.append(UInt8(ascii: "}"))
        } else {
            object.number("blocked", Int64(sums.blocked), &out)
            object.number("refused", Int64(sums.refused), &out)
            object.number("failed", Int64(sums.failed), &out)
            object.number("request_bytes", Int64(sums.requestBytes), &out)
            object.number("response_bytes", Int64(sums.responseBytes), &out)
            object.number("prompt_tokens", Int64(sums.promptTokens), &out)
            object.number("completion_tokens", Int64(sums.completionTokens), &out)
            object.number("unrestored", Int64(sums.unrestored), &out)
            object.number("cost", Int64(sums.cost), &out)
            object.number("total_ms_mean", sums.meanTotal, &out)
            object.number("total_ms_p50", sums.totalPercentile(0.5), &out)
            object.number("total_ms_p95", sums.totalPercentile(0.95), &out)
            object.number("first_byte_ms_p50", sums.firstBytePercentile(0.5), &out)
            object.number("first_byte_ms_p95", sums.firstBytePercentile(0.95), &out)
        }
        out.append(UInt8(ascii: "}"))
    }

    /// The fields of an object, one after the other.
    struct Object {
        private var isEmpty = true

        mutating func begin(_ out: inout [UInt8]) {
            out.append(UInt8(ascii: "{"))
        }

        mutating func name(_ name: String, _ out: inout [UInt8]) {
            if !isEmpty { out.append(UInt8(ascii: ",")) }
            isEmpty = false
            JSONText.write(name, to: &out)
            out.append(UInt8(ascii: ":"))
        }

        mutating func text(_ name: String, _ value: String?, _ out: inout [UInt8]) {
            self.name(name, &out)
            if let value { JSONText.write(value, to: &out) } else { out += Array("null".utf8) }
        }

        mutating func number(_ name: String, _ value: Int64?, _ out: inout [UInt8]) {
            self.name(name, &out)
            if let value { JSONText.write(value, to: &out) } else { out += Array("null".utf8) }
        }

        mutating func number(_ name: String, _ value: Double?, _ out: inout [UInt8]) {
            self.name(name, &out)
            if let value { JSONText.write(value, to: &out) } else { out += Array("null".utf8) }
        }

        mutating func flag(_ name: String, _ value: Bool, _ out: inout [UInt8]) {
            self.name(name, &out)
            out += Array((value ? "true" : "false").utf8)
        }
    }
}
