internal import CCurl
internal import Glibc

/// The HTTP client of one loop: libcurl's multi interface on the loop's epoll and timers. Connections are kept per client.
///
/// Touched on its loop's thread only, hence not `Sendable`. No transfer is removed within a callback of libcurl: callbacks mark and wake
/// tasks, and tasks run later.
public final class CurlClient {
    /// Easy handles kept for reuse.
    private static let pooled = 64
    /// Connections kept open without work.
    private static let keptConnections = 512
    /// How often first byte and idle times are looked at; their precision. Far cheaper than a timer a chunk.
    private static let sweep = Duration.milliseconds(100)

    let loop: EventLoop
    private let multi: UnsafeMutableRawPointer
    private let maxTransfers: Int
    private var handles: [CurlHandle] = []
    private var active: [CurlTransfer] = []
    private var watches: [Int32: SocketWatch] = [:]
    private var isSweeping = false
    private var isDriving = false

    /// libcurl wants to be called now.
    private var isDue = false
    /// When libcurl wants to be called.
    private var deadline: MonotonicTime?
    private var armed: (id: TimerID, at: MonotonicTime)?

    /// A client for a loop, on whose thread it is made. Fails with a precondition when libcurl cannot be initialised, at start only.
    public init(loop: EventLoop, maxTransfers: Int = 20_000) {
        loop.preconditionCurrent()
        precondition(CurlLibrary.isReady, "libcurl cannot be initialised")
        guard let multi = curl_multi_init() else { preconditionFailure("libcurl cannot be initialised") }
        self.loop = loop
        self.multi = multi
        self.maxTransfers = maxTransfers
        _ = hopguard_curl_multi_set_pointer(multi, CURLMOPT_SOCKETDATA, pointer)
        _ = hopguard_curl_multi_set_socket_callback(multi, onSocket)
        _ = hopguard_curl_multi_set_pointer(multi, CURLMOPT_TIMERDATA, pointer)
        _ = hopguard_curl_multi_set_timer_callback(multi, onTimer)
        // Fixed: libcurl's default shrinks with the number of running transfers and closes connections after each burst.
        _ = hopguard_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.keptConnections)
    }

    deinit {
        for transfer in active { curl_multi_remove_handle(multi, transfer.easy) }
        active = []
        handles = []
        curl_multi_cleanup(multi)
        // Off the loop's thread it has been stopped: nothing of it will fire.
        guard loop.isCurrent else { return }
        if let armed { loop.cancel(armed.id) }
        for watch in watches.values { loop.deregister(watch.fd) }
    }

    /// Transfers under way.
    public var transfers: Int { active.count }

    /// Sends a request; returns when the head of the answer is there. Cancelling the task ends the transfer at once.
    public func perform(_ request: consuming UpstreamRequest) async throws(CurlError) -> UpstreamReply {
        loop.preconditionCurrent()
        guard !Task.isCancelled else { throw .cancelled }
        let transfer = try start(request)
        let reply = UpstreamReply(transfer)
        try await transfer.waitForHead()
        return reply
    }

    func start(_ request: consuming UpstreamRequest) throws(CurlError) -> CurlTransfer {
        guard active.count < maxTransfers else { throw .overloaded }
        guard let handle = handle(for: request) else { throw .overloaded }
        let transfer = CurlTransfer(request, handle: handle, client: self)
        guard transfer.configure(), curl_multi_add_handle(multi, handle.easy) == CURLM_OK else {
            throw .other(code: Int(CURLE_FAILED_INIT.rawValue))
        }
        transfer.index = active.count
        active.append(transfer)
        drive()
        startSweeping()
        return transfer
    }

    /// A handle that is set up for such a request, else one as new.
    private func handle(for request: UpstreamRequest) -> CurlHandle? {
        if let at = handles.lastIndex(where: { $0.settings?.fits(request) == true }) { return handles.remove(at: at) }
        if handles.count == Self.pooled { handles.removeFirst() }
        return CurlHandle()
    }

    /// Takes a transfer out, outside of libcurl's callbacks.
    func remove(_ transfer: CurlTransfer) {
        loop.preconditionCurrent()
        curl_multi_remove_handle(multi, transfer.easy)
        forget(transfer, isReusable: false)
        drive()
    }

    /// Keeps the handle for the next request, up to a bound. One whose transfer did not end well is not used again: 7.88.1 leaves it the
    /// receive buffer of a transfer that found no address, refuses it another size and would read more into it than it holds.
    private func forget(_ transfer: CurlTransfer, isReusable: Bool) {
        let last = active.removeLast()
        if last !== transfer {
            active[transfer.index] = last
            last.index = transfer.index
        }
        guard isReusable, handles.count < Self.pooled else { return }
        transfer.handle.forgetRequest()
        handles.append(transfer.handle)
    }

    /// Lets a paused transfer go on. libcurl hands over what it kept within this call.
    func resume(_ transfer: CurlTransfer) {
        guard !transfer.isRemoved else { return }
        curl_easy_pause(transfer.easy, CURLPAUSE_CONT)
        drive()
    }

    // MARK: Driving libcurl

    fileprivate func socketReady(_ fd: Int32, _ mask: Int32) {
        var running: Int32 = 0
        curl_multi_socket_action(multi, fd, mask, &running)
        drive()
    }

    /// Calls libcurl while it wants to be called now, and settles what is done.
    private func drive() {
        // Settling can end in `remove`, which drives: once is enough.
        guard !isDriving else { return }
        isDriving = true
        defer { isDriving = false }
        var running: Int32 = 0
        var rounds = 0
        while isDue && rounds < 16 {
            isDue = false
            rounds += 1
            curl_multi_socket_action(multi, curl_socket_t(-1), 0, &running)
        }
        settle()
        if isDue {
            isDue = false
            deadline = MonotonicTime.now
        }
        arm()
    }

    private func settle() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            let code = hopguard_curl_result(message)
            var user: UnsafeMutableRawPointer?
            guard hopguard_curl_get_pointer(easy, CURLINFO_PRIVATE, &user) == CURLE_OK, let user else { continue }
            let transfer = Unmanaged<CurlTransfer>.fromOpaque(user).takeUnretainedValue()
            if transfer.request.connectsOnly, code == CURLE_OK {
                // Its connection is found through the multi handle: it stays there until it is closed (curl_easy_send(3)).
                transfer.connected()
                continue
            }
            curl_multi_remove_handle(multi, easy)
            forget(transfer, isReusable: code == CURLE_OK)
            transfer.finish(code)
        }
    }

    fileprivate func timerChanged(_ milliseconds: Int) {
        if milliseconds < 0 {
            deadline = nil
        } else if milliseconds == 0 {
            isDue = true
            deadline = nil
        } else {
            // One more: libcurl cuts its remainder to whole milliseconds, and is not due before it is over.
            deadline = MonotonicTime.now + .milliseconds(milliseconds + 1)
        }
    }

    /// Keeps a timer that fires no later than libcurl wants. One that fires too early is armed again: cheaper than moving it with every
    /// request.
    private func arm() {
        guard let deadline else { return }
        if let armed {
            if armed.at <= deadline { return }
            loop.cancel(armed.id)
        }
        let wait = max(.zero, deadline - MonotonicTime.now)
        armed = (loop.schedule(after: wait) { [weak self] in self?.timerFired() }, deadline)
    }

    private func timerFired() {
        armed = nil
        guard let deadline else { return }
        if MonotonicTime.now >= deadline {
            self.deadline = nil
            var running: Int32 = 0
            curl_multi_socket_action(multi, curl_socket_t(-1), 0, &running)
            drive()
            if self.deadline == nil {
                // libcurl does not name a time again that it named before, though we have used it up.
                var wait = -1
                curl_multi_timeout(multi, &wait)
                if wait >= 0 { self.deadline = MonotonicTime.now + .milliseconds(wait + 1) }
            }
        }
        arm()
    }

    // MARK: Sockets

    fileprivate func socketChanged(_ fd: Int32, _ what: Int32) {
        if what == CURL_POLL_REMOVE {
            // Kept watched: the next request on the connection then costs no system call. See `SocketWatch.ready`.
            watches[fd]?.isParked = true
            return
        }
        var interest: Interest = []
        if what & CURL_POLL_IN != 0 { interest.insert(.read) }
        if what & CURL_POLL_OUT != 0 { interest.insert(.write) }
        if let watch = watches[fd] {
            watch.isParked = false
            if watch.interest != interest {
                watch.interest = interest
                loop.modify(fd, interest)
            }
        } else {
            let watch = SocketWatch(fd, interest, self)
            watches[fd] = watch
            loop.register(fd, interest, watch)
        }
    }

    func unwatch(_ fd: Int32) {
        if watches.removeValue(forKey: fd) != nil { loop.deregister(fd) }
    }

    /// libcurl is about to close a socket.
    func closed(_ fd: Int32) {
        unwatch(fd)
    }

    // MARK: Times

    private func startSweeping() {
        guard !isSweeping else { return }
        isSweeping = true
        loop.schedule(after: Self.sweep) { [weak self] in self?.swept() }
    }

    private func swept() {
        isSweeping = false
        let now = MonotonicTime.now
        var overdue: [(CurlTransfer, CurlError)] = []
        for transfer in active {
            if let error = transfer.overdue(now) { overdue.append((transfer, error)) }
        }
        for (transfer, error) in overdue { transfer.abort(error) }
        if !active.isEmpty { startSweeping() }
    }

    /// Itself, for libcurl's callbacks, which come only while it lives.
    var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }
}

