internal import Cryptography
internal import Glibc
internal import Pipeline

/// Writes the log: rows, links, labels and counts, one transaction for a group. It lives on the store's own thread.
final class AuditWriter {
    private typealias OpenRow = WriterChain.OpenRow

    /// The newest link and the newest row while a group is at work.
    private struct Tip {
        var link: Int64
        var hash: ChainHash
        var seq: Int64

        /// The next link of the chain.
        var next: Int64 { link + 1 }
    }

    /// An admission of the group at work that is not written yet: its outcome may be in the same group, and then one row is written, once.
    private struct StagedRow {
        var row: OpenRow
        var previous: ChainHash
        var isDone: Bool
    }

    let connection: any Connection
    let chain: WriterChain
    private let encoder = EventEncoder(bindsValues: true)
    private let labels: BlockLabels
    private let counts: HourlyCounts

    private let commit: any Statement
    private let insertRow: any Statement
    private let updateRow: any Statement
    private let insertEntity: any Statement
    private let deleteEntities: any Statement
    private let insertAttempt: any Statement
    private let insertBody: any Statement
    private let updateTip: any Statement

    /// The newest row this writer knows of.
    private var newestSeq: Int64 = 0
    /// The link up to which the hourly counts hold every outcome, and the row from which on others may stand.
    private var rolled: Int64 = 0
    private var rolledSeq: Int64 = 0
    private var scratch: [UInt8] = []
    private var isTipStale = false
    /// Items at the head of the next group that turned out to be in the log already.
    private var settled = 0

    private var writer: Int64 { chain.writer }
    private var key: KeyedDigest { chain.key }

    /// Goes on where the chain ends in this database.
    init(connection: any Connection, chain: WriterChain) throws(DatabaseError) {
        self.connection = connection
        self.chain = chain
        labels = try BlockLabels(connection)
        counts = try HourlyCounts(connection)
        commit = try connection.prepare("commit")
        let changes = RowEvent.columns.map { "\($0) = ?" }.joined(separator: ", ")
        // Where an answer costs a round trip, one statement does for a row that is there and one that retention has dropped.
        insertRow = try connection.prepareInsert(
            "requests",
            ["seq"] + RowEvent.columns + ["writer", "opened", "closed", "admission_hash", "prev_hash", "hash", "cost", "estimated"],
            replaces: true)
        updateRow = try connection.prepare(
            "update requests set \(changes), closed = ?, prev_hash = ?, hash = ?, cost = ?, estimated = ? where seq = ?")
        insertEntity = try connection.prepareInsert(
            "entities", ["type", "action", "recognizer", "count", "seq", "request_id"], replaces: false)
        deleteEntities = try connection.prepare("delete from entities where seq = ?")
        insertAttempt = try connection.prepareInsert(
            "attempts", ["n", "host", "status", "error", "ms", "seq", "request_id"], replaces: false)
        insertBody = try connection.prepareInsert("bodies", ["seq", "request_id", "bytes", "left_out", "body"], replaces: false)
        updateTip = try connection.prepare(
            "update writers set link = ?, hash = ?, seq = ?, rolled = ?, rolled_seq = ? where writer = ?")
        try readTip()
        try counts.recount(connection, writer: writer, after: rolled, from: rolledSeq, upTo: chain.tip.link)
    }

    /// Whether something waits for the next tick: counts to write, or the link to keep outside.
    var needsTick: Bool { chain.isHeadBehind || !counts.isEmpty }

    /// Records a group in one transaction, all of it or nothing.
    ///
    /// - Parameter isTick: also writes the counts, waits for the disk whatever the durability, and then keeps the newest link outside.
    /// - Returns: the errno when the newest link could not be kept outside.
    func write(_ items: ArraySlice<AuditItem>, isTick: Bool) throws(DatabaseError) -> Int32? {
        let isBatched = chain.durability == .batched
        if isBatched && isTick { try connection.waitForDisk(true) }
        defer {
            // Cannot fail outside a transaction; if it did, the log would be safer and slower.
            if isBatched && isTick { try? connection.waitForDisk(false) }
        }
        do {
            try connection.beginWriting()
            if isTipStale {
                try readTip()
                isTipStale = false
            }
            let done = settled
            try record(items.dropFirst(done), isTick: isTick)
            settled = 0
        } catch {
            connection.rollBack()
            labels.rollBack()
            counts.drop()
            isTipStale = true
            // Only a server that went away may have done more than it said.
            if !error.isAway { chain.doubt = nil }
            throw error
        }
        return isBatched && !isTick ? nil : chain.keepTip()
    }

    /// Ends the writer's work: what is left is on disk, and so is the newest link.
    func finish() {
        chain.head.synchronize()
        // Only tidies: the write-ahead log is replayed at the next start as well.
        if connection.dialect == .sqlite { try? connection.execute("pragma wal_checkpoint(truncate)") }
    }

