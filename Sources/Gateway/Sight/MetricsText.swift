/// Writes Prometheus' text format, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/).
struct MetricsText {
    private(set) var bytes: [UInt8] = []

    /// Begins a family: its samples follow.
    mutating func family(_ family: MetricFamily) {
        bytes += "# HELP \(family.name) \(family.help)\n# TYPE \(family.name) \(family.kind.rawValue)\n".utf8
    }

    /// A family with one sample.
    mutating func single(_ family: MetricFamily, _ value: Double) {
        self.family(family)
        sample(family, [], value)
    }

    /// A sample. The labels' values stand in the order of the family's labels.
    mutating func sample(_ family: MetricFamily, _ values: [String], _ value: Double) {
        write(family.name, "", family.labels, values, bound: nil, value)
    }

    /// A histogram's samples, its counts not cumulated, its sum in nanoseconds.
    mutating func histogram(_ family: MetricFamily, _ values: [String], counts: ArraySlice<Int>, sum: Int, _ buckets: MetricBuckets) {
        var running = 0
        for (index, count) in counts.enumerated() {
            running += count
            let bound = index < buckets.count ? "\(buckets.bound(index))" : "+Inf"
            write(family.name, "_bucket", family.labels, values, bound: bound, Double(running))
        }
        write(family.name, "_sum", family.labels, values, bound: nil, Double(sum) / 1e9)
        write(family.name, "_count", family.labels, values, bound: nil, Double(running))
    }

    private mutating func write(
        _ name: String, _ suffix: String, _ labels: [String], _ values: [String], bound: String?, _ value: Double
    ) {
        precondition(labels.count == values.count, "a sample has a value for each of its family's labels")
        bytes += name.utf8
        bytes += suffix.utf8
        var separator = UInt8(ascii: "{")
        for (label, text) in zip(labels, values) {
            bytes.append(separator)
            separator = UInt8(ascii: ",")
            bytes += label.utf8
            bytes += "=\"".utf8
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "\\"): bytes += "\\\\".utf8
                case UInt8(ascii: "\""): bytes += "\\\"".utf8
                case UInt8(ascii: "\n"): bytes += "\\n".utf8
                default: bytes.append(byte)
                }
            }
            bytes.append(UInt8(ascii: "\""))
        }
        if let bound {
            bytes.append(separator)
            separator = UInt8(ascii: ",")
            bytes += "le=\"\(bound)\"".utf8
        }
        if separator == UInt8(ascii: ",") { bytes.append(UInt8(ascii: "}")) }
        let spelled = value == value.rounded() && abs(value) < 9e15 ? String(Int64(value)) : "\(value)"
        bytes += " \(spelled)\n".utf8
    }
}
