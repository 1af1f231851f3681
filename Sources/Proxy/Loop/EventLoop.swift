internal import CLinux
internal import Glibc
import Synchronization

/// One thread that owns its sockets, timers and tasks: an epoll loop that is also a task executor.
///
/// Everything but `submit`, `enqueue`, `stop` and `sleep`'s cancellation belongs to the loop's own thread and checks that it is called
/// there. A task is bound to the loop by `Task.immediate(executorPreference: loop)`; what it awaits resumes here.
///
/// Unchecked, because the compiler cannot see that the unlocked state below is touched by one thread only; `preconditionCurrent` proves
/// it at run time, and what crosses threads lies in the inbox behind its lock.
public final class EventLoop: TaskExecutor, @unchecked Sendable {
    private enum Item {
        case job(UnownedJob)
        case action(@Sendable () -> Void)
    }

    private struct Inbox {
        var items: ContiguousArray<Item> = []
        var isStopped = false
    }

    private struct Registration {
        var handler: (any EventHandler)?
        /// Counts the registrations of the descriptor, so that an event of a closed one is not taken for its successor's.
        var generation: UInt32 = 0
    }

    /// Events taken from the kernel at a time.
    private static let batch = 256

    private let epoll: Int32
    private let doorbell: Int32
    private let inbox = Mutex(Inbox())
    private let started: UInt64

    // The loop's thread alone.
    private var ready: ContiguousArray<Item> = []
    private var running: ContiguousArray<Item> = []
    private var registrations: ContiguousArray<Registration> = []
    private var wheel = TimerWheel()
    private var isStopping = false
    /// By how much the loop's clock is ahead of the system's.
    private var ahead: UInt64 = 0

    /// A loop that does not run yet. Fails with a precondition when the process has no file descriptors left, at start only.
    public init() {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        doorbell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        precondition(epoll >= 0 && doorbell >= 0, "no file descriptor left for an event loop")
        started = Self.nanoseconds()
        // Edge-triggered, so that the counter need not be read: every write to it is an event of its own.
        control(EPOLL_CTL_ADD, doorbell, UInt32(EPOLLIN.rawValue) | EPOLLET.rawValue, generation: .max)
    }

    deinit {
        close(epoll)
        close(doorbell)
    }

