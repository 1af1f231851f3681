import Gateway

extension Command {
    static let policyDiff = Command(
        spec: CommandSpec(
            "policy diff", "tells what another policy would do differently.", operands: ["A", "B", "[FILE]"],
            options: [
                .optional("model", ["balanced", "high", "max"], "also asks the embedded model, for a policy that classifies"),
                .value("limit", "N", "at most that many differences; 20"),
                .flag("text", "prints the texts also where the output is no terminal"), .flag("json", "as JSON, without the texts"),
                .value("config", "FILE", "the configuration that has the policies"),
            ],
            details: """
                A and B are names of policies, or policy files. FILE holds JSON lines {"id","text"}, or a text a line; - is standard input.
                Without it, the texts of the policies' own tests are compared. Prints how often each type meets each action under A and B, and
                the texts that are treated otherwise: as A does behind a -, as B does behind a +. Nothing is sent and nothing is kept.
                """)
    ) { arguments in
        guard let most = Int(arguments["limit"] ?? "20"), most >= 0 else {
            Terminal.complain("--limit takes a number of differences.")
            return .usage
        }
        let showsText = arguments.has("text") || Terminal.width != nil
        do throws(PolicyDiffTool.Fault) {
            let tool = try PolicyDiffTool(
                config: arguments["config"], a: arguments.operands[0], b: arguments.operands[1], model: arguments["model"])
            var texts = tool.examples
            if arguments.operands.count > 2 {
                let file = arguments.operands[2]
                guard let bytes = Terminal.readAll(file: file, limit: mostInput) else {
                    Terminal.complain("\(Terminal.safe(file)) cannot be read, or is longer than \(mostInput) bytes")
                    return .failed
                }
                texts = try PolicyDiffTool.texts(of: bytes)
            }
            guard !texts.isEmpty else {
                Terminal.complain("there is no text to compare: name a file, or give the policies tests")
                return .failed
            }
            var differences: [PolicyDiffTool.Difference] = []
            for (id, text) in texts {
                if let difference = try tool.compare(id, text), differences.count < most { differences.append(difference) }
            }
            if arguments.has("json") {
                Terminal.print(PolicyDiffReport.json(tool, differences))
                return .well
            }
            Terminal.print(PolicyDiffReport.table(tool), terminator: "")
            for difference in differences {
                let lines = PolicyDiffReport.difference(difference, showsText: showsText).split(separator: "\n")
                Terminal.print("\n" + lines.map { Terminal.safe(String($0)) }.joined(separator: "\n"))
            }
            if tool.differing > differences.count { Terminal.print("\nand \(tool.differing - differences.count) more") }
            return .well
        } catch {
            Terminal.complain(error.message)
            return .failed
        }
    }

    /// Bytes of a file of texts.
    private static let mostInput = 256 << 20
}
