internal import Cryptography
internal import Glibc
internal import Pipeline

/// Writes the log: rows, links, labels and counts, one transaction for a group. It lives on the store's own thread.
final class AuditWriter {
    /// The newest link of this writer's chain and the newest row.
    private struct Tip {
        var link: Int64
        var hash: ChainHash
        var seq: Int64

        /// The next link of the chain.
        var next: Int64 { link + 1 }
    }

    /// A row that is in the log without its outcome.
    private struct OpenRow {
        var seq: Int64
        var link: Int64
        var hash: ChainHash
        var admission: AdmissionRow
        var entities: [EntityRow]
    }

    /// An admission of the group at work that is not written yet: its outcome may be in the same group, and then one row is written, once.
    private struct StagedRow {
        var row: OpenRow
        var previous: ChainHash
        var isDone: Bool
    }

    let writer: Int64
    let connection: Connection
    let key: KeyedDigest
    private let durability: AuditDurability
    private let head: ChainHead
    private let place: WriterPlace
    private let encoder = EventEncoder(bindsValues: true)
    private let labels: BlockLabels
    private let counts: HourlyCounts

    private let begin: Statement
    private let commit: Statement
    private let newestSeq: Statement
    private let insertRow: Statement
    private let updateRow: Statement
    private let insertEntity: Statement
    private let deleteEntities: Statement
    private let insertAttempt: Statement
    private let updateTip: Statement

    private var tip: Tip
    /// The link up to which the hourly counts hold every outcome.
    private var rolled: Int64
    private var open: [String: OpenRow] = [:]
    private var scratch: [UInt8] = []
    private var isTipStale = false
    private var isHeadBehind = false

    init(
        connection: Connection, place: WriterPlace, head: ChainHead, key: KeyedDigest, durability: AuditDurability
    ) throws(SQLiteError) {
        self.connection = connection
        self.place = place
        self.head = head
        self.key = key
        self.durability = durability
        writer = place.writer
        labels = try BlockLabels(connection)
        counts = try HourlyCounts(connection)
        begin = try connection.prepare("begin immediate")
        commit = try connection.prepare("commit")
        newestSeq = try connection.prepare("select max(seq) from requests")
        let columns = RowEvent.columns.joined(separator: ", ")
        let places = Array(repeating: "?", count: RowEvent.columns.count + 7).joined(separator: ", ")
        insertRow = try connection.prepare(
            "insert into requests (seq, \(columns), writer, opened, closed, admission_hash, prev_hash, hash) values (\(places))")
        let changes = RowEvent.columns.map { "\($0) = ?" }.joined(separator: ", ")
        updateRow = try connection.prepare("update requests set \(changes), closed = ?, prev_hash = ?, hash = ? where seq = ?")
        insertEntity = try connection.prepare(
            "insert into entities (type, action, recognizer, count, seq, request_id) values (?, ?, ?, ?, ?, ?)")
        deleteEntities = try connection.prepare("delete from entities where seq = ?")
        insertAttempt = try connection.prepare(
            "insert into attempts (n, host, status, error, ms, seq, request_id) values (?, ?, ?, ?, ?, ?, ?)")
        updateTip = try connection.prepare(
            "update writers set link = ?, hash = ?, seq = ?, rolled = ?, rolled_seq = ? where writer = ?")
        tip = Tip(link: 0, hash: .none, seq: 0)
        rolled = 0
        try readTip()
        try recount()
    }

    /// Whether something waits for the next tick: counts to write, or the link to keep outside.
    var needsTick: Bool { isHeadBehind || !counts.isEmpty }

    /// Rows without an outcome.
    var openCount: Int { open.count }

