internal import Glibc
internal import Pipeline

/// One thing to record, and who waits for it.
struct AuditItem {
    /// Indirect: the rows are large, and an item is moved often.
    indirect enum Event {
        case admission(AdmissionRow)
        case outcome(AdmissionRow?, OutcomeRow)
    }

    var event: Event
    /// Resumed with whether it is recorded; nil when nobody waits.
    var waiter: UnsafeContinuation<Bool, Never>?
    /// What is recorded beside an admission.
    var kept: KeptBody?

    var isOutcome: Bool {
        if case .outcome = event { true } else { false }
    }
}

/// The bounded queue between the exchanges and the writer's thread.
///
/// The overload rule: an admission waits for room when `capacity` items wait already, and is refused while the log cannot be written, or
/// when `capacity` others wait for room too. Outcomes have as much room again, because what they tell of has happened already; past that
/// they are refused too, and counted as lost.
///
/// Unchecked because its mutable state is guarded by a lock that the compiler does not know: a condition variable is needed to wait with a
/// deadline, and `Synchronization` has none.
final class AuditQueue: @unchecked Sendable {
    /// What the queue says to an item.
    enum Answer {
        /// It is queued; whoever waits is resumed later.
        case queued
        /// It is queued and will be recorded once the log can be written again, but nobody should go on as if it were.
        case delayed
        case refused
    }

    /// Why `take` returned.
    struct Batch {
        var items: [AuditItem]
        var isLast: Bool
    }

    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    private let capacity: Int
    /// How long the first item of a group may wait for others; zero: a group is what came during the last commit.
    private let gather: Duration
    /// So many items are a group at once.
    private static let groupSize = 1024
    /// Bytes of bodies that may wait; what comes when there are more is recorded without its text.
    private static let mostKept = 64 << 20

    private var items: [AuditItem] = []
    private var keptBytes = 0
    private var firstSince = ContinuousClock.now
    private var retryAt: ContinuousClock.Instant?
    private var isStopping = false
    private var isWaiting = false
    private var lostCount = 0
    /// Admissions that wait for room, and are told whether to try again.
    private var roomWaiters: [UnsafeContinuation<Bool, Never>] = []

    init(capacity: Int, gather: Duration) {
        self.capacity = capacity
        self.gather = gather
        mutex = .allocate(capacity: 1)
        changed = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(changed, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// Items that wait.
    var depth: Int { locked { items.count } }

    /// Outcomes that were refused.
    var lost: Int { locked { lostCount } }

    /// Whether the last write failed and none has succeeded since.
    var isFailing: Bool { locked { retryAt != nil } }

    func push(_ item: consuming AuditItem) -> Answer {
        // Without a closure: it would keep a copy of the row.
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        if isStopping { return .refused }
        if item.isOutcome {
            guard items.count < 2 * capacity else {
                lostCount += 1
                return .refused
            }
        } else {
            guard retryAt == nil, items.count < capacity else { return .refused }
        }
        let isDelayed = retryAt != nil
        if isDelayed { item.waiter = nil }
        if items.isEmpty { firstSince = .now }
        if let count = item.kept?.text?.count {
            if keptBytes + count > Self.mostKept { item.kept?.leaveOut(.overload) } else { keptBytes += count }
        }
        items.append(item)
        if isWaiting || items.count == Self.groupSize { pthread_cond_signal(changed) }
        return isDelayed ? .delayed : .queued
    }

    /// Waits until there is room for an admission. False when it is to be refused.
    func waitForRoom() async -> Bool {
        await withUnsafeContinuation { continuation in
            let answer = locked { () -> Bool? in
                if isStopping || retryAt != nil || roomWaiters.count >= capacity { return false }
                if items.count < capacity { return true }
                roomWaiters.append(continuation)
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Waits for the next group, or until `tick`, when an empty one is returned.
    func take(tick: ContinuousClock.Instant?) -> Batch {
        locked {
            while true {
                if isStopping { return Batch(items: drain(), isLast: true) }
                let now = ContinuousClock.now
                if let retryAt {
                    if now >= retryAt { return Batch(items: drain(), isLast: false) }
                    wait(until: retryAt, now: now)
                } else if !items.isEmpty {
                    let ready = firstSince + gather
                    if items.count >= Self.groupSize || now >= ready { return Batch(items: drain(), isLast: false) }
                    wait(until: ready, now: now)
                } else if let tick {
                    if now >= tick { return Batch(items: [], isLast: false) }
                    isWaiting = true
                    wait(until: tick, now: now)
                    isWaiting = false
                } else {
                    isWaiting = true
                    pthread_cond_wait(changed, mutex)
                    isWaiting = false
                }
            }
        }
    }

    /// A write failed: what must not be lost goes back to the front, and everyone who waits is told no.
    func fail(keeping kept: [AuditItem], retryAt: ContinuousClock.Instant) {
        var waiters: [UnsafeContinuation<Bool, Never>] = []
        locked {
            var rest = kept
            for item in items where item.isOutcome || item.waiter == nil { rest.append(item) }
            for item in items { if let waiter = item.waiter { waiters.append(waiter) } }
            for at in rest.indices { rest[at].waiter = nil }
            items = rest
            keptBytes = items.reduce(0) { $0 + ($1.kept?.text?.count ?? 0) }
            firstSince = .now
            self.retryAt = retryAt
            wakeRoomWaiters(false)
        }
        for waiter in waiters { waiter.resume(returning: false) }
    }

    /// A write succeeded.
    func recover() {
        locked { retryAt = nil }
    }

    /// Lets `take` return what is left, and refuses what comes later.
    func stop() {
        locked {
            isStopping = true
            pthread_cond_signal(changed)
            wakeRoomWaiters(false)
        }
    }

    private func wakeRoomWaiters(_ isRoom: Bool) {
        for waiter in roomWaiters { waiter.resume(returning: isRoom) }
        roomWaiters = []
    }

    private func drain() -> [AuditItem] {
        defer { wakeRoomWaiters(true) }
        let taken = items
        items = []
        keptBytes = 0
        items.reserveCapacity(min(taken.count, Self.groupSize))
        return taken
    }

    private func wait(until deadline: ContinuousClock.Instant, now: ContinuousClock.Instant) {
        let left = (deadline - now).components
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        time.tv_sec += Int(left.seconds)
        time.tv_nsec += Int(left.attoseconds / 1_000_000_000)
        if time.tv_nsec >= 1_000_000_000 {
            time.tv_sec += 1
            time.tv_nsec -= 1_000_000_000
        }
        pthread_cond_timedwait(changed, mutex, &time)
    }

    private func locked<T>(_ body: () -> T) -> T {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}
