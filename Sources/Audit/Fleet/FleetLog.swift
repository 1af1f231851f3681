internal import Cryptography
internal import Glibc

/// The log on a PostgreSQL server that proxies share, each with a chain of its own.
///
/// While the server is away, nothing is recorded and requests are refused; after `spool` the chain goes on in a file of this machine, and
/// when the server is back, what is there is copied to it before anything newer.
final class FleetLog: GroupWriter {
    private enum State {
        /// Groups go to the server.
        case direct(AuditWriter)
        /// They go nowhere.
        case away(since: ContinuousClock.Instant)
        /// They go to the spool.
        case spooling(AuditWriter)
    }

    private let url: String
    private let path: String
    private let spoolAfter: Duration?
    private let durability: AuditDurability
    private let key: KeyedDigest
    private let place: WriterPlace
    private let onTrouble: @Sendable (AuditTrouble) -> Void

    private var state: State
    /// Nil until the server was reached once.
    private var chain: WriterChain?
    private var connector: PostgresConnector?
    private var drain: SpoolDrain?
    private var nextTry = ContinuousClock.now
    private var pause: Duration = .milliseconds(500)

    /// The longest pause between two tries to connect.
    private static let longestPause: Duration = .seconds(15)
    /// How long a try may keep the thread while nothing can be recorded anyway.
    private static let patience: Duration = .milliseconds(400)

    /// Opens the log. A server that is away is waited for; one that refuses, or holds what it should not, is a failure.
    init(
        _ settings: AuditStore.Settings, url: String, key: KeyedDigest, onTrouble: @escaping @Sendable (AuditTrouble) -> Void
    ) throws(AuditStoreError) {
        self.url = url
        path = settings.path
        spoolAfter = settings.spool
        durability = settings.durability
        self.key = key
        self.onTrouble = onTrouble
        try AuditOpening.makeFile(settings.path, isMade: false)
        place = try WriterPlace(database: settings.path)
        state = .away(since: .now)
        do throws(AuditStoreError) {
            let connection: PostgresConnection
            do throws(DatabaseError) {
                connection = try PostgresConnector.connect(url, patience: PostgresConnector.writePatience)
            } catch {
                throw .database(error)
            }
            try open(connection)
        } catch {
            guard case .database(let inner) = error, inner.kind == .away else { throw error }
            onTrouble(.failing(inner))
            try goOnWithSpool()
        }
    }

    private var headPath: String { FleetFiles.head(path, place: place.number) }
    private var spoolPath: String { FleetFiles.spool(path, place: place.number) }

    var needsTick: Bool {
        switch state {
        case .direct(let writer): writer.needsTick
        case .away: true
        case .spooling: true
        }
    }

    var isBusy: Bool { drain != nil }
    var isInDoubt: Bool { chain?.doubt != nil }

    func write(_ items: [AuditItem], isTick: Bool) throws(AuditProblem) -> Int32? {
        do throws(DatabaseError) {
            if case .away(let since) = state { try comeBack(since) }
            if case .spooling = state { goOnDraining() }
            switch state {
            case .direct(let writer):
                guard !items.isEmpty || writer.needsTick else { return nil }
                do throws(DatabaseError) {
                    return try writer.write(items[...], isTick: isTick)
                } catch {
                    state = .away(since: .now)
                    nextTry = .now
                    throw error
                }
            case .spooling(let writer): return try writer.write(items[...], isTick: isTick)
            case .away: throw DatabaseError(.away)
            }
        } catch {
            throw .database(error)
        }
    }

    func prune(olderThan: UTCTime, rows: Int) throws(DatabaseError) -> Int {
        // Nothing to complain of: a server that is away says so itself, and the rows are there when it is back.
        guard case .direct(let writer) = state else { return 0 }
        return try AuditPruner.step(writer.connection, key: key, olderThan: olderThan, rows: rows)
    }

    func finish() {
        switch state {
        case .direct(let writer), .spooling(let writer): writer.finish()
        case .away: chain?.head.synchronize()
        }
    }

    // MARK: The server

    /// Finds this program's chain on the server, or begins one.
    private func open(_ connection: PostgresConnection) throws(AuditStoreError) {
        try Migration.apply(to: connection)
        let known = chain
        if known == nil { chain = try findChain(connection) }
        guard let chain else { return }
        do throws(DatabaseError) {
            try connection.waitForDisk(durability == .strict)
            try connection.execute("set idle_in_transaction_session_timeout = '60s'")
            if let spool = try Spool.open(spoolPath, writer: chain.writer) {
                chain.tip = spool.tip
                state = .spooling(try Spool.begin(spoolPath, chain: chain))
                drain = try SpoolDrain(connection, spool: spool, chain: chain)
            } else {
                state = .direct(try AuditWriter(connection: connection, chain: chain))
            }
        } catch {
            if known == nil { self.chain = nil }
            throw .database(error)
        }
    }

