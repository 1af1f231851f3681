import Gateway

/// One subcommand: a file in `Commands/`, a line in `Command.all`.
struct Command: Sendable {
    let spec: CommandSpec
    let run: @Sendable (Arguments) -> ExitCode

    /// Every command, in the order of the help text.
    static let all: [Command] = [
        serve, check, scan, redact, restore, explain, policyTest, policyDiff, selftest, hosts, health, auditList, auditShow, auditStats,
        auditVerify,
        auditExport, auditPrune, keyNew, importFile, completions, man, version,
    ]

    /// Finds the command that the words name: the longest name wins, so that `audit list` comes before `audit`.
    static func find(_ words: [String]) -> (Command, [String])? {
        all.filter { command in
            let name = command.spec.name.split(separator: " ").map(String.init)
            return words.starts(with: name)
        }.max { $0.spec.name.count < $1.spec.name.count }.map { command in
            (command, Array(words.dropFirst(command.spec.name.split(separator: " ").count)))
        }
    }
}
