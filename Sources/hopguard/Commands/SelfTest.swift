import Gateway

extension Command {
    static let selftest = Command(
        spec: CommandSpec(
            "selftest", "proves the guard on the configuration in use.",
            options: [.value("config", "FILE", "the configuration"), .value("policy", "NAME", "only the policies of that name")],
            details: """
                Plants made-up values in every position of every client API, sends each through the real chain to recording hosts that stand
                in for the configured ones, and looks for them in what left and in what came back. Exits 1 on one leak or one value that was
                not restored. Nothing leaves this machine.
                """)
    ) { arguments in
        let isWatched = Terminal.isInteractiveError
        let report = SelfTest.run(config: arguments["config"], policy: arguments["policy"]) { step in
            if isWatched { Terminal.complain("\u{1B}[A\u{1B}[2K" + Terminal.safe(step)) }
        }
        guard report.problems.isEmpty else {
            for problem in report.problems { Terminal.complain(problem) }
            return .failed
        }
        let lines = report.text.split(separator: "\n", omittingEmptySubsequences: false)
        Terminal.print(lines.map { Terminal.safe(String($0)) }.joined(separator: "\n"), terminator: "")
        return report.isWell ? .well : .failed
    }
}
