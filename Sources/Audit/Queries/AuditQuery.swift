internal import Cryptography
internal import Pipeline

/// Reads the log, beside a proxy that writes it. One value serves one thread at a time; each question sees the log as it is then.
public final class AuditQuery {
    let connection: any Connection
    private let details: Details

    /// Opens a log for reading.
    public convenience init(_ location: AuditLocation) throws(AuditStoreError) {
        let connection = try AuditReader.open(location)
        do throws(DatabaseError) {
            try self.init(connection)
        } catch {
            throw .database(error)
        }
    }

    /// Reads over a connection that is open.
    init(_ connection: any Connection) throws(DatabaseError) {
        self.connection = connection
        details = try Details(connection)
    }

    var dialect: Dialect { connection.dialect }

    /// The rows that match, the newest first, with their entities; and with their tries, if asked for.
    public func list(_ filter: AuditFilter, withAttempts: Bool = false) throws(DatabaseError) -> [AuditRow] {
        var found: [AuditRow] = []
        try scan(filter, newestFirst: true) { row in found.append(row) }
        for at in found.indices { try details.fill(&found[at], withAttempts: withAttempts) }
        return found
    }

    /// Hands out every row that matches, the oldest first, with entities and tries, one at a time.
    public func forEach(_ filter: AuditFilter, _ body: (AuditRow) throws -> Void) throws {
        try scan(filter, columns: AuditRow.columns, newestFirst: false) { statement in
            var row = AuditRow(statement)
            try details.fill(&row, withAttempts: true)
            try body(row)
        }
    }

    /// The requests with this id, the proxy's own or the client's, the newest first.
    public func show(_ id: String) throws(DatabaseError) -> [AuditRow] {
        var found: [AuditRow] = []
        // The second index holds only rows whose client gave an id: the condition must say so, or it is not used.
        for condition in ["id = ?", "request_id = ? and request_id <> id"] {
            let select = try connection.prepare(
                "select \(AuditRow.columns) from requests where \(condition) order by seq desc limit 100")
            select.bind(1, id)
            while try select.step() { found.append(AuditRow(select)) }
        }
        for at in found.indices { try details.fill(&found[at], withAttempts: true) }
        return found.sorted { $0.seq > $1.seq }
    }

    /// What is kept of a request's body, or why it is left out; nil where nothing is.
    public func body(of row: AuditRow) throws(DatabaseError) -> (text: [UInt8]?, leftOut: String)? {
        let select = try connection.prepare("select left_out, body from bodies where seq = ?")
        select.bind(1, row.seq)
        defer { select.reset() }
        guard try select.step() else { return nil }
        return (select.isNull(1) ? nil : Array(select.bytes(1)), select.text(0))
    }

    /// Whether a row is as it was written. This checks the row itself; `AuditVerifier` checks that none is missing.
    public func isSound(_ row: AuditRow, key: [UInt8]) throws(DatabaseError) -> Bool {
        let check = try RowCheck(connection, key: KeyedDigest(key: key))
        check.begin(RowCheck.Range(first: row.seq, last: row.seq, sideFirst: row.seq))
        var orphans: [AuditFault] = []
        return try check.next(&orphans)?.isSound ?? false
    }

    /// The largest `seq`, by which a reader sees whether there is something new.
    public func newestSeq() throws(DatabaseError) -> Int64 {
        try connection.integer("select max(seq) from requests") ?? 0
    }

    /// Every row that matches, block by block, without entities and tries.
    func scan(_ filter: AuditFilter, newestFirst: Bool, _ body: (AuditRow) -> Void) throws(DatabaseError) {
        do {
            try scan(filter, columns: AuditRow.columns, newestFirst: newestFirst) { (statement) throws in body(AuditRow(statement)) }
        } catch let error as DatabaseError {
            throw error
        } catch {
            preconditionFailure("the body throws nothing")
        }
    }