    /// Records a group in one transaction, all of it or nothing.
    ///
    /// - Parameter isTick: also writes the counts, waits for the disk whatever the durability, and then keeps the newest link outside.
    /// - Returns: the errno when the newest link could not be kept outside.
    func write(_ items: [AuditItem], isTick: Bool) throws(SQLiteError) -> Int32? {
        let waits = durability == .strict || isTick
        if durability == .batched && isTick { try connection.execute("pragma synchronous = full") }
        defer {
            // Cannot fail outside a transaction; if it did, the log would be safer and slower.
            if durability == .batched && isTick { try? connection.execute("pragma synchronous = normal") }
        }
        do {
            try begin.run()
            if isTipStale {
                try readTip()
                isTipStale = false
            }
            try record(items, isTick: isTick)
        } catch {
            connection.rollBack()
            labels.rollBack()
            isTipStale = true
            throw error
        }
        isHeadBehind = true
        guard waits else { return nil }
        let failure = head.write(ChainHead.Link(link: tip.link, hash: tip.hash))
        if failure == nil { isHeadBehind = false }
        return failure
    }

    /// Ends the writer's work: what is left is on disk, and so is the newest link.
    func finish() {
        head.synchronize()
        // Only tidies: the write-ahead log is replayed at the next start as well.
        try? connection.execute("pragma wal_checkpoint(truncate)")
    }

    private func record(_ items: [AuditItem], isTick: Bool) throws(SQLiteError) {
        var next = tip
        // Another writer of the same database may have added rows.
        if try newestSeq.step(), !newestSeq.isNull(0) { next.seq = max(next.seq, newestSeq.integer(0)) }
        newestSeq.reset()
        var staged: [StagedRow] = []
        var stagedAt: [String: Int] = [:]
        var closed: [String] = []
        var finished: [(AdmissionRow, OutcomeRow, [EntityRow])] = []
        for item in items {
            switch item.event {
            case .admission(let admission):
                let row = try admit(admission, &next)
                let previous = row.previous
                if durability == .strict {
                    try insert(row.row, admission: previous, marks: row.marks)
                    staged.append(StagedRow(row: row.row, previous: previous, isDone: true))
                } else {
                    staged.append(StagedRow(row: row.row, previous: previous, isDone: false))
                }
                stagedAt[admission.id] = staged.count - 1
            case .outcome(let given, let outcome):
                let id = given?.id ?? outcome.id
                if let at = stagedAt.removeValue(forKey: id) {
                    let admission = given ?? staged[at].row.admission
                    let entities = try close(
                        admission, outcome, open: staged[at].row, isWritten: staged[at].isDone, &next)
                    staged[at].isDone = true
                    finished.append((admission, outcome, entities))
                } else if let row = open[id] {
                    let admission = given ?? row.admission
                    let entities = try close(admission, outcome, open: row, isWritten: true, &next)
                    closed.append(id)
                    finished.append((admission, outcome, entities))
                } else {
                    var admission = given ?? AdmissionRow()
                    if admission.id.isEmpty { admission.id = outcome.id }
                    let entities = try close(admission, outcome, open: nil, isWritten: false, &next)
                    finished.append((admission, outcome, entities))
                }
            }
        }
        for row in staged where !row.isDone {
            try insertAdmission(row)
        }
        try labels.flush()
        if isTick { try counts.flush() }
        let rolledNow = isTick ? tip.link : rolled
        updateTip.bind(1, next.link)
        updateTip.bind(2, next.hash)
        updateTip.bind(3, next.seq)
        updateTip.bind(4, rolledNow)
        updateTip.bind(5, isTick ? open.values.reduce(tip.seq + 1) { min($0, $1.seq) } : rolledSeq)
        updateTip.bind(6, writer)
        try updateTip.run()
        try commit.run()

        if isTick {
            counts.flushed()
            rolled = rolledNow
            rolledSeq = open.values.reduce(tip.seq + 1) { min($0, $1.seq) }
        }
        tip = next
        for id in closed { open[id] = nil }
        for (id, at) in stagedAt { open[id] = staged[at].row }
        for (admission, outcome, entities) in finished { counts.add(admission, outcome, entities: entities) }
    }

    private var rolledSeq: Int64 = 0

