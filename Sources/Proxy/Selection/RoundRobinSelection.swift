/// Smooth weighted round robin, as nginx has it: every host's turn grows by its share, the largest is taken and pays for all. Weights
/// 4 and 1 give a a a b a rather than a a a a b.
enum RoundRobinSelection {
    static func choose(_ input: SelectionInput, _ random: inout RandomSource) -> Int {
        var total = 0.0
        var best = Int(input.usable[0])
        var bestTurn = -Double.infinity
        for slot in input.usable {
            let slot = Int(slot)
            let share = input.loads[slot].share(input.now)
            total += share
            input.loads[slot].turn += share
            if input.loads[slot].turn > bestTurn {
                bestTurn = input.loads[slot].turn
                best = slot
            }
        }
        // A host that was out for long must not be owed more than one round when it comes back, nor owe more.
        input.loads[best].turn = max(-total, min(total, bestTurn) - total)
        return best
    }
}
