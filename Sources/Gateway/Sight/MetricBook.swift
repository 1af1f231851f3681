internal import Pipeline

/// The series of one loop: which label values have which numbers, and which numbers have which cells. Labels are bounded: past the bounds they
/// count as `other`.
struct MetricBook {
    /// Families by their numbers in `MetricFamily.counted`.
    private enum Number {
        static let requests = 0
        static let requestSeconds = 1
        static let firstByteSeconds = 2
        static let stageSeconds = 3
        static let hostSeconds = 4
        static let entities = 5
        static let blocked = 6
        static let tokens = 7
        static let unrestored = 8
        static let broken = 9
        static let classifierErrors = 10
        static let exchanges = 11
        static let queueSeconds = 12
    }

    /// Series that one loop counts of one family; past it new ones count in one, whose labels are all `other`.
    private static let mostSeries = 4000
    /// The key of that series; no real one has all bits set.
    private static let overflow = UInt64.max

    private let metrics: Metrics
    // Wide enough for what a configuration may hold; together with the others within a key's 64 bits.
    private var apis = MetricNames(most: 31)
    private var policies = MetricNames(most: 4095)
    private var models = MetricNames(most: 16_383)
    private var hosts = MetricNames(most: 4095)
    private var types = MetricNames(most: 4095)
    private var words = MetricNames(most: 255)
    private var series = [[UInt64: MetricCells]](repeating: [:], count: MetricFamily.counted.count)
    /// Those of each family that were counted last, four places by their key: most exchanges are like the one before.
    private var last = [(key: UInt64, cells: MetricCells)?](repeating: nil, count: MetricFamily.counted.count * 4)
    private var stages: [(name: String, cells: MetricCells)] = []
    /// Exchanges that run.
    let open: MetricCells
    private let unrestored: MetricCells

    init(_ metrics: Metrics) {
        self.metrics = metrics
        open = metrics.begin(Number.exchanges, [], cells: 1)
        unrestored = metrics.begin(Number.unrestored, [], cells: 1)
    }

    /// The buckets of a family that is a histogram.
    static func buckets(_ family: Int) -> MetricBuckets { family == Number.stageSeconds ? .stages : .requests }

    /// Counts an exchange that has ended.
    mutating func count(_ admission: AdmissionRow, _ outcome: OutcomeRow, _ modelName: String) {
        let api = apis.number(of: admission.api)
        let policy = policies.number(of: admission.policy)
        let model = models.number(of: modelName)
        let host = hosts.number(of: outcome.host)
        let status = UInt64(min(999, max(0, outcome.status)))
        // 5 + 12 + 14 + 12 + 10 bits.
        cells(Number.requests, (((api << 12 | policy) << 14 | model) << 12 | host) << 10 | status).add(1)
        cells(Number.requestSeconds, api).observe(milliseconds: outcome.totalMilliseconds, .requests)
        if !outcome.host.isEmpty {
            if let first = outcome.firstByteMilliseconds { cells(Number.firstByteSeconds, host).observe(milliseconds: first, .requests) }
            if let count = outcome.promptTokens { cells(Number.tokens, (model << 12 | host) << 1 | 1).add(Int(clamping: count)) }
            if let count = outcome.completionTokens { cells(Number.tokens, (model << 12 | host) << 1).add(Int(clamping: count)) }
            if outcome.ended != .complete { cells(Number.broken, host << 8 | words.number(of: outcome.ended.rawValue)).add(1) }
        }
        if outcome.queueMilliseconds > 0 { cells(Number.queueSeconds, 0).observe(milliseconds: outcome.queueMilliseconds, .requests) }
        for attempt in outcome.attempts {
            cells(Number.hostSeconds, hosts.number(of: attempt.host)).observe(milliseconds: attempt.milliseconds, .requests)
        }
        for stage in outcome.stages { self.stage(stage.name).observe(milliseconds: stage.milliseconds, .stages) }
        for entity in admission.entities { count(entity, policy, isBlocked: outcome.decision == .blocked) }
        if outcome.unrestored != 0 { unrestored.add(outcome.unrestored) }
    }

    private mutating func count(_ entity: EntityRow, _ policy: UInt64, isBlocked: Bool) {
        guard entity.type != "CLASSIFIER_ERROR" else {
            return cells(Number.classifierErrors, words.number(of: entity.recognizer)).add(entity.count)
        }
        let type = types.number(of: entity.type)
        cells(Number.entities, type << 8 | words.number(of: entity.action)).add(entity.count)
        if isBlocked && entity.action == "block" { cells(Number.blocked, policy << 12 | type).add(entity.count) }
    }

    private mutating func stage(_ name: String) -> MetricCells {
        for stage in stages where stage.name == name { return stage.cells }
        let cells = metrics.begin(Number.stageSeconds, [name], cells: MetricBuckets.stages.count + 2)
        stages.append((name, cells))
        return cells
    }

    /// The cells of a series, made when it is new.
    private mutating func cells(_ family: Int, _ key: UInt64) -> MetricCells {
        let place = family << 2 | Int(truncatingIfNeeded: (key ^ key >> 8) & 3)
        if let last = last[place], last.key == key { return last.cells }
        let found: MetricCells
        if let known = series[family][key] {
            found = known
        } else {
            let isHistogram = MetricFamily.counted[family].kind == .histogram
            let isFull = series[family].count >= Self.mostSeries && key != Self.overflow
            if isFull { return cells(family, Self.overflow) }
            found = metrics.begin(family, labels(family, key), cells: isHistogram ? Self.buckets(family).count + 2 : 1)
            series[family][key] = found
        }
        last[place] = (key, found)
        return found
    }

    /// What a key stands for.
    private func labels(_ family: Int, _ key: UInt64) -> [String] {
        guard key != Self.overflow else { return MetricFamily.counted[family].labels.map { _ in "other" } }
        func part(_ shift: UInt64, _ bits: UInt64) -> UInt64 { key >> shift & (1 << bits - 1) }
        return switch family {
        case Number.requests:
            [
                apis.text(part(48, 5)), policies.text(part(36, 12)), models.text(part(22, 14)), hosts.text(part(10, 12)),
                String(part(0, 10)),
            ]
        case Number.requestSeconds: [apis.text(key)]
        case Number.firstByteSeconds, Number.hostSeconds: [hosts.text(key)]
        case Number.entities: [types.text(part(8, 12)), words.text(part(0, 8))]
        case Number.blocked: [policies.text(part(12, 12)), types.text(part(0, 12))]
        case Number.tokens: [part(0, 1) == 1 ? "prompt" : "completion", models.text(part(13, 14)), hosts.text(part(1, 12))]
        case Number.broken: [hosts.text(part(8, 12)), words.text(part(0, 8))]
        case Number.classifierErrors: [words.text(key)]
        default: []
        }
    }
}
