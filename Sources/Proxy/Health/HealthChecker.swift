/// Asks every host again and again, in its own API, and tells the balancer and the directory. Runs on one loop with a client of its own,
/// so that no request meets a connection that only a check has used.
///
/// Unchecked, because the compiler cannot see that everything but the initializer runs on the loop's thread; `preconditionCurrent` proves it.
public final class HealthChecker: @unchecked Sendable {
    /// Checks under way at a time; with a thousand hosts the rest wait.
    private static let parallel = 64
    /// How soon a check is repeated whose failure may have been an accident.
    private static let doubt = Duration.seconds(1)

    private struct Entry {
        let host: Host
        /// Counts the hosts that had this slot, so that a check of an old one changes nothing.
        let generation: Int
    }

    private let loop: EventLoop
    private let balancer: Balancer
    private let onChange: (@Sendable (HostReport, Bool) -> Void)?

    private var client: CurlClient?
    private var entries: [Int: Entry] = [:]
    private var standing: [Int: Bool] = [:]
    private var waiting: [Int] = []
    private var running = 0
    private var generation = 0
    private var random: RandomSource
    private var isStopped = false

    /// A checker for a loop. `onChange` is told, on the loop, when a host is reached that was not, or the other way.
    public init(
        loop: EventLoop, balancer: Balancer, seed: UInt64,
        onChange: (@Sendable (HostReport, Bool) -> Void)? = nil
    ) {
        self.loop = loop
        self.balancer = balancer
        self.random = RandomSource(seed: seed)
        self.onChange = onChange
    }

    /// Takes over the hosts of a configuration, with the slots that the balancer gave them. Every one is asked at once, then again and
    /// again. From any thread.
    public func configure(_ hosts: [(slot: Int, host: Host)]) {
        loop.submit { [self] in
            generation += 1
            entries = [:]
            for (slot, host) in hosts { entries[slot] = Entry(host: host, generation: generation) }
            standing = standing.filter { entries[$0.key] != nil }
            for (slot, _) in hosts { due(slot, generation) }
        }
    }

    /// Ends it; checks under way end without a say. From any thread.
    public func stop() {
        loop.submit { [self] in
            isStopped = true
            entries = [:]
            waiting = []
            client = nil
        }
    }

    private func due(_ slot: Int, _ of: Int) {
        loop.preconditionCurrent()
        guard !isStopped, entries[slot]?.generation == of else { return }
        guard running < Self.parallel else {
            waiting.append(slot)
            return
        }
        running += 1
        if client == nil { client = CurlClient(loop: loop) }
        Task.immediate(executorPreference: loop) { [self] in await check(slot) }
    }

    private func check(_ slot: Int) async {
        if let entry = entries[slot], let client {
            let report = await HostProbe(client: client).ask(entry.host)
            if !isStopped, entries[slot]?.generation == entry.generation { settle(slot, entry, report) }
        }
        running -= 1
        if !waiting.isEmpty {
            let next = waiting.removeFirst()
            if let entry = entries[next] { due(next, entry.generation) }
        }
    }

    private func settle(_ slot: Int, _ entry: Entry, _ report: HostReport) {
        if let listing = report.listing {
            balancer.directory.update(slot, listing)
            balancer.took(
                slot, loaded: listing.running.map { ($0.name, $0.bytes) }, sizes: listing.models.map { ($0.name, $0.bytes) })
        }
        balancer.checked(slot, isReached: report.isReached)
        if standing.updateValue(report.isReached, forKey: slot) != report.isReached { onChange?(report, report.isReached) }
        // A tenth of jitter, so that many checks that began together do not stay together.
        let interval = balancer.settings.health.inSeconds * (0.95 + 0.1 * random.unit())
        let wait = balancer.isInDoubt(slot) ? min(interval, Self.doubt.inSeconds) : interval
        loop.schedule(after: .nanoseconds(Int64(wait * 1e9))) { [weak self] in self?.due(slot, entry.generation) }
    }
}
