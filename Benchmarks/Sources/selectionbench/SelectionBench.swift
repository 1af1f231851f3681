import Glibc
import Pipeline
import Proxy

/// What choosing one host among a thousand costs, giving the place back included: CPU time, so that a busy machine does not show in it.
/// Prints a line a strategy; exits with 1 when one takes longer than the bound.
@main
struct SelectionBench {
    private static let hosts = 1000
    private static let rounds = 15
    private static let picks = 2000
    /// Microseconds.
    private static let bound = 5.0

    static func main() throws {
        var isShort = false
        print("choosing among 1,000 hosts, median of \(rounds) rounds, µs of CPU (at most \(bound))")
        for strategy in SelectionStrategy.allCases {
            let settings = BalanceSettings(strategy: strategy)
            let balancer = Balancer(settings, seed: 5)
            let hosts = try (0..<Self.hosts).map {
                Host(
                    id: "h\($0)", url: try HostURL("http://h\($0):1"), api: .ollama, trust: .local, models: [ModelGlob("*")],
                    weight: Double($0 % 3 + 1))
            }
            let slots = balancer.configure(hosts, settings).map(\.slot)
            for slot in slots where slot % 3 == 0 { balancer.took(slot, loaded: [("m", 10)], sizes: [("m", 10)]) }
            var request = AcquireRequest(model: "m", slots: slots)
            // Some work is under way everywhere, so that no strategy gets off with the first idle host.
            var held: [Lease] = []
            for _ in 0..<Self.hosts { if let lease = balancer.placeNow(request) { held.append(lease) } }
            var times: [Double] = []
            for round in 0..<rounds {
                let began = cpuNanoseconds()
                for pick in 0..<picks {
                    request.affinity = UInt64(round * picks + pick) &* 0x9E37_79B9_7F4A_7C15
                    balancer.placeNow(request)?.end(.answered)
                }
                times.append(Double(cpuNanoseconds() - began) / Double(picks) / 1000)
            }
            let median = times.sorted()[rounds / 2]
            print("  \(strategy.rawValue): \((median * 100).rounded() / 100)")
            if median > bound { isShort = true }
            for lease in held { lease.end(.abandoned) }
        }
        exit(isShort ? 1 : 0)
    }

    private static func cpuNanoseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
    }
}
