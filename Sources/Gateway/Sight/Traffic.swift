internal import Pipeline
internal import Synchronization
internal import WireFormats

/// Tells whoever watches of exchanges as they end. A watcher that falls behind loses the oldest.
final class Traffic: Sendable {
    /// Exchanges that may wait for one watcher.
    private static let maxWaiting = 256
    /// Watchers at a time.
    private static let maxWatchers = 32

    private struct Watcher {
        var waiting: [[UInt8]] = []
        var continuation: UnsafeContinuation<Void, Never>?
    }

    private struct State {
        var watchers: [Int: Watcher] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    /// Begins to watch; nil when too many do already.
    func watch() -> Int? {
        state.withLock { state in
            guard state.watchers.count < Traffic.maxWatchers else { return nil }
            state.next += 1
            state.watchers[state.next] = Watcher()
            return state.next
        }
    }

    /// Ends watching, and the wait for news.
    func unwatch(_ id: Int) {
        let waiter = state.withLock { $0.watchers.removeValue(forKey: id)?.continuation }
        waiter?.resume()
    }

    /// What came since the last time, as JSON; waits for news when there is none. Nil when the watch has ended.
    func news(_ id: Int) async -> [[UInt8]]? {
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            let isReady = state.withLock { state -> Bool in
                guard var watcher = state.watchers[id], watcher.waiting.isEmpty else { return true }
                watcher.continuation = continuation
                state.watchers[id] = watcher
                return false
            }
            if isReady { continuation.resume() }
        }
        return state.withLock { state in
            guard var watcher = state.watchers[id] else { return nil }
            defer { state.watchers[id] = watcher }
            let waiting = watcher.waiting
            watcher.waiting = []
            return waiting
        }
    }

    /// Wakes a watcher without news, so that its connection shows signs of life.
    func nudge(_ id: Int) {
        let waiter = state.withLock { state -> UnsafeContinuation<Void, Never>? in
            let waiter = state.watchers[id]?.continuation
            state.watchers[id]?.continuation = nil
            return waiter
        }
        waiter?.resume()
    }

    /// Wakes every watcher without news: the program is about to end, and their lines with it.
    func wake() {
        let ids = state.withLock { Array($0.watchers.keys) }
        for id in ids { nudge(id) }
    }

    /// Tells of an exchange that has ended.
    func publish(_ record: ExchangeRecord) {
        let isWatched = state.withLock { !$0.watchers.isEmpty }
        guard isWatched else { return }
        let line = Traffic.json(record)
        let waiters = state.withLock { state -> [UnsafeContinuation<Void, Never>] in
            var waiters: [UnsafeContinuation<Void, Never>] = []
            for id in state.watchers.keys {
                guard var watcher = state.watchers[id] else { continue }
                if watcher.waiting.count >= Traffic.maxWaiting { watcher.waiting.removeFirst() }
                watcher.waiting.append(line)
                if let waiter = watcher.continuation { waiters.append(waiter) }
                watcher.continuation = nil
                state.watchers[id] = watcher
            }
            return waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    private static func json(_ record: ExchangeRecord) -> [UInt8] {
        let admission = record.admission
        let outcome = record.outcome
        var json = JSONWriter()
        json.object { json in
            json.name("id")
            json.string(admission.id)
            json.name("time")
            json.string(WallClock.text(admission.time))
            for (name, value) in [
                ("key", admission.key), ("team", admission.team), ("client_address", admission.clientAddress), ("api", admission.api),
                ("model_asked", admission.modelAsked), ("policy", admission.policy), ("host", outcome.host),
                ("decision", outcome.decision.rawValue), ("reason", outcome.reason),
            ] {
                json.name(name)
                json.string(value)
            }
            json.name("status")
            json.number(outcome.status)
            json.name("total_ms")
            json.number(outcome.totalMilliseconds)
            json.name("entities")
            json.array { json in
                for entity in admission.entities {
                    json.object { json in
                        json.name("type")
                        json.string(entity.type)
                        json.name("action")
                        json.string(entity.action)
                        json.name("count")
                        json.number(entity.count)
                    }
                }
            }
        }
        return json.bytes
    }
}
