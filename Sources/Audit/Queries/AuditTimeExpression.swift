internal import Glibc

/// Whose clock times are read and shown in.
public enum AuditTimeZone: Sendable {
    case utc
    /// The system's time zone.
    case local

    /// Seconds east of Greenwich at a time.
    func offset(at time: UTCTime) -> Int {
        switch self {
        case .utc: return 0
        case .local:
            var seconds = time_t(time.microseconds / 1_000_000)
            var parts = tm()
            return localtime_r(&seconds, &parts) == nil ? 0 : parts.tm_gmtoff
        }
    }

    /// `2026-11-21 13:05:09` as the clock on this wall shows it.
    public func format(_ time: UTCTime, withFraction: Bool = false) -> String {
        let shown = UTCTime(microseconds: time.microseconds + Int64(offset(at: time)) * 1_000_000).text
        let day = shown.prefix(10)
        let clock = shown.dropFirst(11).prefix(withFraction ? 15 : 8)
        return "\(day) \(clock)"
    }

    /// The log's own text in this zone; as it stands when it is no time.
    public func format(_ text: String, withFraction: Bool = false) -> String {
        guard let time = UTCTime(text: text) else { return TerminalText.escape(text) }
        return format(time, withFraction: withFraction)
    }

    /// `UTC`, `+01:00`.
    public func name(at time: UTCTime) -> String {
        guard case .local = self else { return "UTC" }
        let offset = offset(at: time)
        let minutes = abs(offset) / 60
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return (offset < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
    }
}

/// Times as people write them on a command line.
public enum AuditTimeExpression {
    /// Reads `now`, `today`, `yesterday`, a span back from now (`90s`, `30m`, `2h`, `7d`, `4w`), a date (`2026-11-21`), or a date with a time
    /// (`2026-11-21T13:05`, `2026-11-21 13:05:09.5`), with `Z` or `+01:00` if it is not of the zone. Nil when it is none of them.
    public static func parse(_ text: String, now: UTCTime, zone: AuditTimeZone) -> UTCTime? {
        let midnight = midnight(before: now, zone: zone)
        switch text {
        case "now": return now
        case "today": return midnight
        case "yesterday": return UTCTime(microseconds: midnight.microseconds - 86_400_000_000)
        default: return span(text, now: now) ?? calendar(text, zone: zone)
        }
    }

    private static func midnight(before now: UTCTime, zone: AuditTimeZone) -> UTCTime {
        let local = now.microseconds + Int64(zone.offset(at: now)) * 1_000_000
        let day = Int((Double(local) / 86_400_000_000).rounded(.down))
        return wall(day: day, seconds: 0, microseconds: 0, zone: zone)
    }

    private static func span(_ text: String, now: UTCTime) -> UTCTime? {
        guard let unit = text.last, let count = Int64(text.dropLast()), count >= 0, count < 1_000_000 else { return nil }
        let seconds: Int64
        switch unit {
        case "s": seconds = 1
        case "m": seconds = 60
        case "h": seconds = 3600
        case "d": seconds = 86_400
        case "w": seconds = 604_800
        default: return nil
        }
        return UTCTime(microseconds: now.microseconds - count * seconds * 1_000_000)
    }

    private static func calendar(_ text: String, zone: AuditTimeZone) -> UTCTime? {
        var rest = Substring(text)
        func number(_ digits: Int) -> Int? {
            let taken = rest.prefix(digits)
            guard taken.utf8.count == digits, taken.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
            rest = rest.dropFirst(digits)
            return Int(taken)
        }
        func skip(_ mark: String) -> Bool {
            guard let first = rest.first, mark.contains(first) else { return false }
            rest = rest.dropFirst()
            return true
        }
        guard let year = number(4), skip("-"), let month = number(2), skip("-"), let day = number(2),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let days = UTCTime.days(year: year, month: month, day: day)
        guard UTCTime.date(days: days) == (year, month, day) else { return nil }
        var seconds = 0
        var microseconds = 0
        if skip("T ") {
            guard let hour = number(2), skip(":"), let minute = number(2), hour < 24, minute < 60 else { return nil }
            seconds = hour * 3600 + minute * 60
            if skip(":") {
                guard let second = number(2), second < 60 else { return nil }
                seconds += second
                if skip(".") {
                    let digits = rest.prefix { $0.isASCII && $0.isNumber }
                    guard (1...9).contains(digits.count), let value = Int(digits.prefix(6)) else { return nil }
                    rest = rest.dropFirst(digits.count)
                    microseconds = value
                    for _ in digits.prefix(6).count..<6 { microseconds *= 10 }
                }
            }
        }
        if rest.isEmpty { return wall(day: days, seconds: seconds, microseconds: microseconds, zone: zone) }
        var offset = 0
        if !skip("Zz") {
            let isEast = rest.first == "+"
            guard skip("+-"), let hours = number(2), hours < 24 else { return nil }
            _ = skip(":")
            guard let minutes = number(2), minutes < 60 else { return nil }
            offset = (isEast ? 1 : -1) * (hours * 3600 + minutes * 60)
        }
        guard rest.isEmpty else { return nil }
        return UTCTime(microseconds: (Int64(days) * 86_400 + Int64(seconds - offset)) * 1_000_000 + Int64(microseconds))
    }

    /// A time on the wall clock of a zone. In the hour that daylight saving skips or repeats, one of the two readings.
    private static func wall(day: Int, seconds: Int, microseconds: Int, zone: AuditTimeZone) -> UTCTime {
        let naive = (Int64(day) * 86_400 + Int64(seconds)) * 1_000_000 + Int64(microseconds)
        let guess = UTCTime(microseconds: naive - Int64(zone.offset(at: UTCTime(microseconds: naive))) * 1_000_000)
        return UTCTime(microseconds: naive - Int64(zone.offset(at: guess)) * 1_000_000)
    }
}