    /// The rows with a number above one, in their order, with all that stands beside them.
    func rows(after seq: Int64, limit: Int) throws(DatabaseError) -> [AuditRow] {
        let select = try connection.prepare("select \(AuditRow.columns) from requests where seq > ? order by seq limit ?")
        select.bind(1, seq)
        select.bind(2, Int64(limit))
        var found: [AuditRow] = []
        while try select.step() { found.append(AuditRow(select)) }
        for at in found.indices { try details.fill(&found[at], withAttempts: true) }
        return found
    }

    /// Runs over the matches in blocks that can hold any. A block that came after the question began is not seen, and none is seen twice.
    func scan(
        _ filter: AuditFilter, columns: String, newestFirst: Bool, _ body: (any Statement) throws -> Void
    ) throws {
        var left = filter.limit ?? .max
        guard left > 0 else { return }
        let wanted = filter.rows(dialect)
        let rows = try connection.prepare(
            "select \(columns) from requests where seq between ? and ? and \(wanted.sql) order by seq \(newestFirst ? "desc" : "asc")")
        try forEachBlock(filter, newestFirst: newestFirst) { range in
            rows.bind(1, range.lowerBound)
            rows.bind(2, range.upperBound)
            wanted.bind(rows, first: 3)
            defer { rows.reset() }
            while left > 0, try rows.step() {
                try body(rows)
                left -= 1
            }
            return left > 0
        }
    }

    /// Blocks read at a time.
    private static let blocksInPage = 512

    /// Hands out the rows of each block that can hold a match, until `body` says that it is enough.
    private func forEachBlock(_ filter: AuditFilter, newestFirst: Bool, _ body: (ClosedRange<Int64>) throws -> Bool) throws {
        // Which combinations of values fit; nil when every one does.
        var fitting: [Bool]?
        if let condition = filter.labels(dialect) {
            var found: [Bool] = []
            let select = try connection.prepare("select id from labels where \(condition.sql)")
            condition.bind(select)
            while try select.step() {
                let id = Int(select.integer(0))
                guard id >= 0, id < 1 << 32 else { throw DatabaseError.damaged }
                if id >= found.count { found.append(contentsOf: repeatElement(false, count: id + 1 - found.count)) }
                found[id] = true
            }
            if found.isEmpty { return }
            fitting = found
        }
        let condition = filter.blocks
        let blocks = try connection.prepare(
            """
            select block, labels from blocks where \(condition.sql) and block \(newestFirst ? "<" : ">") ?
            order by block \(newestFirst ? "desc" : "asc") limit \(Self.blocksInPage)
            """)
        var last = newestFirst ? Int64.max : -1
        while true {
            condition.bind(blocks)
            blocks.bind(condition.values.count + 1, last)
            var page: [ClosedRange<Int64>] = []
            var count = 0
            while try blocks.step() {
                count += 1
                last = blocks.integer(0)
                let all = 0...Int64(1 << BlockLabels.blockShift - 1)
                guard let rows = fitting.map({ BlockLabels.rows(blocks.bytes(1), fitting: $0) }) ?? all else { continue }
                let first = last << BlockLabels.blockShift
                page.append(first + rows.lowerBound...first + rows.upperBound)
            }
            blocks.reset()
            for range in page { if try !body(range) { return } }
            if count < Self.blocksInPage { return }
        }
    }

    /// How many blocks of rows can hold a match, which is what reading them costs; counted up to a number.
    func blockCount(_ filter: AuditFilter, upTo most: Int = .max) throws(DatabaseError) -> Int {
        var count = 0
        do {
            try forEachBlock(filter, newestFirst: true) { _ in
                count += 1
                return count < most
            }
        } catch let error as DatabaseError {
            throw error
        } catch {
            preconditionFailure("nothing else is thrown here")
        }
        return count
    }

    func prepare(_ sql: String) throws(DatabaseError) -> any Statement {
        try connection.prepare(sql)
    }

    /// What stands beside a request.
    private final class Details {
        private let entities: any Statement
        private let attempts: any Statement

        init(_ connection: any Connection) throws(DatabaseError) {
            entities = try connection.prepare("select type, action, recognizer, count from entities where seq = ?")
            attempts = try connection.prepare("select host, status, error, ms from attempts where seq = ? order by n")
        }

        func fill(_ row: inout AuditRow, withAttempts: Bool) throws(DatabaseError) {
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
