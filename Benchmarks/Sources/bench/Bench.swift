import Foundation

/// Work per CPU-second of the proxy, as a share of nginx's in the same round; added delay; memory. Prints a table, exits 1 when a figure
/// falls short of its threshold, 2 when the command line is wrong.
@main
struct Bench {
    static func main() {
        guard let options = Options(CommandLine.arguments.dropFirst()) else {
            FileHandle.standardError.write(Data((Options.usage + "\n").utf8))
            exit(2)
        }
        // The programs that were started are ended before the status is given: `exit` would leave them behind.
        do {
            guard try run(options) else { return }
            print("\na figure falls short of its threshold")
        } catch {
            FileHandle.standardError.write(Data("the benchmarks could not run: \(error)\n".utf8))
        }
        exit(1)
    }

    /// Answers whether a figure falls short.
    private static func run(_ options: Options) throws -> Bool {
        let (rounds, seconds, only) = (options.rounds, options.seconds, options.only)
        let program = URL(fileURLWithPath: options.program).standardizedFileURL.path
        let tools = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().standardizedFileURL
        let policies = URL(fileURLWithPath: options.policies).standardizedFileURL.path
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hopguard-bench-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // A folder left behind below the temporary one spoils no figure.
        defer { try? FileManager.default.removeItem(at: folder) }

        var limit = rlimit(rlim_cur: 65536, rlim_max: 65536)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)

        let hostPort = 19_901
        let host = try Shell.start(tools.appendingPathComponent("mockhost").path, ["\(hostPort)"])
        defer { kill(host.processIdentifier, SIGKILL) }
        try Shell.waitForPort(hostPort)
        let withoutModel = try Contender.withoutModel(policies, folder: folder)
        let contenders = [
            try Contender.nginx(folder: folder, port: 19_902, host: hostPort),
            try Contender.hopguard(
                "plain", program: program, folder: folder, port: 19_903, host: hostPort, trust: "local", policies: policies),
            try Contender.hopguard(
                "rules", program: program, folder: folder, port: 19_904, host: hostPort, trust: "cloud", policies: withoutModel),
            try Contender.hopguard(
                "shipped", program: program, folder: folder, port: 19_905, host: hostPort, trust: "cloud", policies: policies),
        ]
        // Killed, not asked: a proxy that drains would hold its port into the next run.
        defer { contenders.forEach { kill($0.process.processIdentifier, SIGKILL) } }
        usleep(500_000)

        let idle = contenders.map { Shell.memoryKiB($0.process.processIdentifier) / 1024 }
        print(
            String(
                format: "idle memory MiB: nginx %.1f, plain %.1f, rules %.1f, shipped %.1f (at most 25)", idle[0], idle[1], idle[2],
                idle[3]))
        var isShort = idle[1...].contains { $0 > 25 }

        func load(_ contender: Contender?, _ workload: [String]) throws -> Load {
            let port = contender?.port ?? hostPort
            let data = try Shell.output(tools.appendingPathComponent("loadgen").path, ["\(port)"] + workload)
            return try JSONDecoder().decode(Load.self, from: data)
        }

        print("\nwork per proxy-CPU-second, \(rounds) interleaved rounds of \(seconds) s, medians; shares are of nginx's work")
        print(
            "plain: nothing redacted. rules: the shipped cloud policy without its `classify` stage. shipped: the policy as it is, the model"
        )
        print("included. `fresh` sends another text with every request; the others repeat one, as a conversation repeats its history.")
        print("workload            nginx  plain (want)  rules  fresh (want)  shipped  fresh (want)")
        for workload in Workload.all where only == nil || workload.name == only {
            // Which contender, and whether with fresh text.
            let cases: [(contender: Int, isFresh: Bool)] = [(0, false), (1, false), (2, false), (2, true), (3, false), (3, true)]
            var work: [[Double]] = cases.map { _ in [] }
            var shares: [[Double]] = cases.map { _ in [] }
            var errors = 0
            for _ in 0..<rounds {
                for (at, one) in cases.enumerated() {
                    let contender = contenders[one.contender]
                    let before = Shell.cpuSeconds(contender.process.processIdentifier)
                    let result = try load(
                        contender, workload.arguments + (one.isFresh ? ["--fresh"] : []) + ["--seconds", "\(seconds)"])
                    let cpu = Shell.cpuSeconds(contender.process.processIdentifier) - before
                    errors += result.errors
                    work[at].append(Double(workload.countsEvents ? result.events : result.done) / max(cpu, 0.01))
                    shares[at].append((work[at].last ?? 0) / (work[0].last ?? 1))
                }
            }
            let middle = shares.map(median)
            print(
                workload.name.padding(toLength: 16, withPad: " ", startingAt: 0)
                    + String(
                        format: "%9.0f   %.2f (%.2f)   %.2f   %.2f (%.2f)     %.2f   %.2f (%.2f)", median(work[0]), middle[1],
                        workload.wanted.plain, middle[2], middle[3], workload.wanted.redacted, middle[4], middle[5],
                        workload.wanted.redacted)
                    + (errors > 0 ? "  \(errors) errors" : ""))
            // What the model costs on fresh text is told and not judged: 5 ms for 100 words cannot be a share of 25 microseconds.
            if middle[1] < workload.wanted.plain || middle[3] < workload.wanted.redacted || middle[4] < workload.wanted.redacted
                || errors > 0
            {
                isShort = true
            }
        }

