internal import CLinux
internal import Glibc

/// Signals as events of a loop (signalfd).
public final class SignalWatcher: EventHandler {
    private let fd: Int32
    private let loop: EventLoop
    private let action: (Signal) -> Void

    /// Has the calling thread, and those that it starts from now on, leave these signals to a watcher. To be called before any other
    /// thread is there, else the signals end the process.
    public static func block(_ signals: [Signal] = Signal.allCases) {
        var set = set(of: signals)
        pthread_sigmask(Int32(SIG_BLOCK), &set, nil)
    }

    /// Calls the action on the loop's thread for every such signal. To be made on that thread; watches until `stop`.
    public init(loop: EventLoop, signals: [Signal] = Signal.allCases, _ action: @escaping (Signal) -> Void) {
        self.loop = loop
        self.action = action
        var set = Self.set(of: signals)
        fd = signalfd(-1, &set, Int32(SFD_NONBLOCK | SFD_CLOEXEC))
        precondition(fd >= 0, "no file descriptor left for signals")
        loop.register(fd, .read, self)
    }

    public func ready(_ events: ReadyEvents) {
        var info = signalfd_siginfo()
        while read(fd, &info, MemoryLayout<signalfd_siginfo>.size) == MemoryLayout<signalfd_siginfo>.size {
            if let signal = Signal.allCases.first(where: { $0.number == Int32(info.ssi_signo) }) { action(signal) }
        }
    }

    /// Watches no longer.
    public func stop() {
        loop.deregister(fd)
        close(fd)
    }

    private static func set(of signals: [Signal]) -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal.number) }
        return set
    }
}
