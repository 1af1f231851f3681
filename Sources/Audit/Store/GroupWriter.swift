internal import Glibc

/// Where the log's thread puts its groups.
protocol GroupWriter: AnyObject {
    /// Whether something waits for the next tick.
    var needsTick: Bool { get }
    /// Whether there is work to go on with at once.
    var isBusy: Bool { get }
    /// Whether what was last tried may have been recorded all the same: then all of it, and nothing before it, must be tried again.
    var isInDoubt: Bool { get }

    /// Records a group, all of it or nothing.
    ///
    /// - Returns: the errno when the newest link could not be kept outside.
    func write(_ items: [AuditItem], isTick: Bool) throws(AuditProblem) -> Int32?

    /// Drops some rows older than a time. Returns how many.
    func prune(olderThan: UTCTime, rows: Int) throws(DatabaseError) -> Int

    /// Ends the work: what is left is on disk, and so is the newest link.
    func finish()
}

/// Why a group is not recorded.
enum AuditProblem: Error {
    case database(DatabaseError)
    /// The file is no longer at its path.
    case replaced

    var trouble: AuditTrouble {
        switch self {
        case .database(let error): .failing(error)
        case .replaced: .replaced
        }
    }
}

/// The log in a file of this machine.
final class LocalLog: GroupWriter {
    private let writer: AuditWriter
    private let path: String
    private let identity: FileIdentity?
    private var isFailing = false

    init(_ settings: AuditStore.Settings, writer: AuditWriter) {
        self.writer = writer
        path = settings.path
        identity = FileIdentity(path: path)
    }

    var needsTick: Bool { writer.needsTick }
    var isBusy: Bool { false }
    var isInDoubt: Bool { false }

    func write(_ items: [AuditItem], isTick: Bool) throws(AuditProblem) -> Int32? {
        if isTick || isFailing, let identity, !identity.isStill(path) {
            isFailing = true
            throw .replaced
        }
        guard !items.isEmpty || writer.needsTick || isFailing else { return nil }
        do throws(DatabaseError) {
            let failure = try writer.write(items[...], isTick: isTick)
            isFailing = false
            return failure
        } catch {
            isFailing = true
            throw .database(error)
        }
    }

    func prune(olderThan: UTCTime, rows: Int) throws(DatabaseError) -> Int {
        try AuditPruner.step(writer.connection, key: writer.chain.key, olderThan: olderThan, rows: rows)
    }

    func finish() { writer.finish() }
}

/// Which file a path names, to see when it has become another.
private struct FileIdentity {
    let device: dev_t
    let inode: ino_t

    init?(path: String) {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        device = facts.st_dev
        inode = facts.st_ino
    }

    func isStill(_ path: String) -> Bool {
        guard let now = FileIdentity(path: path) else { return false }
        return now.device == device && now.inode == inode
    }
}
