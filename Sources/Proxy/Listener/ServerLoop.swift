import Pipeline

/// One loop's share of a server: its connections, its handler, the memory they share.
///
/// Unchecked: used on its loop's thread only, after it was made.
final class ServerLoop: @unchecked Sendable {
    let loop: EventLoop
    private let server: HTTPServer
    private let makeHandler: @Sendable (EventLoop) -> any ExchangeHandler
    private(set) lazy var handler: any ExchangeHandler = makeHandler(loop)
    private var acceptors: [Acceptor] = []
    private var connections: ContiguousArray<Connection> = []
    private var tls: [TLSIdentity?]
    private(set) var isDraining = false

    private(set) var headLimits = HeadLimits()
    private(set) var headerTime: UInt64 = 0
    private(set) var bodyTime: UInt64 = 0
    private(set) var idleTime: UInt64 = 0

    /// What a socket is read into before it is known whose it is; never kept from one event to the next.
    let scratch: UnsafeMutableRawBufferPointer
    /// Where an answer's head and its first bytes are put together.
    var staging: [UInt8] = []
    private var date = DateLine()

    init(
        loop: EventLoop, server: HTTPServer, limits: ServerLimits, tls: [TLSIdentity?],
        makeHandler: @escaping @Sendable (EventLoop) -> any ExchangeHandler
    ) {
        self.loop = loop
        self.server = server
        self.tls = tls
        self.makeHandler = makeHandler
        scratch = .allocate(byteCount: 64 << 10, alignment: 16)
        apply(limits)
    }

    deinit {
        scratch.deallocate()
    }

    func apply(_ limits: ServerLimits) {
        headLimits = HeadLimits(bytes: limits.header, target: min(limits.target, limits.header), fields: limits.fields)
        headerTime = UInt64(max(1, limits.headerTime.milliseconds))
        bodyTime = UInt64(max(1, limits.bodyTime.milliseconds))
        idleTime = UInt64(max(1, limits.idle.milliseconds))
    }

    func replace(_ identity: TLSIdentity, listener: Int) {
        tls[listener] = identity
    }

    func listen(_ acceptor: Acceptor) {
        acceptors.append(acceptor)
        acceptor.start()
    }

    func dateLine() -> [UInt8] {
        date.current()
    }

    func adopt(_ fd: Int32, peer: PeerAddress, listener: Int) {
        let session = tls[listener]?.session(fd)
        let connection = Connection(fd: fd, peer: peer, tls: session, home: self)
        connection.position = connections.count
        connections.append(connection)
        connection.start()
    }

    func remove(_ connection: Connection) {
        let position = connection.position
        let last = connections.removeLast()
        if last !== connection {
            connections[position] = last
            last.position = position
        }
        server.connectionClosed()
    }

    func exchangeBegan() {
        server.exchangeBegan()
    }

    func exchangeEnded() {
        server.exchangeEnded()
    }

    func stopAccepting() {
        for acceptor in acceptors { acceptor.stop() }
        acceptors = []
    }

    func beginDraining() {
        isDraining = true
        closeIdle()
    }

    func closeIdle() {
        for connection in Array(connections) { connection.closeIfIdle() }
    }

    func cancelExchanges() {
        for connection in Array(connections) { connection.cancelExchange() }
    }

    func closeAll() {
        for connection in Array(connections) { connection.close() }
    }
}
