import Foundation
import Testing

@testable import Proxy

struct SignalWatcherTests {
    @Test func `a signal becomes an event of the loop`() async {
        // Blocked in this thread and in the loop's, and sent to the loop's thread alone: the test's other threads never see it.
        let seen = await onLoop { loop in
            SignalWatcher.block([.hangup])
            return await withUnsafeContinuation { (done: UnsafeContinuation<Bool, Never>) in
                var watcher: SignalWatcher?
                watcher = SignalWatcher(loop: loop, signals: [.hangup]) { signal in
                    watcher?.stop()
                    watcher = nil
                    done.resume(returning: signal == .hangup && loop.isCurrent)
                }
                pthread_kill(pthread_self(), SIGHUP)
            }
        }
        #expect(seen)
    }
}
