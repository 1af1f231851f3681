internal import Proxy
internal import Synchronization

/// One asynchronous task that a command runs to its end: on a loop of its own, while the calling thread waits.
enum Errand {
    /// Runs the task and gives its result.
    static func run<Value: Sendable>(_ task: @escaping @Sendable (EventLoop) async -> Value) -> Value {
        let box = Box<Value>()
        let loop = EventLoop()
        let thread = LoopThread(loop)
        loop.submit {
            Task.immediate(executorPreference: loop) {
                let value = await task(loop)
                box.value.withLock { $0 = value }
                loop.stop()
            }
        }
        thread.join()
        guard let value = box.value.withLock({ $0 }) else { preconditionFailure("the loop ends after the task") }
        return value
    }

    private final class Box<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
    }
}
