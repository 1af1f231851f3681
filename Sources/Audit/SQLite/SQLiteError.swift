internal import CSQLite

/// What SQLite refused. It holds SQLite's own code and no SQL, no value and no path, so it may be logged.
///
/// Codes: https://www.sqlite.org/rescode.html
public struct SQLiteError: Error, Sendable, Equatable {
    /// What the code means to whoever runs the program.
    public enum Kind: String, Sendable {
        case busy = "another program holds the audit database's write lock"
        case full = "the disk is full"
        case corrupt = "the audit database is damaged"
        case notADatabase = "the file is not an SQLite database"
        case readOnly = "the audit database cannot be written: check its owner, its mode and its folder's"
        case cannotOpen = "the audit database cannot be opened: check the path and the folder's mode"
        case inputOutput = "the disk gave an error"
        case outOfMemory = "there is no memory left"
        case other = "the audit database gave an error"
    }

    /// The extended result code.
    public let code: Int32

    init(code: Int32) {
        self.code = code
    }

    /// The code's meaning.
    public var kind: Kind {
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
    }
}

extension SQLiteError: CustomStringConvertible {
    public var description: String { "\(kind.rawValue) (SQLite \(code))" }
}

extension SQLiteError {
    /// What the database holds cannot be what this program wrote.
    static let damaged = SQLiteError(code: SQLITE_CORRUPT)
}

extension SQLiteError {
    /// As SQLite would say, had it been asked.
    static let diskFull = SQLiteError(code: SQLITE_FULL)
    static let readOnly = SQLiteError(code: SQLITE_READONLY)
    static let cannotOpen = SQLiteError(code: SQLITE_CANTOPEN)
}
