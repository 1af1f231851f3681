internal import CSQLite

/// One connection to a database. It is used by one thread at a time, which its owner sees to; hence SQLite's own locks are off.
final class SQLiteConnection: Connection {
    let dialect = Dialect.sqlite

    /// What the connection may do.
    enum Access {
        case readOnly
        case readWrite
    }

    private let handle: OpaquePointer

    /// SQLite's count of its memory takes a lock for each allocation, and nobody reads it. Once a process, before anything else.
    private static let isConfigured: Bool = hopguard_configure_without_memory_statistics() == SQLITE_OK

    /// Opens a database file; `readWrite` creates it when it is not there.
    init(path: String, access: Access, busyMilliseconds: Int32) throws(DatabaseError) {
        _ = Self.isConfigured
        let flags: Int32 =
            switch access {
            case .readOnly: SQLITE_OPEN_READONLY
            case .readWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let opened else {
            sqlite3_close_v2(opened)
            throw DatabaseError(sqlite: code == SQLITE_OK ? SQLITE_NOMEM : code)
        }
        handle = opened
        sqlite3_busy_timeout(handle, busyMilliseconds)
    }

    private var newestSeq: SQLiteStatement?

    deinit {
        sqlite3_close_v2(handle)
    }

    /// Runs statements that return no rows.
    func execute(_ sql: String) throws(DatabaseError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        if code != SQLITE_OK { throw DatabaseError(sqlite: code) }
    }

    /// Compiles a statement that will run many times.
    func prepare(_ sql: String) throws(DatabaseError) -> any Statement { try compile(sql) }

    private func compile(_ sql: String) throws(DatabaseError) -> SQLiteStatement {
        var compiled: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
        guard code == SQLITE_OK, let compiled else { throw DatabaseError(sqlite: code) }
        return SQLiteStatement(compiled, of: handle)
    }

    func waitForDisk(_ waits: Bool) throws(DatabaseError) {
        // With `full`, a commit returns once the disk has it. https://www.sqlite.org/pragma.html#pragma_synchronous
        try execute("pragma synchronous = \(waits ? "full" : "normal")")
    }

    func beginWriting() throws(DatabaseError) { try execute("begin immediate") }

    func beginReading() throws(DatabaseError) { try execute("begin") }

    func reserveRows(_ count: Int) throws(DatabaseError) -> Int64 {
        // Another writer of the same file may have added rows.
        let newest: SQLiteStatement
        if let newestSeq { newest = newestSeq } else { newest = try compile("select max(seq) from requests") }
        newestSeq = newest
        defer { newest.reset() }
        return try newest.step() && !newest.isNull(0) ? newest.integer(0) : 0
    }

    /// Ends an open transaction without its changes. Its own failure says nothing new: the transaction is gone either way.
    func rollBack() {
        if sqlite3_get_autocommit(handle) == 0 { sqlite3_exec(handle, "rollback", nil, nil, nil) }
    }
}
