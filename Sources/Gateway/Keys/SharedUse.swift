internal import Audit
internal import Configuration
internal import Glibc
internal import Pipeline
internal import Synchronization

/// Tells the ledger what all proxies of one log have used, every two seconds, from the log's hourly counts: rates and budgets then hold for
/// the fleet, less what others used in the last three seconds or so.
final class SharedUse: Sendable {
    /// How often the log is asked. Its counts are a second behind.
    private static let interval: UInt32 = 2

    private let location: AuditLocation
    private let ledger: KeyLedger
    private let log: Log
    private let isEnding = Atomic<Bool>(false)

    init(_ location: AuditLocation, ledger: KeyLedger, log: Log) {
        self.location = location
        self.ledger = ledger
        self.log = log
    }

    /// Begins, on a thread of its own.
    func start() {
        let own = Unmanaged.passRetained(self)
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { argument in
                Unmanaged<SharedUse>.fromOpaque(argument!).takeRetainedValue().run()
                return nil
            }, own.toOpaque())
        if status == 0 {
            pthread_detach(thread)
        } else {
            own.release()
            log.error("budgets are not shared: the system starts no more threads")
        }
    }

    func stop() { isEnding.store(true, ordering: .relaxed) }

    private func run() {
        var query: AuditQuery?
        var wasTold = false
        while !isEnding.load(ordering: .relaxed) {
            do {
                let open = try query ?? AuditQuery(location)
                query = open
                let now = WallClock.now()
                ledger.learn(try SharedUse.totals(open, at: now), at: now)
                wasTold = false
            } catch {
                query = nil
                if !wasTold { log.warning("budgets and rates count this proxy's use alone: the audit log cannot be read") }
                wasTold = true
            }
            sleep(SharedUse.interval)
        }
    }

    /// What keys and teams have used in the hour that a time lies in.
    static func totals(_ log: AuditQuery, at time: Int64) throws(DatabaseError) -> [String: [Configuration.Meter: Int]] {
        var filter = AuditFilter()
        filter.since = UTCTime(microseconds: KeyLedger.start(of: .hour, time))
        var totals: [String: [Configuration.Meter: Int]] = [:]
        for (dimension, kind) in [(AuditDimension.key, "key "), (.team, "team ")] {
            for group in try log.stats(filter, by: dimension, rowBlocks: 0).groups {
                let sums = group.sums
                totals[kind + group.name] = [
                    .requests: sums.requests, .promptTokens: sums.promptTokens, .completionTokens: sums.completionTokens,
                    .tokens: sums.promptTokens + sums.completionTokens,
                ]
            }
        }
        return totals
    }
}
