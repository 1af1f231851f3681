/// The host that had the conversation before, so that its prompt cache is warm: weighted rendezvous hashing (Thaler and Ravishankar,
/// 1998), in which a host that comes or goes moves only its own conversations. Bounded load (Mirrokni, Thorup, Zadimoghaddam: Consistent
/// hashing with bounded loads, 2016): a host with more than 1.25 times its fair part is passed over for the next one.
enum AffinitySelection {
    static let slack = 1.25

    static func choose(_ input: SelectionInput, _ random: inout RandomSource) -> Int {
        guard let key = input.affinity else { return LeastBusySelection.choose(input, &random) }
        var inFlight = 1.0
        var shares = 0.0
        for slot in input.usable {
            inFlight += Double(input.loads[Int(slot)].inFlight)
            shares += input.loads[Int(slot)].share(input.now)
        }
        let fair = slack * inFlight / shares
        var best = -1
        var bestScore = -Double.infinity
        for slot in input.usable {
            let slot = Int(slot)
            let load = input.loads[slot]
            let bound = (fair * load.share(input.now)).rounded(.up)
            guard Double(load.inFlight) + 1 <= max(1, bound) else { continue }
            // Weight, not share: slow start must not move conversations for good.
            let score = load.weight / -logarithm(RandomSource.mix(key ^ load.seed))
            if score > bestScore {
                bestScore = score
                best = slot
            }
        }
        return best >= 0 ? best : LeastBusySelection.choose(input, &random)
    }

    /// log2 of a hash read as a number in 0..<1, near enough for ranking: the exponent, and a parabola through the mantissa. Exact
    /// logarithms would cost more than the rest of the choice.
    @inline(__always)
    static func logarithm(_ hash: UInt64) -> Double {
        let unit = Double(hash >> 11 | 1) * 0x1p-53
        let bits = unit.bitPattern
        let exponent = Double(Int(bits >> 52) - 1023)
        let mantissa = Double(bitPattern: (bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000)
        return exponent + (mantissa - 1) * (1.3465 - 0.3465 * (mantissa - 1)) - 1e-9
    }
}
