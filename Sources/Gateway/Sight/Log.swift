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

        var word: String {
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
        let isDue = state.withLock { state in
            guard state.level <= level else { return false }
            let line = Log.line(level, message, fields, isJSON: state.isJSON)
            if state.waiting.count + line.count > Log.maxWaitingBytes {
                state.dropped += 1
                state.allDropped += 1
                return false
            }
            let wasEmpty = state.waiting.isEmpty
            state.waiting += line
            return wasEmpty
        }
        if isDue { ready.signal() }
    }

    private static func line(_ level: Level, _ message: StaticString, _ fields: [LogField], isJSON: Bool) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(160)
        let time = WallClock.text(WallClock.now())
        if isJSON {
            out += Array("{\"time\":\"\(time)\",\"level\":\"\(level.word)\",\"message\":".utf8)
            appendQuoted(message.description, to: &out)
        } else {
            out += Array("\(time) \(level.word) \(message)".utf8)
        }
        for field in fields {
            if isJSON, case .counts(let name, let counts) = field {
                appendObject(name, counts, to: &out)
                continue
            }
            let (name, value, isNumber) = spelled(field)
            if isJSON {
                out += Array(",\"\(name)\":".utf8)
                if isNumber { out += Array(value.utf8) } else { appendQuoted(value, to: &out) }
            } else {
                out += Array(" \(name)=".utf8)
                let isPlain =
                    isNumber || value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") }
                if isPlain && !value.isEmpty { out += Array(value.utf8) } else { appendQuoted(value, to: &out) }
            }
        }
        out += isJSON ? Array("}\n".utf8) : [UInt8(ascii: "\n")]
        return out
    }

    private static func spelled(_ field: LogField) -> (String, String, Bool) {
        switch field {
        case .host(let value): ("host", value, false)
        case .model(let value): ("model", value, false)
        case .policy(let value): ("policy", value, false)
        case .key(let value): ("key", value, false)
        case .exchange(let value): ("id", value, false)
        case .request(let value): ("request_id", value, false)
        case .address(let value): ("address", value, false)
        case .api(let value): ("api", value, false)
        case .file(let value): ("file", value, false)
        case .problem(let value): ("problem", value, false)
        case .word(let name, let value): (name.description, value.description, false)
        case .name(let name, let value): (name.description, value, false)
        case .number(let name, let value): (name.description, String(value), true)
        case .milliseconds(let name, let value): (name.description, Fixed.text(value, digits: 3), true)
        case .counts(let name, let counts):
            (name.description, counts.map { "\($0.type)/\($0.action)/\($0.count)" }.joined(separator: ","), false)
        }
    }

    /// `"entities":{"EMAIL_ADDRESS":{"surrogate":2}}`. A type found by two recognizers stands in the list twice.
    private static func appendObject(_ name: StaticString, _ counts: [(type: String, action: String, count: Int)], to out: inout [UInt8]) {
        var sums: [String: [String: Int]] = [:]
        for count in counts { sums[count.type, default: [:]][count.action, default: 0] += count.count }
        out += ",\"\(name)\":{".utf8
        for (at, type) in sums.sorted(by: { $0.key < $1.key }).enumerated() {
            if at > 0 { out.append(UInt8(ascii: ",")) }
            appendQuoted(type.key, to: &out)
            out += ":{".utf8
            for (at, action) in type.value.sorted(by: { $0.key < $1.key }).enumerated() {
                if at > 0 { out.append(UInt8(ascii: ",")) }
                appendQuoted(action.key, to: &out)
                out += ":\(action.value)".utf8
            }
            out.append(UInt8(ascii: "}"))
        }
        out.append(UInt8(ascii: "}"))
    }

    /// JSON spelling; control characters and what a terminal would obey are escaped.
    private static func appendQuoted(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                out.append(UInt8(ascii: "\\"))
                out.append(UInt8(scalar.value))
            case "\n": out += Array("\\n".utf8)
            default:
                if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
                    let digits = Array("0123456789abcdef".utf8)
                    out += Array("\\u00".utf8) + [digits[Int(scalar.value >> 4)], digits[Int(scalar.value & 15)]]
                } else {
                    out += Array(String(scalar).utf8)
                }
            }
        }
        out.append(UInt8(ascii: "\""))
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
