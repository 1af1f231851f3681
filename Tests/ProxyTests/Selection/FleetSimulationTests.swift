import Testing

@testable import Proxy

struct FleetSimulationTests {
    /// Eight hosts, the fastest eight times the slowest. At seven requests a second even the slowest can bear its even share, barely.
    private let unlike = [1.0, 1, 2, 2, 4, 4, 8, 8]

    private func table(_ title: String, _ fleet: FleetSimulation, requests: Int) throws -> [SelectionStrategy: FleetSimulation.Figures] {
        var all: [SelectionStrategy: FleetSimulation.Figures] = [:]
        print("\(title)\n  strategy        p50 wait    p99 wait   model loads   given to each host")
        for strategy in SelectionStrategy.allCases {
            let figures = try fleet.run(strategy, requests: requests, seed: 11)
            all[strategy] = figures
            print(
                "  \(pad(strategy.rawValue, 14))\(pad(seconds(figures.p50), -9)) s\(pad(seconds(figures.p99), -10)) s\(pad("\(figures.loads)", -14))   "
                    + figures.given.map(String.init).joined(separator: " "))
        }
        return all
    }

    private func seconds(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
    private func pad(_ text: String, _ width: Int) -> String {
        let spaces = String(repeating: " ", count: max(0, abs(width) - text.count))
        return width < 0 ? spaces + text : text + spaces
    }

    @Test func `on a fleet of unlike speeds the best strategies wait at most half as long as chance`() throws {
        let all = try table("unlike speeds 1...8, 7 requests/s, one model", FleetSimulation(speeds: unlike, rate: 7), requests: 8_000)
        let random = try #require(all[.random]).p99
        #expect(try #require(all[.latencyAware]).p99 <= random / 2)
        #expect(try #require(all[.memoryAware]).p99 <= random / 2)
        #expect(try #require(all[.leastBusy]).p99 <= random)
    }

    @Test func `where models have to be loaded, knowing who has them pays`() throws {
        let fleet = FleetSimulation(speeds: unlike, rate: 2, models: 6, capacity: 2, loadTime: 3)
        let all = try table("unlike speeds, 6 models of which a host holds 2, 3 s to load, 2 requests/s", fleet, requests: 5_000)
        #expect(try #require(all[.memoryAware]).p99 <= #require(all[.random]).p99 / 2)
        #expect(try #require(all[.memoryAware]).loads < #require(all[.random]).loads / 2)
    }

    @Test(arguments: SelectionStrategy.allCases)
    func `a host that fails at once attracts nothing`(_ strategy: SelectionStrategy) throws {
        var fleet = FleetSimulation(speeds: Array(repeating: 2, count: 10), rate: 10)
        fleet.broken = 3
        let figures = try fleet.run(strategy, requests: 5_000, seed: 4)
        let given = figures.given[3]
        print("a host that answers 503 at once, \(strategy.rawValue): \(given) of 5,000")
        #expect(given - 10 < 50)
    }
}
