import Gateway

extension Command {
    static let importFile = Command(
        spec: CommandSpec(
            "import", "turns an LLMhop config.json or a HOPS hosts.yml into a hopguard.yaml on standard output.", operands: ["FILE"])
    ) { arguments in
        let (text, problems, warnings) = ImportTool.run(arguments.operands[0])
        for warning in warnings { Terminal.complain("warning: \(Terminal.safe(warning))") }
        for problem in problems { Terminal.complain(Terminal.safe(problem)) }
        guard let text else { return .failed }
        Terminal.print(text, terminator: "")
        return .well
    }
}
