import Gateway

extension Command {
    static let hosts = Command(
        spec: CommandSpec(
            "hosts", "asks every host and prints its health, API, models and latency.",
            options: [.value("config", "FILE", "the configuration")], details: "Exits 1 when a host cannot be reached.")
    ) { arguments in
        let (table, isWell, problems) = HostsTool.run(config: arguments["config"])
        guard problems.isEmpty else {
            for problem in problems { Terminal.complain(problem) }
            return .failed
        }
        Terminal.print(
            table.split(separator: "\n", omittingEmptySubsequences: false).map { Terminal.safe(String($0)) }.joined(separator: "\n"),
            terminator: "")
        return isWell ? .well : .failed
    }
}
