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
    private let action: () -> Void
    private var isPending = false

    /// Watches folders; those that cannot be watched are left out. To be made on the loop's thread; watches to the program's end.
    init?(folders: [String], loop: EventLoop, _ action: @escaping () -> Void) {
        descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        self.loop = loop
        self.action = action
        guard descriptor >= 0 else { return nil }
        let mask = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE)
        for folder in folders { inotify_add_watch(descriptor, folder, mask) }
        loop.register(descriptor, .read, self)
    }

    func ready(_ events: ReadyEvents) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while read(descriptor, &buffer, buffer.count) > 0 {}
        guard !isPending else { return }
        isPending = true
        loop.schedule(after: FileWatch.moment) { [self] in
            isPending = false
            action()
        }
    }
}
