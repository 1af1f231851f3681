internal import Cryptography
internal import Glibc

/// Opens a log for writing: file modes, schema, place among the writers, and whether its end is still there.
enum AuditOpening {
    /// How long a write waits for another program's lock before requests are refused.
    static let busyMilliseconds: Int32 = 2000

    static func open(_ settings: AuditStore.Settings, key: KeyedDigest) throws(AuditStoreError) -> AuditWriter {
        try makeFile(settings.path)
        let place = try WriterPlace(database: settings.path)
        do {
            let connection = try file(settings.path, waitsForDisk: settings.durability == .strict)
            try overwriteDropped(connection, keepsBodies: settings.keepsBodies)
            let writer = Int64(place.number)
            let (head, tip) = try openHead(connection, settings.path, writer: writer, key: key)
            let chain = WriterChain(
                writer: writer, tip: tip, key: key, durability: settings.durability, head: head, place: place)
            return try AuditWriter(connection: connection, chain: chain)
        } catch let error as DatabaseError {
            throw .database(error)
        } catch let error as AuditStoreError {
            throw error
        } catch {
            preconditionFailure("a call above throws an error of another type")
        }
    }

    /// Opens a database file for writing, with this program's schema.
    static func file(_ path: String, waitsForDisk: Bool) throws -> SQLiteConnection {
        try makeFile(path)
        let connection = try SQLiteConnection(path: path, access: .readWrite, busyMilliseconds: busyMilliseconds)
        try Migration.check(connection)
        try connection.execute("pragma journal_mode = wal")
        try connection.waitForDisk(waitsForDisk)
        try connection.execute("pragma cache_size = -8192")
        // 16 MiB between checkpoints: fewer waits for the database file itself.
        try connection.execute("pragma wal_autocheckpoint = 4096")
        try connection.execute("pragma journal_size_limit = 67108864")
        try Migration.apply(to: connection)
        return connection
    }

    /// Whether dropped rows are overwritten: bodies are; rows, which hold no text, would only double the work of retention.
    static func overwriteDropped(_ connection: any Connection, keepsBodies: Bool = false) throws(DatabaseError) {
        guard connection.dialect == .sqlite else { return }
        var isText = keepsBodies
        if !isText { isText = try connection.integer("select 1 from bodies limit 1") == 1 }
        try connection.execute("pragma secure_delete = \(isText ? "on" : "off")")
    }

    /// Makes the file and its folder, or the folder only, for the owner alone; SQLite gives its side files the same mode.
    static func makeFile(_ path: String, isMade: Bool = true) throws(AuditStoreError) {
        var folder = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            folder += part + "/"
            if folder != "/" && mkdir(folder, 0o700) != 0 && errno != EEXIST && errno != EROFS && errno != EACCES && errno != EISDIR {
                throw .headUnwritable(errno: errno)
            }
        }
        guard isMade else { return }
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            if errno == ENOSPC || errno == EDQUOT { throw .database(DatabaseError(.full)) }
            if errno == EACCES || errno == EROFS || errno == EPERM { throw .database(DatabaseError(.readOnly)) }
            throw .database(DatabaseError(.cannotOpen))
        }
        close(file)
    }

    /// Compares the database's end with the link kept outside, and registers a new writer.
    private static func openHead(
        _ connection: any Connection, _ path: String, writer: Int64, key: KeyedDigest
    ) throws(AuditStoreError) -> (ChainHead, ChainHead.Link) {
        let kept = ChainHead.read(database: path, writer: writer, key: key)
        let newest: ChainHead.Link?
        do {
            newest = try read(connection, writer: writer)
        } catch {
            throw .database(error)
        }
        switch (kept, newest) {
        case (.missing, nil), (.missing, .some(ChainHead.Link(link: 0, hash: .none))): break
        case (.missing, .some): throw .headMissing
        case (.unreadable, _): throw .headUnreadable
        case (.link(let link, _), nil):
            if link.link > 0 { throw .cutOff(link: Int(link.link), newest: 0) }
        case (.link(let link, _), .some(let newest)):
            if link.link > newest.link || (link.link == newest.link && link.hash != newest.hash) {
                throw .cutOff(link: Int(link.link), newest: Int(newest.link))
            }
            try checkEnd(connection, writer: writer, tip: newest)
        }
        // The head is there before the first row: from then on, its absence is a fault.
        let tip = newest ?? ChainHead.Link(link: 0, hash: .none)
        let head = try ChainHead(path: ChainHead.path(database: path, writer: writer), writer: writer, key: key)
        if let failure = head.write(tip) { throw .headUnwritable(errno: failure) }
        if newest == nil {
            do {
                try register(connection, writer: writer, at: tip, seq: 0)
            } catch {
                throw .database(error)
            }
        }
        return (head, tip)
    }

    /// Adds a writer to those of a database.
    static func register(
        _ connection: any Connection, writer: Int64, at tip: ChainHead.Link, seq: Int64
    ) throws(DatabaseError) {
        let insert = try connection.prepare(
            """
            insert into writers (writer, link, hash, seq, rolled, rolled_seq) values (?, ?, ?, ?, ?, ?) on conflict (writer) do nothing
            """)
        insert.bind(1, writer)
        insert.bind(2, tip.link)
        insert.bind(3, tip.hash)
        insert.bind(4, seq)
        insert.bind(5, tip.link)
        insert.bind(6, seq)
        try insert.run()
        try connection.settle()
    }

    /// Refuses a log whose newest rows were deleted while the table of writers still tells of them.
    static func checkEnd(_ connection: any Connection, writer: Int64, tip: ChainHead.Link) throws(AuditStoreError) {
        let newest: Int64
        do throws(DatabaseError) {
            guard tip.link > 0, try connection.integer("select link from seals where writer = \(writer)") ?? 0 < tip.link else { return }
            // The newest event is nearly always in one of the newest rows, so that this ends at once.
            let holds = try connection.integer(
                "select 1 from requests where writer = \(writer) and coalesce(closed, opened) = \(tip.link) order by seq desc limit 1")
            guard holds == nil else { return }
            newest = try connection.integer("select max(coalesce(closed, opened)) from requests where writer = \(writer)") ?? 0
        } catch {
            throw .database(error)
        }
        throw .cutOff(link: Int(tip.link), newest: Int(newest))
    }

    /// The newest link of a writer as the database has it.
    static func read(_ connection: any Connection, writer: Int64) throws(DatabaseError) -> ChainHead.Link? {
        let read = try connection.prepare("select link, hash from writers where writer = ?")
        read.bind(1, writer)
        defer { read.reset() }
        guard try read.step() else { return nil }
        guard let hash = read.hash(1) else { throw DatabaseError.damaged }
        return ChainHead.Link(link: read.integer(0), hash: hash)
    }
}
