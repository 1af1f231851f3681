/// Why the log cannot be opened. Each case says what to do next, and none holds a value of a row.
public enum AuditStoreError: Error, Sendable, Equatable {
    /// The database refused.
    case database(DatabaseError)
    /// The database was made by a newer program.
    case newerSchema(found: Int, known: Int)
    /// The database was made by an older program, and is only read so far: who writes it brings it up to date.
    case olderSchema(found: Int, known: Int)
    /// The file is an SQLite database of something else.
    case foreignDatabase
    /// The newest link kept beside the database is not in it: its end was cut off, or an older copy was put back.
    case cutOff(link: Int, newest: Int)
    /// The file with the newest link is gone while the database has rows.
    case headMissing
    /// The file with the newest link cannot be read, or was written under another key.
    case headUnreadable
    /// The file with the newest link, or the lock file, cannot be written.
    case headUnwritable(errno: Int32)
    /// More programs write this log than it has places for.
    case tooManyWriters(limit: Int)
    /// There is no database at the path.
    case missing
}

extension AuditStoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .database(let error): error.description
        case .newerSchema(let found, let known):
            "the audit database has schema \(found) and this program knows schemas up to \(known): use the newer hopguard that wrote it, "
                + "or another path"
        case .olderSchema(let found, let known):
            "the audit database has schema \(found) of an older hopguard and this one reads schema \(known): start 'hopguard serve' with it "
                + "once, which brings it up to date, or read it with the older program"
        case .foreignDatabase: "the file is a database of another program: choose another path for the audit log"
        case .cutOff(let link, let newest):
            "the audit database ends at link \(newest), but link \(link) was written: its end is gone. Put back the newest copy, "
                + "or move the database and its .head file aside together to begin a new log"
        case .headMissing:
            "the .head file beside the audit database is gone, so a cut-off end would not show. Put it back, "
                + "or move the database aside to begin a new log"
        case .headUnreadable:
            "the .head file beside the audit database is damaged or was written under another secret. Put back the file or the secret, "
                + "or move the database and its .head file aside together to begin a new log"
        case .headUnwritable(let errno):
            "the .head and .lock files beside the audit database cannot be written (errno \(errno)): check the folder's owner and mode"
        case .tooManyWriters(let limit): "\(limit) programs write this audit log already: give this one a path of its own"
        case .missing: "there is no audit log yet at this place: check audit.path or audit.postgres"
        }
    }
}
