internal import CSQLite

/// What the database refused. It holds the database's own code and no SQL, no value, no path and no address, so it may be logged.
public struct DatabaseError: Error, Sendable, Equatable {
    /// What it means to whoever runs the program.
    public enum Kind: String, Sendable {
        case busy = "another program holds the audit database's write lock"
        case full = "the disk is full"
        case corrupt = "the audit database is damaged"
        case notADatabase = "the file is not an SQLite database"
        case readOnly = "the audit database cannot be written: check its owner, its mode and its folder's, or the server's rights"
        case cannotOpen = "the audit database cannot be opened: check the path and the folder's mode"
        case inputOutput = "the disk gave an error"
        case outOfMemory = "there is no memory left"
        case away = "PostgreSQL does not answer: check that it runs, and the host and port of audit.postgres"
        case signIn = "PostgreSQL refuses the sign-in: check the user, password and database of audit.postgres, and pg_hba.conf"
        case untrusted = "PostgreSQL's TLS certificate is not accepted: check sslmode and sslrootcert of audit.postgres"
        case noLibrary = "libpq.so.5 is not installed: audit.postgres needs the package libpq5"
        case other = "the audit database gave an error"
    }

    public let kind: Kind
    /// The database and its own code, such as `SQLite 13` or `PostgreSQL 53100`; empty when it gave none.
    public let code: String

    init(_ kind: Kind, code: String = "") {
        self.kind = kind
        self.code = code
    }

    /// Whether a new connection may help, and what was sent may or may not have been done.
    var isAway: Bool { kind == .away || kind == .signIn || kind == .untrusted }

    /// What the database holds cannot be what this program wrote.
    static let damaged = DatabaseError(.corrupt)
}

extension DatabaseError: CustomStringConvertible {
    public var description: String { code.isEmpty ? kind.rawValue : "\(kind.rawValue) (\(code))" }
}

extension DatabaseError {
    /// Codes: https://www.sqlite.org/rescode.html
    init(sqlite code: Int32) {
        let kind: Kind =
            switch code & 0xff {
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_FULL: .full
            case SQLITE_CORRUPT: .corrupt
            case SQLITE_NOTADB: .notADatabase
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: .readOnly
            case SQLITE_CANTOPEN: .cannotOpen
            case SQLITE_IOERR: .inputOutput
            case SQLITE_NOMEM: .outOfMemory
            default: .other
            }
        self.init(kind, code: "SQLite \(code)")
    }

    /// Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
    init(postgres code: String) {
        let kind: Kind =
            switch code.prefix(2) {
            // Connection lost, shut down, starting, too many connections, a standby that was promoted or not.
            case "08", "57": .away
            case "28", "3D": .signIn
            case "25": code == "25006" ? .away : .other
            case "42": code == "42501" ? .readOnly : .other
            case "53": code == "53100" ? .full : code == "53200" ? .outOfMemory : .away
            case "58": .inputOutput
            case "XX": .corrupt
            default: .other
            }
        self.init(kind, code: "PostgreSQL " + String(code.prefix(5).filter { $0.isASCII && ($0.isLetter || $0.isNumber) }))
    }
}