    private func findChain(_ connection: PostgresConnection) throws(AuditStoreError) -> WriterChain {
        let kept = ChainHead.read(path: headPath, writer: nil, key: key, width: .fleet)
        var writer = kept.writer
        var tip = ChainHead.Link(link: 0, hash: .none)
        do {
            switch kept.contents {
            case .unreadable: throw AuditStoreError.headUnreadable
            case .missing:
                writer = try connection.transaction { () throws(DatabaseError) -> Int64 in
                    let next = (try connection.integer("select max(writer) from writers") ?? 0) + 1
                    try AuditOpening.register(connection, writer: next, at: tip, seq: 0)
                    return next
                }
            case .link(let link, _):
                if let newest = try AuditOpening.read(connection, writer: writer) {
                    tip = newest
                } else {
                    try AuditOpening.register(connection, writer: writer, at: tip, seq: 0)
                }
                let spool = try Spool.open(spoolPath, writer: writer)
                if link.link > max(tip.link, spool?.tip.link ?? 0) || (link.link == tip.link && link.hash != tip.hash) {
                    throw AuditStoreError.cutOff(link: Int(link.link), newest: Int(tip.link))
                }
                try AuditOpening.checkEnd(connection, writer: writer, tip: tip)
            }
        } catch let error as AuditStoreError {
            throw error
        } catch let error as DatabaseError {
            throw .database(error)
        } catch {
            preconditionFailure("nothing else is thrown above")
        }
        let head = try ChainHead(path: headPath, writer: writer, key: key, width: .fleet)
        if case .missing = kept.contents, let failure = head.write(tip) { throw .headUnwritable(errno: failure) }
        return WriterChain(writer: writer, tip: tip, key: key, durability: durability, head: head, place: place)
    }

    /// Tries to reach a server that is away; begins to spool when that has lasted too long.
    private func comeBack(_ since: ContinuousClock.Instant) throws(DatabaseError) {
        var reason = DatabaseError(.away)
        do throws(AuditStoreError) {
            if let connection = try connect(within: Self.patience) { return try open(connection) }
        } catch {
            guard case .database(let inner) = error else { throw .damaged }
            // A chain that does not go on as it should is not gone on with elsewhere.
            if inner.kind == .corrupt { throw inner }
            reason = inner
        }
        guard let chain, let spoolAfter, .now - since >= spoolAfter else { throw reason }
        state = .spooling(try Spool.begin(spoolPath, chain: chain))
        nextTry = .now + pause
        onTrouble(.spooling)
    }

    /// At the start, with the server away: goes on where a spool ends, if there is one. Otherwise where the chain ends is not known.
    private func goOnWithSpool() throws(AuditStoreError) {
        let kept = ChainHead.read(path: headPath, writer: nil, key: key, width: .fleet)
        do throws(DatabaseError) {
            guard case .link = kept.contents, let spool = try Spool.open(spoolPath, writer: kept.writer) else { return }
            let chain = WriterChain(
                writer: kept.writer, tip: spool.tip, key: key, durability: durability,
                head: try Self.head(headPath, writer: kept.writer, key), place: place)
            self.chain = chain
            state = .spooling(try Spool.begin(spoolPath, chain: chain))
        } catch {
            throw .database(error)
        }
    }

    private static func head(_ path: String, writer: Int64, _ key: KeyedDigest) throws(DatabaseError) -> ChainHead {
        do throws(AuditStoreError) {
            return try ChainHead(path: path, writer: writer, key: key, width: .fleet)
        } catch {
            throw DatabaseError(.cannotOpen)
        }
    }

    /// Goes on with connecting. Nil: not there yet.
    private func connect(within time: Duration) throws(AuditStoreError) -> PostgresConnection? {
        do throws(DatabaseError) {
            if connector == nil {
                guard .now >= nextTry else { return nil }
                connector = try PostgresConnector(url, patience: PostgresConnector.writePatience)
            }
            guard let connection = try connector?.advance(within: time) else { return nil }
            connector = nil
            pause = .milliseconds(500)
            return connection
        } catch {
            connector = nil
            nextTry = .now + pause
            pause = min(pause * 2, Self.longestPause)
            throw .database(error)
        }
    }

    /// Copies some of the spool, or looks whether the server is back. A failure here only means that the spool stays in use.
    private func goOnDraining() {
        guard let chain else { return }
        do {
            if drain == nil, let connection = try connect(within: .zero), let spool = try Spool.open(spoolPath, writer: chain.writer) {
                try Migration.apply(to: connection)
                try connection.waitForDisk(true)
                try connection.execute("set idle_in_transaction_session_timeout = '60s'")
                drain = try SpoolDrain(connection, spool: spool, chain: chain)
            }
            guard let drain, try drain.step() else { return }
            // The spool's rows are on the server, and so nothing is lost whatever happens from here on.
            self.drain = nil
            state = .away(since: .now)
            Spool.remove(spoolPath)
            onTrouble(.drained(rows: drain.rows))
            try drain.connection.waitForDisk(durability == .strict)
            state = .direct(try AuditWriter(connection: drain.connection, chain: chain))
        } catch {
            drain = nil
            nextTry = max(nextTry, .now + pause)
        }
    }
}
