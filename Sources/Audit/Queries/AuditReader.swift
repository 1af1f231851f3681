internal import Glibc

/// Opens a log for reading, beside a proxy that writes it.
enum AuditReader {
    static func open(_ path: String, access: Connection.Access = .readOnly) throws(AuditStoreError) -> Connection {
        guard Glibc.access(path, F_OK) == 0 else { throw .missing }
        let connection: Connection
        do {
            connection = try Connection(path: path, access: access, busyMilliseconds: 10_000)
            // Large reads come from the page cache of the system, without a copy.
            try connection.execute("pragma mmap_size = 1073741824")
            try connection.execute("pragma cache_size = -32768")
        } catch {
            throw .database(error)
        }
        try Migration.check(connection)
        return connection
    }
}