    /// Gives an admission its link. The event stays in the encoder.
    private func admit(
        _ admission: AdmissionRow, _ next: inout Tip
    ) throws(SQLiteError) -> (row: OpenRow, previous: ChainHash, marks: RowEvent.Marks) {
        let entities = RowEvent.merge(admission.entities, [])
        let previous = next.hash
        RowEvent.begin(.admission, writer: writer, link: next.next, previous: previous, opened: nil, admission: .none, in: encoder)
        let marks = RowEvent.encode(admission, nil, entities: entities, scratch: &scratch, in: encoder)
        next.link += 1
        next.hash = encoder.link(key)
        next.seq += 1
        let row = OpenRow(seq: next.seq, link: next.link, hash: next.hash, admission: admission, entities: entities)
        return (row, previous, marks)
    }

    /// Writes an admission whose event is in the encoder.
    private func insert(_ row: OpenRow, admission previous: ChainHash, marks: RowEvent.Marks) throws(SQLiteError) {
        insertRow.bind(1, row.seq)
        let after = bindRow(insertRow, first: 2, marks)
        insertRow.bind(after, writer)
        insertRow.bind(after + 1, row.link)
        insertRow.bindNull(after + 2)
        insertRow.bind(after + 3, row.hash)
        insertRow.bind(after + 4, previous)
        insertRow.bind(after + 5, row.hash)
        try insertRow.run()
        try insertEntities(row.entities.count, marks, seq: row.seq)
        try labels.note(row.admission, nil, entities: row.entities, seq: row.seq)
    }

    /// Writes an admission that waited for its outcome to the end of the group.
    private func insertAdmission(_ staged: StagedRow) throws(SQLiteError) {
        let row = staged.row
        RowEvent.begin(.admission, writer: writer, link: row.link, previous: staged.previous, opened: nil, admission: .none, in: encoder)
        let marks = RowEvent.encode(row.admission, nil, entities: row.entities, scratch: &scratch, in: encoder)
        try insert(row, admission: staged.previous, marks: marks)
    }

    /// Writes an outcome: into the row of its admission, or as a row that holds both.
    private func close(
        _ admission: AdmissionRow, _ outcome: OutcomeRow, open row: OpenRow?, isWritten: Bool, _ next: inout Tip
    ) throws(SQLiteError) -> [EntityRow] {
        let entities = RowEvent.merge(admission.entities, outcome.entities)
        let previous = next.hash
        RowEvent.begin(
            .outcome, writer: writer, link: next.next, previous: previous, opened: row?.link, admission: row?.hash ?? .none, in: encoder)
        let marks = RowEvent.encode(admission, outcome, entities: entities, scratch: &scratch, in: encoder)
        next.link += 1
        next.hash = encoder.link(key)
        let seq: Int64
        if let row, isWritten {
            seq = row.seq
            let after = bindRow(updateRow, first: 1, marks)
            updateRow.bind(after, next.link)
            updateRow.bind(after + 1, previous)
            updateRow.bind(after + 2, next.hash)
            updateRow.bind(after + 3, seq)
            try updateRow.run()
            let isGone = connection.changes == 0
            if isGone { try insertClosed(row, seq: seq, next, previous, marks) }
            if isGone || entities != row.entities {
                if !row.entities.isEmpty {
                    deleteEntities.bind(1, seq)
                    try deleteEntities.run()
                }
                try insertEntities(entities.count, marks, seq: seq)
            }
        } else {
            if let row {
                seq = row.seq
            } else {
                next.seq += 1
                seq = next.seq
            }
            try insertClosed(row, seq: seq, next, previous, marks)
            try insertEntities(entities.count, marks, seq: seq)
        }
        for at in 0..<min(outcome.attempts.count, RowEvent.mostAttempts) {
            encoder.bind(insertAttempt, first: 1, from: marks.attempts + at * 5, to: marks.attempts + at * 5 + 5)
            insertAttempt.bind(6, seq)
            encoder.bind(insertAttempt, first: 7, from: marks.row, to: marks.row + 1)
            try insertAttempt.run()
        }
        try labels.note(admission, outcome, entities: entities, seq: seq)
        return entities
    }

