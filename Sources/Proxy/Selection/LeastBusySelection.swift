/// The less loaded of two hosts taken by chance, relative to their weights (Mitzenmacher: The power of two choices, 2001). Two choices
/// rather than the best of all, because several proxies that see the same loads would all run to the same host. When neither is idle, an
/// idle one is looked for: an idle host beats any queue.
enum LeastBusySelection {
    static func choose(_ input: SelectionInput, _ random: inout RandomSource) -> Int {
        let count = input.usable.count
        let first = random.index(below: count)
        var second = random.index(below: count - 1)
        if second >= first { second += 1 }
        let a = Int(input.usable[first])
        let b = Int(input.usable[second])
        let pressureA = input.loads[a].pressure(input.now)
        let pressureB = input.loads[b].pressure(input.now)
        // On a tie chance decides: `first` was drawn by chance.
        let best = pressureB < pressureA ? b : a
        if input.loads[best].inFlight == 0 { return best }
        var idle = -1
        var idleWeight = 0.0
        var at = first
        for _ in 0..<count {
            at += 1
            if at == count { at = 0 }
            let slot = Int(input.usable[at])
            if input.loads[slot].inFlight == 0, input.loads[slot].share(input.now) > idleWeight {
                idle = slot
                idleWeight = input.loads[slot].share(input.now)
            }
        }
        return idle >= 0 ? idle : best
    }
}
