/// A timer of an `EventLoop`. Stays valid, and harmless, after the timer fired.
public struct TimerID: Sendable, Hashable {
    let index: Int32
    let generation: UInt32
}

/// A hierarchical timing wheel in milliseconds: arming and cancelling cost the same however many timers there are, and neither
/// allocates once the wheel has grown. After G. Varghese and T. Lauck, "Hashed and Hierarchical Timing Wheels" (1987).
///
/// Knows no clock: whoever owns it says what time it is. Timers due in the same millisecond fire in no particular order.
struct TimerWheel {
    private struct Entry {
        var deadline: UInt64 = 0
        var next: Int32 = -1
        var previous: Int32 = -1
        /// Counts how often the place was used, so that an old id names nothing.
        var generation: UInt32 = 0
        /// Level times slots plus slot; -1 while the place is free.
        var slot: Int32 = -1
        var action: (() -> Void)?
    }

    /// Slots a level, as a power of two.
    private static let slotBits = 6
    private static let slots = 1 << slotBits
    /// Seven levels of 64 slots reach 2^42 ms, 139 years from the wheel's start.
    private static let levels = 7
    private static let last = (UInt64(1) << UInt64(slotBits * levels)) - 1

    private var entries: ContiguousArray<Entry> = []
    private var heads = ContiguousArray<Int32>(repeating: -1, count: slots * levels)
    private var occupied = ContiguousArray<UInt64>(repeating: 0, count: levels)
    private var firstFree: Int32 = -1
    private var elapsed: UInt64 = 0

    /// How many timers are armed.
    private(set) var count = 0

    /// Arms a timer for a point in time, in milliseconds since the wheel's start. One in the past is due at once.
    mutating func insert(deadline: UInt64, _ action: @escaping () -> Void) -> TimerID {
        let index: Int32
        if firstFree >= 0 {
            index = firstFree
            firstFree = entries[Int(index)].next
        } else {
            index = Int32(entries.count)
            entries.append(Entry())
        }
        entries[Int(index)].action = action
        entries[Int(index)].deadline = min(deadline, Self.last)
        link(index)
        count += 1
        return TimerID(index: index, generation: entries[Int(index)].generation)
    }

    /// Disarms a timer. Answers whether it was armed.
    @discardableResult
    mutating func cancel(_ id: TimerID) -> Bool {
        guard isArmed(id) else { return false }
        unlink(id.index)
        _ = release(id.index)
        return true
    }

    /// Whether a timer is still to fire.
    func isArmed(_ id: TimerID) -> Bool {
        Int(id.index) < entries.count && entries[Int(id.index)].generation == id.generation && entries[Int(id.index)].slot >= 0
    }

    /// When to look again, in milliseconds since the wheel's start; nil without timers. May be earlier than the next timer.
    func nextWake() -> UInt64? {
        nextExpiration()?.deadline
    }

    /// Takes the action of a timer that is due, if there is one.
    mutating func pop(now: UInt64) -> (() -> Void)? {
        while let (slot, deadline) = nextExpiration(), deadline <= now {
            elapsed = max(elapsed, deadline)
            let first = heads[slot]
            if slot < Self.slots {
                unlink(first)
                return release(first)
            }
            heads[slot] = -1
            occupied[slot >> Self.slotBits] &= ~(1 << UInt64(slot & (Self.slots - 1)))
            var index = first
            while index >= 0 {
                let next = entries[Int(index)].next
                link(index)
                index = next
            }
        }
        elapsed = max(elapsed, now)
        return nil
    }

    private func nextExpiration() -> (slot: Int, deadline: UInt64)? {
        for level in 0..<Self.levels where occupied[level] != 0 {
            let shift = UInt64(level * Self.slotBits)
            let slot = occupied[level].trailingZeroBitCount
            let levelStart = (elapsed >> (shift + UInt64(Self.slotBits))) << (shift + UInt64(Self.slotBits))
            return (level << Self.slotBits + slot, levelStart + UInt64(slot) << shift)
        }
        return nil
    }

    private mutating func link(_ index: Int32) {
        let deadline = max(entries[Int(index)].deadline, elapsed)
        let differing = (deadline ^ elapsed) | 1
        let level = (63 - differing.leadingZeroBitCount) / Self.slotBits
        let within = Int(deadline >> UInt64(level * Self.slotBits)) & (Self.slots - 1)
        let slot = level << Self.slotBits + within
        let head = heads[slot]
        entries[Int(index)].slot = Int32(slot)
        entries[Int(index)].next = head
        entries[Int(index)].previous = -1
        if head >= 0 { entries[Int(head)].previous = index }
        heads[slot] = index
        occupied[level] |= 1 << UInt64(within)
    }

    private mutating func unlink(_ index: Int32) {
        let entry = (slot: Int(entries[Int(index)].slot), next: entries[Int(index)].next, previous: entries[Int(index)].previous)
        if entry.next >= 0 { entries[Int(entry.next)].previous = entry.previous }
        if entry.previous >= 0 {
            entries[Int(entry.previous)].next = entry.next
        } else {
            heads[entry.slot] = entry.next
            if entry.next < 0 { occupied[entry.slot >> Self.slotBits] &= ~(1 << UInt64(entry.slot & (Self.slots - 1))) }
        }
    }

    private mutating func release(_ index: Int32) -> (() -> Void)? {
        let action = entries[Int(index)].action
        entries[Int(index)].action = nil
        entries[Int(index)].generation &+= 1
        entries[Int(index)].slot = -1
        entries[Int(index)].next = firstFree
        firstFree = index
        count -= 1
        return action
    }
}
