internal import Pipeline

/// The balancer as a state machine: takes events with the time they happened at, gives decisions, performs nothing.
struct BalancerCore: Sendable {
    struct Grant: Sendable, Equatable {
        let slot: Int
        /// Whether this is the one trial of a host whose suspension has ended.
        let isTrial: Bool
    }

    enum Decision: Sendable {
        case granted(Grant)
        /// Wait; `evicted` had to make room and is refused.
        case queued(ticket: UInt64, evicted: UInt64?)
        case refused(PipelineError)
    }

    private struct Slot: Sendable {
        var host: Host
        var isConfigured = true
        var health: HealthMachine
        var attempts: UInt64 = 0
        var failures: UInt64 = 0
        var firstByte = Histogram()
        /// Rate limits by model, at most `mostHolds`.
        var holds: [(model: String, until: MonotonicTime)] = []
        /// What `/api/ps` said last.
        var loaded: [String] = []
        /// The most memory that was ever seen in use: what the host surely has.
        var peakMemory: Int64 = 0

        func isHeld(_ model: String, _ now: MonotonicTime) -> Bool { holds.contains { $0.model == model && now < $0.until } }
    }

    private static let mostHolds = 16
    /// Bound on the models whose place in memory is followed.
    private static let mostResident = 4096

    private(set) var settings: BalanceSettings
    private var slots: [Slot] = []
    private var loads: [HostLoad] = []
    /// The slots of one choice, in its first `usable` places.
    private var scratch: [Int32] = []
    private var usable = 0
    private var residency: [String: [Residency]] = [:]
    private var sizes: [String: Int64] = [:]
    private var queue: FairQueue<AcquireRequest>
    private var budget = RetryBudget()
    private var random: RandomSource
    private var nextTicket: UInt64 = 0
    /// How long hosts were held lately, seconds; 0 while unknown.
    private var holdTime = 0.0
    /// Shed and waiting, for metrics.
    private(set) var shed: UInt64 = 0
    var waiting: Int { queue.count }

    init(_ settings: BalanceSettings, seed: UInt64) {
        self.settings = settings
        self.queue = FairQueue(capacity: settings.queueLength)
        self.random = RandomSource(seed: seed)
    }

    // MARK: Configuration

    /// Takes over a list of hosts and gives the slot of each. A host that stays keeps its slot and its state; slots are never used again,
    /// so that an exchange which began under the old list can never reach a host that its policy did not mean.
    mutating func configure(_ hosts: [Host], _ settings: BalanceSettings) -> [Int] {
        if settings.queueLength != self.settings.queueLength {
            var grown = FairQueue<AcquireRequest>(capacity: settings.queueLength)
            while let entry = queue.take(where: { _ in true }) {
                // Who waits already may go on waiting.
                _ = grown.append(entry.element, ticket: entry.ticket, key: entry.element.client)
            }
            queue = grown
        }
        self.settings = settings
        for slot in slots.indices { slots[slot].isConfigured = false }
        var taken: [Int] = []
        for host in hosts {
            if let slot = slots.indices.first(where: { !slots[$0].isConfigured && slots[$0].host.isSameServer(as: host) }) {
                slots[slot].host = host
                slots[slot].isConfigured = true
                taken.append(slot)
            } else {
                slots.append(Slot(host: host, health: HealthMachine(isUp: host.models != nil)))
                var load = HostLoad()
                load.seed = Self.hash(host.id)
                loads.append(load)
                taken.append(slots.count - 1)
            }
        }
        for slot in slots.indices {
            loads[slot].weight = slots[slot].host.weight
            loads[slot].maxInFlight = Int32(clamping: slots[slot].host.maxInFlight)
            refresh(slot)
        }
        return taken
    }

    /// The host of a slot, also of one that is no longer configured.
    func host(_ slot: Int) -> Host { slots[slot].host }

    // MARK: Choosing

    mutating func requestCame() { budget.deposit(settings.retryBudget) }

