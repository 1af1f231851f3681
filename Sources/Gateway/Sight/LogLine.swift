internal import Glibc

/// One line of the log, spelled byte by byte without strings in between: every request leaves one.
struct LogLine {
    private(set) var bytes: [UInt8] = []
    private let isJSON: Bool

    /// - Parameter time: microseconds since 1970.
    init(_ level: Log.Level, _ message: StaticString, time: Int64, isJSON: Bool) {
        self.isJSON = isJSON
        bytes.reserveCapacity(768)
        if isJSON {
            add("{\"time\":\"")
            add(time: time)
            add("\",\"level\":\"")
            add(level.word)
            add("\",\"message\":\"")
            // Our own words, without anything to escape.
            add(message)
            add("\"")
        } else {
            add(time: time)
            add(" ")
            add(level.word)
            add(" ")
            add(message)
        }
    }

    /// The line with its end.
    consuming func finished() -> [UInt8] {
        if isJSON { bytes.append(UInt8(ascii: "}")) }
        bytes.append(0x0A)
        return bytes
    }

    /// Appends a fact.
    mutating func add(_ field: LogField) {
        switch field {
        case .host(let value): text("host", value)
        case .model(let value): text("model", value)
        case .policy(let value): text("policy", value)
        case .key(let value): text("key", value)
        case .exchange(let value): text("id", value)
        case .request(let value): text("request_id", value)
        case .address(let value): text("address", value)
        case .api(let value): text("api", value)
        case .file(let value): text("file", value)
        case .problem(let value): text("problem", value)
        case .word(let name, let value): text(name, value.description)
        case .name(let name, let value): text(name, value)
        case .number(let name, let value):
            self.name(name)
            add(number: value)
        case .milliseconds(let name, let value):
            self.name(name)
            // Three digits; what no clock can have measured is none.
            let thousandths = value.isFinite && abs(value) < 9e12 ? Int((value * 1000).rounded()) : 0
            if thousandths < 0 { bytes.append(UInt8(ascii: "-")) }
            add(number: Int(thousandths.magnitude / 1000))
            bytes.append(UInt8(ascii: "."))
            add(digits: Int(thousandths.magnitude % 1000), 3)
        case .counts(let name, let counts):
            self.name(name)
            // `{"EMAIL_ADDRESS":{"surrogate":2}}`, or `EMAIL_ADDRESS/surrogate/2`.
            if isJSON { object(counts) } else { text(counts.map { "\($0.type)/\($0.action)/\($0.count)" }.joined(separator: ",")) }
        }
    }

    private mutating func name(_ name: StaticString) {
        add(isJSON ? ",\"" : " ")
        add(name)
        add(isJSON ? "\":" : "=")
    }

    private mutating func text(_ name: StaticString, _ value: String) {
        self.name(name)
        text(value)
    }

    private mutating func text(_ value: String) {
        var value = value
        let isPlain = value.withUTF8 { utf8 -> Bool in
            let isPlain =
                isJSON
                ? utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
                : !utf8.isEmpty && utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") }
            guard isPlain else { return false }
            if isJSON { bytes.append(UInt8(ascii: "\"")) }
            bytes.append(contentsOf: utf8)
            if isJSON { bytes.append(UInt8(ascii: "\"")) }
            return true
        }
        if !isPlain { quoted(value) }
    }

    /// JSON's spelling; what a terminal would obey, or turn the reading direction with, is escaped.
    private mutating func quoted(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22, 0x5C:
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(UInt8(scalar.value))
            case 0x0A: add("\\n")
            case 0..<0x20, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
                add("\\u")
                for shift in [12, 8, 4, 0] {
                    let digit = UInt8(scalar.value >> UInt32(shift) & 15)
                    bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
                }
            default: bytes.append(contentsOf: String(scalar).utf8)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A type that two recognizers found stands in the list twice, and once here.
    private mutating func object(_ counts: [(type: String, action: String, count: Int)]) {
        bytes.append(UInt8(ascii: "{"))
        for (at, first) in counts.enumerated() where !counts[..<at].contains(where: { $0.type == first.type }) {
            if at > 0 { bytes.append(UInt8(ascii: ",")) }
            quoted(first.type)
            add(":{")
            let own = counts[at...].filter { $0.type == first.type }
            for (at, action) in own.enumerated() where !own[..<at].contains(where: { $0.action == action.action }) {
                if at > 0 { bytes.append(UInt8(ascii: ",")) }
                quoted(action.action)
                bytes.append(UInt8(ascii: ":"))
                add(number: own.reduce(0) { $1.action == action.action ? $0 + $1.count : $0 })
            }
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func add(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func add(number: Int) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        var width = 1
        var rest = number.magnitude
        while rest >= 10 {
            rest /= 10
            width += 1
        }
        add(digits: number.magnitude, width)
    }

    private mutating func add(digits number: Int, _ width: Int) { add(digits: number.magnitude, width) }

    private mutating func add(digits number: UInt, _ width: Int) {
        var rest = number
        let start = bytes.count
        for _ in 0..<width { bytes.append(0x30) }
        for place in 1...width {
            bytes[start + width - place] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
    }

    /// `2026-11-21T13:04:05.123Z`.
    private mutating func add(time: Int64) {
        var seconds = time_t(time / 1_000_000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        add(digits: Int(parts.tm_year) + 1900, 4)
        for (separator, value) in [
            ("-", parts.tm_mon + 1), ("-", parts.tm_mday), ("T", parts.tm_hour), (":", parts.tm_min), (":", parts.tm_sec),
        ]
            as [(StaticString, Int32)]
        {
            add(separator)
            add(digits: Int(value), 2)
        }
        add(".")
        add(digits: Int(time / 1000 % 1000), 3)
        add("Z")
    }
}
