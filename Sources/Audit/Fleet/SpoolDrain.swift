internal import Cryptography
internal import Pipeline

/// Copies a spool to the server, a little at a time, in one transaction there: whoever checks the chain sees all of it or nothing. New
/// groups go on into the spool meanwhile, and the last step takes them too.
final class SpoolDrain {
    /// Rows in one step: some 20 ms of a local server.
    private static let rowsInStep = 256

    let connection: PostgresConnection
    private let chain: WriterChain
    private let spool: AuditQuery
    private let labels: BlockLabels
    private let counts: HourlyCounts
    /// The newest link that the server has: what is not newer is there already.
    private let known: Int64
    /// The link up to which its counts hold every outcome, and the row from which on others may stand.
    private let rolled: (link: Int64, seq: Int64)
    private let row: AuditRowWriter
    private let findSeq: any Statement
    private let lock: any Statement
    private let unlock: any Statement
    private let reserve: any Statement

    private var cursor: Int64 = 0
    private var nextSeq: Int64 = 0
    private var lastReserved: Int64 = -1
    private var lastSeq: Int64 = 0
    private(set) var rows = 0
    /// The numbers on the server of rows that were open when they were copied, by those in the spool.
    private var open: [Int64: Int64] = [:]

    /// Throws `damaged` when the server does not hold what the spool goes on from.
    init(_ connection: PostgresConnection, spool file: Spool, chain: WriterChain) throws(DatabaseError) {
        self.connection = connection
        self.chain = chain
        spool = try AuditQuery(file.connection)
        labels = try BlockLabels(connection)
        counts = try HourlyCounts(connection)
        row = try AuditRowWriter(connection)
        findSeq = try connection.prepare("select seq from requests where id = ? and writer = ?")
        lock = try connection.prepare("select pg_advisory_lock(\(PostgresConnection.lockNumber))")
        unlock = try connection.prepare("select pg_advisory_unlock(\(PostgresConnection.lockNumber))")
        // Whole blocks, so that no other writer touches the same ones.
        let size = 1 << BlockLabels.blockShift
        reserve = try connection.prepare(
            "select setval('requests_seq', (nextval('requests_seq') + \(size - 1)) / \(size) * \(size) + \(size - 1))")
        let read = try connection.prepare("select link, rolled, rolled_seq from writers where writer = ?")
        read.bind(1, chain.writer)
        guard try read.step(), try file.base() <= read.integer(0), read.integer(0) <= chain.tip.link else { throw .damaged }
        known = read.integer(0)
        rolled = (read.integer(1), read.integer(2))
        try connection.execute("begin")
    }

    /// Copies some rows. True when all are on the server and committed.
    func step() throws(DatabaseError) -> Bool {
        let found = try spool.rows(after: cursor, limit: Self.rowsInStep)
        for row in found {
            try copy(row)
            cursor = row.seq
        }
        try connection.settle()
        guard found.count < Self.rowsInStep else { return false }
        for seq in open.keys.sorted() {
            guard let row = try spool.rows(after: seq - 1, limit: 1).first, row.seq == seq, row.closed != nil else { continue }
            try copy(row)
        }
        try lock.run()
        try labels.flush()
        try counts.recount(connection, writer: chain.writer, after: rolled.link, from: rolled.seq, upTo: known)
        counts.keep()
        try counts.flush()
        let end = try connection.prepare(
            "update writers set link = ?, hash = ?, seq = greatest(seq, ?), rolled = ?, rolled_seq = greatest(rolled_seq, ?) where writer = ?"
        )
        end.bind(1, chain.tip.link)
        end.bind(2, chain.tip.hash)
        end.bind(3, lastSeq)
        end.bind(4, chain.tip.link)
        end.bind(5, lastSeq + 1)
        end.bind(6, chain.writer)
        try end.run()
        try connection.execute("commit")
        try unlock.run()
        try connection.settle()
        for (id, row) in chain.open where row.seq >= Spool.firstSeq {
            var found = open[row.seq]
            if found == nil { found = try find(id) }
            if let found { chain.open[id] = row.moved(to: found) }
        }
        return true
    }

    private func copy(_ found: AuditRow) throws(DatabaseError) {
        let isClosed = found.closed != nil
        if found.closed ?? found.opened ?? 0 <= known {
            if !isClosed { open[found.seq] = try find(found.id) }
            return
        }
        let seq: Int64
        var isNew = false
        if found.seq < Spool.firstSeq {
            seq = found.seq
        } else if let copied = open[found.seq] {
            seq = copied
        } else if found.opened ?? found.closed ?? 0 <= known, let there = try find(found.id) {
            seq = there
        } else {
            seq = try next()
            isNew = true
        }
        lastSeq = max(lastSeq, seq)
        try row.write(found, seq: seq, isNew: isNew)
        var admission = AdmissionRow()
        admission.time = UTCTime(text: found.time)?.microseconds ?? 0
        admission.key = found.key
        admission.team = found.team
        admission.modelAsked = found.modelAsked
        admission.policy = found.policy
        admission.api = found.api
        admission.requestBytes = found.requestBytes
        let outcome = isClosed ? found.outcome : nil
        labels.note(admission, outcome, entities: found.entities, seq: seq)
        if let outcome {
            counts.add(admission, outcome, entities: found.entities)
            open[found.seq] = nil
        } else {
            open[found.seq] = seq
        }
        rows += 1
    }

