internal import Cryptography
internal import Pipeline

/// Reads the log, beside a proxy that writes it. One value serves one thread at a time; each question sees the log as it is then.
public final class AuditQuery {
    private let connection: Connection
    private let path: String

    /// Opens a log for reading.
    public init(path: String) throws(AuditStoreError) {
        self.path = path
        connection = try AuditReader.open(path)
    }

    /// The rows that match, the newest first, with their entities; and with their tries, if asked for.
    public func list(_ filter: AuditFilter, withAttempts: Bool = false) throws(SQLiteError) -> [AuditRow] {
        var found: [AuditRow] = []
        try scan(filter, newestFirst: true) { row in found.append(row) }
        let details = try Details(connection)
        for at in found.indices { try details.fill(&found[at], withAttempts: withAttempts) }
        return found
    }

    /// Hands out every row that matches, the oldest first, with entities and tries, one at a time.
    public func forEach(_ filter: AuditFilter, _ body: (AuditRow) throws -> Void) throws {
        let details = try Details(connection)
        try scan(filter, columns: AuditRow.columns, newestFirst: false) { statement in
            var row = AuditRow(statement)
            try details.fill(&row, withAttempts: true)
            try body(row)
        }
    }

    /// The requests with this id, the proxy's own or the client's, the newest first.
    public func show(_ id: String) throws(SQLiteError) -> [AuditRow] {
        var found: [AuditRow] = []
        // The second index holds only rows whose client gave an id: the condition must say so, or it is not used.
        for condition in ["id = ?", "request_id = ? and request_id <> id"] {
            let select = try connection.prepare(
                "select \(AuditRow.columns) from requests where \(condition) order by seq desc limit 100")
            select.bind(1, id)
            while try select.step() { found.append(AuditRow(select)) }
        }
        let details = try Details(connection)
        for at in found.indices { try details.fill(&found[at], withAttempts: true) }
        return found.sorted { $0.seq > $1.seq }
    }

    /// Whether a row is as it was written. This checks the row itself; `AuditVerifier` checks that none is missing.
    public func isSound(_ row: AuditRow, key: [UInt8]) throws(SQLiteError) -> Bool {
        var verdict = AuditVerdict()
        let check = try RowCheck(connection, key: KeyedDigest(key: key), seq: row.seq)
        return try check.next(&verdict)?.isSound ?? false
    }

    /// The largest `seq`, by which a reader sees whether there is something new.
    public func newestSeq() throws(SQLiteError) -> Int64 {
        try connection.integer("select max(seq) from requests") ?? 0
    }

    /// Every row that matches, block by block, without entities and tries.
    func scan(_ filter: AuditFilter, newestFirst: Bool, _ body: (AuditRow) -> Void) throws(SQLiteError) {
        do {
            try scan(filter, columns: AuditRow.columns, newestFirst: newestFirst) { (statement) throws in body(AuditRow(statement)) }
        } catch let error as SQLiteError {
            throw error
        } catch {
            preconditionFailure("the body throws nothing")
        }
    }

    /// Runs over the matches in blocks that can hold any. A block that came after the question began is not seen, and none is seen twice.
    func scan(
        _ filter: AuditFilter, columns: String, newestFirst: Bool, _ body: (Statement) throws -> Void
    ) throws {
        var left = filter.limit ?? .max
        guard left > 0 else { return }
        let order = newestFirst ? "desc" : "asc"
        let condition = filter.blocks
        let blocks = try connection.prepare("select block from blocks where \(condition.sql) order by block \(order)")
        condition.bind(blocks)
        let wanted = filter.rows
        let rows = try connection.prepare(
            "select \(columns) from requests where seq between ? and ? and \(wanted.sql) order by seq \(order)")
        while left > 0, try blocks.step() {
            let block = blocks.integer(0)
            rows.bind(1, block << BlockLabels.blockShift)
            rows.bind(2, (block + 1) << BlockLabels.blockShift - 1)
            wanted.bind(rows, first: 3)
            while left > 0, try rows.step() {
                try body(rows)
                left -= 1
            }
            rows.reset()
        }
    }

    /// How many blocks of rows can hold a match: what reading them costs.
    func blockCount(_ filter: AuditFilter) throws(SQLiteError) -> Int {
        let condition = filter.blocks
        let count = try connection.prepare("select count(*) from blocks where \(condition.sql)")
        condition.bind(count)
        return try count.step() ? Int(count.integer(0)) : 0
    }

    func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        try connection.prepare(sql)
    }

    /// What stands beside a request.
    private final class Details {
        private let entities: Statement
        private let attempts: Statement

        init(_ connection: Connection) throws(SQLiteError) {
            entities = try connection.prepare("select type, action, recognizer, count from entities where seq = ?")
            attempts = try connection.prepare("select host, status, error, ms from attempts where seq = ? order by n")
        }

        func fill(_ row: inout AuditRow, withAttempts: Bool) throws(SQLiteError) {
            entities.bind(1, row.seq)
            while try entities.step() {
                row.entities.append(
                    EntityRow(
                        type: entities.text(0), action: entities.text(1), recognizer: entities.text(2), count: Int(entities.integer(3))))
            }
            entities.reset()
            guard withAttempts else { return }
            attempts.bind(1, row.seq)
            while try attempts.step() {
                row.attempts.append(
                    AttemptRow(
                        host: attempts.text(0), status: Int(attempts.integer(1)), error: attempts.text(2), milliseconds: attempts.real(3)))
            }
            attempts.reset()
        }
    }
}
