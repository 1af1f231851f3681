internal import Glibc

/// The line `date: Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 6.6.1), made anew once a second.
struct DateLine {
    private var second = 0
    private var line: [UInt8] = []

    /// The line for now, with its CRLF.
    mutating func current() -> [UInt8] {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME_COARSE, &now)
        if now.tv_sec != second || line.isEmpty {
            second = now.tv_sec
            line = Self.format(second: second)
        }
        return line
    }

    /// The line for a second since 1970. In English whatever the locale.
    static func format(second: Int) -> [UInt8] {
        var time = second
        var parts = tm()
        gmtime_r(&time, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return Array(
            """
            date: \(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1900) \
            \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT\r\n
            """.utf8)
    }
}
