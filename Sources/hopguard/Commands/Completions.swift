import Gateway

extension Command {
    static let completions = Command(
        spec: CommandSpec(
            "completions", "prints the completions of a shell.", operands: ["bash|zsh|fish"],
            details: """
                bash: hopguard completions bash > /etc/bash_completion.d/hopguard
                zsh:  hopguard completions zsh > "${fpath[1]}/_hopguard"
                fish: hopguard completions fish > ~/.config/fish/completions/hopguard.fish
                """)
    ) { arguments in
        let specs = Command.all.map(\.spec)
        switch arguments.operands[0] {
        case "bash": Terminal.print(Completions.bash(specs), terminator: "")
        case "zsh": Terminal.print(Completions.zsh(specs), terminator: "")
        case "fish": Terminal.print(Completions.fish(specs), terminator: "")
        default:
            Terminal.complain("hopguard completions takes bash, zsh or fish, not '\(Terminal.safe(arguments.operands[0]))'.")
            return .usage
        }
        return .well
    }
}

/// What shells offer, made of what the commands say of themselves.
private enum Completions {
    /// The first words of commands, and of those with two the second ones.
    private static func tree(_ specs: [CommandSpec]) -> [(word: String, summary: String, second: [CommandSpec])] {
        var tree: [(word: String, summary: String, second: [CommandSpec])] = []
        for spec in specs {
            let words = spec.name.split(separator: " ").map(String.init)
            if let at = tree.firstIndex(where: { $0.word == words[0] }) {
                tree[at].second.append(spec)
            } else {
                tree.append((words[0], spec.summary, words.count > 1 ? [spec] : []))
            }
        }
        return tree
    }

    private static func lastWord(_ spec: CommandSpec) -> String { String(spec.name.split(separator: " ").last ?? "") }

    /// Words that an option's value or an operand can be.
    private static func words(_ value: String) -> [String]? {
        let bare = value.filter { $0 != "[" && $0 != "]" }
        guard bare.contains("|") else { return nil }
        return bare.split(separator: "|").map(String.init)
    }

    static func bash(_ specs: [CommandSpec]) -> String {
        var out = """
            # bash completion of hopguard
            _hopguard() {
              local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" command="${COMP_WORDS[1]}"
              case "$command" in

            """
        let tree = tree(specs)
        let families = tree.filter { !$0.second.isEmpty }.map(\.word)
        if !families.isEmpty {
            out += "    \(families.joined(separator: "|"))) [ \"$COMP_CWORD\" -gt 2 ] && command=\"$command ${COMP_WORDS[2]}\" ;;\n"
        }
        out += "  esac\n  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
        out +=
            "    COMPREPLY=($(compgen -W \"\(tree.map(\.word).joined(separator: " ")) --help --version\" -- \"$word\"))\n    return\n  fi\n"
        out += "  case \"$command $before\" in\n"
        for spec in specs {
            for option in spec.options {
                guard let value = option.value else { continue }
                let action = words(value).map { "-W \"\($0.joined(separator: " "))\"" } ?? (value == "FILE" ? "-f" : nil)
                let pattern = "    \"\(spec.name) --\(option.name)\")"
                out += action.map { "\(pattern) COMPREPLY=($(compgen \($0) -- \"$word\")); return ;;\n" } ?? "\(pattern) return ;;\n"
            }
        }
        out += "  esac\n  case \"$command\" in\n"
        for family in tree where !family.second.isEmpty {
            let seconds = family.second.map(lastWord).joined(separator: " ")
            out += "    \"\(family.word)\") COMPREPLY=($(compgen -W \"\(seconds)\" -- \"$word\")) ;;\n"
        }
        for spec in specs {
            var offered = spec.options.map { "--" + $0.name } + ["--help"]
            for operand in spec.operands { offered += words(operand) ?? [] }
            let files = spec.operands.contains { $0.contains("FILE") } ? " -f" : ""
            out += "    \"\(spec.name)\") COMPREPLY=($(compgen\(files) -W \"\(offered.joined(separator: " "))\" -- \"$word\")) ;;\n"
        }
        return out + "  esac\n}\ncomplete -F _hopguard hopguard\n"
    }

