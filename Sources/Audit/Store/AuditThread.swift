internal import Glibc
internal import Pipeline
internal import Synchronization

/// The log's own thread: takes groups from the queue, writes them, and tells those who wait.
///
/// Unchecked because the writer, which is not `Sendable`, is handed to the new thread once and touched by nobody else afterwards.
final class AuditThread: @unchecked Sendable {
    private var log: (any GroupWriter)?
    private let queue: AuditQueue
    private let settings: AuditStore.Settings
    private let onTrouble: @Sendable (AuditTrouble) -> Void
    private let eventCount = Atomic<Int>(0)
    private let rowCount = Atomic<Int>(0)
    private let retentionFailureCount = Atomic<Int>(0)
    private let handle: Mutex<pthread_t?> = Mutex(nil)

    /// How long counts and the link outside may stay behind.
    private static let tick: Duration = .seconds(1)
    /// How often a failing log is tried again.
    private static let retry: Duration = .milliseconds(500)

    init(
        log: any GroupWriter, queue: AuditQueue, settings: AuditStore.Settings, onTrouble: @escaping @Sendable (AuditTrouble) -> Void
    ) {
        self.log = log
        self.queue = queue
        self.settings = settings
        self.onTrouble = onTrouble
        var made = pthread_t()
        let box = Unmanaged.passRetained(self)
        let code = pthread_create(
            &made, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<AuditThread>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        precondition(code == 0, "the system starts no more threads")
        handle.withLock { $0 = made }
    }

    var events: Int { eventCount.load(ordering: .relaxed) }
    var rows: Int { rowCount.load(ordering: .relaxed) }
    var retentionFailures: Int { retentionFailureCount.load(ordering: .relaxed) }

    /// Waits for the thread's end; the first call only.
    func join() {
        let thread = handle.withLock { handle in
            defer { handle = nil }
            return handle
        }
        if let thread { pthread_join(thread, nil) }
    }

    /// The thread's life. At its end the writer goes, and with it the database's connection and the writer's place.
    private func run() {
        guard let log else { return }
        self.log = nil
        var tickAt = ContinuousClock.now + Self.tick
        var retention = Retention(keep: settings.keep)
        while true {
            let wantsTick = log.needsTick || retention.isDue
            let batch = queue.take(
                tick: log.isBusy ? .now : wantsTick ? tickAt : (settings.keep == nil ? nil : .now + .seconds(60)))
            let isTick = ContinuousClock.now >= tickAt || batch.isLast
            let isRetry = queue.isFailing
            if isTick { tickAt = .now + Self.tick }
            if batch.items.isEmpty && !isTick && !isRetry && !log.isBusy { continue }
            do throws(AuditProblem) {
                if let failure = try log.write(batch.items, isTick: isTick) { onTrouble(.headUnwritable(errno: failure)) }
                // What the last group brought is counted after it.
                if batch.isLast && log.needsTick { _ = try log.write([], isTick: true) }
                if isRetry {
                    onTrouble(.recovered)
                    queue.recover()
                }
                count(batch.items)
                for item in batch.items { item.waiter?.resume(returning: true) }
            } catch {
                // What a caller was promised, and what has happened already, is tried again; an admission that was not promised is
                // refused. What may be recorded all the same is tried again as it was.
                let kept = log.isInDoubt ? batch.items : batch.items.filter { $0.isOutcome || $0.waiter == nil }
                if !isRetry { onTrouble(error.trouble) }
                queue.fail(keeping: kept, retryAt: .now + Self.retry)
                for item in batch.items { item.waiter?.resume(returning: false) }
                if batch.isLast && !kept.isEmpty { onTrouble(.lost(outcomes: kept.count)) }
            }
            if batch.isLast { break }
            if isTick && !queue.isFailing, let trouble = retention.step(log) {
                if !trouble.isGoodNews { retentionFailureCount.add(1, ordering: .relaxed) }
                onTrouble(trouble)
            }
        }
        if queue.lost > 0 { onTrouble(.lost(outcomes: queue.lost)) }
        log.finish()
    }

    private func count(_ items: [AuditItem]) {
        var begun = 0
        for item in items {
            switch item.event {
            case .admission: begun += 1
            case .outcome(let admission, _): if admission != nil { begun += 1 }
            }
        }
        eventCount.add(items.count, ordering: .relaxed)
        rowCount.add(begun, ordering: .relaxed)
    }
}