    mutating func mayRetry(_ now: MonotonicTime) -> Bool { budget.withdraw(now) }

    mutating func acquire(_ request: AcquireRequest, _ now: MonotonicTime) -> Decision {
        if let grant = choose(request, now) { return .granted(grant) }
        guard hasHealthy(request, now) else { return .refused(.proxy(.noHealthyHost, retryAfter: whenHealthy(request, now))) }
        nextTicket += 1
        let (isIn, evicted) = queue.append(request, ticket: nextTicket, key: request.client)
        if evicted != nil { shed += 1 }
        guard isIn else {
            shed += 1
            return .refused(queueFull(request))
        }
        return .queued(ticket: nextTicket, evicted: evicted)
    }

    /// A place at once, or none.
    mutating func acquireNow(_ request: AcquireRequest, _ now: MonotonicTime) -> Grant? { choose(request, now) }

    /// Takes a ticket out of the queue: its client left, or its time is up.
    mutating func withdraw(_ ticket: UInt64) -> AcquireRequest? {
        queue.remove(ticket)
    }

    /// What one is told who has to go without waiting, or waited in vain.
    func queueFull(_ request: AcquireRequest) -> PipelineError {
        var room = 0.0
        for slot in request.slots where loads[slot].gate == .open { room += Double(max(1, loads[slot].maxInFlight)) }
        let ahead = Double(queue.count + 1)
        let seconds = (holdTime > 0 ? holdTime : 1) * ahead / max(1, room)
        return .proxy(.queueFull, retryAfter: .milliseconds(Int64(1000 * min(600, max(1, seconds)))))
    }

    private mutating func choose(_ request: AcquireRequest, _ now: MonotonicTime) -> Grant? {
        let isHeldSomewhere = gather(request, now, includingHeld: false)
        if usable == 0 && isHeldSomewhere { _ = gather(request, now, includingHeld: true) }
        guard usable > 0 else { return nil }
        let known = settings.strategy == .memoryAware ? residency[request.model] ?? [] : []
        let size = settings.strategy == .memoryAware ? sizes[request.model] ?? 0 : 0
        let slot = scratch.withUnsafeBufferPointer { scratch in
            loads.withUnsafeMutableBufferPointer { loads in
                known.withUnsafeBufferPointer { known in
                    settings.strategy.choose(
                        SelectionInput(
                            usable: UnsafeBufferPointer(rebasing: scratch[..<usable]), loads: loads, now: now, affinity: request.affinity,
                            residency: known, modelSize: size),
                        &random)
                }
            }
        }
        return grant(slot, request.model)
    }

    /// Collects the slots that may be taken into the beginning of `scratch`, `usable` of them. Answers whether one was left out because of
    /// a rate limit.
    private mutating func gather(_ request: AcquireRequest, _ now: MonotonicTime, includingHeld: Bool) -> Bool {
        if scratch.count < request.slots.count { scratch = [Int32](repeating: 0, count: request.slots.count) }
        let hasExclusions = !request.excluded.isEmpty
        var isHeldSomewhere = false
        var count = 0
        // By pointers: an array's own append would cost more for each host than the looks at it.
        loads.withUnsafeBufferPointer { loads in
            scratch.withUnsafeMutableBufferPointer { scratch in
                for slot in request.slots {
                    let load = loads[slot]
                    guard load.isOpen(now), load.hasRoom, !hasExclusions || !request.excluded.contains(slot) else { continue }
                    if !includingHeld, now < load.heldUntil, slots[slot].isHeld(request.model, now) {
                        isHeldSomewhere = true
                        continue
                    }
                    scratch[count] = Int32(slot)
                    count += 1
                }
            }
        }
        usable = count
        return isHeldSomewhere
    }

