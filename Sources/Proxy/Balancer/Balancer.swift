public import Pipeline
import Synchronization

/// Which host gets which request, for all loops of the process. A lock around `BalancerCore`, held for microseconds; who has to wait
/// suspends, and its loop goes on.
public final class Balancer: Sendable {
    private enum Settlement: Sendable {
        case granted(BalancerCore.Grant)
        case refused(PipelineError)
    }

    private struct Guarded: Sendable {
        var core: BalancerCore
        var waiters: [UInt64: UnsafeContinuation<Settlement, Never>] = [:]
        /// Settled before their task had suspended.
        var early: [UInt64: Settlement] = [:]
    }

    /// Which models the hosts have.
    public let directory = ModelDirectory()
    private let state: Mutex<Guarded>

    /// The seed decides all chance in it; a fresh one for each process.
    public init(_ settings: BalanceSettings = BalanceSettings(), seed: UInt64) {
        state = Mutex(Guarded(core: BalancerCore(settings, seed: seed)))
    }

    /// Takes over a configuration's hosts and aliases. Gives the hosts with their slots. A slot is what a `RouteStep` holds: it is no
    /// index into the configuration's list. Hosts that stay keep theirs, with their state; a slot never changes its host's address or trust.
    @discardableResult
    public func configure(_ hosts: [Host], aliases: [ModelAlias] = [], _ settings: BalanceSettings) -> [(slot: Int, host: Host)] {
        let slots = state.withLock { $0.core.configure(hosts, settings) }
        let placed = zip(slots, hosts).map { (slot: $0, host: $1) }
        directory.configure(placed, aliases: aliases)
        return placed
    }

    /// Where a request for a model may go: the model's hosts, then its fallbacks'. Throws `modelUnknown` or `apiUnavailable`.
    public func steps(model: String, api: ClientAPI) throws(PipelineError) -> [RouteStep] {
        switch directory.resolve(model, api.family) {
        case .steps(let steps): return steps
        case .unknown: throw .client(.modelUnknown)
        case .apiUnavailable: throw .client(.apiUnavailable)
        }
    }

    /// Every model of every host now, for the lists. Models go when their host cannot be reached; a suspension is a matter of seconds, in
    /// which a request is told to come again (503), so a list that lost its models meanwhile would say something else than the request.
    public func catalog() -> ModelCatalog {
        let up = Set(snapshots().filter { $0.standing != .down }.map(\.slot))
        return directory.catalog { up.contains($0) }
    }

    /// The settings in force.
    public var settings: BalanceSettings { state.withLock { $0.core.settings } }

    /// The host of a slot that `configure` gave.
    public func host(at slot: Int) -> Host { state.withLock { $0.core.host(slot) } }

    /// Whether some of these slots have a host of trust `cloud`.
    public func reachesCloud(_ slots: [Int]) -> Bool {
        state.withLock { state in slots.contains { state.core.host($0).trust == .cloud } }
    }

    /// The slots among these whose host is of trust `local`.
    func local(_ slots: [Int]) -> [Int] {
        state.withLock { state in slots.filter { state.core.host($0).trust == .local } }
    }

    /// What is known of each configured host now.
    public func snapshots() -> [HostSnapshot] {
        let now = MonotonicTime.now
        return state.withLock { $0.core.snapshots(now) }
    }

    /// Whether any host may be given work: what `/readyz` asks.
    public var hasHealthyHost: Bool { snapshots().contains(where: \.isUp) }

    /// How many requests wait for a host.
    public var waiting: Int { state.withLock { $0.core.waiting } }

    /// How many were refused because the queue was full.
    public var shed: UInt64 { state.withLock { $0.core.shed } }

    /// A request came: it earns a part of a retry.
    func requestCame() { state.withLock { $0.core.requestCame() } }

    /// Whether a retry is within the budget; if so, it is paid for.
    func mayRetry() -> Bool {
        let now = MonotonicTime.now
        return state.withLock { $0.core.mayRetry(now) }
    }

    /// What the balancer has for a request at once.
    enum Place {
        case lease(Lease)
        /// A place in the queue.
        case queued(ticket: UInt64)
    }

    /// A place at one of the hosts. Waits while all that are well are full, in a bounded queue, at most `queueWait`.
    ///
    /// Throws `noHealthyHost` or `queueFull`, both with the time to come back at, and `clientGone` when the task was cancelled.
    public func acquire(_ request: AcquireRequest, on loop: EventLoop) async throws(PipelineError) -> Lease {
        switch try place(request) {
        case .lease(let lease): lease
        case .queued(let ticket): try await wait(for: ticket, request, on: loop)
        }
    }