    static func zsh(_ specs: [CommandSpec]) -> String {
        func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
        func described(_ name: String, _ text: String) -> String { quoted(name.replacing(":", with: "\\:") + ":" + text) }
        let tree = tree(specs)
        var out =
            "#compdef hopguard\n# zsh completion of hopguard\n_hopguard() {\n  local -a commands\n  if (( CURRENT == 2 )); then\n    commands=(\n"
        for entry in tree {
            let summary = entry.second.isEmpty ? entry.summary : entry.second.map(lastWord).joined(separator: ", ")
            out += "      \(described(entry.word, summary))\n"
        }
        out += "    )\n    _describe command commands\n    return\n  fi\n  local command=$words[2]\n"
        for family in tree where !family.second.isEmpty {
            out += "  if [[ $command == \(family.word) ]]; then\n    if (( CURRENT == 3 )); then\n      commands=(\n"
            for spec in family.second { out += "        \(described(lastWord(spec), spec.summary))\n" }
            out += "      )\n      _describe command commands\n      return\n    fi\n    command+=\" $words[3]\"\n"
            out += "    shift words\n    (( CURRENT-- ))\n  fi\n"
        }
        out += "  shift words\n  (( CURRENT-- ))\n  case $command in\n"
        for spec in specs {
            out += "    \(quoted(spec.name)))\n      _arguments"
            for option in spec.options {
                let help = option.help.replacing("[", with: "\\[").replacing("]", with: "\\]").replacing(":", with: "\\:")
                var entry = "--\(option.name)\(option.value == nil || !option.optionalWords.isEmpty ? "" : "=")[\(help)]"
                if let value = option.value {
                    let words = words(value).map { "(\($0.joined(separator: " ")))" } ?? (value == "FILE" ? "_files" : "")
                    entry += option.optionalWords.isEmpty ? ":\(value.replacing(":", with: "\\:")):\(words)" : "::level:\(words)"
                }
                out += " \\\n        \(quoted(entry))"
            }
            for operand in spec.operands {
                let words = words(operand).map { "(\($0.joined(separator: " ")))" } ?? (operand.contains("FILE") ? "_files" : "")
                let name = operand.filter { $0 != "[" && $0 != "]" && $0 != "." && $0 != "|" }
                out += " \\\n        \(quoted((operand.contains("...") ? "*" : "") + ":\(name.lowercased()):\(words)"))"
            }
            out += " \\\n        '--help[tells more]' ;;\n"
        }
        return out + "  esac\n}\n_hopguard \"$@\"\n"
    }

    static func fish(_ specs: [CommandSpec]) -> String {
        func quoted(_ text: String) -> String { "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'" }
        let tree = tree(specs)
        var out = "# fish completion of hopguard\ncomplete -c hopguard -f\n"
        for entry in tree {
            let summary = entry.second.isEmpty ? entry.summary : entry.second.map(lastWord).joined(separator: ", ")
            out += "complete -c hopguard -n __fish_use_subcommand -a \(entry.word) -d \(quoted(summary))\n"
            let seconds = entry.second.map(lastWord).joined(separator: " ")
            for spec in entry.second {
                out += "complete -c hopguard -n '__fish_seen_subcommand_from \(entry.word); and not __fish_seen_subcommand_from \(seconds)'"
                out += " -a \(lastWord(spec)) -d \(quoted(spec.summary))\n"
            }
        }
        for spec in specs {
            let condition = spec.name.split(separator: " ").map { "__fish_seen_subcommand_from \($0)" }.joined(separator: "; and ")
            for option in spec.options {
                out += "complete -c hopguard -n '\(condition)' -l \(option.name) -d \(quoted(option.help))"
                if let value = option.value, option.optionalWords.isEmpty {
                    out += words(value).map { " -x -a '\($0.joined(separator: " "))'" } ?? (value == "FILE" ? " -r -F" : " -x")
                }
                out += "\n"
            }
            for operand in spec.operands {
                if let words = words(operand) { out += "complete -c hopguard -n '\(condition)' -a '\(words.joined(separator: " "))'\n" }
                if operand.contains("FILE") { out += "complete -c hopguard -n '\(condition)' -F\n" }
            }
        }
        return out
    }
}
