import Pipeline
import Testing

@testable import Proxy

struct BalancerCoreTests {
    private static let start = MonotonicTime(nanoseconds: 0)

    private static func host(_ id: String, weight: Double = 1, max: Int = 0, trust: Trust = .local) throws -> Host {
        Host(
            id: id, url: try HostURL("http://\(id):1"), api: .openai, trust: trust, models: [ModelGlob("m")], weight: weight,
            maxInFlight: max)
    }

    private static func core(_ hosts: [Host], _ settings: BalanceSettings = BalanceSettings()) -> BalancerCore {
        var core = BalancerCore(settings, seed: 3)
        _ = core.configure(hosts, settings)
        return core
    }

    private static func granted(_ decision: BalancerCore.Decision) -> BalancerCore.Grant? {
        if case .granted(let grant) = decision { return grant }
        return nil
    }

    private static func ticket(_ decision: BalancerCore.Decision) -> UInt64? {
        if case .queued(let ticket, _) = decision { return ticket }
        return nil
    }

    private static func refusal(_ decision: BalancerCore.Decision) -> PipelineError? {
        if case .refused(let error) = decision { return error }
        return nil
    }

    @Test(arguments: SelectionStrategy.allCases)
    func `no strategy takes a host that is excluded, full, suspended or down`(_ strategy: SelectionStrategy) throws {
        let settings = BalanceSettings(strategy: strategy, suspend: SuspendSettings(after: 1))
        let hosts = try (0..<6).map { try Self.host("h\($0)", max: $0 == 1 ? 1 : 0) }
        var core = Self.core(hosts, settings)
        let now = Self.start
        _ = core.acquire(AcquireRequest(model: "m", slots: [1]), now)
        let grant = try #require(Self.granted(core.acquire(AcquireRequest(model: "m", slots: [2]), now)))
        _ = core.release(grant, .failed(.status), model: "m", held: .zero, now)
        _ = core.checked(3, isReached: false, now)
        var taken: Set<Int> = []
        for i in 0..<400 {
            let request = AcquireRequest(model: "m", slots: Array(0..<6), excluded: [0], affinity: UInt64(i) &* 0x9E37_79B9_7F4A_7C15)
            let grant = try #require(Self.granted(core.acquire(request, now)))
            taken.insert(grant.slot)
            if i % 3 != 0 { _ = core.release(grant, .answered, model: "m", held: .zero, now) }
        }
        #expect(taken == [4, 5])
    }

    @Test(arguments: [SelectionStrategy.random, .roundRobin, .leastBusy, .latencyAware, .affinity])
    func `a share of the work goes by weight`(_ strategy: SelectionStrategy) throws {
        let settings = BalanceSettings(strategy: strategy)
        var core = Self.core([try Self.host("heavy", weight: 4), try Self.host("light")], settings)
        var counts = [0, 0]
        var held: [BalancerCore.Grant] = []
        for i in 0..<1000 {
            let request = AcquireRequest(model: "m", slots: [0, 1], affinity: RandomSource.mix(UInt64(i)))
            let grant = try #require(Self.granted(core.acquire(request, Self.start)))
            counts[grant.slot] += 1
            held.append(grant)
            // Ten under way at a time.
            if held.count > 10 { _ = core.release(held.removeFirst(), .answered, model: "m", held: .zero, Self.start) }
        }
        #expect(counts[0] > 2 * counts[1] && counts[1] > 100, "\(counts)")
    }

    @Test func `round robin is even to one`() throws {
        var core = Self.core(try (0..<3).map { try Self.host("h\($0)") }, BalanceSettings(strategy: .roundRobin))
        var counts = [0, 0, 0]
        for _ in 0..<30 {
            let grant = try #require(Self.granted(core.acquire(AcquireRequest(model: "m", slots: [0, 1, 2]), Self.start)))
            counts[grant.slot] += 1
        }
        #expect(counts == [10, 10, 10])
    }

