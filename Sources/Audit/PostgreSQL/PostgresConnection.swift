internal import CPostgres
internal import Glibc

/// One connection to PostgreSQL. Statements that return no rows are sent one behind the other without waiting (pipeline mode), and their
/// answers are read when something depends on them, so a group of rows costs one round trip, not one for each row.
///
/// https://www.postgresql.org/docs/current/libpq-pipeline-mode.html
final class PostgresConnection: Connection {
    let dialect = Dialect.postgres

    /// What has been sent and not been answered.
    private enum Pending {
        case preparation(PostgresStatement)
        case run(isCommit: Bool)
        case question(PostgresStatement)
    }

    private let handle: OpaquePointer
    private let patience: Duration
    private var pending: [Pending] = []
    private var failure: DatabaseError?
    private var isPipelined = false
    private(set) var isBroken = false
    private var names = 0
    private var begin: (any Statement)?
    private var lock: (any Statement)?
    private var reserve: (any Statement)?
    private var gathering: [Gathering] = []

    /// Rows that gather; whoever made them keeps them.
    private struct Gathering {
        weak var rows: PostgresRows?
    }

    /// So many answers may be outstanding: enough for a group's rows, few enough that neither side's buffers fill up.
    private static let mostPending = 256
    /// The lock that one program at a time writes under: "HGAL".
    static let lockNumber = 0x4847_414c

    /// - Parameters:
    ///   - handle: a connection that is established. It is closed with this object.
    ///   - patience: how long an answer may take.
    init(_ handle: OpaquePointer, patience: Duration) {
        self.handle = handle
        self.patience = patience
    }

    deinit {
        hopguard_pq_finish(handle)
    }

    func prepare(_ sql: String) throws(DatabaseError) -> any Statement {
        PostgresStatement(sql: Self.numbered(sql), name: name(), of: self)
    }

    func prepareLong(_ sql: String) throws(DatabaseError) -> any Statement {
        let cursor = name()
        let declaration = PostgresStatement(sql: "declare \(cursor) no scroll cursor for " + Self.numbered(sql), name: name(), of: self)
        return PostgresStatement(sql: "fetch 2000 from \(cursor)", name: name(), of: self, declaration: declaration)
    }

    /// A name for a statement.
    func name() -> String {
        names += 1
        return "s\(names)"
    }

    /// `?` as PostgreSQL counts its parameters: `$1`.
    func prepareInsert(_ table: String, _ columns: [String], replaces: Bool) throws(DatabaseError) -> any Statement {
        let rows = try PostgresRows(self, table, columns, replaces: replaces)
        gathering.append(Gathering(rows: rows))
        return rows
    }

    private static func numbered(_ sql: String) -> String {
        var out = ""
        var count = 0
        for character in sql {
            if character == "?" {
                count += 1
                out += "$\(count)"
            } else {
                out.append(character)
            }
        }
        return out
    }

    // MARK: Transactions

    func beginWriting() throws(DatabaseError) {
        if begin == nil { begin = try prepare("begin") }
        if lock == nil { lock = try prepare("select pg_advisory_xact_lock(\(Self.lockNumber))") }
        try begin?.run()
        try lock?.run()
    }

    func beginReading() throws(DatabaseError) { try execute("begin isolation level repeatable read read only") }

    func waitForDisk(_ waits: Bool) throws(DatabaseError) {
        // What the server was told beyond `on` (a standby that applies) stays.
        let level = waits ? "on" : "off"
        let weaker = waits ? "in ('off', 'local', 'remote_write')" : "<> 'off'"
        try execute("select set_config('synchronous_commit', '\(level)', false) where current_setting('synchronous_commit') \(weaker)")
    }

    func reserveRows(_ count: Int) throws(DatabaseError) -> Int64 {
        if reserve == nil { reserve = try prepare("select setval('requests_seq', nextval('requests_seq') + ? - 1)") }
        guard let reserve else { throw .damaged }
        reserve.bind(1, Int64(max(count, 1)))
        defer { reserve.reset() }
        guard try reserve.step() else { throw .damaged }
        return reserve.integer(0) - Int64(max(count, 1))
    }

    func rollBack() {
        guard !isBroken else { return }
        for one in gathering { one.rows?.clear() }
        // The failure that led here is known; this only clears the way.
        try? settle()
        try? execute("rollback")
    }

    // MARK: Sending