    private mutating func grant(_ slot: Int, _ model: String) -> Grant {
        let isTrial = loads[slot].gate == .suspended
        if isTrial {
            slots[slot].health.trialBegan()
            refresh(slot)
        }
        loads[slot].inFlight += 1
        slots[slot].attempts += 1
        if settings.strategy == .memoryAware { noteResidency(model, slot, .loading, onlyIfUnknown: true) }
        return Grant(slot: slot, isTrial: isTrial)
    }

    private func hasHealthy(_ request: AcquireRequest, _ now: MonotonicTime) -> Bool {
        request.slots.contains { loads[$0].isOpen(now) && !request.excluded.contains($0) }
    }

    /// When the first of the hosts may be tried again; for hosts that are down, when they are next asked.
    private func whenHealthy(_ request: AcquireRequest, _ now: MonotonicTime) -> Duration {
        var least = settings.health
        var isKnown = false
        for slot in request.slots where loads[slot].gate == .suspended {
            let wait = loads[slot].opensAt - now
            if !isKnown || wait < least { least = wait }
            isKnown = true
        }
        return max(.seconds(1), least)
    }

    // MARK: What became of it

    /// Takes the outcome of a grant. Gives the tickets that can be served now.
    mutating func release(_ grant: Grant, _ outcome: AttemptOutcome, model: String, held: Duration, _ now: MonotonicTime) -> [(
        UInt64, Grant
    )] {
        let slot = grant.slot
        loads[slot].inFlight -= 1
        switch outcome {
        case .answered:
            slots[slot].health.succeeded(isTrial: grant.isTrial, now)
            if settings.strategy == .memoryAware { noteResidency(model, slot, .loaded, onlyIfUnknown: false) }
        case .failed(let failure):
            slots[slot].health.failed(failure, isTrial: grant.isTrial, settings.suspend, now, &random)
            slots[slot].failures += 1
            LatencyAwareSelection.observeFailure(&loads[slot], now)
        case .held(let time):
            // The host is well, it only has enough: a trial has passed.
            slots[slot].health.succeeded(isTrial: grant.isTrial, now)
            slots[slot].failures += 1
            hold(slot, model, now + min(time, settings.suspend.upTo), now)
        case .abandoned:
            if grant.isTrial { slots[slot].health.trialAbandoned(now) }
        }
        refresh(slot)
        if outcome != .abandoned {
            let seconds = held.inSeconds
            holdTime = holdTime == 0 ? seconds : holdTime * 0.9 + seconds * 0.1
        }
        return serve(now)
    }

    /// The first byte of a good answer is there, long before a stream's end. A trial has passed with it: the host works again.
    mutating func firstByteCame(_ grant: Grant, after time: Duration, model: String, _ now: MonotonicTime) -> [(UInt64, Grant)] {
        let slot = grant.slot
        slots[slot].firstByte.observe(time)
        LatencyAwareSelection.observe(time, &loads[slot], now)
        if settings.strategy == .memoryAware { noteResidency(model, slot, .loaded, onlyIfUnknown: false) }
        guard grant.isTrial, slots[slot].health.state == .trial else { return [] }
        slots[slot].health.succeeded(isTrial: true, now)
        refresh(slot)
        return serve(now)
    }

    private mutating func hold(_ slot: Int, _ model: String, _ until: MonotonicTime, _ now: MonotonicTime) {
        slots[slot].holds.removeAll { $0.model == model || $0.until <= now }
        if slots[slot].holds.count >= Self.mostHolds { slots[slot].holds.removeFirst() }
        slots[slot].holds.append((model, until))
        loads[slot].heldUntil = slots[slot].holds.map(\.until).max() ?? .distantPast
    }

    /// Gives free places to who waits, in fair order.
    private mutating func serve(_ now: MonotonicTime) -> [(UInt64, Grant)] {
        var served: [(UInt64, Grant)] = []
        while queue.count > 0 {
            let loads = self.loads
            let next = queue.take { request in
                request.slots.contains { slot in
                    loads[slot].isOpen(now) && loads[slot].hasRoom && !request.excluded.contains(slot)
                }
            }
            guard let next, let grant = choose(next.element, now) else { break }
            served.append((next.ticket, grant))
        }
        return served
    }

