import Testing

@testable import Proxy

struct HealthMachineTests {
    private let settings = SuspendSettings(after: 3, base: .seconds(5), upTo: .seconds(60))

    /// A machine with its clock and chance.
    private struct Rig {
        var machine = HealthMachine()
        var now = MonotonicTime(nanoseconds: 0)
        var random = RandomSource(seed: 7)
        let settings: SuspendSettings

        mutating func fail(_ failure: HostFailure = .status, isTrial: Bool = false) {
            machine.failed(failure, isTrial: isTrial, settings, now, &random)
        }
        mutating func succeed(isTrial: Bool = false) { machine.succeeded(isTrial: isTrial, now) }
        mutating func wait(_ duration: Duration) { now = now + duration }
        var load: HostLoad {
            var load = HostLoad()
            machine.apply(to: &load)
            return load
        }
        var isOpen: Bool { load.isOpen(now) }
        var suspension: Duration? {
            if case .suspended(let until) = machine.state { return until - now }
            return nil
        }
    }

    @Test func `failures in a row suspend, a success between them does not`() {
        var rig = Rig(settings: settings)
        for _ in 0..<20 {
            rig.fail()
            rig.fail()
            rig.succeed()
        }
        #expect(rig.isOpen)
        rig.fail()
        rig.fail()
        rig.fail()
        #expect(!rig.isOpen)
    }

    @Test func `half of the last 64 failing suspends too`() {
        var rig = Rig(settings: SuspendSettings(after: 10))
        for i in 0..<200 where rig.isOpen { if i % 2 == 0 { rig.fail() } else { rig.succeed() } }
        #expect(!rig.isOpen)
    }

    @Test func `an after beyond the window leaves only failures in a row`() {
        var rig = Rig(settings: SuspendSettings(after: 1000))
        for _ in 0..<999 { rig.fail() }
        #expect(rig.isOpen)
        rig.fail()
        #expect(!rig.isOpen)
    }

    @Test func `suspensions grow up to their limit, with jitter`() throws {
        var rig = Rig(settings: settings)
        for _ in 0..<3 { rig.fail() }
        var waits: [Double] = []
        for _ in 0..<7 {
            let wait = try #require(rig.suspension)
            waits.append(wait.inSeconds)
            rig.wait(wait)
            #expect(rig.isOpen)
            rig.machine.trialBegan()
            #expect(!rig.isOpen, "one trial at a time")
            rig.fail(isTrial: true)
        }
        for (wait, base) in zip(waits, [5.0, 10, 20, 40, 60, 60, 60]) {
            #expect(wait <= min(60, base * 1.2) && wait >= base * 0.9, "\(waits)")
        }
        #expect(Set(waits).count == waits.count)
    }

    @Test func `a trial that passes brings the host back slowly`() throws {
        var rig = Rig(settings: settings)
        for _ in 0..<3 { rig.fail() }
        rig.wait(try #require(rig.suspension))
        rig.machine.trialBegan()
        rig.succeed(isTrial: true)
        #expect(rig.isOpen && rig.load.share(rig.now) == 0.1)
        rig.wait(.seconds(5))
        #expect(rig.load.share(rig.now) == 0.5)
        rig.wait(.seconds(5))
        #expect(rig.load.share(rig.now) == 1)
    }

    @Test func `a host that fails again soon is out for longer, one that was well for a while is not`() throws {
        var rig = Rig(settings: settings)
        func bringBack() throws {
            for _ in 0..<3 { rig.fail() }
            rig.wait(try #require(rig.suspension))
            rig.machine.trialBegan()
            rig.succeed(isTrial: true)
        }
        try bringBack()
        for _ in 0..<3 { rig.fail() }
        #expect(try #require(rig.suspension) >= .seconds(9))
        rig.wait(try #require(rig.suspension))
        rig.machine.trialBegan()
        rig.succeed(isTrial: true)
        for _ in 0..<10 { rig.succeed() }
        for _ in 0..<3 { rig.fail() }
        #expect(try #require(rig.suspension) <= .seconds(6))
    }

    @Test func `a trial whose client leaves is nobody's verdict`() throws {
        var rig = Rig(settings: settings)
        for _ in 0..<3 { rig.fail() }
        rig.wait(try #require(rig.suspension))
        rig.machine.trialBegan()
        rig.machine.trialAbandoned(rig.now)
        #expect(rig.isOpen && rig.machine.suspensions == 1)
    }

    @Test func `what was sent before a suspension changes nothing`() throws {
        var rig = Rig(settings: settings)
        for _ in 0..<3 { rig.fail() }
        let wait = rig.suspension
        rig.fail()
        rig.succeed()
        #expect(rig.suspension == wait)
        rig.wait(try #require(wait))
        rig.machine.trialBegan()
        rig.succeed()
        #expect(rig.machine.state == .trial)
    }

    @Test func `a check that reaches the host allows the trial early only where it could not be reached`() {
        var unreachable = Rig(settings: settings)
        var failing = Rig(settings: settings)
        for _ in 0..<3 {
            unreachable.fail(.connect)
            failing.fail(.status)
        }
        unreachable.machine.checkSucceeded(unreachable.now)
        failing.machine.checkSucceeded(failing.now)
        #expect(unreachable.isOpen && !failing.isOpen)
        #expect(unreachable.load.gate == .suspended, "still one trial only")
    }

    @Test func `a host never reached is down at once, one that was at the second failed check`() {
        var fresh = Rig(settings: settings)
        fresh.machine.checkFailed(fresh.now)
        #expect(!fresh.isOpen)
        fresh.machine.checkSucceeded(fresh.now)
        #expect(fresh.isOpen && fresh.load.share(fresh.now) == 1)
        fresh.machine.checkFailed(fresh.now)
        #expect(fresh.isOpen && fresh.machine.isInDoubt)
        fresh.machine.checkFailed(fresh.now)
        #expect(!fresh.isOpen && !fresh.machine.isInDoubt)
        fresh.machine.checkSucceeded(fresh.now)
        #expect(fresh.isOpen && fresh.load.share(fresh.now) == 0.1)
    }
}
