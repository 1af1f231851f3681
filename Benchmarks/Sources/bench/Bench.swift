import Foundation

/// Work per CPU-second of the proxy, as a share of nginx's in the same round; added delay; memory. Prints a table, exits 1 when a figure
/// falls short of its threshold.
@main
struct Bench {
    static func main() throws {
        // The programs that were started are ended before the status is given: `exit` would leave them behind.
        let isShort = try run()
        if isShort {
            print("\na figure falls short of its threshold")
            exit(1)
        }
    }

    /// Answers whether a figure falls short.
    private static func run() throws -> Bool {
        var program = "../.build/release/hopguard"
        var rounds = 3
        var seconds = 2.0
        var only: String?
        var arguments = CommandLine.arguments.dropFirst()
        while let name = arguments.popFirst(), let value = arguments.popFirst() {
            switch name {
            case "--program": program = value
            case "--rounds": rounds = Int(value)!
            case "--seconds": seconds = Double(value)!
            case "--only": only = value
            default: fatalError("unknown option \(name)")
            }
        }
        program = URL(fileURLWithPath: program).standardizedFileURL.path
        let tools = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().standardizedFileURL
        let policies = URL(fileURLWithPath: program).deletingLastPathComponent().appendingPathComponent("../../../policies")
            .standardizedFileURL.path
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hopguard-bench-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }

        var limit = rlimit(rlim_cur: 65536, rlim_max: 65536)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)

        let hostPort = 19_901
        let host = try Shell.start(tools.appendingPathComponent("mockhost").path, ["\(hostPort)"])
        defer { kill(host.processIdentifier, SIGKILL) }
        Shell.waitForPort(hostPort)
        let contenders = [
            try Contender.nginx(folder: folder, port: 19_902, host: hostPort),
            try Contender.hopguard(
                "plain", program: program, folder: folder, port: 19_903, host: hostPort, trust: "local", policies: policies),
            try Contender.hopguard(
                "redacted", program: program, folder: folder, port: 19_904, host: hostPort, trust: "cloud", policies: policies),
        ]
        // Killed, not asked: a proxy that drains would hold its port into the next run.
        defer { contenders.forEach { kill($0.process.processIdentifier, SIGKILL) } }
        usleep(500_000)

        let idle = contenders.map { Shell.memoryKiB($0.process.processIdentifier) / 1024 }
        print(String(format: "idle memory MiB: nginx %.1f, plain %.1f, redacted %.1f (at most 25)", idle[0], idle[1], idle[2]))
        var isShort = idle[1] > 25 || idle[2] > 25

        func load(_ contender: Contender?, _ workload: [String]) throws -> Load {
            let port = contender?.port ?? hostPort
            let data = try Shell.output(tools.appendingPathComponent("loadgen").path, ["\(port)"] + workload)
            return try JSONDecoder().decode(Load.self, from: data)
        }

        print("\nwork per proxy-CPU-second, \(rounds) interleaved rounds of \(seconds) s, medians")
        print("workload            nginx     plain  share  (wanted)   redacted  share  (wanted)")
        for workload in Workload.all where only == nil || workload.name == only {
            var figures: [[Double]] = [[], [], []]
            var shares: [[Double]] = [[], []]
            var errors = 0
            for _ in 0..<rounds {
                var round: [Double] = []
                for contender in contenders {
                    let before = Shell.cpuSeconds(contender.process.processIdentifier)
                    let result = try load(contender, workload.arguments + ["--seconds", "\(seconds)"])
                    let cpu = Shell.cpuSeconds(contender.process.processIdentifier) - before
                    errors += result.errors
                    round.append(Double(workload.countsEvents ? result.events : result.done) / max(cpu, 0.01))
                }
                for i in 0..<3 { figures[i].append(round[i]) }
                shares[0].append(round[1] / round[0])
                shares[1].append(round[2] / round[0])
            }
            let plain = median(shares[0])
            let redacted = median(shares[1])
            print(
                workload.name.padding(toLength: 16, withPad: " ", startingAt: 0)
                    + String(
                        format: "%9.0f %9.0f  %.2f   (%.2f)    %9.0f  %.2f   (%.2f)", median(figures[0]), median(figures[1]), plain,
                        workload.wanted.plain, median(figures[2]), redacted, workload.wanted.redacted)
                    + (errors > 0 ? "  \(errors) errors" : ""))
            if plain < workload.wanted.plain || redacted < workload.wanted.redacted || errors > 0 { isShort = true }
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
                let direct = try load(nil, arguments).p50
                let added = try contenders.map { try load($0, arguments).p50 - direct }
                print(
                    String(format: "%@  nginx %.3f  plain %.3f  redacted %.3f  (at most %.1f)", name, added[0], added[1], added[2], wanted))
                if added[2] > wanted { isShort = true }
            }
            let stream = [
                "--rate", "50", "--connections", "100", "--model", "sse-20-20000", "--prompt-bytes", "300", "--seconds", "\(seconds)",
            ]
            let direct = try load(nil, stream).first_p50
            let added = try contenders.map { try load($0, stream).first_p50 - direct }
            print(String(format: "first event  nginx %.3f  plain %.3f  redacted %.3f  (at most 2)", added[0], added[1], added[2]))
            if added[2] > 2 { isShort = true }
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
                    let result = try? JSONDecoder().decode(Load.self, from: pipe.fileHandleForReading.readDataToEndOfFile())
                    let each = (peak - before) / Double(count)
                    print(
                        "\(count) streams, \(contender.name): " + String(format: "%.1f", each)
                            + " KiB, \(result?.errors ?? -1) errors, \(result?.open ?? 0) open")
                    if i > 0 && each > 24 { isShort = true }
                }
            }
        }
        return isShort
    }

    static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
