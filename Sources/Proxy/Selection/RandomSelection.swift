/// Each host as often as its weight says, by chance.
enum RandomSelection {
    static func choose(_ input: SelectionInput, _ random: inout RandomSource) -> Int {
        var total = 0.0
        for slot in input.usable { total += input.loads[Int(slot)].share(input.now) }
        var left = random.unit() * total
        for slot in input.usable {
            left -= input.loads[Int(slot)].share(input.now)
            if left < 0 { return Int(slot) }
        }
        return Int(input.usable[input.usable.count - 1])
    }
}
