/// Numbers with a unit, as they are written in configuration files. Each function gives nil for what is not one.
enum Quantity {
    /// Ten years: longer is a slip of the pen.
    static let longest: Duration = .seconds(3650 * 86_400)

    /// `500ms`, `1.5s`, `30d`.
    static func duration(_ text: String) -> Duration? {
        guard let (number, unit) = split(text), let milliseconds = milliseconds(unit) else { return nil }
        let value = number * Double(milliseconds)
        guard value.isFinite, value <= 3.2e14, value.rounded() == value else { return nil }
        let duration = Duration.milliseconds(Int64(value))
        return duration <= longest ? duration : nil
    }

    private static func milliseconds(_ unit: Substring) -> Int64? {
        switch unit {
        case "ms": 1
        case "s": 1000
        case "m": 60_000
        case "h": 3_600_000
        case "d": 86_400_000
        default: nil
        }
    }

    /// `100MiB`, `512B`: bytes.
    static func size(_ text: String) -> Int? {
        guard let (number, unit) = split(text) else { return nil }
        let factor: Double
        switch unit {
        case "B": factor = 1
        case "KiB": factor = 1024
        case "MiB": factor = 1_048_576
        case "GiB": factor = 1_073_741_824
        default: return nil
        }
        let value = number * factor
        // 1 TiB: nothing here is larger.
        guard value <= 1_099_511_627_776, value.rounded() == value else { return nil }
        return Int(value)
    }

    /// `60/m`, `90000 tokens/m`, `5/30s`.
    static func rate(_ text: String) -> Rate? {
        guard let (amount, meter, period) = metered(text) else { return nil }
        let window = milliseconds(Substring(period)) != nil ? duration("1" + period) : duration(period)
        guard let window, window >= .milliseconds(1), window <= .seconds(31 * 86_400) else { return nil }
        return Rate(amount: amount, meter: meter ?? .requests, window: window)
    }

    /// `2000000 tokens/d`, `500 requests/month`.
    static func budget(_ text: String) -> Budget? {
        guard let (amount, meter, period) = metered(text) else { return nil }
        let known: Budget.Period? =
            switch period {
            case "h", "hour": .hour
            case "d", "day": .day
            case "w", "week": .week
            case "month": .month
            default: nil
            }
        guard let known else { return nil }
        return Budget(amount: amount, meter: meter ?? .tokens, period: known)
    }

    /// An amount of at least one, what it counts, and what stands behind the slash.
    private static func metered(_ text: String) -> (Int, Meter?, String)? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let words = parts[0].split(separator: " ")
        guard words.count == 1 || words.count == 2, words[0].utf8.allSatisfy(\.isDigit), let amount = Int(words[0]), amount > 0,
            amount <= 1_000_000_000_000_000
        else { return nil }
        var meter: Meter?
        if words.count == 2 {
            meter = Meter(rawValue: String(words[1]))
            if meter == nil { return nil }
        }
        return (amount, meter, String(parts[1]).trimmed)
    }

    /// A number without a sign or exponent, and what follows it.
    private static func split(_ text: String) -> (Double, Substring)? {
        let digits = text.utf8.prefix { $0.isDigit || $0 == UInt8(ascii: ".") }
        guard let first = digits.first, first.isDigit, digits.last!.isDigit, digits.count <= 18,
            let number = Double(String(Substring(digits)))
        else { return nil }
        let unit = text[digits.endIndex...].drop { $0 == " " }
        return (number, unit)
    }
}