    func execute(_ sql: String) throws(DatabaseError) {
        if sql == "commit" {
            try prepare("commit").run()
            return try settle()
        }
        try settle()
        if isPipelined {
            guard hopguard_pq_end_pipeline(handle) == 1 else { throw broken() }
            isPipelined = false
        }
        guard !isBroken, hopguard_pq_send_script(handle, sql) == 1 else { throw broken() }
        let deadline = ContinuousClock.now + patience
        while let result = try answer(deadline) {
            note(result)
            hopguard_pq_clear(result)
        }
        try tellFailure()
    }

    /// Sends a statement, after the rows that have gathered; its answer is read later.
    func send(_ statement: PostgresStatement, isQuestion: Bool) throws(DatabaseError) {
        if !statement.isGathered { try sendGathered() }
        guard !isBroken else { throw DatabaseError(.away) }
        if !isPipelined {
            guard hopguard_pq_begin_pipeline(handle) == 1 else { throw broken() }
            isPipelined = true
        }
        if !statement.isPrepared {
            guard hopguard_pq_send_prepare(handle, statement.name, statement.sql) == 1 else { throw broken() }
            statement.isPrepared = true
            pending.append(.preparation(statement))
        }
        guard statement.send(handle) else { throw broken() }
        pending.append(isQuestion ? .question(statement) : .run(isCommit: statement.sql == "commit"))
        if isQuestion || pending.count >= Self.mostPending { try readAnswers() }
    }

    private func sendGathered() throws(DatabaseError) {
        for one in gathering { try one.rows?.flush() }
    }

    func settle() throws(DatabaseError) {
        try sendGathered()
        try readAnswers()
    }

    private func readAnswers() throws(DatabaseError) {
        guard !pending.isEmpty else { return }
        defer { pending.removeAll(keepingCapacity: true) }
        guard !isBroken, hopguard_pq_sync(handle) == 1 else { throw broken() }
        let deadline = ContinuousClock.now + patience
        for item in pending {
            guard let result = try answer(deadline) else { throw broken() }
            let isGood = note(result)
            switch item {
            case .preparation(let statement): statement.isPrepared = isGood
            // A transaction that failed ends without a fault of its own, and says so in one word.
            case .run(let isCommit):
                if isGood, isCommit, String(cString: hopguard_pq_command(result)) != "COMMIT", failure == nil {
                    failure = DatabaseError(.other, code: "PostgreSQL 25P02")
                }
            case .question(let statement):
                if isGood {
                    statement.take(result)
                    guard try answer(deadline) == nil else { throw broken() }
                    continue
                }
            }
            hopguard_pq_clear(result)
            guard try answer(deadline) == nil else { throw broken() }
        }
        guard let mark = try answer(deadline), hopguard_pq_result_status(mark) == HOPGUARD_PQ_PIPELINE_SYNC else { throw broken() }
        hopguard_pq_clear(mark)
        try tellFailure()
    }

    /// Keeps the first failure. Returns whether there was none.
    @discardableResult
    private func note(_ result: OpaquePointer) -> Bool {
        let status = hopguard_pq_result_status(result)
        if status == HOPGUARD_PQ_COMMAND_OK || status == HOPGUARD_PQ_TUPLES_OK { return true }
        guard failure == nil, status != HOPGUARD_PQ_PIPELINE_ABORTED else { return false }
        if let state = hopguard_pq_sqlstate(result) {
            failure = DatabaseError(postgres: String(cString: state))
        } else {
            failure = broken()
        }
        if failure?.isAway == true { isBroken = true }
        return false
    }

    private func tellFailure() throws(DatabaseError) {
        guard let failure else { return }
        self.failure = nil
        throw failure
    }

    private func broken() -> DatabaseError {
        isBroken = true
        return failure ?? DatabaseError(.away)
    }

    /// The next answer; nil at the end of those to one statement.
    private func answer(_ deadline: ContinuousClock.Instant) throws(DatabaseError) -> OpaquePointer? {
        while true {
            let left = hopguard_pq_flush(handle)
            if left < 0 { throw broken() }
            if left == 0 && hopguard_pq_is_busy(handle) == 0 { return hopguard_pq_result(handle) }
            var socket = pollfd(fd: hopguard_pq_socket(handle), events: Int16(left > 0 ? POLLIN | POLLOUT : POLLIN), revents: 0)
            let wait = (deadline - .now) / .milliseconds(1)
            let ready = poll(&socket, 1, Int32(max(0, min(wait, 60_000))))
            if ready < 0 && errno == EINTR { continue }
            guard ready > 0 else { throw broken() }
            if Int32(socket.revents) & (POLLIN | POLLHUP | POLLERR) != 0, hopguard_pq_consume(handle) != 1 { throw broken() }
        }
    }
}
