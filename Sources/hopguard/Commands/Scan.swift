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
        var progress = ScanProgress()
        defer { progress.end() }
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
            progress.add(piece.count)
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

/// Plain text in, a table and the marked text out; of a long text the table only, in bounded memory.
private enum ScanText {
    /// Bytes of text that are shown marked.
    static let maxMarked = ScanWindows.size

    static func run(_ workbench: Workbench) -> ExitCode {
        var text: [UInt8] = []
        while text.count <= maxMarked, let piece = Terminal.read(upTo: 1 << 18) { text += piece }
        var windows = ScanWindows(workbench)
        var progress = ScanProgress()
        var found: [Workbench.Found] = []
        var rows = 0
        let isLong = text.count > maxMarked
        func show(_ entity: Workbench.Found, _ value: ArraySlice<UInt8>) {
            if rows == 0 { Terminal.print(cell("TYPE", 28) + cell("SCORE", 7) + cell("WHERE", 14) + cell("RECOGNIZER", 26) + "TEXT") }
            rows += 1
            row(entity, value)
            if !isLong { found.append(entity) }
        }
        do throws(Workbench.AnalysisFault) {
            try windows.add(text, show)
            if isLong {
                progress.add(text.count)
                text = []
                while let piece = Terminal.read(upTo: 1 << 18) {
                    try windows.add(piece, show)
                    progress.add(piece.count)
                }
            }
            try windows.finish(show)
        } catch {
            progress.end()
            Terminal.complain(error.message)
            return .failed
        }
        progress.end()
        if rows == 0 { Terminal.print("nothing found") }
        if isLong {
            Terminal.complain("the text is longer than \(maxMarked) bytes: it is not shown marked")
        } else {
            Terminal.print("")
            Terminal.print(marked(text, found))
        }
        return .well
    }

    private static func cell(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(1, width - text.count)) }

    private static func row(_ entity: Workbench.Found, _ bytes: ArraySlice<UInt8>) {
        let hundredths = Int((entity.score * 100).rounded())
        let value = Terminal.safe(String(decoding: bytes, as: UTF8.self))
        Terminal.print(
            cell(entity.type, 28) + cell("\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)", 7)
                + cell("\(entity.scalars.lowerBound)-\(entity.scalars.upperBound)", 14) + cell(entity.recognizer, 26)
                + (value.count > 60 ? value.prefix(57) + "..." : value))
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

/// Says on a terminal how much of a long input was examined.
private struct ScanProgress {
    /// Bytes between two reports.
    private static let step = 16 << 20
    private var bytes = 0
    private var shown = 0

    mutating func add(_ count: Int) {
        bytes += count
        guard bytes - shown >= Self.step, Terminal.isInteractiveError else { return }
        shown = bytes
        Terminal.write(Array("\r\(bytes >> 20) MiB examined".utf8), to: 2)
    }

    /// Leaves the line as it was found.
    mutating func end() {
        if shown > 0 { Terminal.write(Array("\r\u{1B}[K".utf8), to: 2) }
        shown = 0
    }
}
