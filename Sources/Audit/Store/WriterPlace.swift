internal import Glibc

/// A place among the writers of one log, held by a lock on a file for as long as the program runs. Each writer has a chain of its own, so
/// two proxies may write one log, and neither can take the other's links for its own.
final class WriterPlace {
    /// The number of the place, from 1 on.
    let number: Int
    private let file: Int32

    /// As many proxies as may write one file: they wait for each other's commits.
    static let limit = 8

    /// Takes the first free place.
    init(database: String) throws(AuditStoreError) {
        for place in 1...Self.limit {
            let path = place == 1 ? database + ".lock" : database + ".\(place).lock"
            let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard file >= 0 else { throw .headUnwritable(errno: errno) }
            if flock(file, LOCK_EX | LOCK_NB) == 0 {
                self.number = place
                self.file = file
                return
            }
            let reason = errno
            close(file)
            guard reason == EWOULDBLOCK else { throw .headUnwritable(errno: reason) }
        }
        throw .tooManyWriters(limit: Self.limit)
    }

    deinit {
        close(file)
    }
}
