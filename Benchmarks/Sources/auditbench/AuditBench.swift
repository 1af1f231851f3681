import Audit
import Glibc
import Pipeline

/// Measures the audit log: what recording costs, and what ten million rows can be asked.
///
/// `AuditBench [--rows N] [--seconds S] [--folder PATH] [--keep]`
@main enum AuditBench {
    static let key = [UInt8](repeating: 7, count: 32)

    static func main() async throws {
        var options: [String: String] = [:]
        var arguments = CommandLine.arguments.dropFirst()
        while let name = arguments.popFirst() { options[name] = name == "--keep" ? "" : arguments.popFirst() ?? "" }
        let rows = options["--rows"].flatMap { Int($0) } ?? 10_000_000
        let seconds = options["--seconds"].flatMap { Double($0) } ?? 5
        let folder = options["--folder"] ?? "/tmp/hopguard-auditbench-\(getpid())"
        mkdir(folder, 0o700)
        if seconds > 0 {
            try await recording(folder + "/strict.db", .strict, seconds: seconds)
            try await recording(folder + "/batched.db", .batched, seconds: seconds)
        }
        let log = folder + "/rows.db"
        if access(log, F_OK) != 0 { try await generate(log, rows) }
        try questions(log)
        try reading(log)
        if options["--keep"] == nil {
            for name in ["strict", "batched", "rows"] {
                for end in ["", "-wal", "-shm", ".head", ".lock"] { unlink("\(folder)/\(name).db\(end)") }
            }
            rmdir(folder)
        }
    }

    // MARK: Recording

    private static func recording(_ path: String, _ durability: AuditDurability, seconds: Double) async throws {
        let store = try AuditStore(.init(path: path, durability: durability), key: key)
        let (began, used) = (Clock.wall, Clock.cpu)
        // Strict waits for each commit: as many at once as clients would be. Batched waits for nobody: one is enough.
        let width = durability == .strict ? 256 : 1
        let done = await withTaskGroup(of: Int.self) { group in
            for worker in 0..<width {
                group.addTask {
                    var done = 0
                    var number = worker
                    while Clock.wall - began < seconds {
                        let row = Rows.admission(number, time: UTCTime.now.microseconds)
                        do {
                            try await store.admit(row)
                            try await store.close(row, Rows.outcome(row, number))
                            done += 1
                        } catch { usleep(2000) }
                        number += width
                    }
                    return done
                }
            }
            return await group.reduce(0, +)
        }
        store.shutDown()
        let (wall, cpu) = (Clock.wall - began, Clock.cpu - used)
        // What making the rows costs is not the log's.
        let before = Clock.cpu
        var kept = 0
        for number in 0..<50_000 { kept &+= Rows.outcome(Rows.admission(number, time: 0), number).attempts.count }
        let own = (Clock.cpu - before) / Double(max(kept, 1))
        let rate = Double(done) / wall
        Report.line(
            "\(durability.rawValue): requests/s", rate, atLeast: durability == .strict ? 2000 : 20_000)
        let cost = (cpu / Double(max(done, 1)) - own) * 1e6
        Report.line("\(durability.rawValue): CPU a request, us", cost, atMost: durability == .strict ? nil : 10)
    }

    // MARK: Rows

    private static func generate(_ path: String, _ rows: Int) async throws {
        let store = try AuditStore(.init(path: path, durability: .batched), key: key)
        let began = Clock.wall
        let now = UTCTime.now.microseconds
        let step = Int64(90) * 86_400_000_000 / Int64(rows)
        var number = 0
        while number < rows {
            let row = Rows.admission(number, time: now - Int64(rows - number) * step)
            do {
                try await store.admit(row)
                try await store.close(row, Rows.outcome(row, number))
                number += 1
            } catch { usleep(2000) }
        }
        store.shutDown()
        Report.line("rows written for the questions below", Double(rows))
        Report.line("  a second", Double(rows) / (Clock.wall - began))
    }

    // MARK: Questions

