internal import WireFormats

/// What `hopguard policy diff` prints.
package enum PolicyDiffReport {
    /// The figures for people: what becomes of the texts, and what is done with each type, side by side.
    package static func table(_ tool: PolicyDiffTool) -> String {
        let (a, b) = tool.names
        var out = "\(tool.texts) texts, \(tool.differing) of them treated otherwise\n\n"
        let width = max(12, a.count, b.count) + 2
        func line(_ name: String, _ action: String, _ x: String, _ y: String, _ change: String) -> String {
            name.padded(24) + action.padded(14) + x.padded(-width) + y.padded(-width) + change.padded(-10) + "\n"
        }
        func change(_ x: Int, _ y: Int) -> String { x == y ? "" : y > x ? "+\(y - x)" : "\(y - x)" }
        out += line("TEXTS", "", a, b, "")
        for count in tool.verdicts where count.a + count.b > 0 {
            out += line(count.verdict, "", String(count.a), String(count.b), change(count.a, count.b))
        }
        out += "\n" + line("TYPE", "ACTION", a, b, "")
        for count in tool.counts { out += line(count.type, count.action, String(count.a), String(count.b), change(count.a, count.b)) }
        return out
    }

    /// One difference for people.
    ///
    /// - Parameter showsText: whether the text is printed, with what the policies do marked in it: `-` as the first does, `+` as the second.
    package static func difference(_ difference: PolicyDiffTool.Difference, showsText: Bool) -> String {
        let (a, b) = difference.verdicts
        var out = "\(difference.id): \(a == b ? a : "\(a) -> \(b)")\n"
        for (sign, marks) in [("-", difference.marks.a), ("+", difference.marks.b)] where !marks.isEmpty {
            out += "  \(sign) "
            out += showsText ? marked(difference.text, marks) : marks.map { "\($0.type):\($0.action)" }.joined(separator: " ")
            out += "\n"
        }
        return out
    }

    /// Figures and differences as one object; without the texts.
    package static func json(_ tool: PolicyDiffTool, _ differences: [PolicyDiffTool.Difference]) -> String {
        var json = JSONWriter()
        json.object { json in
            json.name("a")
            json.string(tool.names.a)
            json.name("b")
            json.string(tool.names.b)
            json.name("texts")
            json.number(tool.texts)
            json.name("differing")
            json.number(tool.differing)
            json.name("verdicts")
            json.array { json in
                for count in tool.verdicts { write([("verdict", count.verdict)], count.a, count.b, into: &json) }
            }
            json.name("types")
            json.array { json in
                for count in tool.counts { write([("type", count.type), ("action", count.action)], count.a, count.b, into: &json) }
            }
            json.name("differences")
            json.array { json in
                for difference in differences { write(difference, into: &json) }
            }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private static func write(_ names: [(String, String)], _ a: Int, _ b: Int, into json: inout JSONWriter) {
        json.object { json in
            for (name, value) in names {
                json.name(name)
                json.string(value)
            }
            json.name("a")
            json.number(a)
            json.name("b")
            json.number(b)
        }
    }

    private static func write(_ difference: PolicyDiffTool.Difference, into json: inout JSONWriter) {
        json.object { json in
            json.name("id")
            json.string(difference.id)
            for (name, verdict, marks) in [
                ("a", difference.verdicts.a, difference.marks.a), ("b", difference.verdicts.b, difference.marks.b),
            ] {
                json.name(name)
                json.object { json in
                    json.name("verdict")
                    json.string(verdict)
                    json.name("only")
                    json.array { json in
                        for mark in marks { json.string("\(mark.type):\(mark.action)") }
                    }
                }
            }
        }
    }

    /// The text with marks: `mail «anna@corp.example»EMAIL_ADDRESS:surrogate`.
    private static func marked(_ text: [UInt8], _ marks: [PolicyDiffTool.Mark]) -> String {
        var out: [UInt8] = []
        var at = 0
        for mark in marks where mark.span.lowerBound >= at {
            out += text[at..<mark.span.lowerBound] + "«".utf8 + text[mark.span] + "»\(mark.type):\(mark.action)".utf8
            at = mark.span.upperBound
        }
        return String(decoding: out + text[at...], as: UTF8.self)
    }
}

extension String {
    /// Filled up with blanks: behind it, or before it where the width is negative.
    fileprivate func padded(_ width: Int) -> String {
        let blanks = String(repeating: " ", count: max(1, abs(width) - count))
        return width < 0 ? blanks + self : self + blanks
    }
}
