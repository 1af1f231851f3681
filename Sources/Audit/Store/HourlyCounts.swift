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
        var cost: Int64 = 0
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
            "requests", "request_bytes", "response_bytes", "prompt_tokens", "completion_tokens", "unrestored", "cost", "total_ms",
            "first_bytes", "first_byte_ms",
        ] + LatencyBuckets.columns(prefix: "total") + LatencyBuckets.columns(prefix: "first")

    /// The type of one of them.
    static func type(of sum: String) -> String { sum == "total_ms" || sum == "first_byte_ms" ? "double precision" : "bigint" }

    private var rows: [(labels: Labels, sums: Sums)] = []
    private var places: [Labels: Int] = [:]
    /// The place counted last: most outcomes have the labels of the one before.
    private var newest = 0
    private var entitySums: [EntityLabels: (requests: Int64, count: Int64)] = [:]
    /// One table for hours, one for days, told apart by the first column; the entities' likewise.
    private let adds: [(length: Int, rows: any Statement, entities: any Statement)]

    init(_ connection: any Connection) throws(DatabaseError) {
        let places = Array(repeating: "?", count: 7 + Self.sums.count).joined(separator: ", ")
        var adds: [(length: Int, rows: any Statement, entities: any Statement)] = []
        for (table, time, length) in [("hourly", "hour", 13), ("daily", "day", 10)] {
            let labels = "\(time), key, team, model, host, policy, decision"
            let entityLabels = "\(time), key, team, policy, type, action"
            let rows = try connection.prepare(
                """
                insert into \(table) (\(labels), \(Self.sums.joined(separator: ", "))) values (\(places))
                on conflict (\(labels)) do update set \(Self.sums.map { "\($0) = \(table).\($0) + excluded.\($0)" }.joined(separator: ", "))
                """)
            let entities = try connection.prepare(
                """
                insert into \(table)_entities (\(entityLabels), requests, count) values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (\(entityLabels)) do update
                set requests = \(table)_entities.requests + excluded.requests, count = \(table)_entities.count + excluded.count
                """)
            adds.append((length, rows, entities))
        }
        self.adds = adds
    }

    var isEmpty: Bool { rows.isEmpty && entitySums.isEmpty }

    func add(_ admission: AdmissionRow, _ outcome: OutcomeRow, entities: [EntityRow]) {
        let hour = UTCTime(microseconds: admission.time).microseconds / Self.microsecondsInHour
        let labels = Labels(
            hour: hour, key: admission.key, team: admission.team, model: outcome.modelSent, host: outcome.host, policy: admission.policy,
            decision: outcome.decision)
        if newest >= rows.count || rows[newest].labels != labels {
            newest = places[labels] ?? rows.count
            if newest == rows.count {
                places[labels] = newest
                rows.append((labels, Sums()))
            }
        }
        Self.count(outcome, requestBytes: admission.requestBytes, in: &rows[newest].sums)
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
        sums.cost += outcome.cost ?? 0
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
    func flush() throws(DatabaseError) {
        for (length, add, addEntities) in adds {
            for (labels, sums) in rows {
                add.bind(1, String(Self.text(hour: labels.hour).prefix(length)))
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
                add.bind(14, sums.cost)
                add.bind(15, sums.totalMilliseconds)
                add.bind(16, sums.firstBytes)
                add.bind(17, sums.firstByteMilliseconds)
                for (at, count) in (sums.total + sums.first).enumerated() { add.bind(18 + at, count) }
                try add.run()
            }
            for (labels, sums) in entitySums {
                addEntities.bind(1, String(Self.text(hour: labels.hour).prefix(length)))
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
    }

    /// Forgets what the committed transaction has taken over.
    func flushed() {
        rows.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        entitySums.removeAll(keepingCapacity: true)
    }

    /// Counts again the outcomes that a program that was killed had recorded and not yet counted.
    ///
    /// - Parameters:
    ///   - rolled: the link up to which they are counted.
    ///   - seq: the row from which on others may stand.
    ///   - last: the last link to count.
    func recount(
        _ connection: any Connection, writer: Int64, after rolled: Int64, from seq: Int64, upTo last: Int64
    ) throws(DatabaseError) {
        guard rolled < last else { return }
        let rows = try connection.prepare(
            """
            select seq, time, key, team, model_sent, host, policy, decision, request_bytes, response_bytes, prompt_tokens, completion_tokens,
              unrestored, total_ms, first_byte_ms, cost
            from requests where seq >= ? and writer = ? and closed > ? and closed <= ? order by seq
            """)
        let entities = try connection.prepare("select type, action, recognizer, count from entities where seq = ?")
        rows.bind(1, seq)
        rows.bind(2, writer)
        rows.bind(3, rolled)
        rows.bind(4, last)
        while try rows.step() {
            var admission = AdmissionRow()
            var outcome = OutcomeRow()
            guard let time = UTCTime(text: rows.text(1)) else { continue }
            admission.time = time.microseconds
            admission.key = rows.text(2)
            admission.team = rows.text(3)
            outcome.modelSent = rows.text(4)
            outcome.host = rows.text(5)
            admission.policy = rows.text(6)
            outcome.decision = Decision(rawValue: rows.text(7)) ?? .failed
            admission.requestBytes = rows.integer(8)
            outcome.responseBytes = rows.integer(9)
            outcome.promptTokens = rows.integer(10)
            outcome.completionTokens = rows.integer(11)
            outcome.unrestored = Int(rows.integer(12))
            outcome.totalMilliseconds = rows.real(13)
            outcome.firstByteMilliseconds = rows.isNull(14) ? nil : rows.real(14)
            outcome.cost = rows.isNull(15) ? nil : rows.integer(15)
            var found: [EntityRow] = []
            entities.bind(1, rows.integer(0))
            while try entities.step() {
                found.append(
                    EntityRow(
                        type: entities.text(0), action: entities.text(1), recognizer: entities.text(2), count: Int(entities.integer(3))))
            }
            entities.reset()
            add(admission, outcome, entities: found)
        }
    }

    /// The hour as the tables have it: `2026-11-21T13`, the beginning of a row's `time`.
    static func text(hour: Int64) -> String {
        String(UTCTime(microseconds: hour * microsecondsInHour).text.prefix(13))
    }
}
