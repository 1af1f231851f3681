/// The host that had the conversation before, so that its prompt cache is warm: weighted rendezvous hashing (Thaler and Ravishankar,
/// 1998), in which a host that comes or goes moves only its own conversations. Bounded load (Mirrokni, Thorup, Zadimoghaddam: Consistent
/// hashing with bounded loads, 2016): a host with more than 1.25 times its fair part is passed over for the next one.
enum AffinitySelection {
    static let slack = 1.25

    static func choose(_ input: SelectionInput, _ random: inout RandomSource) -> Int {
        guard let key = input.affinity else { return LeastBusySelection.choose(input, &random) }
        var inFlight = 1.0
        var shares = 0.0
        var home = Rank()
        for slot in input.usable {
            let slot = Int(slot)
            inFlight += Double(input.loads[slot].inFlight)
            shares += input.loads[slot].share(input.now)
            home.consider(slot, input.loads[slot], key)
        }
        let fair = slack * inFlight / shares
        func hasRoom(_ load: HostLoad) -> Bool {
            Double(load.inFlight) + 1 <= max(1, (fair * load.share(input.now)).rounded(.up))
        }
        if hasRoom(input.loads[home.slot]) { return home.slot }
        var next = Rank()
        for slot in input.usable where hasRoom(input.loads[Int(slot)]) { next.consider(Int(slot), input.loads[Int(slot)], key) }
        return next.slot >= 0 ? next.slot : LeastBusySelection.choose(input, &random)
    }

    /// The host with the highest score so far: its weight over the negative logarithm of its hash with the key.
    private struct Rank {
        var slot = -1
        private var weight = 0.0
        private var distance = 1.0

        /// Weight, not share: slow start must not move conversations for good. Multiplied crosswise, because a division for each host
        /// would cost more than all the rest.
        @inline(__always)
        mutating func consider(_ slot: Int, _ load: HostLoad, _ key: UInt64) {
            let distance = -AffinitySelection.logarithm(RandomSource.mix(key ^ load.seed))
            if load.weight * self.distance > weight * distance {
                self.slot = slot
                self.weight = load.weight
                self.distance = distance
            }
        }
    }

    /// log2 of a hash read as a number in 0..<1, near enough for ranking and never out of order: the number's own bits, whose exponent
    /// stands before its mantissa, are its logarithm with straight lines between the powers of two.
    @inline(__always)
    static func logarithm(_ hash: UInt64) -> Double {
        let unit = Double(hash >> 11 | 1) * 0x1p-53
        return Double(unit.bitPattern) * 0x1p-52 - 1023 - 1e-9
    }
}
