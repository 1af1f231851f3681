internal import Glibc

/// Rows that wait on this machine for the server: an SQLite file with the log's own tables, in which a chain goes on.
final class Spool {
    /// Rows that are new here have numbers from this one on; a row under it is on the server, and only its outcome is here.
    static let firstSeq: Int64 = 1 << 40

    let path: String
    let connection: SQLiteConnection
    /// The newest link.
    let tip: ChainHead.Link

    private init(path: String, connection: SQLiteConnection, tip: ChainHead.Link) {
        self.path = path
        self.connection = connection
        self.tip = tip
    }

    /// Opens what an earlier time has left; nil when there is nothing.
    static func open(_ path: String, writer: Int64) throws(DatabaseError) -> Spool? {
        guard access(path, F_OK) == 0 else { return nil }
        let connection = try SQLiteConnection(path: path, access: .readWrite, busyMilliseconds: 2000)
        let found = try connection.integer("pragma user_version") ?? 0
        guard found > 0, found <= Migration.newest else { return nil }
        do throws(AuditStoreError) {
            // What an older program has left waits no less.
            if found < Migration.newest { try Migration.apply(to: connection) }
        } catch {
            if case .database(let inner) = error { throw inner }
            throw .damaged
        }
        guard let tip = try AuditOpening.read(connection, writer: writer)
        else { return nil }
        return Spool(path: path, connection: connection, tip: tip)
    }

    /// Begins a spool, or goes on with what is there.
    static func begin(_ path: String, chain: WriterChain) throws(DatabaseError) -> AuditWriter {
        do {
            let connection = try AuditOpening.file(path, waitsForDisk: chain.durability == .strict)
            try AuditOpening.register(connection, writer: chain.writer, at: chain.tip, seq: firstSeq)
            return try AuditWriter(connection: connection, chain: chain)
        } catch let error as DatabaseError {
            throw error
        } catch let error as AuditStoreError {
            if case .database(let inner) = error { throw inner }
            throw DatabaseError(.cannotOpen)
        } catch {
            throw DatabaseError(.other)
        }
    }

    /// Rows that wait.
    var count: Int {
        get throws(DatabaseError) { Int(try connection.integer("select count(*) from requests") ?? 0) }
    }

    /// The link before the first one here.
    func base() throws(DatabaseError) -> Int64 {
        let first = try connection.integer(
            """
            select min(link) from (select min(opened) as link from requests where seq >= \(Self.firstSeq)
            union all select min(closed) from requests)
            """)
        return (first ?? tip.link + 1) - 1
    }

    /// Removes a spool whose rows are on the server.
    static func remove(_ path: String) {
        for end in ["", "-wal", "-shm"] { unlink(path + end) }
    }
}