    private static func questions(_ path: String) throws {
        let query = try AuditQuery(.file(path))
        let now = UTCTime.now
        func ago(_ hours: Int64) -> UTCTime { UTCTime(microseconds: now.microseconds - hours * 3_600_000_000) }
        let filters: [(String, (inout AuditFilter) -> Void)] = [
            ("no filter", { _ in }), ("key", { $0.key = "key-3" }), ("key that is not there", { $0.key = "nobody" }),
            ("key by pattern", { $0.key = "key-1*" }), ("team", { $0.team = "build" }), ("model", { $0.model = "gpt-4o" }),
            ("host", { $0.host = "host-2" }), ("policy", { $0.policy = "local" }), ("api", { $0.api = "ollama" }),
            ("decision that is rare", { $0.decision = "blocked" }), ("status that is rare", { $0.status = .exactly(400) }),
            ("status that is not there", { $0.status = .inClass(5) }), ("entity", { $0.entity = "EMAIL_ADDRESS" }),
            ("entity that is rare", { $0.entity = "US_SSN" }),
            (
                "key and model, never together",
                {
                    $0.key = "key-3"; $0.model = "gpt-4o"
                }
            ),
            (
                "key and entity, never together",
                {
                    $0.key = "key-5"; $0.entity = "US_SSN"
                }
            ),
            (
                "policy and status, rare",
                {
                    $0.policy = "cloud"; $0.status = .exactly(400)
                }
            ),
            (
                "five at once, never together",
                {
                    $0.key = "key-3"; $0.model = "gpt-4o"; $0.policy = "local"; $0.host = "host-1"; $0.status = .exactly(400)
                }
            ),
            ("the last hour", { $0.since = ago(1) }),
            (
                "a day long ago",
                {
                    $0.since = ago(80 * 24); $0.until = ago(79 * 24)
                }
            ),
            (
                "key, on a day long ago",
                {
                    $0.key = "key-7"; $0.since = ago(80 * 24); $0.until = ago(79 * 24)
                }
            ),
        ]
        for (name, change) in filters {
            var filter = AuditFilter()
            filter.limit = 50
            change(&filter)
            try time("list: \(name)") { try query.list(filter).count }
        }
        // As the dashboard asks: lines over time from rows where they are few, and the rest from the counts.
        let day: Int64 = 86_400_000_000
        for (name, span, step, blocks) in [
            ("1 h", Int64(3_600_000_000), AuditDimension.minute, 64), ("24 h", day, .hour, 48), ("30 d", 30 * day, .day, 48),
            ("90 d", 90 * day, .day, 48),
        ] {
            var filter = AuditFilter()
            filter.since = UTCTime(microseconds: (now.microseconds - span) / 60_000_000 * 60_000_000)
            try time("chart over \(name): requests, latency, tokens, cost") {
                try query.stats(filter, by: step, rowBlocks: blocks).groups.count
            }
            try time("chart over \(name): entities") { try query.entityTimeline(filter, by: step, rowBlocks: blocks).count }
            for dimension in [AuditDimension.model, .key, .team, .policy, .host, .entity] {
                try time("chart over \(name): by \(dimension.rawValue)") {
                    try query.stats(filter, by: dimension, rowBlocks: 48).groups.count
                }
            }
        }
    }

    /// The slower of two goes: what the first reader sees, the machine's page cache being as it is.
    private static func time(_ name: String, _ body: () throws -> Int) rethrows {
        var slowest = 0.0
        for _ in 0..<2 {
            let began = Clock.wall
            _ = try body()
            slowest = max(slowest, Clock.wall - began)
        }
        Report.line("\(name), ms", slowest * 1000, atMost: 200)
    }

    // MARK: Reading all

    private static func reading(_ path: String) throws {
        let (began, used) = (Clock.wall, Clock.cpu)
        let verdict = try AuditVerifier.verify(.file(path), key: key)
        Report.line("verify: rows", Double(verdict.rows))
        Report.line("verify: sound", verdict.isSound ? 1 : 0, atLeast: 1)
        Report.line("verify: rows/s", Double(verdict.rows) / (Clock.wall - began), atLeast: 300_000)
        Report.line("verify: rows a CPU-second", Double(verdict.rows) / (Clock.cpu - used))
        let query = try AuditQuery(.file(path))
        var filter = AuditFilter()
        filter.limit = 1_000_000
        let before = Clock.wall
        var bytes = 0
        try query.export(filter, key: key) { bytes += $0.count }
        Report.line("export: rows/s", 1_000_000 / (Clock.wall - before))
        Report.line("export: bytes", Double(bytes))

        Report.line("most memory in use, without the file's own pages, MiB", Double(Clock.anonymousKilobytes) / 1024, atMost: 200)
    }
}

enum Clock {
    static var wall: Double { seconds(CLOCK_MONOTONIC) }
    static var cpu: Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// `RssAnon` of the process.
    static var anonymousKilobytes: Int {
        guard let file = fopen("/proc/self/status", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, 256, file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if text.hasPrefix("RssAnon:") { return Int(text.dropFirst(8).filter(\.isNumber)) ?? 0 }
        }
        return 0
    }
}

enum Report {
    static func line(_ name: String, _ value: Double, atLeast least: Double? = nil, atMost most: Double? = nil) {
        let shown = value >= 1000 ? String(Int(value.rounded())) : String((value * 100).rounded() / 100)
        var verdict = ""
        if let least { verdict = value >= least ? "  ok (at least \(Int(least)))" : "  MISSED (at least \(Int(least)))" }
        if let most { verdict = value <= most ? "  ok (at most \(Int(most)))" : "  MISSED (at most \(Int(most)))" }
        print(name + String(repeating: " ", count: max(1, 62 - name.utf8.count)) + shown + verdict)
        fflush(nil)
    }
}
