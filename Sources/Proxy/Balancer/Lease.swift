/// A place at a host, held until the last frame of its answer. Dropped without an outcome it counts as abandoned.
///
/// Belongs to one task, hence not `Sendable`.
public final class Lease {
    public let slot: Int
    public let host: Host
    private let grant: BalancerCore.Grant
    private let model: String
    private let began: MonotonicTime
    private let balancer: Balancer
    private var isOver = false

    init(_ grant: BalancerCore.Grant, host: Host, model: String, balancer: Balancer, began: MonotonicTime) {
        self.slot = grant.slot
        self.host = host
        self.grant = grant
        self.model = model
        self.balancer = balancer
        self.began = began
    }

    deinit {
        end(.abandoned)
    }

    /// The first byte of a good answer has come.
    public func firstByteCame(after time: Duration, now: MonotonicTime = .now) {
        balancer.firstByteCame(grant, after: time, model: model, now)
    }

    /// Gives the place back and says how it went. Only the first call counts.
    public func end(_ outcome: AttemptOutcome, now: MonotonicTime? = nil) {
        guard !isOver else { return }
        isOver = true
        balancer.release(grant, outcome, model: model, began: began, now ?? .now)
    }
}
