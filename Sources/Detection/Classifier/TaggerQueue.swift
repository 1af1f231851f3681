internal import Glibc
internal import Synchronization

/// Texts that wait for a thread, in order of arrival; parts of long calls wait in a lane of their own, from which every fourth
/// batch comes, so that one long text does not hold up the short ones. Workers sleep on a condition variable, callers never wait.
final class TaggerQueue: Sendable {
    struct Unit: Sendable {
        let call: TaggerCall
        let index: Int
        let text: [UInt8]
        /// The text's name in the cache.
        let name: [UInt8]
        let recall: RecallLevel
        /// Whether it is part of a long call.
        let isBulk: Bool
    }

    private struct Lane {
        var units: [Unit] = []
        var head = 0
        var count: Int { units.count - head }

        mutating func removeFirst() {
            head += 1
            if head == units.count || head > 1_024 {
                units.removeFirst(head)
                head = 0
            }
        }
    }

    private struct State {
        var short = Lane()
        var bulk = Lane()
        /// Batches taken from the short lane since the last one from the other.
        var turn = 0
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
            for unit in units { if unit.isBulk { state.bulk.units.append(unit) } else { state.short.units.append(unit) } }
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
                while state.short.count + state.bulk.count > 0 {
                    let isBulk = state.short.count == 0 || (state.bulk.count > 0 && state.turn >= 3)
                    state.turn = isBulk ? 0 : state.turn + 1
                    let taken = isBulk ? Self.batch(&state.bulk, &state.bytes, bytes) : Self.batch(&state.short, &state.bytes, bytes)
                    if !taken.isEmpty {
                        state.classified += taken.count
                        return taken
                    }
                }
                pthread_cond_wait(arrival, mutex)
            }
        }
    }

    /// Units from the front of a lane that share a batch; those whose caller left are dropped on the way.
    private static func batch(_ lane: inout Lane, _ waiting: inout Int, _ bytes: Int) -> [Unit] {
        var taken: [Unit] = []
        var size = 0
        while lane.count > 0 {
            let unit = lane.units[lane.head]
            if let first = taken.first, first.recall != unit.recall || size + unit.text.count > bytes { break }
            lane.removeFirst()
            waiting -= unit.text.count
            if unit.call.isOver { continue }
            taken.append(unit)
            size += unit.text.count
        }
        return taken
    }

    func stop() {
        let waiting: ArraySlice<Unit> = locked { state in
            state.isStopped = true
            let waiting = state.short.units[state.short.head...] + state.bulk.units[state.bulk.head...]
            state.short = Lane()
            state.bulk = Lane()
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
            out.queued = state.short.count + state.bulk.count
            out.queuedBytes = state.bytes
            out.classified = state.classified
            out.refused = state.refused
            return out
        }
    }
}
