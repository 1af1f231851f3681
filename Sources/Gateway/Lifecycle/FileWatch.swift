internal import CLinux
internal import Glibc
internal import Proxy

/// Tells when something in a folder changes (inotify): for `watch: true`. Several changes within a moment are told once.
///
/// Folders are watched, not files: editors and secret mounts replace files.
final class FileWatch: EventHandler {
    /// How long changes are gathered before they are told: an editor writes, renames and touches within this.
    private static let moment = Duration.milliseconds(300)

    private let descriptor: Int32
    private let loop: EventLoop
    private let ignored: [UInt8]
    private let action: () -> Void
    private var isPending = false

    /// Watches folders; those that cannot be watched are left out. To be made on the loop's thread; watches to the program's end.
    ///
    /// - Parameter ignored: how the names of files begin that change all the time: the audit log beside the configuration.
    init?(folders: [String], ignoring ignored: String, loop: EventLoop, _ action: @escaping () -> Void) {
        descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        self.loop = loop
        self.ignored = Array(ignored.utf8)
        self.action = action
        guard descriptor >= 0 else { return nil }
        let mask = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE)
        for folder in folders { inotify_add_watch(descriptor, folder, mask) }
        loop.register(descriptor, .read, self)
    }

    func ready(_ events: ReadyEvents) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        var isNews = false
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            if Self.hasNews(buffer[..<count], ignoring: ignored) { isNews = true }
        }
        guard isNews, !isPending else { return }
        isPending = true
        loop.schedule(after: FileWatch.moment) { [self] in
            isPending = false
            action()
        }
    }

    /// Whether some event (inotify(7): sixteen bytes, the last four of them the name's length, then the name) is of another file. One
    /// without a name says that events were lost.
    static func hasNews(_ events: ArraySlice<UInt8>, ignoring ignored: [UInt8]) -> Bool {
        var rest = events
        while rest.count >= 16 {
            let length = (0..<4).reduce(0) { $0 | Int(rest[rest.startIndex + 12 + $1]) << (8 * $1) }
            let name = rest.dropFirst(16).prefix(length)
            if ignored.isEmpty || !name.starts(with: ignored) { return true }
            rest = rest.dropFirst(16 + length)
        }
        return false
    }
}
