internal import Audit
internal import Glibc
internal import Pipeline
internal import Synchronization

/// Reads the audit log for whoever sits on a loop: opening and reading a database blocks, so it is done on a thread that lives as long as
/// there are questions. They wait in a bounded queue.
final class AuditDesk: Sendable {
    /// Questions that may wait.
    private static let maxWaiting = 32

    private struct State {
        var waiting: [@Sendable (AuditQuery?) -> Void] = []
        var isServed = false
    }

    private let location: AuditLocation
    private let state = Mutex(State())

    init(_ location: AuditLocation) {
        self.location = location
    }

    /// Puts a question to the log. Throws `queueFull`, and `auditUnavailable` when the log cannot be read.
    func ask<Value: Sendable>(
        _ question: @escaping @Sendable (AuditQuery) throws(DatabaseError) -> Value
    ) async throws(PipelineError) -> Value {
        let answer: Result<Value, PipelineError> = await withUnsafeContinuation { continuation in
            let isTaken = put { log in
                do throws(DatabaseError) {
                    guard let log else { return continuation.resume(returning: .failure(.proxy(.auditUnavailable))) }
                    continuation.resume(returning: .success(try question(log)))
                } catch {
                    continuation.resume(returning: .failure(.proxy(.auditUnavailable)))
                }
            }
            if !isTaken { continuation.resume(returning: .failure(.proxy(.queueFull))) }
        }
        return try answer.get()
    }

    /// Queues a job; false when the queue is full or no thread is to be had.
    private func put(_ job: @escaping @Sendable (AuditQuery?) -> Void) -> Bool {
        let (isTaken, isFirst) = state.withLock { state in
            guard state.waiting.count < AuditDesk.maxWaiting else { return (false, false) }
            state.waiting.append(job)
            defer { state.isServed = true }
            return (true, !state.isServed)
        }
        guard isFirst else { return isTaken }
        let desk = Unmanaged.passRetained(self)
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { argument in
                Unmanaged<AuditDesk>.fromOpaque(argument!).takeRetainedValue().serve()
                return nil
            }, desk.toOpaque())
        if status == 0 {
            pthread_detach(thread)
            return true
        }
        desk.release()
        // The own job goes back to the caller; others that came meanwhile are told.
        let others = state.withLock { state in
            defer { state = State() }
            return Array(state.waiting.dropFirst())
        }
        for job in others { job(nil) }
        return false
    }

    /// Answers until nobody asks.
    private func serve() {
        // Without a log each question is answered that it cannot be read.
        let log = try? AuditQuery(location)
        while true {
            let job = state.withLock { state -> (@Sendable (AuditQuery?) -> Void)? in
                guard !state.waiting.isEmpty else {
                    state.isServed = false
                    return nil
                }
                return state.waiting.removeFirst()
            }
            guard let job else { return }
            job(log)
        }
    }
}
