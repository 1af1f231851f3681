import Foundation
import Synchronization

/// What a test waited for in vain.
public struct DidNotHappen: Error, CustomStringConvertible {
    public let description: String

    init(_ what: String) {
        description = "it did not happen within \(Int(patience / .seconds(1))) s that \(what)"
    }
}

/// So long a test waits for what should happen at once: only a test that fails waits to the end.
public let patience = Duration.seconds(60)

/// How often a condition is looked at. What is waited for is another process's or thread's doing, which tells nobody when it is done; how long
/// this takes decides nothing but when the test goes on.
private let glance = Duration.milliseconds(1)

/// Blocks until a condition holds.
///
/// - Parameter what: the condition in words, as they follow "it did not happen that".
public func blockUntil(_ what: String, _ holds: () throws -> Bool) throws {
    let end = ContinuousClock.now + patience
    while try !holds() {
        guard ContinuousClock.now < end else { throw DidNotHappen(what) }
        usleep(UInt32(glance / .microseconds(1)))
    }
}

/// Suspends until a condition holds.
///
/// - Parameter what: the condition in words, as they follow "it did not happen that".
public func waitUntil(_ what: String, _ holds: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + patience
    while try await !holds() {
        guard ContinuousClock.now < end else { throw DidNotHappen(what) }
        try await Task.sleep(for: glance)
    }
}

/// Holds up the threads that come to it until it is opened: by the test, or by the last of those it waits for.
public final class Gate: Sendable {
    private let state: Mutex<(came: Int, isOpen: Bool)>
    private let opensAfter: Int

    /// - Parameter count: opens by itself once so many have come.
    public init(after count: Int = .max) {
        state = Mutex((0, false))
        opensAfter = count
    }

    public func open() { state.withLock { $0.isOpen = true } }

    /// Is one of those it waits for, without being held up.
    public func arrive() {
        state.withLock { state in
            state.came += 1
            if state.came >= opensAfter { state.isOpen = true }
        }
    }

    /// Blocks until it is open. False when that never happened.
    func pass() -> Bool {
        arrive()
        return (try? blockUntil("a gate was opened") { state.withLock { $0.isOpen } }) != nil
    }
}