/// Watches one socket of libcurl's.
private final class SocketWatch: EventHandler {
    let fd: Int32
    var interest: Interest
    /// libcurl does not want to hear of it: its connection is idle, or its transfer paused.
    var isParked = false
    private unowned let client: CurlClient

    init(_ fd: Int32, _ interest: Interest, _ client: CurlClient) {
        self.fd = fd
        self.interest = interest
        self.client = client
    }

    func ready(_ events: ReadyEvents) {
        if isParked {
            // The peer closed an idle connection, or a paused transfer has bytes: nobody wants to hear it, and it would be said again.
            client.unwatch(fd)
            return
        }
        var mask: Int32 = 0
        if !events.isDisjoint(with: [.readable, .readHangup, .hangup]) { mask |= CURL_CSELECT_IN }
        if events.contains(.writable) { mask |= CURL_CSELECT_OUT }
        if events.contains(.error) { mask |= CURL_CSELECT_ERR }
        client.socketReady(fd, mask)
    }
}

private let onSocket: hopguard_curl_socket_callback = { _, socket, what, user, _ in
    Unmanaged<CurlClient>.fromOpaque(user!).takeUnretainedValue().socketChanged(socket, what)
    return 0
}

private let onTimer: hopguard_curl_timer_callback = { _, milliseconds, user in
    Unmanaged<CurlClient>.fromOpaque(user!).takeUnretainedValue().timerChanged(milliseconds)
    return 0
}
