import Gateway
import Glibc

/// The program: finds the command and runs it.
@main
enum Hopguard {
    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        if words.isEmpty || words[0] == "--help" || words[0] == "-h" || words[0] == "help" {
            Terminal.print(overview)
            exit(words.isEmpty ? ExitCode.usage.rawValue : ExitCode.well.rawValue)
        }
        if words[0] == "--version" {
            Terminal.print("hopguard \(Program.version)")
            exit(ExitCode.well.rawValue)
        }
        guard let (command, rest) = Command.find(words) else {
            let family = Command.all.filter { $0.spec.name.split(separator: " ").first.map(String.init) == words[0] }
            guard !family.isEmpty else {
                Terminal.complain("hopguard has no command '\(Terminal.safe(words[0]))'. See 'hopguard --help'.")
                exit(ExitCode.usage.rawValue)
            }
            let help = family.map { "  hopguard \($0.spec.name): \($0.spec.summary)" }.joined(separator: "\n")
            if words.dropFirst().contains(where: { $0 == "--help" || $0 == "-h" }) {
                Terminal.print(help)
                exit(ExitCode.well.rawValue)
            }
            Terminal.complain(help)
            exit(ExitCode.usage.rawValue)
        }
        do {
            let arguments = try Arguments(rest, for: command.spec)
            if arguments.wantsHelp {
                Terminal.print(command.spec.help, terminator: "")
                exit(ExitCode.well.rawValue)
            }
            exit(command.run(arguments).rawValue)
        } catch {
            Terminal.complain(error.message)
            exit(ExitCode.usage.rawValue)
        }
    }

    private static var overview: String {
        var out = "hopguard \(Program.version): a privacy guard for LLM traffic\n\nUsage: hopguard COMMAND [options]\n\nCommands:\n"
        let width = (Command.all.map { $0.spec.name.count }.max() ?? 0) + 2
        for command in Command.all {
            out += "  " + command.spec.name + String(repeating: " ", count: width - command.spec.name.count) + command.spec.summary + "\n"
        }
        return out + "\n'hopguard COMMAND --help' tells more."
    }
}
