internal import Pipeline
internal import Proxy
internal import Synchronization
internal import WireFormats

/// How many hosts were up and how many requests were in flight, since the start: a point for each step of each of the overview's stretches.
///
/// The audit log cannot tell this: a host that nobody asked leaves no row.
final class FleetHistory: Sendable {
    /// The time between two looks. Short enough that a busy moment shows, long enough to cost nothing.
    static let pause = Duration.seconds(5)

    /// One step: the fewest hosts up and the most requests in flight that were seen in it.
    struct Point: Sendable {
        /// The step's number since 1970.
        var step: Int64
        var hostsUp: Int
        var inFlight: Int
    }

    /// Newest last; as many as the stretch has steps.
    private let state = Mutex<[DashboardQuery.Range: [Point]]>([:])

    /// Notes what a look has seen at a time in microseconds since 1970.
    func note(hostsUp: Int, inFlight: Int, at time: Int64) {
        state.withLock { state in
            for range in DashboardQuery.Range.allCases {
                let (length, count) = range.steps
                let step = time / length
                var points = state[range] ?? []
                if let last = points.last, last.step == step {
                    points[points.count - 1].hostsUp = min(last.hostsUp, hostsUp)
                    points[points.count - 1].inFlight = max(last.inFlight, inFlight)
                } else {
                    points.append(Point(step: step, hostsUp: hostsUp, inFlight: inFlight))
                    if points.count > count { points.removeFirst() }
                }
                state[range] = points
            }
        }
    }

    /// Writes a stretch of time up to now, a member of the array for each step; null for both figures before the start.
    func write(_ range: DashboardQuery.Range, now: Int64, _ json: inout JSONWriter) {
        let points = state.withLock { $0[range] ?? [] }
        let (length, count) = range.steps
        json.array { json in
            for step in (now / length - Int64(count) + 1)...(now / length) {
                let point = points.last { $0.step == step }
                json.object { json in
                    json.name("t")
                    json.string(WallClock.text(step * length))
                    for (name, value) in [("hosts_up", point?.hostsUp), ("in_flight", point?.inFlight)] {
                        json.name(name)
                        if let value { json.number(value) } else { json.null() }
                    }
                }
            }
        }
    }

    /// Looks at the balancer again and again, to the loop's end.
    func watch(_ balancer: Balancer, on loop: EventLoop) {
        let hosts = balancer.snapshots()
        note(hostsUp: hosts.count(where: \.isUp), inFlight: hosts.reduce(0) { $0 + $1.inFlight }, at: WallClock.now())
        loop.schedule(after: FleetHistory.pause) { [self] in watch(balancer, on: loop) }
    }
}
