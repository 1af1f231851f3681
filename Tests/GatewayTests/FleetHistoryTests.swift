import Testing
import WireFormats

@testable import Gateway

@Suite struct FleetHistoryTests {
    private func figures(_ history: FleetHistory, _ range: DashboardQuery.Range, now: Int64) throws -> [JSONValue] {
        var json = JSONWriter()
        history.write(range, now: now, &json)
        return try #require(JSONValue(parsing: json.bytes)?.elements)
    }

    @Test func `a step keeps the fewest hosts up and the most in flight`() throws {
        let history = FleetHistory()
        let minute: Int64 = 60_000_000
        let begin = 30_000_000 * minute
        history.note(hostsUp: 3, inFlight: 1, at: begin)
        history.note(hostsUp: 1, inFlight: 9, at: begin + 5_000_000)
        history.note(hostsUp: 2, inFlight: 4, at: begin + 10_000_000)
        history.note(hostsUp: 3, inFlight: 0, at: begin + minute)
        let hour = try figures(history, .hour, now: begin + minute)
        #expect(hour.count == 60)
        #expect(hour[58]["hosts_up"]?.integer == 1)
        #expect(hour[58]["in_flight"]?.integer == 9)
        #expect(hour[59]["hosts_up"]?.integer == 3)
        #expect(hour[57]["hosts_up"]?.isNull == true)
        #expect(try figures(history, .day, now: begin + minute)[23]["in_flight"]?.integer == 9)
    }

    @Test func `no stretch keeps more than its steps`() throws {
        let history = FleetHistory()
        for minute in 0..<10_000 as Range<Int64> { history.note(hostsUp: 1, inFlight: 0, at: minute * 60_000_000) }
        let hour = try figures(history, .hour, now: 9_999 * 60_000_000)
        #expect(hour.allSatisfy { $0["hosts_up"]?.integer == 1 })
        #expect(try figures(history, .hour, now: 20_000 * 60_000_000).allSatisfy { $0["hosts_up"]?.isNull == true })
    }
}
