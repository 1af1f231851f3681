internal import CLinux
internal import Glibc

/// Takes connections from one listening socket, on one loop.
///
/// Unchecked: after it was made it is used on its loop's thread only.
final class Acceptor: EventHandler, @unchecked Sendable {
    private let fd: Int32
    private let home: ServerLoop
    private let server: HTTPServer
    private let listener: Int
    private let isUnix: Bool
    private var next = 0
    private var isOpen = true

    init(fd: Int32, home: ServerLoop, server: HTTPServer, listener: Int, isUnix: Bool) {
        self.fd = fd
        self.home = home
        self.server = server
        self.listener = listener
        self.isUnix = isUnix
    }

    func start() {
        home.loop.register(fd, .read, self)
    }

    /// One connection an event: the socket stays readable while more wait, and the loop's other sockets have their turn between them.
    func ready(_ events: ReadyEvents) {
        guard isOpen else { return }
        _ = acceptOne()
    }

    private func acceptOne() -> Bool {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let client = withUnsafeMutablePointer(to: &storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                accept4(fd, $0, &length, Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue))
            }
        }
        guard client >= 0 else {
            if errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM { rest() }
            return false
        }
        let peer = isUnix ? PeerAddress.unix : PeerAddress(&storage)
        guard server.admitConnection() else {
            Self.turnAway(client)
            return true
        }
        if isUnix {
            // One socket for all loops: its connections are dealt out in turn.
            let homes = server.homes
            next = (next + 1) % homes.count
            let other = homes[next]
            let listener = listener
            other.loop.submit { other.adopt(client, peer: peer, listener: listener) }
        } else {
            home.adopt(client, peer: peer, listener: listener)
        }
        return true
    }

    /// Without descriptors or memory, accepting fails again and again: it waits a little instead of burning the processor.
    private func rest() {
        home.loop.deregister(fd)
        home.loop.schedule(after: .milliseconds(100)) { [self] in
            if isOpen { home.loop.register(fd, .read, self) }
        }
    }

    /// Tells a client over the bound so, if its socket takes that at once, and closes.
    private static func turnAway(_ client: Int32) {
        let answer: StaticString = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nretry-after: 1\r\nconnection: close\r\n\r\n"
        _ = send(client, answer.utf8Start, answer.utf8CodeUnitCount, Int32(MSG_NOSIGNAL))
        shutdown(client, Int32(SHUT_WR))
        close(client)
    }

    /// Takes what waits already, for those clients were promised a connection, and closes.
    func stop() {
        guard isOpen else { return }
        while acceptOne() {}
        isOpen = false
        home.loop.deregister(fd)
        close(fd)
    }
}
