internal import CSQLite

/// One connection to a database. It is used by one thread at a time, which its owner sees to; hence SQLite's own locks are off.
final class Connection {
    /// What the connection may do.
    enum Access {
        case readOnly
        case readWrite
    }

    private let handle: OpaquePointer

    /// SQLite's count of its memory takes a lock for each allocation, and nobody reads it. Once a process, before anything else.
    private static let isConfigured: Bool = hopguard_configure_without_memory_statistics() == SQLITE_OK

    /// Opens a database file; `readWrite` creates it when it is not there.
    init(path: String, access: Access, busyMilliseconds: Int32) throws(SQLiteError) {
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
            throw SQLiteError(code: code == SQLITE_OK ? SQLITE_NOMEM : code)
        }
        handle = opened
        sqlite3_busy_timeout(handle, busyMilliseconds)
    }

    deinit {
        sqlite3_close_v2(handle)
    }

    /// Runs statements that return no rows.
    func execute(_ sql: String) throws(SQLiteError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        if code != SQLITE_OK { throw SQLiteError(code: code) }
    }

    /// Compiles a statement that will run many times.
    func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        var compiled: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
        guard code == SQLITE_OK, let compiled else { throw SQLiteError(code: code) }
        return Statement(compiled)
    }

    /// The first column of the first row as a number; nil when there is no row or it is NULL.
    func integer(_ sql: String) throws(SQLiteError) -> Int64? {
        let statement = try prepare(sql)
        guard try statement.step(), !statement.isNull(0) else { return nil }
        return statement.integer(0)
    }

    /// The first column of the first row as text; nil when there is no row or it is NULL.
    func text(_ sql: String) throws(SQLiteError) -> String? {
        let statement = try prepare(sql)
        guard try statement.step(), !statement.isNull(0) else { return nil }
        return statement.text(0)
    }

    /// Rows changed by the latest statement.
    var changes: Int { Int(sqlite3_changes64(handle)) }

    /// Ends an open transaction without its changes. Its own failure says nothing new: the transaction is gone either way.
    func rollBack() {
        if sqlite3_get_autocommit(handle) == 0 { sqlite3_exec(handle, "rollback", nil, nil, nil) }
    }

    /// Runs `body` in one transaction that can write from its start.
    func transaction<T>(_ body: () throws(SQLiteError) -> T) throws(SQLiteError) -> T {
        try execute("begin immediate")
        do {
            let value = try body()
            try execute("commit")
            return value
        } catch {
            rollBack()
            throw error
        }
    }
}
