internal import CPostgres
internal import Glibc

/// A connection on its way, so that whoever has other work can look after it now and then.
final class PostgresConnector {
    private var handle: OpaquePointer?
    private let patience: Duration
    private let deadline: ContinuousClock.Instant
    private var waitsToRead = false

    /// How long the server may take to let a program in.
    static let connectTime: Duration = .seconds(5)
    /// How long a group may take: past it the server counts as away.
    static let writePatience: Duration = .seconds(10)
    /// How long a question of the commands and the dashboard may take.
    static let readPatience: Duration = .seconds(300)

    init(_ url: String, patience: Duration) throws(DatabaseError) {
        guard hopguard_pq_load() == 1 else { throw DatabaseError(.noLibrary) }
        self.patience = patience
        deadline = .now + Self.connectTime
        guard let handle = hopguard_pq_connect(url) else { throw DatabaseError(.outOfMemory) }
        self.handle = handle
        if hopguard_pq_status(handle) == HOPGUARD_PQ_CONNECTION_BAD {
            defer { close() }
            throw Self.reason(handle)
        }
    }

    deinit {
        close()
    }

    private func close() {
        if let handle { hopguard_pq_finish(handle) }
        handle = nil
    }

    /// Goes on as far as it can within a time. Nil: not there yet, call it again.
    func advance(within time: Duration) throws(DatabaseError) -> PostgresConnection? {
        let until = min(deadline, .now + time)
        while let handle {
            var socket = pollfd(fd: hopguard_pq_socket(handle), events: Int16(waitsToRead ? POLLIN : POLLOUT), revents: 0)
            let wait = max(.zero, until - .now) / .milliseconds(1)
            if poll(&socket, 1, Int32(wait)) <= 0 {
                guard .now >= deadline else {
                    if .now >= until { return nil }
                    continue
                }
                close()
                throw DatabaseError(.away)
            }
            switch hopguard_pq_poll(handle) {
            case Int32(HOPGUARD_PQ_POLL_READING): waitsToRead = true
            case Int32(HOPGUARD_PQ_POLL_WRITING): waitsToRead = false
            case Int32(HOPGUARD_PQ_POLL_OK):
                self.handle = nil
                return PostgresConnection(handle, patience: patience)
            default:
                defer { close() }
                throw Self.reason(handle)
            }
        }
        throw DatabaseError(.away)
    }

    /// Connects, waiting for it.
    static func connect(_ url: String, patience: Duration) throws(DatabaseError) -> PostgresConnection {
        let connector = try PostgresConnector(url, patience: patience)
        while true {
            if let connection = try connector.advance(within: connectTime) { return connection }
        }
    }

    /// What libpq says may hold parts of the URL, so only its kind goes on.
    private static func reason(_ handle: OpaquePointer) -> DatabaseError {
        let message = String(cString: hopguard_pq_message(handle))
        func says(_ words: [String]) -> Bool { words.contains { message.contains($0) } }
        if says(["starting up", "shutting down", "too many clients", "recovery mode"]) { return DatabaseError(.away) }
        if says(["certificate", "SSL", "sslmode", "sslrootcert"]) { return DatabaseError(.untrusted) }
        if says(["authentication", "password", "pg_hba.conf", "does not exist", "permission denied", "invalid"]) {
            return DatabaseError(.signIn)
        }
        return DatabaseError(.away)
    }
}
