/// The host that had the conversation before, so that its prompt cache is warm: weighted rendezvous hashing (Thaler and Ravishankar,
/// 1998), in which a host that comes or goes moves only its own conversations. Bounded load (Mirrokni, Thorup, Zadimoghaddam: Consistent
/// hashing with bounded loads, 2016): a host with more than 1.25 times its fair part is passed over for the next one.
enum AffinitySelection {
    static let slack = 1.25

    static func choose(_ input: SelectionInput, _ random: inout RandomSource) -> Int {
        guard let key = input.affinity else { return LeastBusySelection.choose(input, &random) }
        var inFlight = 1
        var shares = 0.0
        var home = Rank()
        var second = Rank()
        for slot in input.usable {
            let load = input.loads[Int(slot)]
            inFlight += Int(load.inFlight)
            shares += load.share(input.now)
            let rank = Rank(slot, load, key)
            // Hardly ever: one comparison a host.
            if rank.isAbove(second) {
                second = rank.isAbove(home) ? home : rank
                if rank.isAbove(home) { home = rank }
            }
        }
        let fair = slack * Double(inFlight) / shares
        func hasRoom(_ slot: Int32) -> Bool {
            let load = input.loads[Int(slot)]
            return Double(load.inFlight) + 1 <= max(1, (fair * load.share(input.now)).rounded(.up))
        }
        if hasRoom(home.slot) { return Int(home.slot) }
        if hasRoom(second.slot) { return Int(second.slot) }
        var next = Rank()
        for slot in input.usable where hasRoom(slot) {
            let rank = Rank(slot, input.loads[Int(slot)], key)
            if rank.isAbove(next) { next = rank }
        }
        return next.slot >= 0 ? Int(next.slot) : LeastBusySelection.choose(input, &random)
    }

    /// A host's score for a conversation: its weight over the negative logarithm of its hash with the key.
    private struct Rank {
        /// Negative for none, which every host is above.
        var slot: Int32 = -1
        private var weight = 0.0
        private var distance = 1.0

        init() {}

        /// Weight, not share: slow start must not move conversations for good.
        @inline(__always)
        init(_ slot: Int32, _ load: HostLoad, _ key: UInt64) {
            self.slot = slot
            self.weight = load.weight
            self.distance = -AffinitySelection.logarithm(AffinitySelection.hash(key, load.seed))
        }

        /// Multiplied crosswise, because a division for each host would cost more than all the rest.
        @inline(__always)
        func isAbove(_ other: Rank) -> Bool { weight * other.distance > other.weight * distance }
    }

    /// Of a conversation with a host, both of which are hashes already: both halves of their product, one multiplication a host.
    @inline(__always)
    static func hash(_ key: UInt64, _ seed: UInt64) -> UInt64 {
        let product = (key ^ seed).multipliedFullWidth(by: seed | 1)
        return product.high ^ product.low
    }

    /// log2 of a hash read as a number in 0..<1, near enough for ranking and never out of order: the number's own bits, whose exponent
    /// stands before its mantissa, are its logarithm with straight lines between the powers of two.
    @inline(__always)
    static func logarithm(_ hash: UInt64) -> Double {
        let unit = Double(hash >> 11 | 1) * 0x1p-53
        return Double(unit.bitPattern) * 0x1p-52 - 1023 - 1e-9
    }
}
