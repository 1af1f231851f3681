internal import Pipeline

/// Hedged requests (Dean, Barroso: The tail at scale, 2013): a second host is asked when the first takes long, and the first good answer
/// counts. For embeddings only, which are short and the same from every host.
extension Forwarder {
    /// Asks one host and, after that time without an answer, another one, as far as one has room at once and the retry budget bears it.
    /// Answers whether the exchange is over; false when both failed.
    func hedged(
        after time: Duration, _ step: RouteStep, _ lease: Lease, _ tried: inout [Int], _ exchange: ForwardedExchange,
        _ reply: any ReplyWriter
    ) async throws(PipelineError) -> Bool {
        let race = HedgeRace(loop: loop)
        race.begin(HedgeLeg(self, exchange, lease, model: step.model))
        await race.wait(atMost: time)
        if race.finished == nil, tried.count < step.hosts.count, balancer.mayRetry(),
            let second = balancer.placeNow(wish(step, tried, exchange))
        {
            tried.append(second.slot)
            exchange.attempts += 1
            race.begin(HedgeLeg(self, exchange, second, model: step.model))
        }
        while race.isRunning {
            await race.wait()
            guard let leg = race.takeFinished() else { continue }
            exchange.context.record.outcome.host = leg.lease.host.id
            exchange.context.record.outcome.modelSent = step.model
            switch leg.result {
            case .success(let collected):
                exchange.context.record.outcome.status = collected.answer.status
                if collected.isGood {
                    for loser in race.cancelRest() {
                        exchange.note(loser.lease.host, status: 0, error: "hedge_lost", since: loser.began)
                        // Nothing was learned of it: it was only not the first.
                        loser.lease.end(.abandoned)
                    }
                }
                if try await settle(collected, leg.lease, exchange, reply, began: leg.began) { return true }
            case .failure(let error):
                _ = try fail(error, leg.lease, exchange, status: 0, began: leg.began)
            case nil: throw leg.fault ?? .proxy(.internalFault)
            }
        }
        return false
    }
}

/// One host's part in a race.
///
/// Unchecked: its task is bound to the loop on whose thread all else of it is used.
private final class HedgeLeg: @unchecked Sendable {
    let lease: Lease
    let began = MonotonicTime.now
    /// Nil while it runs, and when `fault` says why it could not even begin.
    private(set) var result: Result<Forwarder.Collected, CurlError>?
    private(set) var fault: PipelineError?
    private let forwarder: Forwarder
    private let exchange: ForwardedExchange
    private let model: String

    init(_ forwarder: Forwarder, _ exchange: ForwardedExchange, _ lease: Lease, model: String) {
        self.forwarder = forwarder
        self.exchange = exchange
        self.lease = lease
        self.model = model
    }

    func run() async {
        do throws(PipelineError) {
            switch try await forwarder.ask(lease.host, model, exchange) {
            case .failure(let error): result = .failure(error)
            case .success(let answer):
                do throws(CurlError) {
                    result = .success(try await forwarder.gather(answer, lease.host, exchange, began: began))
                } catch {
                    result = .failure(error)
                }
            }
        } catch {
            fault = error
        }
    }
}

/// The legs that run, and the task that waits for them.
///
/// Unchecked: used on one loop's thread; only a cancellation comes from elsewhere, and goes through the loop.
private final class HedgeRace: @unchecked Sendable {
    private let loop: EventLoop
    private var running: [(leg: HedgeLeg, task: Task<Void, Never>)] = []
    private var done: [HedgeLeg] = []
    private var waiter: UnsafeContinuation<Void, Never>?

    init(loop: EventLoop) {
        self.loop = loop
    }

    /// A leg that has ended and was not taken yet.
    var finished: HedgeLeg? { done.first }
    var isRunning: Bool { !running.isEmpty || !done.isEmpty }

    func begin(_ leg: HedgeLeg) {
        let task = Task.immediate(executorPreference: loop) { [self] in
            await leg.run()
            ended(leg)
        }
        // One that could not be sent has ended already.
        if !done.contains(where: { $0 === leg }) { running.append((leg, task)) }
    }

    private func ended(_ leg: HedgeLeg) {
        running.removeAll { $0.leg === leg }
        done.append(leg)
        wake()
    }

    func takeFinished() -> HedgeLeg? { done.isEmpty ? nil : done.removeFirst() }

    /// Ends what runs still; a leg that lost is not waited for.
    func cancelRest() -> [HedgeLeg] {
        let rest = running.map(\.leg) + done
        for (_, task) in running { task.cancel() }
        running = []
        done = []
        return rest
    }

    /// Suspends until a leg has ended, or the time is over. The waiting task's cancellation ends the legs.
    func wait(atMost time: Duration? = nil) async {
        guard done.isEmpty else { return }
        let timer = time.map { loop.schedule(after: $0) { [self] in wake() } }
        await withTaskCancellationHandler {
            await withUnsafeContinuation { waiter = $0 }
        } onCancel: { [self] in
            loop.submit { [self] in for (_, task) in running { task.cancel() } }
        }
        if let timer { loop.cancel(timer) }
    }

    private func wake() {
        waiter?.resume()
        waiter = nil
    }
}