    private func record(_ items: ArraySlice<AuditItem>, isTick: Bool) throws(DatabaseError) {
        var next = Tip(link: chain.tip.link, hash: chain.tip.hash, seq: newestSeq)
        let rows = items.count { item in
            switch item.event {
            case .admission: true
            case .outcome(let admission, _): admission != nil
            }
        }
        if rows > 0 { next.seq = max(next.seq, try connection.reserveRows(rows)) }
        var staged: [StagedRow] = []
        var stagedAt: [String: Int] = [:]
        var closed: [String] = []
        for item in items {
            switch item.event {
            case .admission(let admission):
                let row = try admit(admission, &next)
                if let kept = item.kept { try insert(kept, of: row.row) }
                let previous = row.previous
                if chain.durability == .strict {
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
                    counts.add(admission, outcome, entities: entities)
                } else if let row = chain.open[id] {
                    let admission = given ?? row.admission
                    let entities = try close(admission, outcome, open: row, isWritten: true, &next)
                    closed.append(id)
                    counts.add(admission, outcome, entities: entities)
                } else {
                    var admission = given ?? AdmissionRow()
                    if admission.id.isEmpty { admission.id = outcome.id }
                    let entities = try close(admission, outcome, open: nil, isWritten: false, &next)
                    counts.add(admission, outcome, entities: entities)
                }
            }
        }
        for row in staged where !row.isDone {
            try insertAdmission(row)
        }
        try labels.flush()
        if isTick { try counts.flush() }
        let rolledNow = isTick ? chain.tip.link : rolled
        let rolledSeqNow = isTick ? chain.open.values.reduce(newestSeq + 1) { min($0, $1.seq) } : rolledSeq
        updateTip.bind(1, next.link)
        updateTip.bind(2, next.hash)
        updateTip.bind(3, next.seq)
        updateTip.bind(4, rolledNow)
        updateTip.bind(5, rolledSeqNow)
        updateTip.bind(6, writer)
        try updateTip.run()
        let tip = ChainHead.Link(link: next.link, hash: next.hash)
        let opened = stagedAt.mapValues { staged[$0].row }
        chain.doubt = WriterChain.Doubt(tip: tip, opened: opened, closed: closed, items: items.count)
        try commit.run()
        try connection.settle()
        chain.doubt = nil

        if isTick {
            counts.flushed()
            rolled = rolledNow
            rolledSeq = rolledSeqNow
        }
        newestSeq = next.seq
        chain.advance(to: tip, opened: opened, closed: closed)
        counts.keep()
    }

