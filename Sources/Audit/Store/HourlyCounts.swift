internal import Pipeline

/// The counts behind the charts: by hour and by the labels that are known names. Kept in memory for a second, then added to the tables.
///
/// A row that reached no host has no model here: what a stranger asks for could be anything, and the table would grow with it.
final class HourlyCounts {
    private struct Labels: Hashable {
        var hour: Int64
        var key: String
        var team: String
        var model: String
        var host: String
        var policy: String
        var decision: Decision
    }

    private struct Sums {
        var requests: Int64 = 0
        var requestBytes: Int64 = 0
        var responseBytes: Int64 = 0
        var promptTokens: Int64 = 0
        var completionTokens: Int64 = 0
        var unrestored: Int64 = 0
        var totalMilliseconds = 0.0
        var firstBytes: Int64 = 0
        var firstByteMilliseconds = 0.0
        var total = [Int64](repeating: 0, count: LatencyBuckets.count)
        var first = [Int64](repeating: 0, count: LatencyBuckets.count)
    }

    private struct EntityLabels: Hashable {
        var hour: Int64
        var key: String
        var team: String
        var policy: String
        var type: String
        var action: String
    }

    private static let microsecondsInHour: Int64 = 3_600_000_000

    /// The columns that are added up, in the order of `Sums`.
    static let sums =
        [
            "requests", "request_bytes", "response_bytes", "prompt_tokens", "completion_tokens", "unrestored", "total_ms", "first_bytes",
            "first_byte_ms",
        ] + LatencyBuckets.columns(prefix: "total") + LatencyBuckets.columns(prefix: "first")

    private var sums: [Labels: Sums] = [:]
    private var entitySums: [EntityLabels: (requests: Int64, count: Int64)] = [:]
    private let add: Statement
    private let addEntities: Statement

    init(_ connection: Connection) throws(SQLiteError) {
        let labels = "hour, key, team, model, host, policy, decision"
        let places = Array(repeating: "?", count: 7 + Self.sums.count).joined(separator: ", ")
        add = try connection.prepare(
            """
            insert into hourly (\(labels), \(Self.sums.joined(separator: ", "))) values (\(places))
            on conflict (\(labels)) do update set \(Self.sums.map { "\($0) = \($0) + excluded.\($0)" }.joined(separator: ", "))
            """)
        addEntities = try connection.prepare(
            """
            insert into hourly_entities (hour, key, team, policy, type, action, requests, count) values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (hour, key, team, policy, type, action) do update
            set requests = requests + excluded.requests, count = count + excluded.count
            """)
    }

    var isEmpty: Bool { sums.isEmpty && entitySums.isEmpty }

    func add(_ admission: AdmissionRow, _ outcome: OutcomeRow, entities: [EntityRow]) {
        let hour = UTCTime(microseconds: admission.time).microseconds / Self.microsecondsInHour
        let labels = Labels(
            hour: hour, key: admission.key, team: admission.team, model: outcome.modelSent, host: outcome.host, policy: admission.policy,
            decision: outcome.decision)
        Self.count(outcome, requestBytes: admission.requestBytes, in: &sums[labels, default: Sums()])
        for entity in entities {
            let labels = EntityLabels(
                hour: hour, key: admission.key, team: admission.team, policy: admission.policy, type: entity.type, action: entity.action)
            let known = entitySums[labels] ?? (0, 0)
            entitySums[labels] = (known.requests + 1, known.count + Int64(entity.count))
        }
    }

    private static func count(_ outcome: OutcomeRow, requestBytes: Int64, in sums: inout Sums) {
        sums.requests += 1
        sums.requestBytes += requestBytes
        sums.responseBytes += outcome.responseBytes
        sums.promptTokens += outcome.promptTokens ?? 0
        sums.completionTokens += outcome.completionTokens ?? 0
        sums.unrestored += Int64(outcome.unrestored)
        let total = outcome.totalMilliseconds.isFinite ? outcome.totalMilliseconds : 0
        sums.totalMilliseconds += total
        sums.total[LatencyBuckets.index(total)] += 1
        if let first = outcome.firstByteMilliseconds, first.isFinite {
            sums.firstBytes += 1
            sums.firstByteMilliseconds += first
            sums.first[LatencyBuckets.index(first)] += 1
        }
    }

    /// Adds the counts to the tables, in the transaction that is open. They are kept until `flushed`.
    func flush() throws(SQLiteError) {
        for (labels, sums) in sums {
            add.bind(1, Self.text(hour: labels.hour))
            add.bind(2, EventEncoder.stored(labels.key))
            add.bind(3, EventEncoder.stored(labels.team))
            add.bind(4, EventEncoder.stored(labels.model))
            add.bind(5, EventEncoder.stored(labels.host))
            add.bind(6, EventEncoder.stored(labels.policy))
            add.bind(7, labels.decision.rawValue)
            add.bind(8, sums.requests)
            add.bind(9, sums.requestBytes)
            add.bind(10, sums.responseBytes)
            add.bind(11, sums.promptTokens)
            add.bind(12, sums.completionTokens)
            add.bind(13, sums.unrestored)
            add.bind(14, sums.totalMilliseconds)
            add.bind(15, sums.firstBytes)
            add.bind(16, sums.firstByteMilliseconds)
            for (at, count) in (sums.total + sums.first).enumerated() { add.bind(17 + at, count) }
            try add.run()
        }
        for (labels, sums) in entitySums {
            addEntities.bind(1, Self.text(hour: labels.hour))
            addEntities.bind(2, EventEncoder.stored(labels.key))
            addEntities.bind(3, EventEncoder.stored(labels.team))
            addEntities.bind(4, EventEncoder.stored(labels.policy))
            addEntities.bind(5, EventEncoder.stored(labels.type))
            addEntities.bind(6, EventEncoder.stored(labels.action))
            addEntities.bind(7, sums.requests)
            addEntities.bind(8, sums.count)
            try addEntities.run()
        }
    }

    /// Forgets what the committed transaction has taken over.
    func flushed() {
        sums.removeAll(keepingCapacity: true)
        entitySums.removeAll(keepingCapacity: true)
    }

    /// The hour as the tables have it: `2026-11-21T13`, the beginning of a row's `time`.
    static func text(hour: Int64) -> String {
        String(UTCTime(microseconds: hour * microsecondsInHour).text.prefix(13))
    }
}
