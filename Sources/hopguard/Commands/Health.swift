import Gateway

extension Command {
    static let health = Command(
        spec: CommandSpec(
            "health", "asks a running hopguard whether it is well.",
            options: [
                .value("config", "FILE", "the configuration, which says where the admin address is"),
                .value("admin", "ADDR", "the admin address, instead of the configuration's"),
                .flag("ready", "asks for a healthy host too"),
            ], details: "Prints the answer. Exits 1 when it is not well or nobody answers.")
    ) { arguments in
        let (text, isWell) = HealthTool.run(config: arguments["config"], admin: arguments["admin"], asksReady: arguments.has("ready"))
        isWell ? Terminal.print(Terminal.safe(text)) : Terminal.complain(Terminal.safe(text))
        return isWell ? .well : .failed
    }
}
