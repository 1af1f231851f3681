internal import CLinux
internal import Glibc

/// Event loops, each on a thread of its own, started and stopped together.
public final class EventLoopGroup: Sendable {
    /// The loops, in their order.
    public let loops: [EventLoop]
    private let threads: [LoopThread]

    /// Starts that many loops; 0 for one a processor that the process may use.
    public init(count: Int = 0) {
        let count = count > 0 ? count : max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        loops = (0..<count).map { _ in EventLoop() }
        threads = loops.map { LoopThread($0) }
    }

    /// Stops every loop and waits for the threads. Not from one of the loops.
    public func stop() {
        for loop in loops { loop.stop() }
        for thread in threads { thread.join() }
    }
}
