import Pipeline
import Testing

@testable import Proxy

/// The bound that the project promises is checked by the benchmark on a release build; this one only keeps a debug build from drifting
/// into another order of magnitude.
struct SelectionSpeedTests {
    @Test(arguments: SelectionStrategy.allCases)
    func `choosing among a thousand hosts takes microseconds`(_ strategy: SelectionStrategy) throws {
        let settings = BalanceSettings(strategy: strategy)
        var core = BalancerCore(settings, seed: 5)
        let hosts = try (0..<1000).map {
            Host(
                id: "h\($0)", url: try HostURL("http://h\($0):1"), api: .openai, trust: .local, models: [ModelGlob("*")],
                weight: Double($0 % 3 + 1))
        }
        let slots = core.configure(hosts, settings)
        for slot in slots where slot % 3 == 0 { core.took(slot, loaded: [("m", 10)], sizes: [("m", 10)]) }
        let now = MonotonicTime(nanoseconds: 0)
        var request = AcquireRequest(model: "m", slots: slots)
        var best = Duration.seconds(1)
        for round in 0..<20 {
            let clock = ContinuousClock.now
            for i in 0..<50 {
                request.affinity = RandomSource.mix(UInt64(round * 50 + i))
                guard case .granted(let grant) = core.acquire(request, now) else { continue }
                _ = core.release(grant, .abandoned, model: "m", held: .zero, now)
            }
            best = min(best, (ContinuousClock.now - clock) / 50)
        }
        print("choosing among 1,000 hosts, \(strategy.rawValue): \(best)")
        #expect(best < .milliseconds(2))
    }
}
