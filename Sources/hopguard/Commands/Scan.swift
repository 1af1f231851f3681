import Gateway

extension Command {
    static let scan = Command(
        spec: CommandSpec(
            "scan", "examines texts and reports every finding.",
            options: [
                .value("policy", "NAME", "examines as that policy does; findings that it keeps are reported too"),
                .optional("model", ["balanced", "high", "max"], "also asks the embedded model"),
                .value("min-score", "X", "leaves out findings below, 0 to 1"),
                .flag("text", "the input is plain text, the output a table with the text marked"),
                .value("config", "FILE", "the configuration that has the policy"),
            ],
            details: """
                Reads JSON lines {"id","text"} on standard input and writes {"id","entities":[{"start","end","type","score","recognizer"}]};
                offsets count Unicode scalars. Without --policy: the whole catalogue, from score 0.5.
                """)
    ) { arguments in
        var minScore: Float?
        if let text = arguments["min-score"] {
            guard let value = Float(text), (0...1).contains(value) else {
                Terminal.complain("--min-score takes a number from 0 to 1.")
                return .usage
            }
            minScore = value
        }
        do throws(Workbench.Fault) {
            let workbench = try Workbench(
                config: arguments["config"], policy: arguments["policy"], model: arguments["model"], minScore: minScore)
            return arguments.has("text") ? ScanText.run(workbench) : ScanLines.run(workbench)
        } catch {
            Terminal.complain(error.message)
            return .failed
        }
    }
}

/// JSON lines in, JSON lines out, in bounded memory.
private enum ScanLines {
    static func run(_ workbench: Workbench) -> ExitCode {
        var buffer: [UInt8] = []
        var number = 0
        var isWell = true
        var out: [UInt8] = []
        func take(_ line: ArraySlice<UInt8>) {
            number += 1
            guard line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { return }
            do throws(Workbench.AnalysisFault) {
                out += try ScanTool.line(Array(line), workbench)
                out.append(0x0A)
            } catch {
                Terminal.complain("line \(number): \(error.message)")
                isWell = false
            }
            if out.count > 1 << 16 {
                Terminal.write(out, to: 1)
                out = []
            }
        }
        while let piece = Terminal.read(upTo: 1 << 18) {
            var at = 0
            while let end = piece[at...].firstIndex(of: 0x0A) {
                if buffer.isEmpty {
                    take(piece[at..<end])
                } else {
                    buffer += piece[at..<end]
                    take(buffer[...])
                    buffer = []
                }
                at = end + 1
            }
            buffer += piece[at...]
            if buffer.count > ScanTool.maxLine {
                Terminal.complain("line \(number + 1) is longer than \(ScanTool.maxLine) bytes: split it")
                return .failed
            }
        }
        if !buffer.isEmpty { take(buffer[...]) }
        Terminal.write(out, to: 1)
        return isWell ? .well : .failed
    }
}

/// Plain text in, a table and the marked text out.
private enum ScanText {
    /// Bytes of text that are shown at a time.
    static let maxText = 64 << 20

    static func run(_ workbench: Workbench) -> ExitCode {
        guard let text = Terminal.readAll(limit: maxText) else {
            Terminal.complain("the text is longer than \(maxText) bytes: use JSON lines")
            return .failed
        }
        let found: [Workbench.Found]
        do throws(Workbench.AnalysisFault) {
            found = try workbench.findings(in: text)
        } catch {
            Terminal.complain(error.message)
            return .failed
        }
        func cell(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(1, width - text.count)) }
        if found.isEmpty {
            Terminal.print("nothing found")
        } else {
            Terminal.print(cell("TYPE", 28) + cell("SCORE", 7) + cell("WHERE", 14) + cell("RECOGNIZER", 26) + "TEXT")
        }
        for entity in found {
            let hundredths = Int((entity.score * 100).rounded())
            let value = Terminal.safe(String(decoding: text[entity.span], as: UTF8.self))
            Terminal.print(
                cell(entity.type, 28) + cell("\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)", 7)
                    + cell("\(entity.scalars.lowerBound)-\(entity.scalars.upperBound)", 14) + cell(entity.recognizer, 26)
                    + (value.count > 60 ? value.prefix(57) + "..." : value))
        }
        Terminal.print("")
        Terminal.print(marked(text, found))
        return .well
    }

    private static func marked(_ text: [UInt8], _ found: [Workbench.Found]) -> String {
        let (open, close) = Terminal.isColoured ? ("\u{1B}[7m", "\u{1B}[0m") : ("«", "»")
        var out = ""
        var at = 0
        func shown(_ bytes: ArraySlice<UInt8>) -> String {
            String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map {
                Terminal.safe(String($0))
            }
            .joined(separator: "\n")
        }
        for entity in found where entity.span.lowerBound >= at {
            out += shown(text[at..<entity.span.lowerBound]) + open + shown(text[entity.span]) + close
            at = entity.span.upperBound
        }
        return out + shown(text[at...])
    }
}