    /// Gives an admission its link. The event stays in the encoder.
    private func admit(
        _ admission: AdmissionRow, _ next: inout Tip
    ) throws(DatabaseError) -> (row: OpenRow, previous: ChainHash, marks: RowEvent.Marks) {
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

    /// Writes what is kept of a body. It stands beside the chain, not in it.
    private func insert(_ kept: KeptBody, of row: OpenRow) throws(DatabaseError) {
        insertBody.bind(1, row.seq)
        insertBody.bind(2, EventEncoder.stored(row.admission.id))
        insertBody.bind(3, Int64(kept.count))
        insertBody.bind(4, kept.omission?.rawValue ?? "")
        insertBody.bindNull(5)
        guard let text = kept.text else { return try insertBody.run() }
        // A closure would throw an error of any type.
        try text.withUnsafeBufferPointer { (bytes) throws(DatabaseError) in
            if let start = bytes.baseAddress { insertBody.bindBorrowedText(5, start, count: bytes.count) }
            try insertBody.run()
            insertBody.bindNull(5)
        }
    }

    /// Writes an admission whose event is in the encoder.
    private func insert(_ row: OpenRow, admission previous: ChainHash, marks: RowEvent.Marks) throws(DatabaseError) {
        insertRow.bind(1, row.seq)
        let after = bindRow(insertRow, first: 2, marks)
        insertRow.bind(after, writer)
        insertRow.bind(after + 1, row.link)
        insertRow.bindNull(after + 2)
        insertRow.bind(after + 3, row.hash)
        insertRow.bind(after + 4, previous)
        insertRow.bind(after + 5, row.hash)
        insertRow.bindNull(after + 6)
        insertRow.bindNull(after + 7)
        try insertRow.run()
        try insertEntities(row.entities.count, marks, seq: row.seq)
        labels.note(row.admission, nil, entities: row.entities, seq: row.seq)
    }

    /// Writes an admission that waited for its outcome to the end of the group.
    private func insertAdmission(_ staged: StagedRow) throws(DatabaseError) {
        let row = staged.row
        RowEvent.begin(.admission, writer: writer, link: row.link, previous: staged.previous, opened: nil, admission: .none, in: encoder)
        let marks = RowEvent.encode(row.admission, nil, entities: row.entities, scratch: &scratch, in: encoder)
        try insert(row, admission: staged.previous, marks: marks)
    }

    /// Writes an outcome: into the row of its admission, or as a row that holds both.
    private func close(
        _ admission: AdmissionRow, _ outcome: OutcomeRow, open row: OpenRow?, isWritten: Bool, _ next: inout Tip
    ) throws(DatabaseError) -> [EntityRow] {
        let entities = RowEvent.merge(admission.entities, outcome.entities)
        let previous = next.hash
        RowEvent.begin(
            .outcome, writer: writer, link: next.next, previous: previous, opened: row?.link, admission: row?.hash ?? .none, in: encoder)
        let marks = RowEvent.encode(admission, outcome, entities: entities, scratch: &scratch, in: encoder)
        next.link += 1
        next.hash = encoder.link(key)
        let seq: Int64
        if let row, isWritten, connection.dialect == .postgres {
            seq = row.seq
            try insertClosed(row, seq: seq, next, previous, marks, outcome)
            if entities != row.entities {
                deleteEntities.bind(1, seq)
                try deleteEntities.run()
            }
            try insertEntities(entities.count, marks, seq: seq)
        } else if let row, isWritten {
            seq = row.seq
            let after = bindRow(updateRow, first: 1, marks)
            updateRow.bind(after, next.link)
            updateRow.bind(after + 1, previous)
            updateRow.bind(after + 2, next.hash)
            updateRow.bind(after + 3, outcome.cost)
            updateRow.bind(after + 4, outcome.tokensAreEstimated ? Int64(1) : nil)
            updateRow.bind(after + 5, seq)
            try updateRow.run()
            let isGone = updateRow.changes == 0
            if isGone { try insertClosed(row, seq: seq, next, previous, marks, outcome) }
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
            try insertClosed(row, seq: seq, next, previous, marks, outcome)
            try insertEntities(entities.count, marks, seq: seq)
        }
        for at in 0..<min(outcome.attempts.count, RowEvent.mostAttempts) {
            encoder.bind(insertAttempt, first: 1, from: marks.attempts + at * 5, to: marks.attempts + at * 5 + 5)
            insertAttempt.bind(6, seq)
            encoder.bind(insertAttempt, first: 7, from: marks.row, to: marks.row + 1)
            try insertAttempt.run()
        }
        labels.note(admission, outcome, entities: entities, seq: seq)
        return entities
    }

    /// Writes a row that has its outcome already: because both came in one group, because it was never admitted, or because the row of
    /// the admission was older than `audit.keep` and is gone.
    private func insertClosed(
        _ row: OpenRow?, seq: Int64, _ next: Tip, _ previous: ChainHash, _ marks: RowEvent.Marks, _ outcome: OutcomeRow
    ) throws(DatabaseError) {
        insertRow.bind(1, seq)
        let after = bindRow(insertRow, first: 2, marks)
        insertRow.bind(after, writer)
        insertRow.bind(after + 1, row?.link)
        insertRow.bind(after + 2, next.link)
        insertRow.bind(after + 3, row?.hash)
        insertRow.bind(after + 4, previous)
        insertRow.bind(after + 5, next.hash)
        insertRow.bind(after + 6, outcome.cost)
        insertRow.bind(after + 7, outcome.tokensAreEstimated ? Int64(1) : nil)
        try insertRow.run()
    }

    /// Binds the row's columns and returns the parameter after them.
    private func bindRow(_ statement: any Statement, first: Int, _ marks: RowEvent.Marks) -> Int {
        encoder.bind(statement, first: first, from: marks.row, to: marks.row + RowEvent.columns.count)
        return first + RowEvent.columns.count
    }

    private func insertEntities(_ count: Int, _ marks: RowEvent.Marks, seq: Int64) throws(DatabaseError) {
        for at in 0..<count {
            encoder.bind(insertEntity, first: 1, from: marks.entities + at * 4, to: marks.entities + at * 4 + 4)
            insertEntity.bind(5, seq)
            encoder.bind(insertEntity, first: 6, from: marks.row, to: marks.row + 1)
            try insertEntity.run()
        }
    }

    /// Reads where the chain ends here. A group in doubt is settled by it.
    private func readTip() throws(DatabaseError) {
        let read = try connection.prepare("select link, hash, seq, rolled, rolled_seq from writers where writer = ?")
        read.bind(1, writer)
        guard try read.step(), let hash = read.hash(1) else { throw DatabaseError.damaged }
        let tip = ChainHead.Link(link: read.integer(0), hash: hash)
        newestSeq = read.integer(2)
        rolled = read.integer(3)
        rolledSeq = read.integer(4)
        if tip == chain.tip {
            chain.doubt = nil
        } else if let doubt = chain.doubt, doubt.tip == tip {
            settled = doubt.items
            chain.doubt = nil
            chain.advance(to: tip, opened: doubt.opened, closed: doubt.closed)
        } else {
            // Somebody else has gone on with this chain, or its end is gone.
            throw DatabaseError.damaged
        }
    }
}
