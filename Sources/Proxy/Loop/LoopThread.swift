internal import CLinux
internal import Glibc

/// The thread that runs one event loop.
public final class LoopThread: Sendable {
    /// The loop that the thread runs.
    public let loop: EventLoop
    private let thread: pthread_t

    /// Starts a thread that runs the loop until it is stopped.
    public init(_ loop: EventLoop) {
        self.loop = loop
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { box in
                let loop = Unmanaged<EventLoop>.fromOpaque(box!).takeRetainedValue()
                loop.run()
                return nil
            }, Unmanaged.passRetained(loop).toOpaque())
        precondition(status == 0, "no thread left for an event loop")
        self.thread = thread
    }

    /// Waits until the loop has been stopped. Once only, and not from the loop itself.
    public func join() {
        pthread_join(thread, nil)
    }
}
