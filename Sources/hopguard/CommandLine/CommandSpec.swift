/// What a command takes: the one source of its parsing, its `--help`, the man page and the shell completions.
struct CommandSpec: Sendable {
    /// One option.
    struct Option: Sendable {
        /// Without the dashes.
        let name: String
        /// The value's name in help texts; nil for a flag.
        let value: String?
        /// The words a value may be; then the value may also be left out.
        let optionalWords: [String]
        let help: String

        static func flag(_ name: String, _ help: String) -> Option {
            Option(name: name, value: nil, optionalWords: [], help: help)
        }

        static func value(_ name: String, _ value: String, _ help: String) -> Option {
            Option(name: name, value: value, optionalWords: [], help: help)
        }

        /// An option whose value, one of the words, may be left out.
        static func optional(_ name: String, _ words: [String], _ help: String) -> Option {
            Option(name: name, value: "[" + words.joined(separator: "|") + "]", optionalWords: words, help: help)
        }
    }

    /// The words that call it: `audit list`.
    let name: String
    let summary: String
    /// Operands as help shows them; a name in brackets may be left out, one ending in dots may be repeated.
    let operands: [String]
    let options: [Option]
    /// More lines for `--help`.
    let details: String

    init(_ name: String, _ summary: String, operands: [String] = [], options: [Option] = [], details: String = "") {
        self.name = name
        self.summary = summary
        self.operands = operands
        self.options = options
        self.details = details
    }

    /// The text of `--help`.
    var help: String {
        var out = "hopguard \(name): \(summary)\n\nUsage: hopguard \(name)"
        if !options.isEmpty { out += " [options]" }
        for operand in operands { out += " " + operand }
        out += "\n"
        if !options.isEmpty {
            out += "\nOptions:\n"
            let shown = options.map { "--" + $0.name + ($0.value.map { " " + $0 } ?? "") }
            let width = (shown.map(\.count).max() ?? 0) + 2
            for (option, text) in zip(options, shown) {
                out += "  " + text + String(repeating: " ", count: width - text.count) + option.help + "\n"
            }
        }
        if !details.isEmpty { out += "\n" + details + "\n" }
        return out
    }
}
