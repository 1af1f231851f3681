internal import CLinux
internal import Glibc
import Pipeline
import Synchronization

/// An HTTP/1.1 server on event loops: every loop has its own listening socket, connections and handler.
public final class HTTPServer: Sendable {
    private struct State {
        var addresses: [ListenerAddress] = []
        var paths: [String] = []
        var emptyWaiters: [UnsafeContinuation<Void, Never>] = []
    }

    let loops: EventLoopGroup
    private let listeners: [ServerListener]
    private let state = Mutex(State())
    private let connectionLimit: Atomic<Int>
    private let connectionCount = Atomic<Int>(0)
    private let exchangeCount = Atomic<Int>(0)
    private let share: Mutex<[ServerLoop]> = Mutex([])

    /// A server that does not listen yet. The handler for a loop is made on the loop's thread.
    public init(
        loops: EventLoopGroup, limits: ServerLimits, listeners: [ServerListener],
        makeHandler: @escaping @Sendable (EventLoop) -> any ExchangeHandler
    ) {
        self.loops = loops
        self.listeners = listeners
        connectionLimit = Atomic(limits.connections)
        let homes = loops.loops.map { loop in
            ServerLoop(loop: loop, server: self, limits: limits, tls: listeners.map(\.tls), makeHandler: makeHandler)
        }
        share.withLock { $0 = homes }
    }

    var homes: [ServerLoop] { share.withLock { $0 } }

    /// Opens every listener, or none: the first that fails is thrown. Also has the process ignore SIGPIPE.
    public func start() throws(ListenError) {
        signal(SIGPIPE, SIG_IGN)
        var opened: [(sockets: [Int32], address: ListenerAddress)] = []
        do throws(ListenError) {
            for listener in listeners { opened.append(try ListeningSocket.open(listener.address, count: loops.loops.count)) }
        } catch {
            for (sockets, address) in opened {
                for socket in sockets { close(socket) }
                if case .unix(let path) = address { unlink(path) }
            }
            throw error
        }
        let homes = homes
        state.withLock { state in
            state.addresses = opened.map(\.address)
            state.paths = opened.compactMap { if case .unix(let path) = $0.address { path } else { nil } }
        }
        for (index, (sockets, address)) in opened.enumerated() {
            let isUnix = if case .unix = address { true } else { false }
            for (socket, home) in zip(sockets, homes) {
                let acceptor = Acceptor(fd: socket, home: home, server: self, listener: index, isUnix: isUnix)
                home.loop.submit { home.listen(acceptor) }
            }
        }
    }

    /// Where it listens, in the order of the listeners; with the actual port where 0 was asked for. Empty before `start`.
    public var addresses: [ListenerAddress] { state.withLock { $0.addresses } }

    /// Requests being answered.
    public var activeExchanges: Int { exchangeCount.load(ordering: .relaxed) }

    /// Connections open.
    public var openConnections: Int { connectionCount.load(ordering: .relaxed) }

    /// Changes the limits, for what comes from now on.
    public func apply(_ limits: ServerLimits) {
        connectionLimit.store(limits.connections, ordering: .relaxed)
        for home in homes { home.loop.submit { home.apply(limits) } }
    }

    /// Has every TLS listener use another certificate for connections that come from now on.
    public func apply(_ identity: TLSIdentity) {
        for home in homes {
            for (index, listener) in listeners.enumerated() where listener.tls != nil {
                home.loop.submit { home.replace(identity, listener: index) }
            }
        }
    }

    // MARK: Counting

    func admitConnection() -> Bool {
        let (before, _) = connectionCount.add(1, ordering: .relaxed)
        if before < connectionLimit.load(ordering: .relaxed) { return true }
        connectionClosed()
        return false
    }

    func connectionClosed() {
        let (_, after) = connectionCount.subtract(1, ordering: .relaxed)
        if after == 0 { wakeIfEmpty() }
    }

    func exchangeBegan() {
        exchangeCount.add(1, ordering: .relaxed)
    }

    func exchangeEnded() {
        let (_, after) = exchangeCount.subtract(1, ordering: .relaxed)
        if after == 0 { wakeIfEmpty() }
    }

    private var isEmpty: Bool {
        connectionCount.load(ordering: .sequentiallyConsistent) == 0 && exchangeCount.load(ordering: .sequentiallyConsistent) == 0
    }

    private func wakeIfEmpty() {
        let waiters = state.withLock { state -> [UnsafeContinuation<Void, Never>] in
            guard !state.emptyWaiters.isEmpty, isEmpty else { return [] }
            let waiters = state.emptyWaiters
            state.emptyWaiters = []
            return waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Suspends until there is neither connection nor exchange, or until `wakeAll`.
    func waitUntilEmpty() async {
        await withUnsafeContinuation { continuation in
            let isDone = state.withLock { state in
                if isEmpty { return true }
                state.emptyWaiters.append(continuation)
                return false
            }
            if isDone { continuation.resume() }
        }
    }

    func wakeAll() {
        let waiters = state.withLock { state in
            let waiters = state.emptyWaiters
            state.emptyWaiters = []
            return waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    func removePaths() {
        let paths = state.withLock { state in
            let paths = state.paths
            state.paths = []
            return paths
        }
        for path in paths { unlink(path) }
    }
}
