/// Prints a tree as YAML that every reader of YAML reads as the same tree: block style, every doubtful text in double quotes.
enum YAMLWriter {
    /// - Parameter header: comment lines at the top, without their `#`.
    static func text(_ root: DocumentNode, header: [String]) -> String {
        var lines = header.map { $0.isEmpty ? "#" : "# " + $0 }
        if !lines.isEmpty { lines.append("") }
        write(root, indent: 0, into: &lines)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func write(_ node: DocumentNode, indent: Int, into lines: inout [String]) {
        let margin = String(repeating: " ", count: indent)
        switch node.content {
        case .scalar: lines.append(margin + inline(node)!)
        case .sequence(let items):
            for item in items {
                comment(item, margin, into: &lines)
                if let text = inline(item) {
                    lines.append("\(margin)- \(text)")
                } else {
                    let start = lines.count
                    write(item, indent: indent + 2, into: &lines)
                    lines[start] = margin + "- " + lines[start].dropFirst(indent + 2)
                }
            }
        case .mapping(let entries):
            for entry in entries {
                comment(entry.value, margin, into: &lines)
                if let text = inline(entry.value) {
                    lines.append("\(margin)\(scalar(entry.key)): \(text)")
                } else {
                    lines.append("\(margin)\(scalar(entry.key)):")
                    write(entry.value, indent: indent + 2, into: &lines)
                }
            }
        }
    }

    /// What fits behind its key: single values, and lists of them.
    private static func inline(_ node: DocumentNode) -> String? {
        switch node.content {
        case .scalar(let text, let isPlain): return isPlain ? text : scalar(text)
        case .sequence(let items):
            let parts = items.map { item -> String? in
                guard case .scalar(let text, _) = item.content, item.comment == nil else { return nil }
                return quoted(text)
            }
            guard parts.allSatisfy({ $0 != nil }) else { return nil }
            return "[" + parts.map { $0! }.joined(separator: ", ") + "]"
        case .mapping(let entries): return entries.isEmpty ? "{}" : nil
        }
    }

    private static func comment(_ node: DocumentNode, _ margin: String, into lines: inout [String]) {
        guard let comment = node.comment else { return }
        lines += comment.split(separator: "\n", omittingEmptySubsequences: false).map { "\(margin)# \(safe(String($0)))" }
    }

    /// Without what could end the comment's line.
    private static func safe(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
    }

    private static let reserved: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]

    private static func scalar(_ text: String) -> String {
        guard let first = text.utf8.first, first.isLetter, text.utf8.count < 200, !reserved.contains(text.lowercasedASCII),
            !text.hasSuffix(":"),
            text.utf8.allSatisfy({ $0.isLetterOrDigit || "._-/:".utf8.contains($0) })
        else { return quoted(text) }
        return text
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                // What YAML does not print as it is (YAML 1.2, section 5.1), and what breaks lines.
                if scalar.value < 0x20 || 0x7F...0xA0 ~= scalar.value || 0x2028...0x2029 ~= scalar.value || scalar.value == 0xFEFF
                    || 0xFFFE...0xFFFF ~= scalar.value
                {
                    let hex = String(scalar.value, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }
}
