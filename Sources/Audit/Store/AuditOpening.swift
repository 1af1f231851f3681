internal import Cryptography
internal import Glibc

/// Opens a log for writing: file modes, schema, place among the writers, and whether its end is still there.
enum AuditOpening {
    /// How long a write waits for another program's lock before requests are refused.
    static let busyMilliseconds: Int32 = 2000

    static func open(_ settings: SQLiteAuditStore.Settings, key: KeyedDigest) throws(AuditStoreError) -> AuditWriter {
        try makeFile(settings.path)
        let place = try WriterPlace(database: settings.path)
        do {
            let connection = try Connection(path: settings.path, access: .readWrite, busyMilliseconds: busyMilliseconds)
            try Migration.check(connection)
            try connection.execute("pragma journal_mode = wal")
            // strict: a commit returns once the disk has it. https://www.sqlite.org/pragma.html#pragma_synchronous
            try connection.execute("pragma synchronous = \(settings.durability == .strict ? "full" : "normal")")
            try connection.execute("pragma cache_size = -8192")
            // 16 MiB between checkpoints: fewer waits for the database file itself.
            try connection.execute("pragma wal_autocheckpoint = 4096")
            try connection.execute("pragma journal_size_limit = 67108864")
            // What is dropped was no text to begin with; overwriting it would double the work of retention.
            try connection.execute("pragma secure_delete = off")
            try Migration.apply(to: connection)
            let head = try openHead(connection, settings.path, writer: place.writer, key: key)
            return try AuditWriter(connection: connection, place: place, head: head, key: key, durability: settings.durability)
        } catch let error as SQLiteError {
            throw .database(error)
        } catch let error as AuditStoreError {
            throw error
        } catch {
            preconditionFailure("a call above throws an error of another type")
        }
    }

    /// Makes the file and its folder, for the owner alone; SQLite gives its side files the same mode.
    private static func makeFile(_ path: String) throws(AuditStoreError) {
        var folder = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            folder += part + "/"
            if folder != "/" && mkdir(folder, 0o700) != 0 && errno != EEXIST && errno != EROFS && errno != EACCES && errno != EISDIR {
                throw .headUnwritable(errno: errno)
            }
        }
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            if errno == ENOSPC || errno == EDQUOT { throw .database(.diskFull) }
            if errno == EACCES || errno == EROFS || errno == EPERM { throw .database(.readOnly) }
            throw .database(.cannotOpen)
        }
        close(file)
    }

    /// Compares the database's end with the link kept outside, and registers a new writer.
    private static func openHead(
        _ connection: Connection, _ path: String, writer: Int64, key: KeyedDigest
    ) throws(AuditStoreError) -> ChainHead {
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
        }
        // The head is there before the first row: from then on, its absence is a fault.
        let head = try ChainHead(path: ChainHead.path(database: path, writer: writer), writer: writer, key: key)
        if let failure = head.write(newest ?? ChainHead.Link(link: 0, hash: .none)) { throw .headUnwritable(errno: failure) }
        do {
            try connection.execute(
                "insert or ignore into writers (writer, link, hash, seq, rolled, rolled_seq) values (\(writer), 0, zeroblob(32), 0, 0, 0)")
        } catch {
            throw .database(error)
        }
        return head
    }

    /// The newest link of a writer as the database has it.
    static func read(_ connection: Connection, writer: Int64) throws(SQLiteError) -> ChainHead.Link? {
        let read = try connection.prepare("select link, hash from writers where writer = ?")
        read.bind(1, writer)
        guard try read.step() else { return nil }
        guard let hash = read.hash(1) else { throw SQLiteError.damaged }
        return ChainHead.Link(link: read.integer(0), hash: hash)
    }
}
