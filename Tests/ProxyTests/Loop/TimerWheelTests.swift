import Testing

@testable import Proxy

struct TimerWheelTests {
    /// Steps a wheel from one wake to the next and notes when each timer fired.
    private func run(_ deadlines: [UInt64], from start: UInt64 = 0) -> [UInt64: UInt64] {
        var wheel = TimerWheel()
        _ = wheel.pop(now: start)
        var fired: [UInt64: UInt64] = [:]
        var now = start
        for deadline in deadlines { _ = wheel.insert(deadline: deadline) { fired[deadline] = now } }
        while let wake = wheel.nextWake() {
            now = max(now, wake)
            while let action = wheel.pop(now: now) { action() }
        }
        return fired
    }

    @Test(arguments: [0, 1, 63, 64, 4095, 4096, 1_000_003, 1 << 36] as [UInt64])
    func `every timer fires exactly at its time, wherever the wheel stands`(start: UInt64) {
        let waits: [UInt64] = [0, 1, 2, 62, 63, 64, 65, 127, 128, 4094, 4095, 4096, 4097, 75_000, 262_143, 262_144, 16_777_217, 1 << 31]
        let fired = run(waits.map { $0 + start }, from: start)
        #expect(fired.count == waits.count)
        for (deadline, at) in fired { #expect(deadline == at) }
    }

    @Test func `a late look fires everything that is due and nothing else`() {
        var wheel = TimerWheel()
        var fired: [Int] = []
        for wait in [5, 70, 5000, 5001, 90_000] { _ = wheel.insert(deadline: UInt64(wait)) { fired.append(wait) } }
        while let action = wheel.pop(now: 5000) { action() }
        #expect(fired.sorted() == [5, 70, 5000])
        #expect(wheel.count == 2)
    }

    @Test func `an old id does not cancel the timer that took its place`() {
        var wheel = TimerWheel()
        let old = wheel.insert(deadline: 5) {}
        let first = wheel.cancel(old)
        let new = wheel.insert(deadline: 6) {}
        let second = wheel.cancel(old)
        #expect(first && !second && wheel.isArmed(new))
        wheel.cancel(new)
        #expect(wheel.nextWake() == nil)
    }

    @Test func `timers armed and cancelled at random are kept apart`() {
        var generator = SystemRandomNumberGenerator()
        var wheel = TimerWheel()
        var armed: [Int: TimerID] = [:]
        var fired: Set<Int> = []
        var expected: Set<Int> = []
        for i in 0..<5000 {
            let wait = UInt64.random(in: 0...200_000, using: &generator)
            armed[i] = wheel.insert(deadline: wait) { fired.insert(i) }
        }
        for (i, id) in armed {
            if Bool.random(using: &generator) { wheel.cancel(id) } else { expected.insert(i) }
        }
        while let wake = wheel.nextWake() { while let action = wheel.pop(now: wake) { action() } }
        #expect(fired == expected)
        #expect(wheel.count == 0)
    }
}
