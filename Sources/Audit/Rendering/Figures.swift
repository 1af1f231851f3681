/// Numbers as people read them.
enum Figures {
    /// `1,234,567`.
    static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var out = ""
        for (at, digit) in digits.enumerated() {
            if at > 0 && (digits.count - at) % 3 == 0 { out += "," }
            out.append(digit)
        }
        return (number < 0 ? "-" : "") + out
    }

    /// Milliseconds: `0.42 ms`, `42 ms`, `4.2 s`, `3 min`.
    static func time(_ milliseconds: Double?) -> String {
        guard let milliseconds else { return "-" }
        guard milliseconds.isFinite else { return "> 5 min" }
        if milliseconds < 1 { return fixed(milliseconds, 2) + " ms" }
        if milliseconds < 10 { return fixed(milliseconds, 1) + " ms" }
        if milliseconds < 1000 { return fixed(milliseconds, 0) + " ms" }
        if milliseconds < 60_000 { return fixed(milliseconds / 1000, 1) + " s" }
        return fixed(milliseconds / 60_000, 0) + " min"
    }

    /// Money from its millionths: `1,234.56`, under one `0.0123`.
    static func money(_ millionths: Int) -> String {
        let value = Double(millionths) / 1e6
        if value.magnitude < 1 { return fixed(value, millionths == 0 ? 2 : 4) }
        let text = fixed(value, 2)
        return grouped(Int(text.dropLast(3)) ?? 0) + text.suffix(3)
    }

    /// Bytes: `512 B`, `1.5 KiB`, `20 MiB`.
    static func bytes(_ count: Int) -> String {
        var value = Double(count)
        for unit in ["B", "KiB", "MiB", "GiB"] {
            if value < 1024 || unit == "GiB" { return fixed(value, unit == "B" || value >= 10 ? 0 : 1) + " " + unit }
            value /= 1024
        }
        return ""
    }

    /// A number with so many decimals, rounded; under a thousand million millions.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (min(value.magnitude, 1e12) * scale).rounded()
        let whole = Int(scaled / scale)
        let rest = Int(scaled) - whole * Int(scale)
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard decimals > 0 else { return sign + String(whole) }
        let digits = String(rest)
        return sign + "\(whole)." + String(repeating: "0", count: decimals - digits.count) + digits
    }

    /// A bar of eighths of a character cell, as wide as its share of the whole.
    static func bar(_ share: Double, width: Int) -> String {
        let eighths = Int((min(max(share, 0), 1) * Double(width * 8)).rounded())
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    }
}
