internal import Glibc

/// Opens a log for reading, beside the proxies that write it.
enum AuditReader {
    static func open(_ location: AuditLocation, access: SQLiteConnection.Access = .readOnly) throws(AuditStoreError) -> any Connection {
        let connection: any Connection
        if case .file(let path) = location, Glibc.access(path, F_OK) != 0 { throw .missing }
        do throws(DatabaseError) {
            switch location {
            case .file(let path):
                connection = try SQLiteConnection(path: path, access: access, busyMilliseconds: 10_000)
                // Large reads come from the page cache of the system, without a copy.
                try connection.execute("pragma mmap_size = 1073741824")
                try connection.execute("pragma cache_size = -32768")
            case .server(let url, _):
                connection = try PostgresConnector.connect(url, patience: PostgresConnector.readPatience)
            }
        } catch {
            throw .database(error)
        }
        // A server that nobody has written to yet holds no tables.
        let found = try Migration.check(connection)
        if found == 0 { throw .missing }
        if found < Migration.oldestReadable { throw .olderSchema(found: Int(found), known: Int(Migration.newest)) }
        return connection
    }
}
