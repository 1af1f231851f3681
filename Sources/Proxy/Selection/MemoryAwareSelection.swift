/// The host that has the model in memory and is idle; then one that has it and is not full; then an idle one into whose memory it fits;
/// then an idle one that has to make room; then the rest. Within a tier the one that is done soonest.
///
/// What a host has loaded is asked only now and then. Between two looks the requests that this proxy itself sent count (`loading`), so
/// that neither all requests run to the one host that was idle at the last look, nor a cold model is loaded on every host at once.
enum MemoryAwareSelection {
    /// How many requests for loaded models a host works on before loading the model elsewhere is better than waiting. Ollama's
    /// OLLAMA_NUM_PARALLEL has been 1 to 4 by default.
    static let busy: Int32 = 4

    static func choose(_ input: SelectionInput, _ random: inout RandomSource) -> Int {
        let count = input.usable.count
        var at = random.index(below: count)
        var best = -1
        var bestTier = Int.max
        var bestCost = Double.infinity
        for _ in 0..<count {
            let slot = Int(input.usable[at])
            let tier = tier(slot, input)
            if tier <= bestTier {
                let cost = cost(input.loads[slot], input.now)
                if tier < bestTier || cost < bestCost {
                    best = slot
                    bestTier = tier
                    bestCost = cost
                }
            }
            at += 1
            if at == count { at = 0 }
        }
        return best
    }

    @inline(__always)
    private static func tier(_ slot: Int, _ input: SelectionInput) -> Int {
        let load = input.loads[slot]
        let residency = slot < input.residency.count ? input.residency[slot] : .unknown
        switch residency {
        case .loaded where load.inFlight == 0: return 0
        case .loaded where load.inFlight < busy, .loading where load.inFlight < busy: return 1
        case .unknown where load.inFlight == 0:
            return input.modelSize > 0 && load.freeMemory >= input.modelSize ? 2 : 3
        // All that are left would keep it waiting: where least?
        case .loaded, .loading, .unknown: return 4
        }
    }

    /// The waiting that one more request would meet, where the host's speed is known.
    @inline(__always)
    private static func cost(_ load: HostLoad, _ now: MonotonicTime) -> Double {
        load.pressure(now) * (load.firstByte > 0 ? load.firstByte : 1)
    }
}
