import Gateway

extension Command {
    static let policyTest = Command(
        spec: CommandSpec(
            "policy test", "runs the tests that policy files carry.", operands: ["[FILE...]"],
            options: [.value("config", "FILE", "the configuration whose policies are tested when no file is named")],
            details: "Prints each failure with the text marked; exits 1 if there is any.")
    ) { arguments in
        let report = PolicyTestTool.run(files: arguments.operands, config: arguments["config"])
        for problem in report.problems { Terminal.complain(problem) }
        for failure in report.failures {
            Terminal.print(
                failure.split(separator: "\n", omittingEmptySubsequences: false).map { Terminal.safe(String($0)) }.joined(separator: "\n"))
        }
        Terminal.print("\(report.passed) passed, \(report.failures.count) failed")
        return report.failures.isEmpty && report.problems.isEmpty ? .well : .failed
    }
}
