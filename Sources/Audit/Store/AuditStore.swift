internal import Cryptography
internal import Glibc
public import Pipeline
internal import Synchronization

/// The audit log, in a file or on a server, written by one thread of its own in groups.
///
/// While the log cannot be written, every admission is refused at once; every half second the writer tries again, and the first group
/// that holds ends it.
public final class AuditStore: AuditSink {
    /// What the log needs to know.
    public struct Settings: Sendable {
        /// The database file. Its folder is made if need be. With `postgres`, the newest link and the spool lie beside it.
        public var path: String
        /// The URL of a PostgreSQL database that holds the log instead. A secret.
        public var postgres: String?
        /// How long that may be away before rows go to a spool beside `path`; nil: requests are refused until it is back.
        public var spool: Duration? = .seconds(10)
        public var durability: AuditDurability
        /// Rows older than this are dropped; nil keeps all.
        public var keep: Duration?
        /// Whether redacted bodies are kept, in a file alone.
        public var keepsBodies = false
        /// How many rows may wait to be written before admissions are refused. A row is under a kilobyte in memory.
        public var capacity = 16_384

        public init(path: String, durability: AuditDurability, keep: Duration? = nil) {
            self.path = path
            self.durability = durability
            self.keep = keep
        }
    }

    private let queue: AuditQueue
    private let isStrict: Bool
    private let keepsBodies: Bool
    private let thread: AuditThread

    /// Opens the log, made if need be, and starts its thread.
    ///
    /// - Parameters:
    ///   - key: the key of the chain, 16 bytes or more, the same at every start.
    ///   - onTrouble: told of each change of the log's state, from the log's thread.
    public init(
        _ settings: Settings, key: [UInt8], onTrouble: @escaping @Sendable (AuditTrouble) -> Void = { _ in }
    ) throws(AuditStoreError) {
        precondition(key.count >= 16, "the chain's key is too short")
        isStrict = settings.durability == .strict
        keepsBodies = settings.keepsBodies && settings.postgres == nil
        // Of the 50 ms that the contract allows, 15 are left to the commit, which takes 1 to 5 without a wait for the disk.
        queue = AuditQueue(capacity: settings.capacity, gather: isStrict ? .zero : .milliseconds(35))
        let keyed = KeyedDigest(key: key)
        let log: any GroupWriter
        if let url = settings.postgres {
            log = try FleetLog(settings, url: url, key: keyed, onTrouble: onTrouble)
        } else {
            log = LocalLog(settings, writer: try AuditOpening.open(settings, key: keyed))
        }
        thread = AuditThread(log: log, queue: queue, settings: settings, onTrouble: onTrouble)
    }

    deinit {
        queue.stop()
    }

    /// Rows that wait to be written.
    public var queueDepth: Int { queue.depth }

    /// Admissions and outcomes written since the start.
    public var eventsWritten: Int { thread.events }

    /// Rows begun since the start: one for each request.
    public var rowsWritten: Int { thread.rows }

    /// Runs of retention that failed since the start.
    public var retentionFailures: Int { thread.retentionFailures }

    /// Whether the last write failed and none has succeeded since.
    public var isFailing: Bool { queue.isFailing }

    public func admit(_ row: AdmissionRow, keeping body: KeptBody? = nil) async throws(PipelineError) {
        if !isStrict, put(row, body) { return }
        try await record(.admission(row), body)
    }

    public func close(_ admission: AdmissionRow?, _ row: OutcomeRow) async throws(PipelineError) {
        if !isStrict, put(admission, row) { return }
        try await record(.outcome(admission, row))
    }

    // Rows are large: a function that can suspend would have room for each of its copies in memory of the task's.

    /// Whether there was room at once, and nobody has to wait.
    @inline(never)
    private func put(_ row: AdmissionRow, _ body: KeptBody?) -> Bool {
        queue.push(AuditItem(event: .admission(row), waiter: nil, kept: keepsBodies ? body : nil)) != .refused
    }

    @inline(never)
    private func put(_ admission: AdmissionRow?, _ row: OutcomeRow) -> Bool {
        queue.push(AuditItem(event: .outcome(admission, row), waiter: nil)) != .refused
    }

    /// Writes what waits and ends the thread. Blocks until then; call it last, and not from an event loop.
    public func shutDown() {
        queue.stop()
        thread.join()
    }

    @inline(never)
    private func record(_ event: AuditItem.Event, _ body: KeptBody? = nil) async throws(PipelineError) {
        let queue = queue
        let kept = keepsBodies ? body : nil
        guard isStrict else {
            // Delayed outcomes are kept, so the exchange may end.
            while queue.push(AuditItem(event: event, waiter: nil, kept: kept)) == .refused {
                // A disk that stalls for a second holds requests up for a second; it does not fail them.
                guard case .admission = event, await queue.waitForRoom() else { throw Self.unavailable }
            }
            return
        }
        // A cancelled exchange waits too: the commit is under way, and what it says must not be guessed.
        let isRecorded = await withUnsafeContinuation { (waiter: UnsafeContinuation<Bool, Never>) in
            if queue.push(AuditItem(event: event, waiter: waiter, kept: kept)) != .queued { waiter.resume(returning: false) }
        }
        if !isRecorded { throw Self.unavailable }
    }

    private static var unavailable: PipelineError { .proxy(.auditUnavailable, retryAfter: .seconds(1)) }
}
