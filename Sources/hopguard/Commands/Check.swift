import Gateway

extension Command {
    static let check = Command(
        spec: CommandSpec(
            "check", "validates the configuration and policies and prints the effective chain of every policy.",
            options: [.value("config", "FILE", "the configuration")],
            details: "Exits 1 with 'file:line: what is wrong, what was expected' for every fault.")
    ) { arguments in
        let report = CheckTool.run(config: arguments["config"])
        for warning in report.warnings { Terminal.complain("warning: \(Terminal.safe(warning))") }
        guard report.problems.isEmpty else {
            for problem in report.problems { Terminal.complain(problem) }
            return .failed
        }
        Terminal.print(report.summary, terminator: "")
        return .well
    }
}
