internal import Cryptography
internal import Glibc

/// Every row of a log, checked, a part at a time in their order.
protocol CheckedRows {
    /// The next part, with what belongs to no row and stands behind it; nil at the end.
    mutating func next() throws(DatabaseError) -> RowPart?
}

/// Some rows, checked.
struct RowPart {
    var rows: [RowCheck.Row] = []
    var orphans: [AuditFault] = []

    /// So many rows are a part.
    static let size = 1024
}

/// Over one connection. A server's rows come through one cursor.
struct RowsInTurn: CheckedRows {
    private let check: RowCheck
    private var isOver = false

    init(_ connection: any Connection, key: KeyedDigest) throws(DatabaseError) {
        check = try RowCheck(connection, key: key, isLong: true)
        check.begin(.all)
    }

    mutating func next() throws(DatabaseError) -> RowPart? {
        if isOver { return nil }
        var part = RowPart()
        part.rows.reserveCapacity(RowPart.size)
        while part.rows.count < RowPart.size {
            guard let row = try check.next(&part.orphans) else {
                isOver = true
                break
            }
            part.rows.append(row)
        }
        return part
    }
}

/// Over several connections to a file, each with a thread: reading a row and checking its hash needs no other row. Each part is in the same
/// state of the log, which is sure when every connection sees the same newest links and seals.
struct RowsSideBySide: CheckedRows {
    // Statements keep no connection alive.
    private let connections: [any Connection]
    private let nextSeq: any Statement
    private let threads: [CheckThread]
    private let size: Int64
    private var asked = 0
    private var taken = 0
    private var end: Int64 = .min
    private var isOver = false

    /// Each thread may be so many parts ahead.
    private static let ahead = 2
    /// A proxy that writes may come between two beginnings; many times over it does not.
    private static let tries = 50

    /// Nil when the connections could not be brought to see the same state, or the system starts no more threads: one connection does too.
    ///
    /// - Parameter connection: one whose reading has begun.
    init?(_ connection: any Connection, path: String, key: KeyedDigest, threads count: Int, part: Int) throws(DatabaseError) {
        let state = try Self.state(connection)
        var connections = [connection]
        for _ in 0..<count {
            guard let other = try Self.connection(path, seeing: state) else { return nil }
            connections.append(other)
        }
        self.connections = connections
        var threads: [CheckThread] = []
        for other in connections.dropFirst() {
            guard let thread = try CheckThread.start(other, key: key) else { return nil }
            threads.append(thread)
        }
        nextSeq = try connection.prepare("select min(seq) from requests where seq > ?")
        self.threads = threads
        size = Int64(part)
    }

    private static func connection(_ path: String, seeing state: String) throws(DatabaseError) -> (any Connection)? {
        let connection: any Connection
        do throws(AuditStoreError) {
            connection = try AuditReader.open(.file(path))
        } catch {
            return nil
        }
        for _ in 0..<tries {
            try connection.beginReading()
            if try Self.state(connection) == state { return connection }
            connection.rollBack()
        }
        return nil
    }

    /// What changes with every write to the log.
    private static func state(_ connection: any Connection) throws(DatabaseError) -> String {
        try connection.text(
            """
            select group_concat(what || ' ' || writer || ' ' || link || ' ' || hex(hash)) from
              (select 'w' as what, writer, link, hash from writers union all select 's', writer, link, hash from seals order by 1, 2)
            """) ?? ""
    }

    mutating func next() throws(DatabaseError) -> RowPart? {
        while !isOver, asked < taken + threads.count * Self.ahead { try ask() }
        guard taken < asked else { return nil }
        defer { taken += 1 }
        return try threads[taken % threads.count].take()
    }

    /// Has the next part checked by the thread whose turn it is. A gap in the numbers is leapt over.
    private mutating func ask() throws(DatabaseError) {
        nextSeq.bind(1, end)
        defer { nextSeq.reset() }
        var range = RowCheck.Range(first: .max, last: .max, sideFirst: asked == 0 ? .min : end + 1)
        if try nextSeq.step(), !nextSeq.isNull(0) {
            range.first = nextSeq.integer(0)
            let (last, isOver) = range.first.addingReportingOverflow(size - 1)
            range.last = isOver ? .max : last
        }
        isOver = range.last == .max
        end = range.last
        threads[asked % threads.count].ask(range)
        asked += 1
    }
}

/// A thread that checks the parts it is asked for, in their order. It ends with this object.
private final class CheckThread {
    private let work: CheckWork
    private let thread: pthread_t

    private init(_ work: CheckWork, _ thread: pthread_t) {
        self.work = work
        self.thread = thread
    }

    /// Nil when the system starts no more threads.
    static func start(_ connection: any Connection, key: KeyedDigest) throws(DatabaseError) -> CheckThread? {
        let work = CheckWork(try RowCheck(connection, key: key))
        let kept = Unmanaged.passRetained(work)
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<CheckWork>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, kept.toOpaque())
        guard code == 0 else {
            kept.release()
            return nil
        }
        return CheckThread(work, thread)
    }

    deinit {
        work.stop()
        pthread_join(thread, nil)
    }

    func ask(_ range: RowCheck.Range) { work.ask(range) }

    /// Waits for the next part.
    func take() throws(DatabaseError) -> RowPart { try work.take() }
}

/// What a thread has to do, and has done.
///
/// Unchecked: the check is used by the thread alone, and everything else is guarded by the lock, which the compiler does not know, because a
/// condition variable is needed with it.
private final class CheckWork: @unchecked Sendable {
    private let check: RowCheck
    private let mutex: UnsafeMutablePointer<pthread_mutex_t> = .allocate(capacity: 1)
    private let changed: UnsafeMutablePointer<pthread_cond_t> = .allocate(capacity: 1)
    private var asked: [RowCheck.Range] = []
    private var done: [Result<RowPart, DatabaseError>] = []
    private var isStopped = false

    init(_ check: RowCheck) {
        self.check = check
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    func ask(_ range: RowCheck.Range) { change { asked.append(range) } }

    func stop() { change { isStopped = true } }

    func take() throws(DatabaseError) -> RowPart {
        pthread_mutex_lock(mutex)
        while done.isEmpty { pthread_cond_wait(changed, mutex) }
        let part = done.removeFirst()
        pthread_mutex_unlock(mutex)
        return try part.get()
    }

    /// The thread's life.
    func run() {
        while true {
            pthread_mutex_lock(mutex)
            while asked.isEmpty && !isStopped { pthread_cond_wait(changed, mutex) }
            let range = isStopped ? nil : asked.removeFirst()
            pthread_mutex_unlock(mutex)
            guard let range else { return }
            let part = read(range)
            change { done.append(part) }
        }
    }

    private func read(_ range: RowCheck.Range) -> Result<RowPart, DatabaseError> {
        var part = RowPart()
        part.rows.reserveCapacity(RowPart.size)
        check.begin(range)
        do throws(DatabaseError) {
            while let row = try check.next(&part.orphans) { part.rows.append(row) }
            return .success(part)
        } catch {
            return .failure(error)
        }
    }

    private func change(_ body: () -> Void) {
        pthread_mutex_lock(mutex)
        body()
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(mutex)
    }
}