    /// The first half of `acquire`, which does not suspend: most requests need no more, and pay for no suspension.
    func place(_ request: AcquireRequest) throws(PipelineError) -> Place {
        let began = MonotonicTime.now
        let decision = state.withLock { state in
            let decision = state.core.acquire(request, began)
            if case .queued(_, let evicted?) = decision { settle(evicted, .refused(state.core.queueFull(request)), &state) }
            return decision
        }
        switch decision {
        case .granted(let grant): return .lease(lease(grant, request, began))
        case .refused(let error): throw error
        case .queued(let ticket, _): return .queued(ticket: ticket)
        }
    }

    /// A place at once, or none: for what is not worth waiting for.
    package func placeNow(_ request: AcquireRequest) -> Lease? {
        let began = MonotonicTime.now
        return state.withLock { $0.core.acquireNow(request, began) }.map { lease($0, request, began) }
    }

    /// The second half: waits for the ticket's turn.
    func wait(for ticket: UInt64, _ request: AcquireRequest, on loop: EventLoop) async throws(PipelineError) -> Lease {
        let timer = loop.schedule(after: settings.queueWait) { [self] in giveUp(ticket, orElse: nil) }
        let settlement = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                let early = state.withLock { state -> Settlement? in
                    if let early = state.early.removeValue(forKey: ticket) { return early }
                    state.waiters[ticket] = continuation
                    return nil
                }
                if let early { continuation.resume(returning: early) }
            }
        } onCancel: {
            giveUp(ticket, orElse: .client(.clientGone))
        }
        loop.cancel(timer)
        switch settlement {
        case .granted(let grant):
            let lease = lease(grant, request, MonotonicTime.now)
            // Granted and cancelled at once: the lease's end gives the place to the next.
            if Task.isCancelled { throw .client(.clientGone) }
            return lease
        case .refused(let error): throw error
        }
    }

    private func lease(_ grant: BalancerCore.Grant, _ request: AcquireRequest, _ began: MonotonicTime) -> Lease {
        Lease(grant, host: host(at: grant.slot), model: request.model, balancer: self, began: began)
    }

    /// Takes a ticket out of the queue, unless it was served meanwhile.
    private func giveUp(_ ticket: UInt64, orElse error: PipelineError?) {
        state.withLock { state in
            guard let request = state.core.withdraw(ticket) else { return }
            settle(ticket, .refused(error ?? state.core.queueFull(request)), &state)
        }
    }

    func release(_ grant: BalancerCore.Grant, _ outcome: AttemptOutcome, model: String, began: MonotonicTime, _ now: MonotonicTime) {
        state.withLock { state in
            for (ticket, grant) in state.core.release(grant, outcome, model: model, held: now - began, now) {
                settle(ticket, .granted(grant), &state)
            }
        }
    }

    func firstByteCame(_ grant: BalancerCore.Grant, after time: Duration, model: String, _ now: MonotonicTime) {
        state.withLock { state in
            for (ticket, grant) in state.core.firstByteCame(grant, after: time, model: model, now) {
                settle(ticket, .granted(grant), &state)
            }
        }
    }

    /// Takes the outcome of an active check.
    func checked(_ slot: Int, isReached: Bool) {
        let now = MonotonicTime.now
        state.withLock { state in
            for (ticket, grant) in state.core.checked(slot, isReached: isReached, now) { settle(ticket, .granted(grant), &state) }
        }
    }

    /// Whether a host's next check should not wait for its interval.
    func isInDoubt(_ slot: Int) -> Bool { state.withLock { $0.core.isInDoubt(slot) } }

    /// Takes what a host says it has in memory: models and bytes.
    package func took(_ slot: Int, loaded: [(model: String, bytes: Int64)], sizes: [(model: String, bytes: Int64)]) {
        state.withLock { $0.core.took(slot, loaded: loaded, sizes: sizes) }
    }

    /// Resuming only enqueues the task at its own loop, so it may happen under the lock.
    private func settle(_ ticket: UInt64, _ settlement: Settlement, _ state: inout Guarded) {
        if let waiter = state.waiters.removeValue(forKey: ticket) {
            waiter.resume(returning: settlement)
        } else {
            state.early[ticket] = settlement
        }
    }
}
