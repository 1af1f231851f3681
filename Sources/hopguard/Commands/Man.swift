import Gateway

extension Command {
    static let man = Command(
        spec: CommandSpec(
            "man", "prints the man page.", details: "Read it with 'hopguard man | man -l -', or install it as hopguard.1.")
    ) { _ in
        Terminal.print(ManPage.text(Command.all.map(\.spec)), terminator: "")
        return .well
    }
}

/// The man page (man(7), groff), made of what the commands say of themselves.
private enum ManPage {
    static func text(_ specs: [CommandSpec]) -> String {
        var out = """
            .TH HOPGUARD 1 "" "hopguard \(Program.version)" "User Commands"
            .SH NAME
            hopguard \\- a privacy guard proxy for LLM traffic
            .SH SYNOPSIS
            .B hopguard
            .I command
            [\\fIoptions\\fR]
            .SH DESCRIPTION
            hopguard stands between clients of the OpenAI, Anthropic and Ollama APIs and the hosts that answer them. What leaves for a cloud host
            is redacted at every position, what comes back is restored, and who called what is in the log.
            .SH COMMANDS

            """
        for spec in specs {
            out += ".SS \(escaped("hopguard " + spec.name + spec.operands.map { " " + $0 }.joined()))\n"
            out += line(spec.summary.prefix(1).uppercased() + spec.summary.dropFirst())
            for option in spec.options {
                out += ".TP\n.B \\-\\-\(escaped(option.name))"
                if let value = option.value { out += " \\fI\(escaped(value))\\fR" }
                out += "\n" + line(option.help)
            }
            if !spec.details.isEmpty {
                out += ".PP\n"
                for detail in spec.details.split(separator: "\n", omittingEmptySubsequences: false) { out += line(String(detail)) }
            }
        }
        return out + """
            .SH EXIT STATUS
            .TP
            0
            Well.
            .TP
            1
            What was asked fails or is false.
            .TP
            2
            The command line is wrong.
            .TP
            78
            The configuration is wrong, or the guard does not hold (serve).
            .SH ENVIRONMENT
            .TP
            HOPGUARD_CONFIG
            The configuration, where none is named.
            .TP
            HOPGUARD_MODEL
            The file of the embedded model.
            .TP
            NO_COLOR
            No colours on the terminal.
            .SH FILES
            .TP
            \\&./hopguard.yaml, /etc/hopguard/hopguard.yaml
            The configuration, in this order.

            """
    }

    /// A line of text: what begins with a dot or a quote would be a request.
    private static func line(_ text: String) -> String {
        let escaped = escaped(text)
        return (escaped.first == "." || escaped.first == "'" ? "\\&" : "") + escaped + "\n"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("\"", with: "\\(dq")
    }
}