    @Test func `least busy takes an idle host while there is one`() throws {
        var core = Self.core(try (0..<50).map { try Self.host("h\($0)") })
        var taken: Set<Int> = []
        for _ in 0..<50 {
            taken.insert(try #require(Self.granted(core.acquire(AcquireRequest(model: "m", slots: Array(0..<50)), Self.start))).slot)
        }
        #expect(taken.count == 50)
    }

    @Test func `a conversation stays with its host, and only a lost host's conversations move`() throws {
        let settings = BalanceSettings(strategy: .affinity)
        var core = Self.core(try (0..<10).map { try Self.host("h\($0)") }, settings)
        func place(_ key: UInt64, without excluded: [Int] = []) throws -> Int {
            let request = AcquireRequest(model: "m", slots: Array(0..<10), excluded: excluded, affinity: RandomSource.mix(key))
            let grant = try #require(Self.granted(core.acquire(request, Self.start)))
            _ = core.release(grant, .abandoned, model: "m", held: .zero, Self.start)
            return grant.slot
        }
        var counts = [Int](repeating: 0, count: 10)
        for key in 0..<1000 as Range<UInt64> {
            let home = try place(key)
            counts[home] += 1
            #expect(try place(key) == home)
            if home != 4 { #expect(try place(key, without: [4]) == home) }
        }
        #expect(counts.allSatisfy { $0 > 50 && $0 < 160 }, "\(counts)")
    }

    @Test func `affinity is bounded by load`() throws {
        var core = Self.core(try (0..<10).map { try Self.host("h\($0)") }, BalanceSettings(strategy: .affinity))
        var counts = [Int](repeating: 0, count: 10)
        for _ in 0..<100 {
            let request = AcquireRequest(model: "m", slots: Array(0..<10), affinity: 42)
            counts[try #require(Self.granted(core.acquire(request, Self.start))).slot] += 1
        }
        #expect(counts.max()! <= 14, "\(counts)")
    }

    @Test func `memory aware fills loaded hosts before it loads elsewhere, and does not herd`() throws {
        let settings = BalanceSettings(strategy: .memoryAware)
        var core = Self.core(try (0..<6).map { try Self.host("h\($0)") }, settings)
        for slot in 0..<6 { core.took(slot, loaded: slot < 2 ? [("m", 100)] : [], sizes: [("m", 100)]) }
        var order: [Int] = []
        for _ in 0..<8 {
            order.append(try #require(Self.granted(core.acquire(AcquireRequest(model: "m", slots: Array(0..<6)), Self.start))).slot)
        }
        #expect(Set(order[..<2]) == [0, 1] && Set(order) == [0, 1])
        #expect(order.filter { $0 == 0 }.count == 4)
        let next = try #require(Self.granted(core.acquire(AcquireRequest(model: "m", slots: Array(0..<6)), Self.start))).slot
        #expect(next >= 2)
    }

    @Test func `between two looks a cold model is loaded on one host, not on all`() throws {
        var core = Self.core(try (0..<6).map { try Self.host("h\($0)") }, BalanceSettings(strategy: .memoryAware))
        var taken: Set<Int> = []
        for _ in 0..<4 {
            taken.insert(try #require(Self.granted(core.acquire(AcquireRequest(model: "m", slots: Array(0..<6)), Self.start))).slot)
        }
        #expect(taken.count == 1)
    }

    @Test func `a model that fits goes where it fits`() throws {
        var core = Self.core(try (0..<3).map { try Self.host("h\($0)") }, BalanceSettings(strategy: .memoryAware))
        for slot in 0..<3 { core.took(slot, loaded: [("big", 100)], sizes: [("m", 60)]) }
        core.took(1, loaded: [], sizes: [])
        for _ in 0..<20 {
            let grant = try #require(Self.granted(core.acquire(AcquireRequest(model: "m", slots: [0, 1, 2]), Self.start)))
            #expect(grant.slot == 1)
            _ = core.release(grant, .abandoned, model: "m", held: .zero, Self.start)
            core.took(1, loaded: [], sizes: [])
        }
    }

    @Test func `a rate-limited host is passed over for that model while there is another`() throws {
        var core = Self.core([try Self.host("a"), try Self.host("b")], BalanceSettings(strategy: .roundRobin))
        let grant = try #require(Self.granted(core.acquire(AcquireRequest(model: "m", slots: [0]), Self.start)))
        _ = core.release(grant, .held(.seconds(20)), model: "m", held: .zero, Self.start)
        for _ in 0..<10 {
            #expect(Self.granted(core.acquire(AcquireRequest(model: "m", slots: [0, 1]), Self.start + .seconds(19)))?.slot == 1)
        }
        #expect(
            Self.granted(core.acquire(AcquireRequest(model: "m", slots: [0]), Self.start))?.slot == 0,
            "alone it says itself when to come back")
        var slots: Set<Int> = []
        for _ in 0..<10 { slots.insert(Self.granted(core.acquire(AcquireRequest(model: "other", slots: [0, 1]), Self.start))?.slot ?? -1) }
        #expect(slots == [0, 1])
        slots = []
        for _ in 0..<10 {
            slots.insert(Self.granted(core.acquire(AcquireRequest(model: "m", slots: [0, 1]), Self.start + .seconds(20)))?.slot ?? -1)
        }
        #expect(slots == [0, 1])
    }

    @Test func `clients that wait are served in turn`() throws {
        var core = Self.core([try Self.host("h", max: 1)], BalanceSettings(queueLength: 10))
        var grant = try #require(Self.granted(core.acquire(AcquireRequest(model: "m", slots: [0], client: "greedy"), Self.start)))
        var owner: [UInt64: String] = [:]
        for client in ["greedy", "greedy", "greedy", "greedy", "modest", "third"] {
            let ticket = try #require(Self.ticket(core.acquire(AcquireRequest(model: "m", slots: [0], client: client), Self.start)))
            owner[ticket] = client
        }
        var served: [String] = []
        for _ in 0..<6 {
            let next = core.release(grant, .answered, model: "m", held: .seconds(1), Self.start)
            #expect(next.count == 1)
            served.append(owner[next[0].0] ?? "")
            grant = next[0].1
        }
        #expect(served == ["greedy", "modest", "third", "greedy", "greedy", "greedy"])
    }

    @Test func `a full queue makes room for a client that waits less, and says when to come back`() throws {
        var core = Self.core([try Self.host("h", max: 1)], BalanceSettings(queueLength: 2))
        let grant = try #require(Self.granted(core.acquire(AcquireRequest(model: "m", slots: [0]), Self.start)))
        _ = core.release(grant, .answered, model: "m", held: .seconds(4), Self.start)
        _ = core.acquire(AcquireRequest(model: "m", slots: [0]), Self.start)
        _ = core.acquire(AcquireRequest(model: "m", slots: [0], client: "a"), Self.start)
        let second = try #require(Self.ticket(core.acquire(AcquireRequest(model: "m", slots: [0], client: "a"), Self.start)))
        let refused = try #require(Self.refusal(core.acquire(AcquireRequest(model: "m", slots: [0], client: "a"), Self.start)))
        #expect(refused.kind == .queueFull && refused.status == 503)
        #expect(refused.retryAfter == .seconds(12), "three ahead, four seconds each")
        guard case .queued(_, let evicted) = core.acquire(AcquireRequest(model: "m", slots: [0], client: "b"), Self.start) else {
            Issue.record("b has a place")
            return
        }
        #expect(evicted == second && core.waiting == 2)
    }

    @Test func `with no healthy host the time to come back is the first trial's`() throws {
        let settings = BalanceSettings(suspend: SuspendSettings(after: 1, base: .seconds(30), upTo: .seconds(30)))
        var core = Self.core([try Self.host("a")], settings)
        let grant = try #require(Self.granted(core.acquire(AcquireRequest(model: "m", slots: [0]), Self.start)))
        _ = core.release(grant, .failed(.reset), model: "m", held: .zero, Self.start)
        let refused = try #require(Self.refusal(core.acquire(AcquireRequest(model: "m", slots: [0]), Self.start + .seconds(10))))
        #expect(refused.kind == .noHealthyHost)
        let wait = try #require(refused.retryAfter)
        #expect(wait > .seconds(16) && wait <= .seconds(20))
    }

    @Test func `the first byte of a trial brings the host back before the stream ends`() throws {
        let settings = BalanceSettings(suspend: SuspendSettings(after: 1, base: .seconds(1), upTo: .seconds(1)))
        var core = Self.core([try Self.host("a")], settings)
        var grant = try #require(Self.granted(core.acquire(AcquireRequest(model: "m", slots: [0]), Self.start)))
        _ = core.release(grant, .failed(.reset), model: "m", held: .zero, Self.start)
        let later = Self.start + .seconds(2)
        grant = try #require(Self.granted(core.acquire(AcquireRequest(model: "m", slots: [0]), later)))
        #expect(grant.isTrial)
        #expect(Self.refusal(core.acquire(AcquireRequest(model: "m", slots: [0]), later)) != nil, "one trial at a time")
        _ = core.firstByteCame(grant, after: .milliseconds(5), model: "m", later)
        #expect(Self.granted(core.acquire(AcquireRequest(model: "m", slots: [0]), later))?.isTrial == false)
    }

    @Test func `a reload keeps the state of hosts that stay and never gives a slot to another`() throws {
        let settings = BalanceSettings(suspend: SuspendSettings(after: 1))
        var core = BalancerCore(settings, seed: 1)
        let a = try Self.host("a")
        let b = try Self.host("b")
        #expect(core.configure([a, b], settings) == [0, 1])
        let grant = try #require(Self.granted(core.acquire(AcquireRequest(model: "m", slots: [0]), Self.start)))
        let failed = try #require(Self.granted(core.acquire(AcquireRequest(model: "m", slots: [1]), Self.start)))
        _ = core.release(failed, .failed(.status), model: "m", held: .zero, Self.start)
        let cloudA = try Self.host("a", trust: .cloud)
        let heavyB = try Self.host("b", weight: 5)
        #expect(core.configure([heavyB, cloudA], settings) == [1, 2])
        #expect(core.host(0).trust == .local && core.host(2).trust == .cloud)
        #expect(Self.refusal(core.acquire(AcquireRequest(model: "m", slots: [0]), Self.start)) != nil, "gone from the configuration")
        #expect(Self.refusal(core.acquire(AcquireRequest(model: "m", slots: [1]), Self.start)) != nil, "still suspended")
        _ = core.release(grant, .answered, model: "m", held: .zero, Self.start)
        #expect(core.snapshots(Self.start).map(\.host.id) == ["b", "a"])
    }

    @Test func `retries are bounded by a share of the requests`() {
        var core = BalancerCore(BalanceSettings(), seed: 1)
        var made = 0
        for _ in 0..<10_000 {
            core.requestCame()
            if core.mayRetry(Self.start) { made += 1 }
        }
        #expect(made >= 2_000 && made <= 2_101, "\(made)")
    }

    /// Three good answers, three failures, and so on: never long enough well to be trusted again.
    @Test(arguments: SelectionStrategy.allCases)
    func `a host that flaps gets little`(_ strategy: SelectionStrategy) throws {
        let settings = BalanceSettings(strategy: strategy)
        let hosts = try (0..<4).map { try Self.host("h\($0)") }
        var core = Self.core(hosts, settings)
        var now = Self.start
        var asked = 0
        for _ in 0..<20_000 {
            now = now + .milliseconds(10)
            guard let grant = Self.granted(core.acquire(AcquireRequest(model: "m", slots: [0, 1, 2, 3], affinity: 7), now)) else {
                continue
            }
            if grant.slot == 0 { asked += 1 }
            let isFailing = grant.slot == 0 && asked % 6 >= 3
            _ = core.release(grant, isFailing ? .failed(.status) : .answered, model: "m", held: .zero, now)
        }
        // A quarter would be 5,000.
        #expect(asked < 600, "\(asked)")
    }
}
