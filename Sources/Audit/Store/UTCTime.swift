internal import Glibc

/// A point in time as the log writes it: `2026-11-21T13:05:09.123456Z`, UTC, microseconds. Text of one length, so that it sorts as time does.
public struct UTCTime: Sendable, Comparable, Hashable {
    /// Microseconds since 1970, UTC; within the years 0 to 9999, so that the text keeps its length.
    public let microseconds: Int64

    /// A clock far off is held at the edge.
    public init(microseconds: Int64) {
        self.microseconds = min(max(microseconds, -62_167_219_200_000_000), 253_402_300_799_999_999)
    }

    /// The system's clock.
    public static var now: UTCTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return UTCTime(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    public static func < (a: UTCTime, b: UTCTime) -> Bool { a.microseconds < b.microseconds }

    /// Days since 1970 of a date in the proleptic Gregorian calendar
    /// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
    static func days(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The date of a day since 1970 (same source, civil_from_days).
    static func date(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The bytes of the text.
    static let length = 27

    /// Writes the text's 27 bytes.
    func write(to out: UnsafeMutablePointer<UInt8>) {
        let day = Int(microseconds.floorQuotient(by: 86_400_000_000))
        var rest = microseconds - Int64(day) * 86_400_000_000
        let (year, month, dayOfMonth) = Self.date(days: day)
        var at = 0
        func digits(_ value: Int, _ width: Int) {
            var value = value
            var place = at + width - 1
            while place >= at {
                out[place] = UInt8(ascii: "0") + UInt8(value % 10)
                value /= 10
                place -= 1
            }
            at += width
        }
        func mark(_ byte: UInt8) {
            out[at] = byte
            at += 1
        }
        digits(year, 4)
        mark(UInt8(ascii: "-"))
        digits(month, 2)
        mark(UInt8(ascii: "-"))
        digits(dayOfMonth, 2)
        mark(UInt8(ascii: "T"))
        digits(Int(rest / 3_600_000_000), 2)
        rest %= 3_600_000_000
        mark(UInt8(ascii: ":"))
        digits(Int(rest / 60_000_000), 2)
        rest %= 60_000_000
        mark(UInt8(ascii: ":"))
        digits(Int(rest / 1_000_000), 2)
        mark(UInt8(ascii: "."))
        digits(Int(rest % 1_000_000), 6)
        mark(UInt8(ascii: "Z"))
    }

    /// The text.
    public var text: String {
        String(unsafeUninitializedCapacity: Self.length) { out in
            write(to: out.baseAddress!)
            return Self.length
        }
    }

    /// Reads the text as the log writes it; nil when it is anything else.
    init?(text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == Self.length else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19), let fraction = number(20..<26),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60
        else { return nil }
        let seconds = Int64(Self.days(year: year, month: month, day: day)) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        self.init(microseconds: seconds * 1_000_000 + Int64(fraction))
        guard self.text == text else { return nil }
    }
}

extension Int64 {
    /// The quotient rounded down, also under zero.
    fileprivate func floorQuotient(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
