internal import Glibc
internal import Synchronization

/// Texts that wait for a thread, in order of arrival. Workers sleep on a condition variable, callers never wait.
final class TaggerQueue: Sendable {
    struct Unit: Sendable {
        let call: TaggerCall
        let index: Int
        let text: [UInt8]
        /// The text's name in the cache.
        let name: [UInt8]
        let recall: RecallLevel
    }

    private struct State {
        var units: [Unit] = []
        var head = 0
        var bytes = 0
        var isStopped = false
        var classified = 0
        var refused = 0
    }

    // Only touched with the mutex held, which is what makes the class safe to share.
    private nonisolated(unsafe) var state = State()
    // Allocated once and freed with the queue; both are made for use from any thread.
    private nonisolated(unsafe) let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private nonisolated(unsafe) let arrival: UnsafeMutablePointer<pthread_cond_t>

    init() {
        mutex = .allocate(capacity: 1)
        arrival = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(arrival, nil)
    }

    deinit {
        pthread_cond_destroy(arrival)
        pthread_mutex_destroy(mutex)
        arrival.deallocate()
        mutex.deallocate()
    }

    private func locked<Value>(_ body: (inout State) -> Value) -> Value {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&state)
    }

    /// Queues the units, or says why not. A call that finds the queue empty is taken whatever its size, which its own limit bounds.
    func add(_ units: [Unit], limit: Int) -> TaggerServiceError? {
        let size = units.reduce(0) { $0 + $1.text.count }
        return locked { state in
            if state.isStopped { return .stopped }
            if state.bytes > 0, state.bytes + size > limit {
                state.refused += 1
                return .queueFull
            }
            state.units.append(contentsOf: units)
            state.bytes += size
            pthread_cond_broadcast(arrival)
            return nil
        }
    }

    /// Waits for work; several short texts of one recall level at once, or one long one. Nil when the service ends.
    func take(bytes: Int) -> [Unit]? {
        locked { state in
            while true {
                if state.isStopped { return nil }
                var taken: [Unit] = []
                var size = 0
                while state.head < state.units.count {
                    let unit = state.units[state.head]
                    if let first = taken.first, first.recall != unit.recall || size + unit.text.count > bytes { break }
                    state.head += 1
                    state.bytes -= unit.text.count
                    if unit.call.isOver { continue }
                    taken.append(unit)
                    size += unit.text.count
                }
                if state.head == state.units.count || state.head > 1_024 {
                    state.units.removeFirst(state.head)
                    state.head = 0
                }
                if !taken.isEmpty {
                    state.classified += taken.count
                    return taken
                }
                pthread_cond_wait(arrival, mutex)
            }
        }
    }

    func stop() {
        let waiting: [Unit] = locked { state in
            state.isStopped = true
            let waiting = Array(state.units[state.head...])
            state.units = []
            state.head = 0
            state.bytes = 0
            pthread_cond_broadcast(arrival)
            return waiting
        }
        for unit in waiting { unit.call.fail(.stopped) }
    }

    func noteRefused() {
        locked { $0.refused += 1 }
    }

    var statistics: TaggerService.Statistics {
        locked { state in
            var out = TaggerService.Statistics()
            out.queued = state.units.count - state.head
            out.queuedBytes = state.bytes
            out.classified = state.classified
            out.refused = state.refused
            return out
        }
    }
}
