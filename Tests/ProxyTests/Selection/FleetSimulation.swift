import Pipeline

@testable import Proxy

/// A fleet in simulated time: requests come by chance, hosts work on one at a time in the order they came, models have to be loaded.
/// Deterministic for a seed.
struct FleetSimulation {
    struct Figures {
        var p50 = 0.0
        var p99 = 0.0
        /// Requests given to each host.
        var given: [Int] = []
        var loads = 0
    }

    private enum Event {
        case arrival
        case finished(host: Int)
        case refresh
    }

    private struct Job {
        let arrived: Double
        let model: Int
        let work: Double
        let grant: BalancerCore.Grant
    }

    private struct Server {
        var queue: [Job] = []
        var running: Job?
        var loaded: [Int] = []
    }

    /// Work a second of each host.
    let speeds: [Double]
    /// Requests a second.
    let rate: Double
    /// Models, and how many of them a host can hold; loading one takes `loadTime` seconds.
    var models = 1
    var capacity = 1
    var loadTime = 0.0
    /// A host that answers 503 at once.
    var broken: Int?

    func run(_ strategy: SelectionStrategy, requests: Int, seed: UInt64) throws -> Figures {
        let settings = BalanceSettings(strategy: strategy)
        var core = BalancerCore(settings, seed: seed)
        var random = RandomSource(seed: seed &+ 1)
        let hosts = try speeds.indices.map {
            Host(id: "h\($0)", url: try HostURL("http://h\($0):1"), api: .ollama, trust: .local, models: [ModelGlob("*")])
        }
        let slots = core.configure(hosts, settings)
        var servers = speeds.map { _ in Server() }
        var events = EventHeap<Event>()
        var figures = Figures()
        figures.given = speeds.map { _ in 0 }
        var waits: [Double] = []
        var arrived = 0

        func time(_ seconds: Double) -> MonotonicTime { MonotonicTime(nanoseconds: Int64(seconds * 1e9)) }

        /// Begins the next job of a host.
        func begin(_ host: Int, _ now: Double) {
            guard servers[host].running == nil, !servers[host].queue.isEmpty else { return }
            let job = servers[host].queue.removeFirst()
            servers[host].running = job
            var start = now
            if let at = servers[host].loaded.firstIndex(of: job.model) {
                servers[host].loaded.append(servers[host].loaded.remove(at: at))
            } else {
                start += loadTime
                if loadTime > 0 { figures.loads += 1 }
                servers[host].loaded.append(job.model)
                if servers[host].loaded.count > capacity { servers[host].loaded.removeFirst() }
            }
            waits.append(start - job.arrived)
            // The first byte comes after a tenth of the work.
            let firstByte = start + 0.1 * job.work / speeds[host] - job.arrived
            _ = core.firstByteCame(job.grant, after: .nanoseconds(Int64(firstByte * 1e9)), model: "m\(job.model)", time(now))
            events.push(start + job.work / speeds[host], .finished(host: host))
        }

        events.push(0, .arrival)
        events.push(0, .refresh)
        while let (now, event) = events.pop() {
            switch event {
            case .arrival:
                arrived += 1
                if arrived < requests { events.push(now - logarithm(random.unit()) / rate, .arrival) }
                let model = models == 1 ? 0 : Int(random.unit() * random.unit() * Double(models))
                let work = -logarithm(random.unit())
                var excluded: [Int] = []
                while true {
                    let request = AcquireRequest(
                        model: "m\(model)", slots: slots, excluded: excluded, affinity: RandomSource.mix(UInt64(arrived % 500)))
                    guard case .granted(let grant) = core.acquire(request, time(now)) else { break }
                    figures.given[grant.slot] += 1
                    if grant.slot == broken {
                        _ = core.release(grant, .failed(.status), model: "m\(model)", held: .zero, time(now))
                        excluded.append(grant.slot)
                        continue
                    }
                    servers[grant.slot].queue.append(Job(arrived: now, model: model, work: work, grant: grant))
                    begin(grant.slot, now)
                    break
                }
            case .finished(let host):
                if let job = servers[host].running {
                    servers[host].running = nil
                    _ = core.release(job.grant, .answered, model: "m\(job.model)", held: .zero, time(now))
                }
                begin(host, now)
            case .refresh:
                for host in servers.indices {
                    core.took(host, loaded: servers[host].loaded.map { ("m\($0)", 1) }, sizes: (0..<models).map { ("m\($0)", 1) })
                }
                if arrived < requests { events.push(now + 10, .refresh) }
            }
        }
        waits.sort()
        figures.p50 = waits[waits.count / 2]
        figures.p99 = waits[waits.count * 99 / 100]
        return figures
    }
}

/// The natural logarithm, without a mathematics library: enough for drawing times.
private func logarithm(_ value: Double) -> Double {
    let value = max(value, 0x1p-60)
    var mantissa = value.significand
    var result = Double(value.exponent) * 0.6931471805599453
    mantissa = (mantissa - 1) / (mantissa + 1)
    let square = mantissa * mantissa
    var power = mantissa
    for odd in stride(from: 1.0, through: 31, by: 2) {
        result += 2 * power / odd
        power *= square
    }
    return result
}

/// Events by time.
private struct EventHeap<Event> {
    private var items: [(time: Double, order: Int, event: Event)] = []
    private var pushed = 0

    private func isBefore(_ a: Int, _ b: Int) -> Bool {
        items[a].time != items[b].time ? items[a].time < items[b].time : items[a].order < items[b].order
    }

    mutating func push(_ time: Double, _ event: Event) {
        pushed += 1
        items.append((time, pushed, event))
        var at = items.count - 1
        while at > 0, isBefore(at, (at - 1) / 2) {
            items.swapAt(at, (at - 1) / 2)
            at = (at - 1) / 2
        }
    }

    mutating func pop() -> (Double, Event)? {
        guard let first = items.first else { return nil }
        let last = items.removeLast()
        if !items.isEmpty {
            items[0] = last
            var at = 0
            while true {
                var least = at
                for child in [2 * at + 1, 2 * at + 2] where child < items.count && isBefore(child, least) { least = child }
                if least == at { break }
                items.swapAt(at, least)
                at = least
            }
        }
        return (first.time, first.event)
    }
}
