import Foundation
import Pipeline
import Synchronization
import TestSupport
import Testing

@testable import Audit

@Suite(.serialized, .enabled(if: PostgresServer.programs != nil), .timeLimit(.minutes(2))) struct PostgresTests {
    private static func store(
        _ sample: AuditSample, _ url: String, _ durability: AuditDurability = .strict, spool: Duration? = nil,
        onTrouble: @escaping @Sendable (AuditTrouble) -> Void = { _ in }
    ) throws -> AuditStore {
        var settings = AuditStore.Settings(path: sample.path, durability: durability)
        settings.postgres = url
        settings.spool = spool
        return try AuditStore(settings, key: sample.key, onTrouble: onTrouble)
    }

    /// Exchanges at once, over and over, until told to stop. Answers the ids of those whose admission and outcome were acknowledged.
    private static func load(_ store: AuditStore, from: Int, while goesOn: @escaping @Sendable (Int) -> Bool) async -> [String] {
        await withTaskGroup(of: [String].self) { group in
            for worker in 0..<8 {
                group.addTask {
                    var done: [String] = []
                    var n = from + worker
                    while goesOn(n) {
                        let row = AuditSample.admission(n)
                        do {
                            try await store.admit(row)
                            try await store.close(row, AuditSample.outcome(n))
                            done.append(row.id)
                        } catch { await Task.yield() }
                        n += 8
                    }
                    return done
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }

    private static func ids(_ connection: PostgresConnection) throws -> [String: Int] {
        var found: [String: Int] = [:]
        let select = try connection.prepare("select id from requests where closed is not null")
        while try select.step() { found[select.text(0), default: 0] += 1 }
        return found
    }

    @Test func `a log on a server answers as a file does`() async throws {
        let server = try PostgresServer()
        for durability in [AuditDurability.strict, .batched] {
            let name = "same_\(durability.rawValue)"
            let url = try server.database(name)
            let (there, here) = (AuditSample(), AuditSample())
            let stores = (try Self.store(there, url, durability), try here.store(durability))
            for store in [stores.0, stores.1] {
                try await here.fill(store, 0..<40)
                let never = AuditSample.admission(100)
                var refused = OutcomeRow()
                refused.id = never.id
                refused.status = 401
                refused.reason = "unauthorized"
                try await store.close(never, refused)
                var hostile = AuditSample.admission(101)
                hostile.modelAsked = "a\u{0}b\u{1B}[31m'; drop table requests; -- \\ % _"
                hostile.entities = [EntityRow(type: "US_SSN", action: "block", recognizer: "ssn", count: 1)]
                try await store.admit(hostile)
                var cost = AuditSample.outcome(101)
                cost.cost = 1_250_000
                cost.tokensAreEstimated = true
                cost.entities = [EntityRow(type: "PERSON", action: "surrogate", recognizer: "tagger", count: 2)]
                try await store.close(hostile, cost)
                try await store.admit(AuditSample.admission(102))
                store.shutDown()
            }
            let places: [AuditLocation] = [.server(url, beside: there.path), .file(here.path)]
            for place in places {
                let verdict = try AuditVerifier.verify(place, key: here.key)
                #expect(verdict.isSound, "\(verdict.faults)")
                #expect(verdict.rows == 43 && verdict.open == 1)
            }
            let (remote, local) = (try AuditQuery(places[0]), try AuditQuery(places[1]))
            var filters = [AuditFilter()]
            for change: (inout AuditFilter) -> Void in [
                { $0.key = "alice" }, { $0.key = "a*" }, { $0.key = "al%" }, { $0.status = .inClass(4) }, { $0.entity = "EMAIL*" },
                { $0.model = "gpt-?est" },
                {
                    $0.host = "one"; $0.limit = 3
                }, { $0.since = UTCTime(microseconds: AuditSample.start + 5_000_000) },
                { $0.model = "*drop table*" }, { $0.decision = "refused" },
            ] {
                var filter = AuditFilter()
                change(&filter)
                filters.append(filter)
            }
            for filter in filters {
                func lines(_ query: AuditQuery) throws -> [String] {
                    try query.list(filter, withAttempts: true).map { row in
                        var row = row
                        (row.seq, row.writer) = (0, 0)
                        return AuditJSON.line(row)
                    }
                }
                #expect(try lines(remote) == lines(local))
                for dimension in AuditDimension.allCases {
                    for blocks in [0, 128] {
                        let counts = try (
                            remote.stats(filter, by: dimension, rowBlocks: blocks), local.stats(filter, by: dimension, rowBlocks: blocks)
                        )
                        #expect(AuditJSON.stats(counts.0) == AuditJSON.stats(counts.1), "\(dimension) \(blocks)")
                    }
                    guard dimension.isTime else { continue }
                    #expect(
                        try remote.entityTimeline(filter, by: dimension, rowBlocks: 0)
                            == local.entityTimeline(filter, by: dimension, rowBlocks: 0))
                }
            }
            let row = try #require(try remote.show("client-5").first)
            #expect(try remote.isSound(row, key: there.key))
            var lines: [[UInt8]] = []
            try remote.export(AuditFilter(), key: there.key) { lines.append($0) }
            var left = lines[...]
            #expect(AuditExportVerifier.verify(key: there.key) { left.popFirst() }.isSound)
            #expect(
                try AuditPruner.prune(places[0], key: there.key, olderThan: UTCTime(microseconds: AuditSample.start + 20_000_000)) == 20)
            let pruned = try AuditVerifier.verify(places[0], key: there.key)
            #expect(pruned.isSound && pruned.rows == 23, "\(pruned.faults)")
            // Somebody changes a row, removes one, cuts off the end.
            let db = try server.connect(name)
            for (sql, expected) in [
                ("update requests set model_sent = 'other' where id = '\(AuditSample.admission(30).id)'", AuditFault.Kind.changed),
                ("delete from requests where opened = 65", .removed(from: 65, to: 66)),
            ] {
                try db.execute(sql)
                #expect(try AuditVerifier.verify(places[0], key: there.key).faults.contains { $0.kind == expected }, "\(sql)")
            }
            try db.execute("delete from requests where coalesce(closed, opened) > 70; update writers set link = 70")
            let cut = try AuditVerifier.verify(places[0], key: there.key)
            #expect(cut.faults.contains { if case .cutOff = $0.kind { true } else { false } }, "\(cut.faults)")
            #expect(throws: AuditStoreError.self) { try Self.store(there, url) }
        }
    }

    @Test func `proxies share a server, each with a chain of its own, also over a restart`() async throws {
        let server = try PostgresServer()
        let url = try server.database("shared")
        let samples = [AuditSample(), AuditSample(), AuditSample()]
        for round in 0..<2 {
            let stores = try samples.enumerated().map { try Self.store($1, url, $0 == 1 ? .batched : .strict) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (at, store) in stores.enumerated() {
                    group.addTask {
                        for n in 0..<60 {
                            let row = AuditSample.admission(round * 1000 + at * 100 + n)
                            try await store.admit(row)
                            try await store.close(row, AuditSample.outcome(round * 1000 + at * 100 + n))
                        }
                    }
                }
                try await group.waitForAll()
            }
            for store in stores { store.shutDown() }
        }
        for sample in samples {
            let verdict = try AuditVerifier.verify(.server(url, beside: sample.path), key: sample.key)
            #expect(verdict.isSound, "\(verdict.faults)")
            #expect(verdict.rows == 360 && verdict.chains.map(\.writer) == [1, 2, 3])
        }
        #expect(try AuditQuery(.server(url, beside: samples[0].path)).stats(AuditFilter(), by: .key, rowBlocks: 0).total.requests == 360)
    }

    @Test func `a server killed under load loses nothing that was acknowledged`() async throws {
        let server = try PostgresServer()
        let url = try server.database("killed")
        let sample = AuditSample()
        let store = try Self.store(sample, url)
        let phase = Atomic<Int>(0)
        async let acknowledged = Self.load(store, from: 0) { n in n < 1_000_000 && phase.load(ordering: .relaxed) < 2 }
        for _ in 0..<2 {
            let before = store.eventsWritten
            try await waitUntil("300 events are written") { store.eventsWritten >= before + 300 }
            server.kill()
            try await waitUntil("the log misses its server") { store.isFailing }
            try server.start()
            try await waitUntil("the log is written again") { !store.isFailing }
            phase.add(1, ordering: .relaxed)
        }
        let ids = await acknowledged
        store.shutDown()
        let found = try Self.ids(server.connect("killed"))
        #expect(ids.count > 100)
        #expect(ids.allSatisfy { found[$0] == 1 })
        let verdict = try AuditVerifier.verify(.server(url, beside: sample.path), key: sample.key)
        #expect(verdict.isSound, "\(verdict.faults)")
    }

    @Test func `while the server is away rows wait here, and are there afterwards, in one chain`() async throws {
        let server = try PostgresServer()
        let url = try server.database("spooled")
        let sample = AuditSample()
        let troubles = Troubles()
        let open = AuditSample.admission(900_000)
        let bridged = AuditSample.admission(900_001)
        let store = try Self.store(sample, url, spool: .zero) { troubles.add($0) }
        try await store.admit(open)
        let goesOn = Atomic<Bool>(true)
        async let acknowledged = Self.load(store, from: 0) { n in n < 500_000 && goesOn.load(ordering: .relaxed) }
        try await waitUntil("300 events are written") { store.eventsWritten >= 300 }
        server.kill()
        try await waitUntil("rows go to the spool") { troubles.list.contains(.spooling) }
        let spooled = store.eventsWritten
        try await waitUntil("1,500 events are in the spool") { store.eventsWritten >= spooled + 1500 }
        // Its row is on the server, its outcome is not; and one that is admitted here and ends there.
        try await store.close(
            nil,
            {
                var row = AuditSample.outcome(900_000); row.id = open.id; return row
            }())
        try await store.admit(bridged)
        // What waits is no gap.
        try server.start()
        try await waitUntil("the spool is drained") { troubles.list.contains { if case .drained = $0 { true } else { false } } }
        let drained = store.eventsWritten
        try await waitUntil("200 events more are on the server") { store.eventsWritten >= drained + 200 }
        try await store.close(
            nil,
            {
                var row = AuditSample.outcome(900_001); row.id = bridged.id; return row
            }())
        goesOn.store(false, ordering: .relaxed)
        let ids = await acknowledged
        store.shutDown()
        #expect(!FileManager.default.fileExists(atPath: sample.path + ".spool"))
        let found = try Self.ids(server.connect("spooled"))
        #expect(ids.count > 600 && ids.allSatisfy { found[$0] == 1 })
        #expect(found[open.id] == 1 && found[bridged.id] == 1)
        let place = AuditLocation.server(url, beside: sample.path)
        let verdict = try AuditVerifier.verify(place, key: sample.key)
        #expect(verdict.isSound, "\(verdict.faults)")
        // Counts and filters know the rows that waited.
        let query = try AuditQuery(place)
        #expect(try query.stats(AuditFilter(), by: .day, rowBlocks: 0).total.requests == verdict.rows - verdict.open)
        var filter = AuditFilter()
        filter.key = "alice"
        let alice = found.keys.count { id in
            (0..<900_002).contains(Int(id.dropFirst(4).prefix(8), radix: 16)!) && Int(id.dropFirst(4).prefix(8), radix: 16)! % 3 == 0
        }
        #expect(try query.list(filter).count { $0.closed != nil } == alice)
    }

    @Test func `a program that starts while the server is away goes on with what waits here`() async throws {
        let server = try PostgresServer()
        let url = try server.database("restarted")
        let sample = AuditSample()
        var store = try Self.store(sample, url, spool: .zero)
        try await sample.fill(store, 0..<3)
        server.kill()
        try await waitUntil("rows are taken while the server is away") { (try? await sample.fill(store, 3..<6)) != nil }
        store.shutDown()
        // Nothing is missing: it waits here.
        store = try Self.store(sample, url, spool: .zero)
        try await sample.fill(store, 10..<14)
        store.shutDown()
        try server.start()
        let troubles = Troubles()
        store = try Self.store(sample, url, spool: .zero) { troubles.add($0) }
        try await waitUntil("the server has what waited") { !troubles.list.isEmpty }
        try await sample.fill(store, 20..<22)
        store.shutDown()
        let verdict = try AuditVerifier.verify(.server(url, beside: sample.path), key: sample.key)
        #expect(verdict.isSound, "\(verdict.faults)")
        let found = try Self.ids(server.connect("restarted"))
        #expect((Array(0..<3) + Array(10..<14) + Array(20..<22)).allSatisfy { found[AuditSample.admission($0).id] == 1 })
    }

    @Test func `rows that replace one another in one group are sent in their order`() throws {
        let server = try PostgresServer()
        _ = try server.database("gathered")
        let db = try server.connect("gathered")
        try db.execute("create table t (n bigint primary key, word text, share double precision, mark bytea)")
        let rows = try db.prepareInsert("t", ["n", "word", "share", "mark"], replaces: true)
        let numbers = Array(0..<700) + [5, 5, 6, 699, 3]
        for (at, n) in numbers.enumerated() {
            rows.bind(1, Int64(n))
            rows.bind(2, "ä\u{1F600}'\(at)")
            if at % 2 == 0 { rows.bindNull(3) } else { rows.bind(3, Double(at) + 0.5) }
            rows.bind(4, ChainHash.none)
            try rows.run()
        }
        try db.settle()
        #expect(try db.integer("select count(*) from t") == 700)
        for (n, at) in [(5, 701), (6, 702), (699, 703), (3, 704), (4, 4)] {
            #expect(try db.text("select word from t where n = \(n)") == "ä\u{1F600}'\(at)")
        }
        #expect(try db.integer("select count(*) from t where share is null") == 351)
        #expect(try db.integer("select count(*) from t where length(mark) = 32") == 700)
    }

    @Test func `over TCP the server's certificate and the password are checked`() async throws {
        let server = try PostgresServer(isSecure: true)
        try server.connect().execute("create database secure")
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~")
        let password = try #require(PostgresServer.password.addingPercentEncoding(withAllowedCharacters: allowed))
        func url(_ password: String, host: String = "localhost", _ mode: String, _ authority: String?) -> String {
            "postgresql://guard:\(password)@\(server.address("secure", host: host))?sslmode=\(mode)"
                + (authority.map { "&sslrootcert=\($0)" } ?? "")
        }
        let sample = AuditSample()
        let good = url(password, "verify-full", server.authority)
        let store = try Self.store(sample, good)
        try await sample.fill(store, 0..<5)
        store.shutDown()
        let verdict = try AuditVerifier.verify(.server(good, beside: sample.path), key: sample.key)
        #expect(verdict.isSound && verdict.rows == 5, "\(verdict.faults)")
        #expect(
            try server.connect("secure").text("select version from pg_stat_ssl join pg_stat_activity using (pid) where usename = 'guard'")
                ?? "TLSv1.3" == "TLSv1.3")
        for (wrong, kind) in [
            (url(password, "verify-full", server.otherAuthority), DatabaseError.Kind.untrusted),
            // The certificate is for `localhost`.
            (url(password, host: "127.0.0.1", "verify-full", server.authority), .untrusted),
            (url("hunter" + "2", "verify-full", server.authority), .signIn), (url(password, "disable", nil), .signIn),
        ] {
            do throws(DatabaseError) {
                _ = try PostgresConnector.connect(wrong, patience: .seconds(10))
                Issue.record("connected")
            } catch {
                #expect(error.kind == kind && !"\(error)".contains("hunter") && !"\(error)".contains(password), "\(error)")
            }
        }
        // As an operator writes it: the password in a file, as the generator made it.
        let folder = sample.folder.path
        try PostgresServer.password.write(toFile: folder + "/pg_password", atomically: true, encoding: .utf8)
        try Data(repeating: 7, count: 32).write(to: URL(fileURLWithPath: folder + "/surrogate.key"))
        for reference in ["${file:pg_password}", "${env:PG_PASSWORD}"] {
            try """
            audit: { path: log.db, postgres: "\(url(reference, "verify-full", server.authority))" }
            surrogates: { secret: "${file:surrogate.key}" }
            """.write(toFile: folder + "/hopguard.yaml", atomically: true, encoding: .utf8)
            let program = Process()
            program.executableURL = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
                .deletingLastPathComponent().appendingPathComponent("hopguard")
            program.arguments = ["audit", "list", "--json", "--config", folder + "/hopguard.yaml"]
            program.environment = ["PG_PASSWORD": PostgresServer.password]
            let out = Pipe()
            program.standardOutput = out
            program.standardError = out
            try program.run()
            let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            program.waitUntilExit()
            #expect(program.terminationStatus == 0 && text.contains(AuditSample.admission(3).id), "\(text)")
        }
    }

    @Test func `what cannot be used is refused, and no password is told`() async throws {
        let server = try PostgresServer()
        let url = try server.database("refused")
        let sample = AuditSample()
        try Self.store(sample, url).shutDown()
        try server.connect("refused").execute("update audit_schema set version = 99")
        #expect(throws: AuditStoreError.newerSchema(found: 99, known: Int(Migration.newest))) { try Self.store(sample, url) }
        #expect(throws: AuditStoreError.newerSchema(found: 99, known: Int(Migration.newest))) {
            try AuditQuery(.server(url, beside: sample.path))
        }
        let foreign = try server.database("foreign_log")
        try server.connect("foreign_log").execute("create table requests (n int)")
        #expect(throws: AuditStoreError.foreignDatabase) { try Self.store(AuditSample(), foreign) }
        for (wrong, kind) in [
            (server.url("nowhere"), DatabaseError.Kind.signIn), (server.url(user: "nobody"), .signIn),
            ("postgresql://u:hunter" + "2@127.0.0.1:1/x", .away), (server.url() + "&sslmode=hunter" + "2", .untrusted),
            ("postgresql://u:hunter" + "2@/x?nothing=1", .signIn),
        ] {
            do {
                _ = try PostgresConnector.connect(wrong, patience: .seconds(1))
                Issue.record("connected")
            } catch {
                #expect(error.kind == kind && !"\(error)".contains("hunter"), "\(error)")
            }
        }
        // A server that is away at the start is waited for, and nothing is admitted until then.
        let waiting = try Self.store(AuditSample(), "postgresql://u@127.0.0.1:1/x", spool: .zero)
        await #expect(throws: PipelineError.self) { try await waiting.admit(AuditSample.admission(1)) }
        waiting.shutDown()
    }
}
