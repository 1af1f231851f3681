import Detection
import Glibc

/// The embedded model by itself, one thread: start, memory, time for texts of several lengths, the tokenizer's share, and each kernel against the
/// plain one in the same run. Times are the thread's own, so that a busy machine changes little. Prints a table, exits 1 when a figure falls
/// short of its threshold.
///
///     ModelBench MODEL [rounds]
@main
struct ModelBench {
    /// Milliseconds at most for 128 and 512 subwords, by kernel; those that have no line here are shown only.
    private static let limits: [EmbeddedTagger.Kernel: (short: Double, long: Double?)] = [.avx512vnni: (6, 25), .avx2: (15, nil)]
    private static let startLimit = 50.0
    private static let memoryLimit = 60.0
    private static let tokenizerLimit = 5.0

    private static let sample = """
        Hi team, Margaret Thornbury from the Leipzig office called about invoice 20481 again. She says that Brightpath Robotics paid on the third \
        of May, but Piotr Wisniewski could not find the transfer. Could you check with the bank before Friday and write to her, please? By the way, \
        the meeting about the new warehouse moved to Tuesday afternoon; Rajesh brings the drawings and Elena will talk about the costs.
        """

    static func main() throws {
        guard CommandLine.arguments.count > 1 else {
            print("usage: ModelBench MODEL [rounds]")
            exit(2)
        }
        let path = CommandLine.arguments[1]
        let rounds = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 200 : 200
        var isShort = false
        func line(_ name: String, _ value: Double, _ unit: String, limit: Double?) {
            let falls = limit.map { value > $0 } ?? false
            isShort = isShort || falls
            print("\(name): \(rounded(value)) \(unit)\(limit.map { " (at most \(rounded($0)))" } ?? "")\(falls ? "  SHORT" : "")")
        }

        let before = residentMiB()
        var tagger = try EmbeddedTagger(path: path)
        var starts: [Double] = []
        for _ in 0..<5 { starts.append(try milliseconds { tagger = try EmbeddedTagger(path: path) }) }
        line("start", median(starts), "ms", limit: startLimit)
        _ = tagger.tag([text(of: 512, tagger)], recall: .high)
        line("memory, the mapped file included", residentMiB() - before, "MiB", limit: memoryLimit)

        let best = EmbeddedTagger.Kernel.best
        let kernels = EmbeddedTagger.Kernel.allCases.filter(\.isAvailable)
        var plain = 0.0
        for kernel in kernels {
            let tagger = try EmbeddedTagger(path: path, kernel: kernel)
            for length in [30, 128, 512] where kernel == best || length == 128 || (length == 512 && limits[kernel]?.long != nil) {
                let bytes = text(of: length, tagger)
                let repeats = kernel == .scalar ? 3 : rounds
                let times = (0..<repeats).map { _ in milliseconds { _ = tagger.tag([bytes], recall: .high) } }
                let taken = median(times)
                if kernel == .scalar { plain = taken }
                let limit = length == 128 ? limits[kernel]?.short : length == 512 ? limits[kernel]?.long : nil
                line("\(kernel), \(tagger.subwords(bytes)) subwords, p50", taken, "ms", limit: limit)
                guard length == 128, kernel != .scalar else { continue }
                print("  the plain kernel takes \(rounded(plain / taken)) times as long")
                guard kernel == best else { continue }
                let tokenizing = median((0..<repeats).map { _ in milliseconds { _ = tagger.subwords(bytes) } })
                line("  tokenizer's share", 100 * tokenizing / taken, "%", limit: tokenizerLimit)
            }
        }
        if isShort {
            print("a figure falls short of its threshold")
            exit(1)
        }
    }

    /// Words of the sample, over and over, up to so many subwords less the two that mark a window's ends.
    private static func text(of subwords: Int, _ tagger: EmbeddedTagger) -> [UInt8] {
        let words = sample.split(separator: " ")
        var text: [UInt8] = []
        var at = 0
        while true {
            let next = text + (text.isEmpty ? [] : [0x20]) + Array(words[at % words.count].utf8)
            guard tagger.subwords(next) <= subwords - 2 else { return text }
            text = next
            at += 1
        }
    }

    /// The thread's own time.
    private static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
        }
        let begin = now()
        try body()
        return now() - begin
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    private static func residentMiB() -> Double {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 256)
        guard fgets(&buffer, Int32(buffer.count), file) != nil else { return 0 }
        let fields = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: " ")
        return (Double(fields[1]) ?? 0) * Double(getpagesize()) / 1_048_576
    }
}
