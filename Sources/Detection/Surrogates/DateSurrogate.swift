/// Dates shifted by a number of days that is the tenant's own: the order and the distances stay, the format too.
enum DateSurrogate {
    /// nil when the text is no date that this reads.
    static func make(_ value: [UInt8], key: SurrogateKey, attempt: Int) -> [UInt8]? {
        var stream = key.stream("DATE_TIME", [], attempt: 0)
        let days = (stream.below(2) == 0 ? -1 : 1) * (31 + stream.below(300) + attempt)
        return shifted(value, days: days)
    }

    static func shifted(_ value: [UInt8], days: Int) -> [UInt8]? {
        // Runs of digits, and the name of a month.
        var numbers: [(range: Range<Int>, value: Int)] = []
        var month: (range: Range<Int>, index: Int, isLong: Bool)?
        var at = 0
        while at < value.count {
            let b = value[at]
            var end = at
            if b.isDigit {
                while end < value.count && value[end].isDigit { end += 1 }
                guard end - at <= 9 else { return nil }
                numbers.append((at..<end, value[at..<end].reduce(0) { $0 * 10 + Int($1 - 48) }))
            } else if b.isLetter {
                while end < value.count && value[end].isLetter { end += 1 }
                let word = [UInt8](value[at..<end]).lowered
                if month == nil, word.count >= 3,
                    let index = months.firstIndex(where: { $0.starts(with: word) && (word.count == 3 || word.count == $0.count) })
                {
                    month = (at..<end, index, word.count > 3 || months[index].count == 3)
                }
            } else {
                end = at + 1
            }
            at = end
        }
        var out = value
        if let month {
            guard let day = numbers.first(where: { $0.range.count <= 2 && $0.value >= 1 && $0.value <= 31 }),
                let year = numbers.first(where: { $0.range.count == 4 })
            else { return nil }
            let date = civil(serial(year.value, month.index + 1, day.value) + days)
            let name = WordCase(of: [UInt8](value[month.range])).apply(
                month.isLong ? months[date.month - 1] : [UInt8](months[date.month - 1].prefix(3)))
            let parts = [
                (day.range, pad(date.day, day.range.count == 2 ? 2 : 1)), (month.range, name), (year.range, pad(date.year, 4)),
            ].sorted { $0.0.lowerBound > $1.0.lowerBound }
            for (range, text) in parts { out.replaceSubrange(range, with: text) }
            return out
        }
        guard numbers.count >= 3 else { return nil }
        let (a, b, c) = (numbers[0], numbers[1], numbers[2])
        var order: (year: Int, month: Int, day: Int)
        if a.range.count == 4 {
            order = (0, 1, 2)
        } else if c.range.count == 4 || c.range.count == 2 {
            let separator = value[a.range.upperBound]
            order = a.value > 12 || separator != UInt8(ascii: "/") && b.value <= 12 ? (2, 1, 0) : (2, 0, 1)
        } else {
            return nil
        }
        let three = [a, b, c]
        var year = three[order.year].value
        let isShort = three[order.year].range.count == 2
        if isShort { year += year < 40 ? 2000 : 1900 }
        let (m, d) = (three[order.month].value, three[order.day].value)
        guard m >= 1, m <= 12, d >= 1, d <= 31, year >= 1000, three[order.month].range.count <= 2, three[order.day].range.count <= 2 else {
            return nil
        }
        let date = civil(serial(year, m, d) + days)
        guard date.year >= 1000, date.year <= 9999 else { return nil }
        let texts = [
            (three[order.year].range, isShort ? pad(date.year % 100, 2) : pad(date.year, 4)),
            (three[order.month].range, pad(date.month, three[order.month].range.count)),
            (three[order.day].range, pad(date.day, three[order.day].range.count)),
        ].sorted { $0.0.lowerBound > $1.0.lowerBound }
        for (range, text) in texts { out.replaceSubrange(range, with: text) }
        return out
    }

    private static let months: [[UInt8]] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ].map { Array($0.utf8) }

    private static func pad(_ number: Int, _ width: Int) -> [UInt8] {
        let text = Array(String(number).utf8)
        return [UInt8](repeating: 48, count: max(0, width - text.count)) + text
    }

    /// Days since 1970-01-01 of a day of the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms").
    static func serial(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yoe = y - era * 400
        let doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
    }

    static func civil(_ serial: Int) -> (year: Int, month: Int, day: Int) {
        let z = serial + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let doe = z - era * 146_097
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100)
        let mp = (5 * doy + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        return (yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1)
    }
}
