import Gateway

extension Command {
    static let keyNew = Command(
        spec: CommandSpec(
            "key new", "makes a client key: prints its token once, and the entry for the configuration.", operands: ["NAME"],
            options: [.value("team", "T", "the team that the key belongs to")])
    ) { arguments in
        let (token, entry) = KeyTool.make(name: arguments.operands[0], team: arguments["team"])
        Terminal.print("token, shown this once:\n\n    \(token)\n\nentry for 'keys:' in hopguard.yaml:\n\n  \(Terminal.safe(entry))")
        return .well
    }
}
