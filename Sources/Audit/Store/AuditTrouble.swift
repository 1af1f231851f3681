/// What the log's writer tells the program, for its own log. Said once at each change, not for each request.
public enum AuditTrouble: Sendable, Equatable {
    /// Rows cannot be written, and requests are refused until they can.
    case failing(DatabaseError)
    /// The database file is no longer at its path, and requests are refused until the program is started again.
    case replaced
    /// Rows are written again.
    case recovered
    /// PostgreSQL has been away for longer than `audit.spool`: rows go to the spool.
    case spooling
    /// What the spool held is in PostgreSQL.
    case drained(rows: Int)
    /// The newest link cannot be kept beside the database; rows are written all the same.
    case headUnwritable(errno: Int32)
    /// Outcomes that could not be recorded: their rows stay open.
    case lost(outcomes: Int)
    /// Rows older than `keep` were dropped.
    case pruned(rows: Int)
    /// Rows older than `keep` could not be dropped. They stay until it is tried again, since keeping too much breaks no promise to a client.
    case retentionFailing(DatabaseError)
}

extension AuditTrouble {
    /// Whether all is well again, or was all the time.
    public var isGoodNews: Bool {
        switch self {
        case .recovered, .drained, .pruned: true
        case .failing, .replaced, .spooling, .headUnwritable, .lost, .retentionFailing: false
        }
    }
}

extension AuditTrouble: CustomStringConvertible {
    public var description: String {
        switch self {
        case .failing(let error): "the audit log cannot be written, requests are refused: \(error)"
        case .replaced: "the audit database is no longer at its path, requests are refused: put it back or start the program again"
        case .recovered: "the audit log is written again"
        case .spooling: "PostgreSQL is away, the audit log goes to the spool on this machine until it is back"
        case .drained(let rows): "PostgreSQL is back and has \(rows) rows from the spool"
        case .headUnwritable(let errno): "the .head file beside the audit database cannot be written (errno \(errno))"
        case .lost(let outcomes): "\(outcomes) outcomes could not be recorded: their rows stay open"
        case .pruned(let rows): "\(rows) rows older than audit.keep were dropped"
        case .retentionFailing(let error): "rows older than audit.keep could not be dropped, the next try is in ten minutes: \(error)"
        }
    }
}