    private mutating func refresh(_ slot: Int) {
        slots[slot].health.apply(to: &loads[slot])
        if !slots[slot].isConfigured { loads[slot].gate = .closed }
    }

    // MARK: Active checks

    /// Takes the outcome of an active check. Gives the tickets that can be served now.
    mutating func checked(_ slot: Int, isReached: Bool, _ now: MonotonicTime) -> [(UInt64, Grant)] {
        if isReached {
            slots[slot].health.checkSucceeded(now)
        } else {
            slots[slot].health.checkFailed(now)
        }
        refresh(slot)
        return isReached ? serve(now) : []
    }

    /// Whether the next check of a host should not wait for its interval.
    func isInDoubt(_ slot: Int) -> Bool { slots[slot].health.isInDoubt }

    /// Takes what a host says it has in memory: names and bytes.
    mutating func took(_ slot: Int, loaded: [(model: String, bytes: Int64)], sizes known: [(model: String, bytes: Int64)]) {
        var used: Int64 = 0
        for (_, bytes) in loaded { used += max(0, bytes) }
        slots[slot].peakMemory = max(slots[slot].peakMemory, used)
        loads[slot].freeMemory = slots[slot].peakMemory > 0 ? slots[slot].peakMemory - used : -1
        let before = slots[slot].loaded
        slots[slot].loaded = loaded.map(\.model)
        // Who does not ask where models lie has nothing followed: with thousands of hosts and models that is most of the work.
        guard settings.strategy == .memoryAware else { return }
        for model in before { noteResidency(model, slot, .unknown, onlyIfUnknown: false) }
        // What was asked of it since the last look has had its time to load; what it did not load is forgotten.
        if loads[slot].inFlight == 0 {
            for model in residency.keys where slot < residency[model]!.count && residency[model]![slot] != .unknown {
                residency[model]![slot] = .unknown
            }
        }
        for (model, _) in loaded { noteResidency(model, slot, .loaded, onlyIfUnknown: false) }
        for (model, bytes) in known where bytes > 0 && (sizes[model] != nil || sizes.count < Self.mostResident) { sizes[model] = bytes }
    }

    private mutating func noteResidency(_ model: String, _ slot: Int, _ value: Residency, onlyIfUnknown: Bool) {
        if residency[model] == nil {
            guard value != .unknown, residency.count < Self.mostResident else { return }
            residency[model] = []
        }
        let missing = slot + 1 - residency[model]!.count
        if missing > 0 { residency[model]!.append(contentsOf: repeatElement(.unknown, count: missing)) }
        if onlyIfUnknown && residency[model]![slot] != .unknown { return }
        residency[model]![slot] = value
    }

    // MARK: Sight

    func snapshots(_ now: MonotonicTime) -> [HostSnapshot] {
        slots.indices.filter { slots[$0].isConfigured }.map { slot in
            let entry = slots[slot]
            let load = loads[slot]
            let standing: HostSnapshot.Standing
            var opensIn: Duration?
            switch load.gate {
            case .open: standing = .up
            case .trial: standing = .trial
            case .closed: standing = .down
            case .suspended:
                standing = now >= load.opensAt ? .trial : .suspended
                opensIn = now >= load.opensAt ? nil : load.opensAt - now
            }
            return HostSnapshot(
                slot: slot, host: entry.host, standing: standing, opensIn: opensIn, inFlight: Int(load.inFlight),
                attempts: entry.attempts, failures: entry.failures, firstByte: entry.firstByte,
                latency: load.firstByte > 0 ? .nanoseconds(Int64(load.firstByte)) : nil, loaded: entry.loaded)
        }
    }

    /// FNV-1a, 64 bits, mixed.
    static func hash(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return RandomSource.mix(hash)
    }
}
