internal import CLinux
internal import Glibc
internal import Synchronization

/// One fact of a log line. There is no case that could carry message text: texts are names from the configuration, ids, and fixed words.
package enum LogField: Sendable {
    case host(String)
    case model(String)
    case policy(String)
    case key(String)
    case exchange(String)
    case request(String)
    case address(String)
    case api(String)
    /// A path of a file that the configuration names.
    case file(String)
    /// What is wrong in a configuration file, as `check` prints it.
    case problem(String)
    case word(StaticString, StaticString)
    case name(StaticString, String)
    case number(StaticString, Int)
    case milliseconds(StaticString, Double)
    /// How often a type of entity was found and what was done.
    case counts(StaticString, [(type: String, action: String, count: Int)])
}

/// The log: constant messages, facts as fields, on standard error. Lines are written by a thread of its own, so that a slow reader of
/// standard error holds up no loop; past the bound lines are dropped and counted.
package final class Log: Sendable {
    /// How much is written.
    package enum Level: Int, Sendable, Comparable {
        case debug
        case info
        case warning
        case error

        package static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }

        var word: StaticString {
            switch self {
            case .debug: "debug"
            case .info: "info"
            case .warning: "warning"
            case .error: "error"
            }
        }
    }

    private struct State {
        var level = Level.info
        var isJSON = false
        var waiting: [UInt8] = []
        var dropped = 0
        /// Since the start.
        var allDropped = 0
    }

    /// Bytes that may wait for the writer thread; then lines are dropped.
    private static let maxWaitingBytes = 4 << 20

    private let state = Mutex(State())
    private let ready: LogSignal

    package init() {
        ready = LogSignal()
    }

    /// Sets what is written and how. Takes effect at once, also on reload.
    package func configure(level: Level, isJSON: Bool) {
        state.withLock {
            $0.level = level
            $0.isJSON = isJSON
        }
    }

    /// Starts the writer thread. Before that, lines wait.
    package func start() {
        let log = Unmanaged.passRetained(self)
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { argument in
                let log = Unmanaged<Log>.fromOpaque(argument!).takeRetainedValue()
                while true {
                    log.ready.wait()
                    log.flush()
                }
            }, log.toOpaque())
        pthread_detach(thread)
    }

    /// Writes what waits, from the calling thread. For the end of the program.
    package func flush() {
        let bytes = state.withLock { state in
            var bytes = state.waiting
            state.waiting = []
            if state.dropped > 0 {
                let dropped = state.dropped
                state.dropped = 0
                bytes += Log.line(.warning, "log lines were dropped", [.number("count", dropped)], isJSON: state.isJSON)
            }
            return bytes
        }
        var at = 0
        while at < bytes.count {
            let written = bytes.withUnsafeBytes { write(2, $0.baseAddress! + at, $0.count - at) }
            if written < 0 && errno == EINTR { continue }
            if written <= 0 { return }
            at += written
        }
    }

    package func debug(_ message: StaticString, _ fields: LogField...) { log(.debug, message, fields) }
    package func info(_ message: StaticString, _ fields: LogField...) { log(.info, message, fields) }
    package func warning(_ message: StaticString, _ fields: LogField...) { log(.warning, message, fields) }
    package func error(_ message: StaticString, _ fields: LogField...) { log(.error, message, fields) }

    /// Lines that were dropped since the start, because nobody took them off in time.
    package var dropped: Int { state.withLock { $0.allDropped } }

    /// Whether lines of that level are written at all.
    package func isOn(_ level: Level) -> Bool {
        state.withLock { $0.level <= level }
    }

    /// Writes a line.
    package func log(_ level: Level, _ message: StaticString, _ fields: [LogField]) {
        let (isDue, isJSON) = state.withLock { ($0.level <= level, $0.isJSON) }
        guard isDue else { return }
        // Spelled before the lock is taken: loops that log at the same time do not wait for each other's digits.
        let line = Log.line(level, message, fields, isJSON: isJSON)
        let isFirst = state.withLock { state in
            if state.waiting.count + line.count > Log.maxWaitingBytes {
                state.dropped += 1
                state.allDropped += 1
                return false
            }
            defer { state.waiting += line }
            return state.waiting.isEmpty
        }
        if isFirst { ready.signal() }
    }

    private static func line(_ level: Level, _ message: StaticString, _ fields: [LogField], isJSON: Bool) -> [UInt8] {
        var line = LogLine(level, message, time: WallClock.now(), isJSON: isJSON)
        for field in fields { line.add(field) }
        return line.finished()
    }
}

/// Wakes the log's thread. An eventfd read blocks only that thread.
private final class LogSignal: Sendable {
    private let descriptor: Int32

    init() {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC))
    }

    func signal() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }

    func wait() {
        var count: UInt64 = 0
        _ = read(descriptor, &count, 8)
    }
}
