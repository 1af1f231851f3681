/// What was typed after a command's name.
struct Arguments: Sendable {
    private(set) var values: [String: [String]] = [:]
    private(set) var operands: [String] = []
    private(set) var wantsHelp = false

    /// Why a command line cannot be understood, for the person who typed it.
    struct Fault: Error {
        let message: String
    }

    /// Reads what was typed by what the command takes. `--` ends the options; `--name=value` and `--name value` are the same.
    init(_ words: [String], for spec: CommandSpec) throws(Fault) {
        var at = 0
        var isOver = false
        while at < words.count {
            let word = words[at]
            at += 1
            if isOver || !word.hasPrefix("-") || word == "-" {
                operands.append(word)
                continue
            }
            if word == "--" {
                isOver = true
                continue
            }
            if word == "--help" || word == "-h" {
                wantsHelp = true
                continue
            }
            let pair = word.drop { $0 == "-" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard word.hasPrefix("--"), let option = spec.options.first(where: { $0.name == pair[0] }) else {
                throw Fault(message: "hopguard \(spec.name) has no option '\(Terminal.safe(word))'. See 'hopguard \(spec.name) --help'.")
            }
            var value = pair.count > 1 ? pair[1] : nil
            if option.value == nil {
                guard value == nil else { throw Fault(message: "--\(option.name) takes no value.") }
                values[option.name, default: []].append("")
                continue
            }
            if !option.optionalWords.isEmpty {
                if value == nil, at < words.count, option.optionalWords.contains(words[at]) {
                    value = words[at]
                    at += 1
                }
                let word = value ?? option.optionalWords[0]
                guard option.optionalWords.contains(word) else {
                    throw Fault(message: "--\(option.name) takes \(option.value ?? ""), not '\(Terminal.safe(word))'.")
                }
                values[option.name, default: []].append(word)
                continue
            }
            if value == nil, at < words.count {
                value = words[at]
                at += 1
            }
            guard let value else { throw Fault(message: "--\(option.name) needs a value: --\(option.name) \(option.value ?? "")") }
            values[option.name, default: []].append(value)
        }
        guard !wantsHelp else { return }
        let required = spec.operands.filter { !$0.hasPrefix("[") }.count
        let isOpenEnded = spec.operands.contains { $0.contains("...") }
        guard operands.count >= required else { throw Fault(message: "Something is missing.\n\n\(spec.help)") }
        guard isOpenEnded || operands.count <= spec.operands.count else {
            throw Fault(
                message: "'\(Terminal.safe(operands[spec.operands.count]))' is one word too many. See 'hopguard \(spec.name) --help'.")
        }
    }

    /// The last value given for an option.
    subscript(_ name: String) -> String? { values[name]?.last }

    /// Whether a flag or an option was given.
    func has(_ name: String) -> Bool { values[name] != nil }
}