    private func find(_ id: String) throws(DatabaseError) -> Int64? {
        findSeq.bind(1, id)
        findSeq.bind(2, chain.writer)
        defer { findSeq.reset() }
        return try findSeq.step() ? findSeq.integer(0) : nil
    }

    private func next() throws(DatabaseError) -> Int64 {
        if nextSeq > lastReserved {
            try lock.run()
            guard try reserve.step() else { throw .damaged }
            lastReserved = reserve.integer(0)
            nextSeq = lastReserved - (1 << BlockLabels.blockShift) + 1
            reserve.reset()
            try unlock.run()
        }
        defer { nextSeq += 1 }
        return nextSeq
    }
}

extension AuditRow {
    /// What the counts and labels need of a row that has its outcome.
    fileprivate var outcome: OutcomeRow {
        var outcome = OutcomeRow()
        outcome.decision = Decision(rawValue: decision) ?? .failed
        outcome.modelSent = modelSent
        outcome.host = host
        outcome.status = status ?? 0
        outcome.responseBytes = responseBytes
        outcome.promptTokens = promptTokens
        outcome.completionTokens = completionTokens
        outcome.unrestored = Int(unrestored)
        outcome.totalMilliseconds = totalMilliseconds ?? 0
        outcome.firstByteMilliseconds = firstByteMilliseconds
        outcome.cost = cost
        return outcome
    }
}

/// Writes rows as they were read, with their hashes.
private final class AuditRowWriter {
    private let insert: any Statement
    private let deleteEntities: any Statement
    private let insertEntity: any Statement
    private let insertAttempt: any Statement

    init(_ connection: any Connection) throws(DatabaseError) {
        insert = try connection.prepareInsert(
            "requests",
            ["seq"] + RowEvent.columns + ["writer", "opened", "closed", "admission_hash", "prev_hash", "hash", "cost", "estimated"],
            replaces: true)
        deleteEntities = try connection.prepare("delete from entities where seq = ?")
        insertEntity = try connection.prepareInsert(
            "entities", ["seq", "request_id", "type", "action", "recognizer", "count"], replaces: false)
        insertAttempt = try connection.prepareInsert(
            "attempts", ["seq", "request_id", "n", "host", "status", "error", "ms"], replaces: false)
    }

    /// - Parameter isNew: whether the server has no row of this number, and so no entities of it that have changed.
    func write(_ row: AuditRow, seq: Int64, isNew: Bool) throws(DatabaseError) {
        insert.bind(1, seq)
        let texts = [
            row.id, row.requestID, row.time, row.key, row.team, row.clientAddress, row.api, row.path, row.modelAsked, row.modelSent,
            row.policy, row.decision, row.reason, row.host,
        ]
        for (at, text) in texts.enumerated() { insert.bind(2 + at, text) }
        insert.bind(16, row.status.map { Int64($0) })
        insert.bind(17, Int64(row.attemptCount))
        insert.bind(18, row.stream ? Int64(1) : 0)
        insert.bind(19, row.requestBytes)
        insert.bind(20, row.responseBytes)
        insert.bind(21, row.promptTokens)
        insert.bind(22, row.completionTokens)
        for (at, time) in [(23, row.firstByteMilliseconds), (24, row.totalMilliseconds)] {
            if let time { insert.bind(at, time) } else { insert.bindNull(at) }
        }
        for (at, text) in [(25, row.stageMilliseconds), (26, row.ended)] {
            if let text { insert.bind(at, text) } else { insert.bindNull(at) }
        }
        insert.bind(27, row.generation)
        insert.bind(28, row.unrestored)
        insert.bind(29, row.writer)
        insert.bind(30, row.opened)
        insert.bind(31, row.closed)
        insert.bind(32, row.admissionHash)
        insert.bind(33, row.previousHash)
        insert.bind(34, row.hash)
        insert.bind(35, row.cost)
        insert.bind(36, row.tokensAreEstimated ? Int64(1) : nil)
        try insert.run()
        if !isNew {
            deleteEntities.bind(1, seq)
            try deleteEntities.run()
        }
        for entity in row.entities {
            insertEntity.bind(1, seq)
            insertEntity.bind(2, row.id)
            insertEntity.bind(3, entity.type)
            insertEntity.bind(4, entity.action)
            insertEntity.bind(5, entity.recognizer)
            insertEntity.bind(6, Int64(entity.count))
            try insertEntity.run()
        }
        for (at, attempt) in row.attempts.enumerated() {
            insertAttempt.bind(1, seq)
            insertAttempt.bind(2, row.id)
            insertAttempt.bind(3, Int64(at + 1))
            insertAttempt.bind(4, attempt.host)
            insertAttempt.bind(5, Int64(attempt.status))
            insertAttempt.bind(6, attempt.error)
            insertAttempt.bind(7, attempt.milliseconds)
            try insertAttempt.run()
        }
    }
}
