import Gateway

extension Command {
    static let explain = Command(
        spec: CommandSpec(
            "explain", "tells what would become of a request, and sends nothing.",
            options: [
                .value("policy", "NAME", "this policy instead of the one that matches"),
                .value("key", "NAME", "as the client key of that name"),
                .value("model", "MODEL", "the model, where the body names none"),
                .value("api", "API", "the API of the body: " + ExplainQuestion.apiNames.joined(separator: ", ")),
                .value("config", "FILE", "the configuration"),
            ],
            details: """
                Reads a request body or plain text on standard input. Prints the policy and why it is the one, every finding with its place,
                recognizer, score and action, the body that would leave, and the hosts that it could reach. Exits 1 when it would be refused.
                """)
    ) { arguments in
        if let api = arguments["api"], !ExplainQuestion.apiNames.contains(api) {
            Terminal.complain("--api takes one of " + ExplainQuestion.apiNames.joined(separator: ", ") + ".")
            return .usage
        }
        guard let input = Terminal.readAll(limit: ExplainQuestion.maxInput) else {
            Terminal.complain("the input is longer than \(ExplainQuestion.maxInput) bytes")
            return .failed
        }
        var question = ExplainQuestion(input)
        question.policy = arguments["policy"]
        question.key = arguments["key"]
        question.model = arguments["model"]
        question.api = arguments["api"]
        let (explanation, problems) = ExplainTool.run(question, config: arguments["config"])
        guard let explanation else {
            for problem in problems { Terminal.complain(problem) }
            return .failed
        }
        let lines = ExplainTool.text(explanation).split(separator: "\n", omittingEmptySubsequences: false)
        Terminal.print(lines.map { Terminal.safe(String($0)) }.joined(separator: "\n"), terminator: "")
        return explanation.refusal == nil ? .well : .failed
    }
}