    /// Writes a row that has its outcome already: because both came in one group, because it was never admitted, or because the row of
    /// the admission was older than `audit.keep` and is gone.
    private func insertClosed(
        _ row: OpenRow?, seq: Int64, _ next: Tip, _ previous: ChainHash, _ marks: RowEvent.Marks
    ) throws(SQLiteError) {
        insertRow.bind(1, seq)
        let after = bindRow(insertRow, first: 2, marks)
        insertRow.bind(after, writer)
        if let row { insertRow.bind(after + 1, row.link) } else { insertRow.bindNull(after + 1) }
        insertRow.bind(after + 2, next.link)
        if let row { insertRow.bind(after + 3, row.hash) } else { insertRow.bindNull(after + 3) }
        insertRow.bind(after + 4, previous)
        insertRow.bind(after + 5, next.hash)
        try insertRow.run()
    }

    /// Binds the row's columns and returns the parameter after them.
    private func bindRow(_ statement: Statement, first: Int, _ marks: RowEvent.Marks) -> Int {
        encoder.bind(statement, first: first, from: marks.row, to: marks.row + RowEvent.columns.count)
        return first + RowEvent.columns.count
    }

    private func insertEntities(_ count: Int, _ marks: RowEvent.Marks, seq: Int64) throws(SQLiteError) {
        for at in 0..<count {
            encoder.bind(insertEntity, first: 1, from: marks.entities + at * 4, to: marks.entities + at * 4 + 4)
            insertEntity.bind(5, seq)
            encoder.bind(insertEntity, first: 6, from: marks.row, to: marks.row + 1)
            try insertEntity.run()
        }
    }

    /// Reads where the chain ends. The row is made when the place is used for the first time.
    private func readTip() throws(SQLiteError) {
        let read = try connection.prepare("select link, hash, seq, rolled, rolled_seq from writers where writer = ?")
        read.bind(1, writer)
        guard try read.step() else { throw SQLiteError.damaged }
        guard let hash = read.hash(1) else { throw SQLiteError.damaged }
        tip = Tip(link: read.integer(0), hash: hash, seq: read.integer(2))
        rolled = read.integer(3)
        rolledSeq = read.integer(4)
    }

    /// Counts again the outcomes that a program that was killed had recorded and not yet counted.
    private func recount() throws(SQLiteError) {
        guard rolled < tip.link else { return }
        let rows = try connection.prepare(
            """
            select seq, time, key, team, model_sent, host, policy, decision, request_bytes, response_bytes, prompt_tokens, completion_tokens,
              unrestored, total_ms, first_byte_ms
            from requests where seq >= ? and writer = ? and closed > ? order by seq
            """)
        let entities = try connection.prepare("select type, action, recognizer, count from entities where seq = ?")
        rows.bind(1, rolledSeq)
        rows.bind(2, writer)
        rows.bind(3, rolled)
        while try rows.step() {
            var admission = AdmissionRow()
            var outcome = OutcomeRow()
            guard let time = UTCTime(text: rows.text(1)) else { continue }
            admission.time = time.microseconds
            admission.key = rows.text(2)
            admission.team = rows.text(3)
            outcome.modelSent = rows.text(4)
            outcome.host = rows.text(5)
            admission.policy = rows.text(6)
            outcome.decision = Decision(rawValue: rows.text(7)) ?? .failed
            admission.requestBytes = rows.integer(8)
            outcome.responseBytes = rows.integer(9)
            outcome.promptTokens = rows.integer(10)
            outcome.completionTokens = rows.integer(11)
            outcome.unrestored = Int(rows.integer(12))
            outcome.totalMilliseconds = rows.real(13)
            outcome.firstByteMilliseconds = rows.isNull(14) ? nil : rows.real(14)
            var found: [EntityRow] = []
            entities.bind(1, rows.integer(0))
            while try entities.step() {
                found.append(
                    EntityRow(
                        type: entities.text(0), action: entities.text(1), recognizer: entities.text(2), count: Int(entities.integer(3))))
            }
            entities.reset()
            counts.add(admission, outcome, entities: found)
        }
    }
}
