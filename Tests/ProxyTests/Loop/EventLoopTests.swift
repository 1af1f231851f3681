import Foundation
import Synchronization
import Testing

@testable import Proxy

/// Runs a closure as a task on a fresh loop and hands back what it answers.
func onLoop<T: Sendable, Failure: Error>(_ body: @escaping @Sendable (EventLoop) async throws(Failure) -> T) async throws(Failure) -> T {
    let group = EventLoopGroup(count: 1)
    let loop = group.loops[0]
    let result = await withUnsafeContinuation { (continuation: UnsafeContinuation<Result<T, Failure>, Never>) in
        loop.submit {
            Task.immediate(executorPreference: loop) {
                do throws(Failure) {
                    continuation.resume(returning: .success(try await body(loop)))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
    }
    group.stop()
    return try result.get()
}

struct EventLoopTests {
    @Test func `a task stays on its loop across suspensions`() async {
        let places = await onLoop { loop in
            var places = [loop.isCurrent]
            await Task.yield()
            places.append(loop.isCurrent)
            await loop.sleep(for: .milliseconds(1))
            places.append(loop.isCurrent && EventLoop.current === loop)
            return places
        }
        #expect(places == [true, true, true])
        #expect(EventLoop.current == nil)
    }

    @Test func `timers fire in the order of their times and cancelled ones do not`() async {
        let fired = await onLoop { loop in
            let fired = Mutex<[Int]>([])
            await withUnsafeContinuation { (done: UnsafeContinuation<Void, Never>) in
                for wait in [30, 5, 15, 1] {
                    loop.schedule(after: .milliseconds(wait)) { fired.withLock { $0.append(wait) } }
                }
                let cancelled = loop.schedule(after: .milliseconds(10)) { fired.withLock { $0.append(10) } }
                loop.cancel(cancelled)
                loop.cancel(cancelled)
                loop.schedule(after: .milliseconds(40)) { done.resume() }
            }
            return fired.withLock { $0 }
        }
        #expect(fired == [1, 5, 15, 30])
    }

    @Test func `a cancelled sleep ends at once`() async {
        let spent = await onLoop { loop in
            let begin = ContinuousClock.now
            let sleeper = Task.immediate(executorPreference: loop) { await loop.sleep(for: .seconds(3600)) }
            sleeper.cancel()
            await sleeper.value
            return ContinuousClock.now - begin
        }
        #expect(spent < .seconds(60))
    }

    @Test func `what other threads submit runs on the loop, all of it and in order`() async {
        let group = EventLoopGroup(count: 1)
        let loop = group.loops[0]
        let seen = Mutex<[Int]>([])
        await withUnsafeContinuation { (done: UnsafeContinuation<Void, Never>) in
            for i in 0..<10_000 {
                loop.submit {
                    seen.withLock { $0.append(loop.isCurrent ? i : -1) }
                    if i == 9_999 { done.resume() }
                }
            }
        }
        group.stop()
        #expect(seen.withLock { $0 } == Array(0..<10_000))
    }

    @Test func `a descriptor is reported until it is deregistered`() async {
        final class Reader: EventHandler {
            let fd: Int32
            let loop: EventLoop
            var seen: [ReadyEvents] = []
            var done: UnsafeContinuation<Void, Never>?

            init(fd: Int32, loop: EventLoop) {
                self.fd = fd
                self.loop = loop
            }

            func ready(_ events: ReadyEvents) {
                seen.append(events)
                loop.deregister(fd)
                done?.resume()
            }
        }
        let seen = await onLoop { loop in
            var ends: [Int32] = [0, 0]
            pipe(&ends)
            let reader = Reader(fd: ends[0], loop: loop)
            await withUnsafeContinuation { (done: UnsafeContinuation<Void, Never>) in
                reader.done = done
                loop.register(ends[0], .read, reader)
                write(ends[1], "x", 1)
            }
            write(ends[1], "x", 1)
            await loop.sleep(for: .milliseconds(2))
            close(ends[0])
            close(ends[1])
            return reader.seen
        }
        #expect(seen == [.readable])
    }
}