        if only == nil || only == "delay" {
            print("\nadded delay, p50 in ms over the host asked directly")
            let delays: [(String, [String], Double)] = [
                ("300 B", ["--rate", "200", "--connections", "8", "--prompt-bytes", "300"], 0.4),
                ("32 KB", ["--rate", "100", "--connections", "8", "--prompt-bytes", "32768"], 0.6),
                ("1 MB", ["--rate", "10", "--connections", "4", "--prompt-bytes", "1000000"], 8),
            ]
            for (name, arguments, wanted) in delays {
                let arguments = arguments + ["--seconds", "\(seconds)", "--model", "json-1500"]
                // Once before, so that what a contender remembers of a repeated text is there.
                for contender in contenders { _ = try load(contender, arguments) }
                let direct = try load(nil, arguments).p50
                let added = try contenders.map { try load($0, arguments).p50 - direct }
                let fresh = try load(contenders[2], arguments + ["--fresh"]).p50 - direct
                print(
                    String(
                        format: "%@  nginx %.3f  plain %.3f  rules %.3f  rules, fresh %.3f  shipped %.3f  (at most %.1f)", name, added[0],
                        added[1], added[2], fresh, added[3], wanted))
                if added[1...].contains(where: { $0 > wanted }) || fresh > wanted { isShort = true }
            }
            let stream = [
                "--rate", "50", "--connections", "100", "--model", "sse-20-20000", "--prompt-bytes", "300", "--seconds", "\(seconds)",
            ]
            let direct = try load(nil, stream).first_p50
            let added = try contenders.map { try load($0, stream).first_p50 - direct }
            print(
                String(
                    format: "first event  nginx %.3f  plain %.3f  rules %.3f  shipped %.3f  (at most 2)", added[0], added[1], added[2],
                    added[3]))
            if added[1...].contains(where: { $0 > 2 }) { isShort = true }
        }

        if only == nil || only == "memory" {
            print("\nmemory for each open slow stream, KiB (at most 24)")
            for count in [2000, 5000] {
                let arguments = ["--connections", "\(count)", "--model", "sse-1000-1000000", "--prompt-bytes", "300", "--seconds", "6"]
                for (i, contender) in contenders.enumerated() {
                    let pid = contender.process.processIdentifier
                    let before = Shell.memoryKiB(pid)
                    var peak = before
                    let generator = Process()
                    generator.executableURL = tools.appendingPathComponent("loadgen")
                    generator.arguments = ["\(contender.port)"] + arguments
                    let pipe = Pipe()
                    generator.standardOutput = pipe
                    try generator.run()
                    while generator.isRunning {
                        usleep(500_000)
                        peak = max(peak, Shell.memoryKiB(pid))
                    }
                    // A load that printed no figures falls short.
                    let result = try? JSONDecoder().decode(Load.self, from: pipe.fileHandleForReading.readDataToEndOfFile())
                    let each = (peak - before) / Double(count)
                    print(
                        "\(count) streams, \(contender.name): " + String(format: "%.1f", each)
                            + " KiB, \(result?.errors ?? -1) errors, \(result?.open ?? 0) open")
                    if result == nil || (i > 0 && each > 24) { isShort = true }
                }
            }
        }
        return isShort
    }

    static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
