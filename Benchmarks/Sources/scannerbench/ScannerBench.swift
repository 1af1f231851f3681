import Detection
import Glibc
import Middleware

/// How fast the whole shipped catalogue examines text on one core, against thresholds. Prints a table, exits 1 when a figure falls short.
///
/// With a file as argument, that is the text. `--text` writes the chat text, for peers to be measured on.
@main
struct ScannerBench {
    static func main() throws {
        let analyzer = Analyzer()
        var isShort = false
        if CommandLine.arguments.count > 1, CommandLine.arguments[1] == "--text" {
            let text = ChatText.make(bytes: 200_000, density: 1500, seed: 1)
            _ = text.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
            return
        }
        if CommandLine.arguments.count > 1 {
            let text = read(CommandLine.arguments[1])
            return print(
                "\(CommandLine.arguments[1]): \(fixed(try rate(text, analyzer, rounds: 5))) MB/s, \(try findings(text, analyzer)) findings")
        }

        print("documents of 2 KB, the best of 5 rounds, MB per CPU-second on one core")
        let chat = ChatText.make(bytes: 4_000_000, density: 1500, seed: 1)
        let dense = ChatText.make(bytes: 1_000_000, density: 100, seed: 2)
        for (name, text, wanted) in [("chat text", chat, 150.0), ("dense with values", dense, 40.0)] {
            let rate = try rate(text, analyzer, rounds: 5)
            print("\(padded(name)) \(fixed(rate))  (at least \(fixed(wanted))), \(try findings(text, analyzer)) findings")
            if rate < wanted { isShort = true }
            if name == "chat text" {
                let sample = Array(text.prefix(100_000))
                let peer = PatternByPattern()
                _ = sample.withUnsafeBufferPointer { peer.count($0) }
                let seconds = cpu { _ = sample.withUnsafeBufferPointer { peer.count($0) } }
                let alone = Double(sample.count) / 1e6 / seconds
                print("\(padded("pattern by pattern")) \(fixed(alone))  the same patterns with PCRE2's JIT: ratio \(fixed(rate / alone))")
            }
        }

        print("\nbad input, MB per CPU-second (at least 1)")
        for (name, text) in BadInput.all {
            var outcome = ""
            let seconds = cpu {
                do { outcome = "\(try analyzer.analyze(text).count) findings" } catch { outcome = "refused" }
            }
            let rate = Double(text.count) / 1e6 / seconds
            print("\(padded(name)) \(fixed(rate))  \(text.count / 1_000_000) MB, \(outcome)")
            if rate < 1 { isShort = true }
        }

        print("\na conversation of 200 KB, sent again with one new message")
        let turn = try RepeatedConversation(analyzer).milliseconds()
        print("\(padded("first time")) \(fixed(turn.first)) ms")
        print("\(padded("each turn after")) \(fixed(turn.again)) ms  (at most 0.50)")
        if turn.again > 0.5 { isShort = true }
        if isShort {
            print("\na figure falls short of its threshold")
            exit(1)
        }
    }

    /// CPU seconds of this thread.
    static func cpu(_ work: () throws -> Void) rethrows -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let start = now()
        try work()
        return now() - start
    }

    private static func rate(_ text: [UInt8], _ analyzer: Analyzer, rounds: Int) throws -> Double {
        var best = 0.0
        for _ in 0...rounds {
            let seconds = try cpu { _ = try findings(text, analyzer) }
            best = max(best, Double(text.count) / 1e6 / seconds)
        }
        return best
    }

    private static func findings(_ text: [UInt8], _ analyzer: Analyzer) throws -> Int {
        var found = 0
        try text.withUnsafeBufferPointer { text in
            var start = 0
            while start < text.count {
                var end = min(text.count, start + 2048)
                while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
                found += try analyzer.analyze(UnsafeBufferPointer(rebasing: text[start..<end])).count
                start = end
            }
        }
        return found
    }

    private static func read(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { text += buffer[0..<count] }
        return text
    }

    private static func padded(_ name: String) -> String { name + String(repeating: " ", count: max(0, 34 - name.utf8.count)) }

    private static func fixed(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
