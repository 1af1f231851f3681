/// What policies in shadow mode would have done, spelled out.
public enum ShadowReport {
    /// For people: what would have become of the requests, then each type with a bar for its share.
    public static func table(_ shadow: AuditShadow, width: Int?) -> String {
        if shadow.policies.isEmpty { return "No policy noted anything in shadow mode.\n" }
        var out = ""
        for policy in shadow.policies {
            if !out.isEmpty { out += "\n" }
            out += "\(safe(policy.name)), in shadow: \(Figures.grouped(policy.requests)) requests"
            if let verdicts = policy.verdicts {
                let parts = [
                    (verdicts.blocked, "would have been blocked"), (verdicts.refused, "refused"),
                    (verdicts.local, "kept on local hosts"), (verdicts.replaced, "sent with something replaced"),
                    (verdicts.flagged, "flagged"),
                ].filter { $0.0 > 0 }
                let told = parts.map { "\(Figures.grouped($0.0)) \(share($0.0, of: policy.requests)) \($0.1)" }
                if !told.isEmpty { out += "; " + told.joined(separator: ", ") }
            }
            out += "\n"
            var table = TextTable(columns: [
                .init(title: "TYPE", rank: 0, least: 10), .init(title: "WOULD", rank: 0),
                .init(title: "REQUESTS", rank: 0, isNumber: true), .init(title: "FOUND", rank: 0, isNumber: true),
                .init(title: "", rank: 1),
            ])
            let largest = policy.types.reduce(1) { max($0, $1.found) }
            for type in policy.types {
                table.rows.append([
                    safe(type.type), safe(type.action), Figures.grouped(type.requests), Figures.grouped(type.found),
                    Figures.bar(Double(type.found) / Double(largest), width: 20),
                ])
            }
            out += table.render(width: width)
        }
        if shadow.isByHour { out += "Counted by whole hours, up to about a second ago.\n" }
        return out
    }

    /// As one object.
    public static func json(_ shadow: AuditShadow) -> String {
        var out: [UInt8] = []
        var object = AuditJSON.Object()
        object.begin(&out)
        object.flag("by_hour", shadow.isByHour, &out)
        object.name("policies", &out)
        out.append(UInt8(ascii: "["))
        for (at, policy) in shadow.policies.enumerated() {
            out += Array((at == 0 ? "\n" : ",\n").utf8)
            var item = AuditJSON.Object()
            item.begin(&out)
            item.text("policy", policy.name, &out)
            item.number("requests", Int64(policy.requests), &out)
            let verdicts = policy.verdicts
            for (name, count) in [
                ("would_block", verdicts?.blocked), ("would_refuse", verdicts?.refused), ("would_keep_local", verdicts?.local),
                ("would_replace", verdicts?.replaced), ("would_flag", verdicts?.flagged),
            ] { item.number(name, count.map { Int64($0) }, &out) }
            item.name("types", &out)
            out.append(UInt8(ascii: "["))
            for (at, type) in policy.types.enumerated() {
                if at > 0 { out.append(UInt8(ascii: ",")) }
                var entry = AuditJSON.Object()
                entry.begin(&out)
                entry.text("type", type.type, &out)
                entry.text("would", type.action, &out)
                entry.number("requests", Int64(type.requests), &out)
                entry.number("found", Int64(type.found), &out)
                out.append(UInt8(ascii: "}"))
            }
            out += Array("]}".utf8)
        }
        out += Array("]}\n".utf8)
        return String(decoding: out, as: UTF8.self)
    }

    /// A line for each policy and type.
    public static func csv(_ shadow: AuditShadow) -> String {
        var out = "policy,type,would,requests,found\r\n"
        for policy in shadow.policies {
            for type in policy.types {
                out += "\(AuditCSV.text(policy.name)),\(AuditCSV.text(type.type)),\(AuditCSV.text(type.action)),"
                out += "\(type.requests),\(type.found)\r\n"
            }
        }
        return out
    }

    private static func share(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "" }
        let tenths = (part * 1000 + whole / 2) / whole
        return "(\(tenths / 10).\(tenths % 10) %)"
    }

    private static func safe(_ text: String) -> String { TerminalText.escape(text) }
}