    // MARK: The thread

    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        let status = pthread_key_create(&key, nil)
        precondition(status == 0, "no thread-local key left for the event loop")
        return key
    }()

    /// The loop whose thread this is.
    public static var current: EventLoop? {
        pthread_getspecific(key).map { Unmanaged<EventLoop>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Whether this is the loop's own thread.
    public var isCurrent: Bool {
        pthread_getspecific(Self.key) == UnsafeMutableRawPointer(Unmanaged.passUnretained(self).toOpaque())
    }

    /// Stops the process when this is not the loop's own thread: a fault of ours.
    public func preconditionCurrent() {
        precondition(isCurrent, "called off the event loop's thread")
    }

    /// Turns the calling thread into the loop's, until `stop`.
    public func run() {
        precondition(pthread_getspecific(Self.key) == nil, "the thread runs an event loop already")
        pthread_setspecific(Self.key, Unmanaged.passUnretained(self).toOpaque())
        defer { pthread_setspecific(Self.key, nil) }
        drainInbox()
        withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: Self.batch) { events in
            while true {
                runReady()
                runTimers()
                if isStopping && ready.isEmpty { return }
                let count = epoll_wait(epoll, events.baseAddress, Int32(Self.batch), timeout())
                guard count > 0 else { continue }
                for i in 0..<Int(count) { dispatch(events[i]) }
            }
        }
    }

    /// Ends `run` once what is ready has run. From any thread.
    public func stop() {
        inbox.withLock { $0.isStopped = true }
        ring()
    }

    // MARK: Work

    /// Runs an action on the loop's thread, soon. From any thread.
    public func submit(_ action: @escaping @Sendable () -> Void) {
        put(.action(action))
    }

    /// Takes a job of a task. From any thread; from the loop's own it costs no system call.
    public func enqueue(_ job: consuming ExecutorJob) {
        put(.job(UnownedJob(job)))
    }

    private func put(_ item: Item) {
        if isCurrent {
            ready.append(item)
            return
        }
        let wasEmpty = inbox.withLock { inbox in
            inbox.items.append(item)
            return inbox.items.count == 1
        }
        if wasEmpty { ring() }
    }

    private func ring() {
        var one: UInt64 = 1
        _ = write(doorbell, &one, MemoryLayout<UInt64>.size)
    }

    private func drainInbox() {
        inbox.withLock { inbox in
            isStopping = isStopping || inbox.isStopped
            if ready.isEmpty {
                swap(&ready, &inbox.items)
            } else {
                ready.append(contentsOf: inbox.items)
                inbox.items.removeAll(keepingCapacity: true)
            }
        }
    }

    /// Runs what is ready now; what that makes ready waits for the next round, so that sockets and timers are not starved.
    private func runReady() {
        guard !ready.isEmpty else { return }
        swap(&ready, &running)
        for item in running {
            switch item {
            case .job(let job): job.runSynchronously(on: asUnownedTaskExecutor())
            case .action(let action): action()
            }
        }
        // A burst's storage is not kept for ever.
        running.removeAll(keepingCapacity: running.count < 4096)
    }

    // MARK: File descriptors

    /// Watches a file descriptor. The handler is kept until `deregister`.
    public func register(_ fd: Int32, _ interest: Interest, _ handler: any EventHandler) {
        preconditionCurrent()
        if Int(fd) >= registrations.count {
            registrations.append(contentsOf: repeatElement(Registration(), count: max(64, Int(fd) + 1 - registrations.count)))
        }
        registrations[Int(fd)].generation = (registrations[Int(fd)].generation &+ 1) & (.max >> 1)
        registrations[Int(fd)].handler = handler
        control(EPOLL_CTL_ADD, fd, Self.mask(interest), generation: registrations[Int(fd)].generation)
    }

    /// Watches a registered file descriptor for something else.
    public func modify(_ fd: Int32, _ interest: Interest) {
        preconditionCurrent()
        guard Int(fd) < registrations.count, registrations[Int(fd)].handler != nil else { return }
        control(EPOLL_CTL_MOD, fd, Self.mask(interest), generation: registrations[Int(fd)].generation)
    }

    /// Watches a file descriptor no longer, also one that is closed already. Unknown ones are no fault.
    public func deregister(_ fd: Int32) {
        preconditionCurrent()
        guard Int(fd) < registrations.count, registrations[Int(fd)].handler != nil else { return }
        registrations[Int(fd)].handler = nil
        var unused = epoll_event()
        _ = epoll_ctl(epoll, EPOLL_CTL_DEL, fd, &unused)
    }

    /// Forgets a file descriptor that the caller closes at once: closing the last reference ends the kernel's watch too.
    func forget(_ fd: Int32) {
        guard Int(fd) < registrations.count else { return }
        registrations[Int(fd)].handler = nil
    }

    private static func mask(_ interest: Interest) -> UInt32 {
        var mask = UInt32(EPOLLRDHUP.rawValue)
        if interest.contains(.read) { mask |= UInt32(EPOLLIN.rawValue) }
        if interest.contains(.write) { mask |= UInt32(EPOLLOUT.rawValue) }
        if interest.contains(.edge) { mask |= EPOLLET.rawValue }
        return mask
    }

    private func control(_ operation: Int32, _ fd: Int32, _ mask: UInt32, generation: UInt32) {
        var event = epoll_event()
        event.events = mask
        event.data.u64 = UInt64(generation) << 32 | UInt64(UInt32(bitPattern: fd))
        if epoll_ctl(epoll, operation, fd, &event) == 0 { return }
        // A library may close and reopen a descriptor between two calls to us: add and modify then trade places.
        if operation == EPOLL_CTL_ADD && errno == EEXIST {
            _ = epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event)
        } else if operation == EPOLL_CTL_MOD && errno == ENOENT {
            _ = epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event)
        }
    }

    private func dispatch(_ event: epoll_event) {
        let fd = Int(event.data.u64 & 0xFFFF_FFFF)
        let generation = UInt32(event.data.u64 >> 32)
        if fd == Int(doorbell) && generation == .max {
            drainInbox()
            return
        }
        guard fd < registrations.count, registrations[fd].generation == generation, let handler = registrations[fd].handler else { return }
        var events: ReadyEvents = []
        if event.events & UInt32(EPOLLIN.rawValue) != 0 { events.insert(.readable) }
        if event.events & UInt32(EPOLLOUT.rawValue) != 0 { events.insert(.writable) }
        if event.events & UInt32(EPOLLRDHUP.rawValue) != 0 { events.insert(.readHangup) }
        if event.events & UInt32(EPOLLHUP.rawValue) != 0 { events.insert(.hangup) }
        if event.events & UInt32(EPOLLERR.rawValue) != 0 { events.insert(.error) }
        handler.ready(events)
    }

    // MARK: Time

    private static func nanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Nanoseconds since the loop was made, on its own clock.
    private var elapsed: UInt64 { Self.nanoseconds() - started + ahead }

    /// Milliseconds since the loop was made, rounded down.
    var milliseconds: UInt64 { elapsed / 1_000_000 }

    /// Sets the loop's clock ahead: what is due by then fires next. So a test need not wait for a time-out to see it.
    func advance(by time: Duration) {
        preconditionCurrent()
        ahead += UInt64(max(0, time.wholeNanoseconds))
    }

    /// Runs an action on the loop's thread after that time, to the millisecond, never earlier. Cheap to arm and to cancel.
    @discardableResult
    public func schedule(after delay: Duration, _ action: @escaping () -> Void) -> TimerID {
        preconditionCurrent()
        let (seconds, attoseconds) = delay.components
        // A delay beyond what the wheel reaches is as good as for ever; a negative one is due now.
        let wait: UInt64
        if seconds < 0 || attoseconds < 0 {
            wait = 0
        } else if seconds > 1 << 31 {
            wait = 1 << 61
        } else {
            wait = UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
        }
        let deadline = (elapsed + wait + 999_999) / 1_000_000
        return wheel.insert(deadline: deadline, action)
    }

    /// Disarms a timer; one that has fired is no fault.
    public func cancel(_ timer: TimerID) {
        preconditionCurrent()
        wheel.cancel(timer)
    }

    /// Suspends the task for that time, or until it is cancelled. The task must be bound to this loop.
    public func sleep(for duration: Duration) async {
        preconditionCurrent()
        let sleeper = Sleeper()
        await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
                if Task.isCancelled {
                    continuation.resume()
                } else {
                    sleeper.continuation = continuation
                    sleeper.timer = schedule(after: duration) { sleeper.wake() }
                }
            }
        } onCancel: {
            submit {
                if let timer = sleeper.timer { self.cancel(timer) }
                sleeper.wake()
            }
        }
    }

    /// Unchecked: made, armed and woken on one loop's thread only.
    private final class Sleeper: @unchecked Sendable {
        var continuation: UnsafeContinuation<Void, Never>?
        var timer: TimerID?

        func wake() {
            continuation?.resume()
            continuation = nil
        }
    }

    private func timeout() -> Int32 {
        if !ready.isEmpty { return 0 }
        guard let wake = wheel.nextWake() else { return -1 }
        let now = milliseconds
        return wake <= now ? 0 : Int32(clamping: wake - now)
    }

    private func runTimers() {
        // No more than were armed before, so that a timer that arms itself for now does not hold up the sockets.
        var budget = wheel.count
        guard budget > 0 else { return }
        let now = milliseconds
        while budget > 0, let action = wheel.pop(now: now) {
            budget -= 1
            action()
        }
    }
}
