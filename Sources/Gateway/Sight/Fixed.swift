/// Spells numbers with a fixed number of digits after the point, without a locale.
package enum Fixed {
    /// `1.5` with three digits is `1.500`. Not finite values are `0`.
    package static func text(_ value: Double, digits: Int) -> String {
        guard value.isFinite else { return "0" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = (value * scale).rounded()
        guard abs(scaled) < 9e15 else { return "0" }
        let whole = Int64(scaled)
        let factor = Int64(scale)
        if digits == 0 { return String(whole) }
        var fraction = String((whole % factor).magnitude)
        while fraction.count < digits { fraction = "0" + fraction }
        return (whole < 0 && whole / factor == 0 ? "-" : "") + "\(whole / factor).\(fraction)"
    }
}
