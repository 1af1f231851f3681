/// The host whose first byte will come soonest: peak EWMA of the time to the first byte, times the requests it already has, over its
/// share (as Finagle's `PeakEwma`: a rise counts at once, a fall only slowly). The best of eight taken by chance; of all when there are
/// no more than sixteen.
enum LatencyAwareSelection {
    /// With which time constant old measurements fade, so that a host that was slow once is tried again. Finagle's default.
    static let fading = Duration.seconds(10)
    private static let fadingNanoseconds = 10e9

    static func choose(_ input: SelectionInput, _ random: inout RandomSource) -> Int {
        let count = input.usable.count
        let draws = count <= 16 ? count : 8
        var at = random.index(below: count)
        var best = -1
        var bestCost = Double.infinity
        for _ in 0..<draws {
            let slot = Int(input.usable[at])
            let cost = cost(input.loads[slot], input.now)
            if cost < bestCost || best < 0 {
                best = slot
                bestCost = cost
            }
            if count <= 16 {
                at += 1
                if at == count { at = 0 }
            } else {
                at = random.index(below: count)
            }
        }
        return best
    }

    /// What one more request would cost. A host never measured is free while it is idle, then as dear as a second of waiting.
    static func cost(_ load: HostLoad, _ now: MonotonicTime) -> Double {
        let pressure = load.pressure(now)
        guard load.firstByte > 0 else { return load.inFlight == 0 ? 0 : 1e9 * pressure }
        // 1/(1+x) instead of exp(-x): as good for fading, and a tenth of its time.
        let age = max(0, Double(now.nanoseconds - load.firstByteAt.nanoseconds))
        return load.firstByte / (1 + age / fadingNanoseconds) * pressure
    }

    /// Takes a measurement into account.
    static func observe(_ measured: Duration, _ load: inout HostLoad, _ now: MonotonicTime) {
        let sample = Double(max(1, measured.wholeNanoseconds))
        let age = max(0, Double(now.nanoseconds - load.firstByteAt.nanoseconds))
        let kept = 1 / (1 + age / fadingNanoseconds)
        if load.firstByte == 0 || sample > load.firstByte * kept {
            // A peak counts at once, but one outlier must not banish a host: at most a doubling a sample.
            load.firstByte = load.firstByte == 0 ? sample : min(sample, max(load.firstByte * 2, 1e6))
        } else {
            let weight = min(kept, 0.9)
            load.firstByte = load.firstByte * weight + sample * (1 - weight)
        }
        load.firstByteAt = now
    }

    /// A failure is as dear as a slow answer, so that a host that fails fast attracts nothing.
    static func observeFailure(_ load: inout HostLoad, _ now: MonotonicTime) {
        load.firstByte = max(load.firstByte * 2, 5e9)
        load.firstByteAt = now
    }
}
