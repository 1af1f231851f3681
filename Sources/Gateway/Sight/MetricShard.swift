internal import Pipeline

/// Counts the exchanges of one loop: a look-up of small numbers and an addition for each figure, no lock and no allocation once a series is
/// known. Labels are bounded: names become numbers, past the bounds they count as `other`.
///
/// Belongs to one loop, hence not `Sendable`.
final class MetricShard {
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
    }

    /// Names of one kind and their numbers, from 1 on; 0 is `other`. The last one found is found again without hashing it.
    private struct Names {
        let most: Int
        private var numbers: [String: UInt64] = [:]
        private(set) var texts = ["other"]
        private var last: (text: String, number: UInt64) = ("other", 0)

        init(most: Int) {
            self.most = most
        }

        mutating func number(of text: String) -> UInt64 {
            if text == last.text { return last.number }
            let number: UInt64
            if let known = numbers[text] {
                number = known
            } else if texts.count > most {
                return 0
            } else {
                number = UInt64(texts.count)
                numbers[text] = number
                texts.append(text)
            }
            last = (text, number)
            return number
        }
    }

    /// Series that one loop counts of one family; past it new ones count in one, whose labels are all `other`.
    private static let mostSeries = 4000
    /// The key of that series; no real one has all bits set.
    private static let overflow = UInt64.max

    private let metrics: Metrics
    // Wide enough for what a configuration may hold; together with the others within a key's 64 bits.
    private var apis = Names(most: 31)
    private var policies = Names(most: 4095)
    private var models = Names(most: 16_383)
    private var hosts = Names(most: 4095)
    private var types = Names(most: 4095)
    private var words = Names(most: 255)
    private var series = [[UInt64: MetricCells]](repeating: [:], count: MetricFamily.counted.count)
    private var last = [(key: UInt64, cells: MetricCells)?](repeating: nil, count: MetricFamily.counted.count)
    private var stages: [(name: String, cells: MetricCells)] = []
    private let open: MetricCells
    private let unrestored: MetricCells

    init(_ metrics: Metrics) {
        self.metrics = metrics
        open = metrics.begin(Number.exchanges, [], cells: 1)
        unrestored = metrics.begin(Number.unrestored, [], cells: 1)
    }

    /// The buckets of a family that is a histogram.
    static func buckets(_ family: Int) -> MetricBuckets { family == Number.stageSeconds ? .stages : .requests }

    /// An exchange has begun.
    func exchangeBegan() { open.add(1) }

    /// An exchange is over.
    func exchangeEnded() { open.add(-1) }

    /// Counts an exchange that has ended.
    ///
    /// - Parameter model: what it asked for, bounded: `other` for a model that nobody knows.
    func count(_ record: ExchangeRecord, model modelName: String) {
        let outcome = record.outcome
        let admission = record.admission
        let api = apis.number(of: admission.api)
        let policy = policies.number(of: admission.policy)
        let model = models.number(of: modelName)
        let host = hosts.number(of: outcome.host)
        requests(api, policy, model, host, status: outcome.status).add(1)
        cells(Number.requestSeconds, api) { [apis.texts[Int(api)]] }
            .observe(milliseconds: outcome.totalMilliseconds, .requests)
        if !outcome.host.isEmpty {
            if let first = outcome.firstByteMilliseconds {
                cells(Number.firstByteSeconds, host) { [hosts.texts[Int(host)]] }.observe(milliseconds: first, .requests)
            }
            if let count = outcome.promptTokens { tokens(isPrompt: true, model, host).add(Int(clamping: count)) }
            if let count = outcome.completionTokens { tokens(isPrompt: false, model, host).add(Int(clamping: count)) }
            if outcome.ended != .complete {
                let ended = words.number(of: outcome.ended.rawValue)
                cells(Number.broken, host << 8 | ended) { [hosts.texts[Int(host)], words.texts[Int(ended)]] }.add(1)
            }
        }
        for attempt in outcome.attempts {
            let host = hosts.number(of: attempt.host)
            cells(Number.hostSeconds, host) { [hosts.texts[Int(host)]] }.observe(milliseconds: attempt.milliseconds, .requests)
        }
        for stage in outcome.stages { self.stage(stage.name).observe(milliseconds: stage.milliseconds, .stages) }
        for entity in admission.entities { count(entity, policy, isBlocked: outcome.decision == .blocked) }
        if outcome.unrestored != 0 { unrestored.add(outcome.unrestored) }
    }

    private func count(_ entity: EntityRow, _ policy: UInt64, isBlocked: Bool) {
        guard entity.type != "CLASSIFIER_ERROR" else {
            let engine = words.number(of: entity.recognizer)
            return cells(Number.classifierErrors, engine) { [words.texts[Int(engine)]] }.add(entity.count)
        }
        let type = types.number(of: entity.type)
        let action = words.number(of: entity.action)
        cells(Number.entities, type << 8 | action) { [types.texts[Int(type)], words.texts[Int(action)]] }
            .add(entity.count)
        guard isBlocked, entity.action == "block" else { return }
        cells(Number.blocked, policy << 12 | type) { [policies.texts[Int(policy)], types.texts[Int(type)]] }
            .add(entity.count)
    }

    private func requests(_ api: UInt64, _ policy: UInt64, _ model: UInt64, _ host: UInt64, status: Int) -> MetricCells {
        let status = UInt64(min(999, max(0, status)))
        // 5 + 12 + 14 + 12 + 10 bits.
        let key = (((api << 12 | policy) << 14 | model) << 12 | host) << 10 | status
        return cells(Number.requests, key) {
            [apis.texts[Int(api)], policies.texts[Int(policy)], models.texts[Int(model)], hosts.texts[Int(host)], String(status)]
        }
    }

    private func tokens(isPrompt: Bool, _ model: UInt64, _ host: UInt64) -> MetricCells {
        cells(Number.tokens, (model << 12 | host) << 1 | (isPrompt ? 1 : 0)) {
            [isPrompt ? "prompt" : "completion", models.texts[Int(model)], hosts.texts[Int(host)]]
        }
    }

    private func stage(_ name: String) -> MetricCells {
        for stage in stages where stage.name == name { return stage.cells }
        let cells = metrics.begin(Number.stageSeconds, [name], cells: MetricBuckets.stages.count + 2)
        stages.append((name, cells))
        return cells
    }

    /// The cells of a series, made when it is new.
    private func cells(_ family: Int, _ key: UInt64, _ labels: () -> [String]) -> MetricCells {
        if let last = last[family], last.key == key { return last.cells }
        let found: MetricCells
        if let known = series[family][key] {
            found = known
        } else {
            let isHistogram = MetricFamily.counted[family].kind == .histogram
            let isFull = series[family].count >= Self.mostSeries && key != Self.overflow
            if isFull { return cells(family, Self.overflow) { MetricFamily.counted[family].labels.map { _ in "other" } } }
            found = metrics.begin(family, labels(), cells: isHistogram ? Self.buckets(family).count + 2 : 1)
            series[family][key] = found
        }
        last[family] = (key, found)
        return found
    }
}
