import Gateway
import Glibc

extension Command {
    static let auditList = Command(
        spec: CommandSpec("audit list", "lists requests from the audit log.", options: AuditOptions.filters + AuditOptions.forms)
    ) { arguments in
        AuditOptions.run(arguments) { (tool) throws(AuditTool.Fault) in
            Terminal.print(
                try tool.list(AuditOptions.wanted(arguments), AuditOptions.form(arguments), width: Terminal.width), terminator: "")
            return .well
        }
    }

    static let auditShow = Command(
        spec: CommandSpec(
            "audit show", "shows all that is known of one request, by its id or the client's.", operands: ["ID"],
            options: [
                .value("config", "FILE", "the configuration"), .flag("local", "times of this machine's time zone"),
                .flag("body", "nothing but the body as it was sent, where audit.bodies keeps it"),
            ] + AuditOptions.forms)
    ) { arguments in
        AuditOptions.run(arguments) { (tool) throws(AuditTool.Fault) in
            if arguments.has("body") {
                let body = String(decoding: try tool.body(arguments.operands[0]), as: UTF8.self)
                Terminal.print(isatty(1) == 1 ? Terminal.safe(body) : body)
                return .well
            }
            let text = try tool.show(
                arguments.operands[0], AuditOptions.form(arguments), width: Terminal.width, isLocalTime: arguments.has("local"))
            guard let text else {
                Terminal.complain("there is no request '\(Terminal.safe(arguments.operands[0]))'")
                return .failed
            }
            Terminal.print(text, terminator: "")
            return .well
        }
    }

    static let auditStats = Command(
        spec: CommandSpec(
            "audit stats", "adds requests up.",
            options: [
                .value("by", "WHAT", "key, team, model, host, policy, entity or day; without it, day"),
                .flag("shadow", "what policies in shadow mode would have done instead, by type"),
            ] + AuditOptions.filters + AuditOptions.forms)
    ) { arguments in
        AuditOptions.run(arguments) { (tool) throws(AuditTool.Fault) in
            if arguments.has("shadow") {
                guard arguments["by"] == nil else { throw .usage("--shadow counts by policy and type; leave out --by") }
                Terminal.print(
                    try tool.shadow(AuditOptions.wanted(arguments), AuditOptions.form(arguments), width: Terminal.width), terminator: "")
                return .well
            }
            Terminal.print(
                try tool.stats(
                    AuditOptions.wanted(arguments), by: arguments["by"] ?? "day", AuditOptions.form(arguments), width: Terminal.width),
                terminator: "")
            return .well
        }
    }

    static let auditVerify = Command(
        spec: CommandSpec(
            "audit verify", "checks that no row was changed, removed, moved or cut off.",
            options: [
                .value("config", "FILE", "the configuration"), .value("file", "EXPORT", "checks an exported file instead of the log"),
                .flag("json", "as JSON"),
            ], details: "Exits 1 when anything is wrong, and says what and from where.")
    ) { arguments in
        AuditOptions.run(arguments) { (tool) throws(AuditTool.Fault) in
            var bar = ProgressBar()
            let (text, isSound) = try tool.verify(file: arguments["file"], isJSON: arguments.has("json")) { bar.show($0, of: $1) }
            bar.end()
            Terminal.print(text, terminator: text.hasSuffix("\n") ? "" : "\n")
            return isSound ? .well : .failed
        }
    }

    static let auditExport = Command(
        spec: CommandSpec(
            "audit export", "writes rows as JSON lines with the proof of their chain, or as CSV.",
            options: AuditOptions.filters + AuditOptions.forms)
    ) { arguments in
        AuditOptions.run(arguments) { (tool) throws(AuditTool.Fault) in
            var bar = ProgressBar()
            try tool.export(AuditOptions.wanted(arguments), isCSV: arguments.has("csv"), progress: { bar.show($0, of: $1) }) {
                Terminal.write($0, to: 1)
            }
            bar.end()
            return .well
        }
    }

    static let auditPrune = Command(
        spec: CommandSpec(
            "audit prune", "drops old rows without breaking the chain.",
            options: [
                .value("config", "FILE", "the configuration"), .value("older-than", "AGE", "drops rows older than that: 90d, or a date"),
            ])
    ) { arguments in
        guard let age = arguments["older-than"] else {
            Terminal.complain("audit prune needs --older-than AGE, such as 90d.")
            return .usage
        }
        return AuditOptions.run(arguments) { (tool) throws(AuditTool.Fault) in
            Terminal.print("\(try tool.prune(olderThan: age)) rows dropped")
            return .well
        }
    }
}

/// What the audit commands have in common.
private enum AuditOptions {
    static let filters: [CommandSpec.Option] = [
        .value("config", "FILE", "the configuration"), .value("since", "TIME", "from then on: 2h, 7d, today, 2026-01-31"),
        .value("until", "TIME", "until then"), .value("key", "NAME", "of that client key"), .value("team", "NAME", "of that team"),
        .value("model", "NAME", "asked for or sent"), .value("host", "ID", "answered by that host"),
        .value("policy", "NAME", "under that policy"), .value("status", "CODE", "200, or a class such as 4xx"),
        .value("entity", "TYPE", "in which that was found"), .value("decision", "WORD", "forwarded, blocked, refused or failed"),
        .value("api", "NAME", "over that API"), .value("limit", "N", "at most that many rows"),
        .flag("local", "times of this machine's time zone"),
    ]
    static let forms: [CommandSpec.Option] = [.flag("json", "as JSON"), .flag("csv", "as CSV")]

    static func wanted(_ arguments: Arguments) -> AuditTool.Wanted {
        var wanted = AuditTool.Wanted()
        for name in AuditTool.filters { wanted.values[name] = arguments[name] }
        wanted.limit = arguments["limit"]
        wanted.isLocalTime = arguments.has("local")
        return wanted
    }

    static func form(_ arguments: Arguments) -> AuditTool.Form {
        arguments.has("json") ? .json : arguments.has("csv") ? .csv : .table
    }

    static func run(_ arguments: Arguments, _ body: (AuditTool) throws(AuditTool.Fault) -> ExitCode) -> ExitCode {
        do throws(AuditTool.Fault) {
            return try body(try AuditTool(config: arguments["config"]))
        } catch {
            Terminal.complain(error.message)
            if case .usage = error { return .usage }
            return .failed
        }
    }
}
