/// What selection sees of one host: numbers only, side by side in one array, so that a thousand hosts are looked through in microseconds.
public struct HostLoad: Sendable {
    /// Whether a host may be given work.
    public enum Gate: UInt8, Sendable {
        case open
        /// From `opensAt` on it may be given one trial.
        case suspended
        /// It has its trial.
        case trial
        /// Down by active checks, or no longer configured.
        case closed
    }

    // What every strategy reads of every host comes first, 64 bytes: one cache line or two, not three.
    public var gate: Gate = .open
    public var inFlight: Int32 = 0
    /// 0 for no bound.
    public var maxInFlight: Int32 = 0
    /// When a suspended host may be tried.
    public var opensAt = MonotonicTime.distantPast
    /// Until then some model of it is rate-limited.
    public var heldUntil = MonotonicTime.distantPast
    /// Configured share; positive.
    public var weight: Double = 1
    /// Slow start: from here its weight grows from a tenth to its whole until `rampEnd`.
    public var rampStart = MonotonicTime.distantPast
    public var rampEnd = MonotonicTime.distantPast
    /// Hash of the id.
    public var seed: UInt64 = 0
    /// Peak EWMA of the time to the first byte, nanoseconds; 0 while unknown.
    public var firstByte: Double = 0
    public var firstByteAt = MonotonicTime.distantPast
    /// Free memory for models in bytes; negative while unknown.
    public var freeMemory: Int64 = -1
    /// Smooth weighted round robin's running value.
    public var turn: Double = 0

    public init() {}

    /// Whether it may be given work as far as its health goes.
    @inline(__always)
    func isOpen(_ now: MonotonicTime) -> Bool {
        switch gate {
        case .open: true
        case .suspended: now >= opensAt
        case .trial, .closed: false
        }
    }

    /// Whether one more request is within its bound.
    @inline(__always)
    var hasRoom: Bool { maxInFlight == 0 || inFlight < maxInFlight }

    /// The weight as slow start has it.
    @inline(__always)
    func share(_ now: MonotonicTime) -> Double {
        if now >= rampEnd { return weight }
        let whole = Double(rampEnd.nanoseconds - rampStart.nanoseconds)
        let part = Double(now.nanoseconds - rampStart.nanoseconds) / whole
        return weight * max(0.1, part)
    }

    /// How loaded it would be with one more request, relative to its share.
    @inline(__always)
    func pressure(_ now: MonotonicTime) -> Double {
        Double(inFlight + 1) / share(now)
    }
}
