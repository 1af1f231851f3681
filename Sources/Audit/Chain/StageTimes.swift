/// The stages' own times as the column `stage_ms` holds them: `{"auth":0.012,"redact":0.3}`, milliseconds with three decimals.
enum StageTimes {
    /// Appends the object.
    static func write(_ stages: some Sequence<(name: String, milliseconds: Double)>, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "{"))
        var isFirst = true
        for stage in stages {
            if !isFirst { out.append(UInt8(ascii: ",")) }
            isFirst = false
            JSONText.write(stage.name, to: &out)
            out.append(UInt8(ascii: ":"))
            write(stage.milliseconds, to: &out)
        }
        out.append(UInt8(ascii: "}"))
    }

    private static func write(_ milliseconds: Double, to out: inout [UInt8]) {
        // A day is longer than any exchange; past it the number would only be a fault.
        var left = milliseconds > 0 ? Int((min(milliseconds, 86_400_000) * 1000).rounded()) : 0
        var digits: (UInt8, UInt8, UInt8) = (0, 0, 0)
        digits.2 = UInt8(left % 10)
        left /= 10
        digits.1 = UInt8(left % 10)
        left /= 10
        digits.0 = UInt8(left % 10)
        left /= 10
        let start = out.count
        repeat {
            out.append(UInt8(ascii: "0") + UInt8(left % 10))
            left /= 10
        } while left > 0
        out[start...].reverse()
        out.append(UInt8(ascii: "."))
        out.append(UInt8(ascii: "0") + digits.0)
        out.append(UInt8(ascii: "0") + digits.1)
        out.append(UInt8(ascii: "0") + digits.2)
    }
}
