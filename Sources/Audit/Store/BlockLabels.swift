internal import Pipeline

/// Which combinations of values stand in which block of rows, so that a filter reads only the blocks that hold a match.
///
/// What has been written is remembered, bounded, so that most rows cost one look-up.
final class BlockLabels {
    /// Rows in a block, as a power of two: small enough that reading one is under a millisecond, large enough that a value's blocks are few.
    static let blockShift: Int64 = 10

    static func block(of seq: Int64) -> Int64 { seq >> blockShift }

    /// The values of one or more rows that a filter may ask for.
    private struct Label: Hashable {
        var key: String
        var team: String
        var modelAsked: String
        var modelSent: String
        var host: String
        var policy: String
        var api: String
        var decision: Decision
        var status: Int
        /// `,EMAIL_ADDRESS,PHONE_NUMBER,`: sorted, each between commas; empty for none.
        var entities: String
    }

    /// What decides on a row's label.
    private struct Row: Equatable {
        var block: Int64
        var key: String
        var team: String
        var modelAsked: String
        var policy: String
        var api: String
        var modelSent: String
        var host: String
        var decision: Decision?
        var status: Int
        var types: [String]
    }

    private struct Block {
        var first: Int64
        var last: Int64
        var labels: [Label] = []
    }

    private static let mostRemembered = 50_000

    private var combinations: Set<Int> = []
    /// The row noted last: most are like the one before, and comparing costs less than hashing.
    private var newest: Row?
    private var numbers: [Label: Int64] = [:]
    private var blocks: [Int64: Block] = [:]
    private let insertLabel: any Statement
    private let findLabel: any Statement
    private let upsertBlock: any Statement

    private static let columns = ["key", "team", "model_asked", "model_sent", "host", "policy", "api", "decision", "status", "entities"]

    init(_ connection: any Connection) throws(DatabaseError) {
        let list = Self.columns.joined(separator: ", ")
        insertLabel = try connection.prepare(
            """
            insert into labels (id, \(list)) values ((select coalesce(max(id), 0) + 1 from labels), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (\(list)) do nothing
            """)
        findLabel = try connection.prepare(
            "select id from labels where \(Self.columns.map { "\($0) = ?" }.joined(separator: " and "))")
        upsertBlock = try connection.prepare(
            """
            insert into blocks (block, first_time, last_time, labels) values (?, ?, ?, ?)
            on conflict (block) do update set first_time = \(connection.dialect.least)(blocks.first_time, excluded.first_time),
              last_time = \(connection.dialect.most)(blocks.last_time, excluded.last_time), labels = blocks.labels || excluded.labels
            """)
    }

    /// Notes what is new about a row.
    func note(_ admission: AdmissionRow, _ outcome: OutcomeRow?, entities: [EntityRow], seq: Int64) {
        let at = Self.block(of: seq)
        var block = blocks[at] ?? Block(first: admission.time, last: admission.time)
        block.first = min(block.first, admission.time)
        block.last = max(block.last, admission.time)
        defer { blocks[at] = block }
        if isLikeNewest(admission, outcome, entities, block: at) { return }
        if combinations.count > Self.mostRemembered || numbers.count > Self.mostRemembered { forget() }
        newest = Row(
            block: at, key: admission.key, team: admission.team, modelAsked: admission.modelAsked, policy: admission.policy,
            api: admission.api, modelSent: outcome?.modelSent ?? "", host: outcome?.host ?? "", decision: outcome?.decision,
            status: outcome?.status ?? 0, types: entities.map(\.type))
        // One look-up for a row like one before it in this block.
        var hasher = Hasher()
        hasher.combine(at)
        hasher.combine(admission.key)
        hasher.combine(admission.team)
        hasher.combine(admission.modelAsked)
        hasher.combine(admission.policy)
        hasher.combine(admission.api)
        if let outcome {
            hasher.combine(outcome.modelSent)
            hasher.combine(outcome.host)
            hasher.combine(outcome.status)
            hasher.combine(outcome.decision)
        }
        for entity in entities { hasher.combine(entity.type) }
        guard combinations.insert(hasher.finalize()).inserted else { return }
        block.labels.append(
            Label(
                key: EventEncoder.stored(admission.key), team: EventEncoder.stored(admission.team),
                modelAsked: EventEncoder.stored(admission.modelAsked), modelSent: EventEncoder.stored(outcome?.modelSent ?? ""),
                host: EventEncoder.stored(outcome?.host ?? ""), policy: EventEncoder.stored(admission.policy),
                api: EventEncoder.stored(admission.api), decision: outcome?.decision ?? .forwarded, status: outcome?.status ?? 0,
                entities: Self.list(entities)))
    }

    private func isLikeNewest(_ admission: AdmissionRow, _ outcome: OutcomeRow?, _ entities: [EntityRow], block: Int64) -> Bool {
        guard let newest, newest.block == block, newest.types.count == entities.count else { return false }
        guard newest.decision == outcome?.decision, newest.status == outcome?.status ?? 0, newest.key == admission.key,
            newest.team == admission.team, newest.modelAsked == admission.modelAsked, newest.policy == admission.policy,
            newest.api == admission.api, newest.modelSent == outcome?.modelSent ?? "", newest.host == outcome?.host ?? ""
        else { return false }
        for at in entities.indices where newest.types[at] != entities[at].type { return false }
        return true
    }

    /// Writes what was noted, once a group.
    func flush() throws(DatabaseError) {
        for (at, block) in blocks {
            var labels = ""
            for label in block.labels { labels += "\(try number(label)) " }
            upsertBlock.bind(1, at)
            upsertBlock.bind(2, UTCTime(microseconds: block.first).text)
            upsertBlock.bind(3, UTCTime(microseconds: block.last).text)
            upsertBlock.bind(4, labels)
            try upsertBlock.run()
        }
        blocks.removeAll(keepingCapacity: true)
    }

    /// Forgets everything of a transaction that did not hold.
    func rollBack() {
        forget()
        blocks.removeAll(keepingCapacity: true)
    }

    private func forget() {
        newest = nil
        combinations.removeAll(keepingCapacity: true)
        numbers.removeAll(keepingCapacity: true)
    }

    /// The number of a combination, which is written if it is new.
    private func number(_ label: Label) throws(DatabaseError) -> Int64 {
        if let known = numbers[label] { return known }
        var found = try find(label)
        if found == nil {
            bind(insertLabel, label)
            try insertLabel.run()
            found = try find(label)
        }
        guard let found else { throw .damaged }
        numbers[label] = found
        return found
    }

    private func find(_ label: Label) throws(DatabaseError) -> Int64? {
        bind(findLabel, label)
        defer { findLabel.reset() }
        return try findLabel.step() ? findLabel.integer(0) : nil
    }

    private func bind(_ statement: any Statement, _ label: Label) {
        statement.bind(1, label.key)
        statement.bind(2, label.team)
        statement.bind(3, label.modelAsked)
        statement.bind(4, label.modelSent)
        statement.bind(5, label.host)
        statement.bind(6, label.policy)
        statement.bind(7, label.api)
        statement.bind(8, label.decision.rawValue)
        statement.bind(9, Int64(label.status))
        statement.bind(10, label.entities)
    }

    /// The types of some entities, which are sorted by them.
    private static func list(_ entities: [EntityRow]) -> String {
        if entities.isEmpty { return "" }
        var out = ","
        var last = ""
        for entity in entities where entity.type != last {
            last = entity.type
            out += last + ","
        }
        return out
    }
}
