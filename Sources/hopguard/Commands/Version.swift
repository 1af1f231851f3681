import Gateway

extension Command {
    static let version = Command(
        spec: CommandSpec("version", "prints the version.", options: [.flag("licenses", "also the licences of what is built in")])
    ) { arguments in
        Terminal.print("hopguard \(Program.version)")
        if arguments.has("licenses") { Terminal.print(Program.licenses) }
        return .well
    }
}
