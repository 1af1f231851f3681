internal import Cryptography

/// Reads the rows in their order, with their entities and tries beside them, and checks each row's own hash.
///
/// Three cursors move side by side, since all three tables are in the order of `seq`: a look-up for each row would be slower.
final class RowCheck {
    /// What the chain needs to know of a row.
    struct Row {
        var seq: Int64
        var writer: Int64
        var opened: Int64?
        var closed: Int64?
        var admission: ChainHash?
        var previous: ChainHash?
        var hash: ChainHash?
        var isSound: Bool
    }

    private let rows: any Statement
    private let entities: Side
    private let attempts: Side
    private let key: KeyedDigest
    private let encoder = EventEncoder()

    private static let chainColumn = 1 + RowEvent.columns.count

    /// Every row, or one.
    init(_ connection: any Connection, key: KeyedDigest, seq: Int64? = nil) throws(DatabaseError) {
        self.key = key
        let only = seq.map { " where seq = \($0)" } ?? ""
        func prepare(_ sql: String) throws(DatabaseError) -> any Statement {
            seq == nil ? try connection.prepareLong(sql) : try connection.prepare(sql)
        }
        rows = try prepare(
            """
            select seq, \(RowEvent.columns.joined(separator: ", ")), writer, opened, closed, admission_hash, prev_hash, hash, cost, estimated
            from requests\(only) order by seq
            """)
        entities = try Side(
            prepare(
                "select seq, request_id, type, action, recognizer, count from entities\(only) order by seq, type, action, recognizer"),
            columns: 4, mark: RowEvent.entityMark)
        attempts = try Side(
            prepare("select seq, request_id, n, host, status, error, ms from attempts\(only) order by seq, n"),
            columns: 5, mark: RowEvent.attemptMark)
    }

    /// The next row, checked; nil at the end. What is wrong with it is noted.
    func next(_ verdict: inout AuditVerdict) throws(DatabaseError) -> Row? {
        guard try rows.step() else {
            try entities.skip(to: nil, &verdict)
            try attempts.skip(to: nil, &verdict)
            return nil
        }
        let seq = rows.integer(0)
        let at = Self.chainColumn
        var row = Row(
            seq: seq, writer: rows.integer(at), opened: rows.isNull(at + 1) ? nil : rows.integer(at + 1),
            closed: rows.isNull(at + 2) ? nil : rows.integer(at + 2), admission: rows.hash(at + 3), previous: rows.hash(at + 4),
            hash: rows.hash(at + 5), isSound: false)
        try entities.skip(to: seq, &verdict)
        try attempts.skip(to: seq, &verdict)
        RowEvent.begin(
            row.closed == nil ? .admission : .outcome, writer: row.writer, link: row.closed ?? row.opened ?? 0,
            previous: row.previous ?? .none, opened: row.opened, admission: row.admission ?? .none, in: encoder)
        if row.closed == nil {
            // An admission that is still open has one hash, in both columns.
            row.isSound = row.admission == row.hash
        } else {
            row.isSound = (row.opened == nil) == (row.admission == nil)
        }
        for column in 1..<at { rows.read(column, encoder) }
        let areOwn = try entities.encode(seq, id: rows, encoder)
        let areOwnAttempts = try attempts.encode(seq, id: rows, encoder)
        if !rows.isNull(at + 6) {
            encoder.mark(RowEvent.costMark)
            rows.read(at + 6, encoder)
        }
        if !rows.isNull(at + 7) { encoder.mark(RowEvent.estimateMark) }
        row.isSound =
            row.isSound && areOwn && areOwnAttempts && row.previous != nil && row.hash == encoder.link(key)
        if !row.isSound {
            verdict.note(
                AuditFault(
                    .changed, writer: row.writer, link: row.opened ?? row.closed, seq: seq, id: rows.text(1), time: rows.text(3)))
        }
        return row
    }

    /// One of the two tables beside `requests`.
    private final class Side {
        private let statement: any Statement
        private let columns: Int
        private let mark: UInt8
        private var seq: Int64?
        private var isBegun = false

        init(_ statement: any Statement, columns: Int, mark: UInt8) {
            self.statement = statement
            self.columns = columns
            self.mark = mark
        }

        private func advance() throws(DatabaseError) {
            seq = try statement.step() ? statement.integer(0) : nil
        }

        /// Goes on to a request; what stands before it belongs to none.
        func skip(to request: Int64?, _ verdict: inout AuditVerdict) throws(DatabaseError) {
            if !isBegun {
                isBegun = true
                try advance()
            }
            while let found = seq, request.map({ found < $0 }) ?? true {
                verdict.note(AuditFault(.orphaned, writer: 1, seq: found, id: statement.text(1)))
                try advance()
            }
        }

        /// Adds what belongs to a request. False when one of them names another request.
        func encode(_ request: Int64, id row: any Statement, _ encoder: EventEncoder) throws(DatabaseError) -> Bool {
            var areOwn = true
            while seq == request {
                areOwn = areOwn && statement.hasSameText(1, as: row, 1)
                encoder.mark(mark)
                for column in 2..<(2 + columns) { statement.read(column, encoder) }
                try advance()
            }
            return areOwn
        }
    }
}
