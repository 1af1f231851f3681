internal import Pipeline

/// Which values stand in which block of rows, so that a filter reads only the blocks that can hold a match.
///
/// What has been written for a block is remembered, bounded, so that most rows add nothing.
final class BlockLabels {
    /// Rows in a block, as a power of two: small enough that reading one is under a millisecond, large enough that a value's blocks are few.
    static let blockShift: Int64 = 10

    static func block(of seq: Int64) -> Int64 { seq >> blockShift }

    /// The names a filter may ask for.
    enum Name: String, CaseIterable {
        case key
        case team
        case model
        case host
        case policy
        case status
        case decision
        case entity
        case api
    }

    private struct Label: Hashable {
        var name: Name
        var value: String
        var block: Int64
    }

    private static let mostRemembered = 50_000

    private var combinations: Set<Int> = []
    private var written: Set<Label> = []
    private var times: [Int64: (first: Int64, last: Int64)] = [:]
    private let insertLabel: Statement
    private let upsertBlock: Statement

    init(_ connection: Connection) throws(SQLiteError) {
        insertLabel = try connection.prepare("insert or ignore into labels (name, value, block) values (?, ?, ?)")
        upsertBlock = try connection.prepare(
            """
            insert into blocks (block, first_time, last_time) values (?, ?, ?)
            on conflict (block) do update
            set first_time = min(first_time, excluded.first_time), last_time = max(last_time, excluded.last_time)
            """)
    }

    /// Writes what is new about a row. Part of the transaction that writes the row.
    func note(_ admission: AdmissionRow, _ outcome: OutcomeRow?, entities: [EntityRow], seq: Int64) throws(SQLiteError) {
        let block = Self.block(of: seq)
        if let known = times[block] {
            times[block] = (min(known.first, admission.time), max(known.last, admission.time))
        } else {
            times[block] = (admission.time, admission.time)
        }
        if written.count > Self.mostRemembered || combinations.count > Self.mostRemembered { forget() }
        // One look-up for a row like one before it in this block.
        var hasher = Hasher()
        hasher.combine(block)
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
        try write(.key, admission.key, block)
        try write(.team, admission.team, block)
        try write(.model, admission.modelAsked, block)
        try write(.policy, admission.policy, block)
        try write(.api, admission.api, block)
        if let outcome {
            try write(.model, outcome.modelSent, block)
            try write(.host, outcome.host, block)
            try write(.status, String(outcome.status), block)
            try write(.decision, outcome.decision.rawValue, block)
        } else {
            try write(.decision, Decision.forwarded.rawValue, block)
        }
        for entity in entities { try write(.entity, entity.type, block) }
    }

    /// Writes the blocks' times, once a group.
    func flush() throws(SQLiteError) {
        for (block, time) in times {
            upsertBlock.bind(1, block)
            upsertBlock.bind(2, UTCTime(microseconds: time.first).text)
            upsertBlock.bind(3, UTCTime(microseconds: time.last).text)
            try upsertBlock.run()
        }
        times.removeAll(keepingCapacity: true)
    }

    /// Forgets what was written: the transaction did not hold, or there is too much of it.
    func forget() {
        combinations.removeAll(keepingCapacity: true)
        written.removeAll(keepingCapacity: true)
    }

    /// Forgets everything of a transaction that did not hold.
    func rollBack() {
        forget()
        times.removeAll(keepingCapacity: true)
    }

    private func write(_ name: Name, _ value: String, _ block: Int64) throws(SQLiteError) {
        guard written.insert(Label(name: name, value: value, block: block)).inserted else { return }
        insertLabel.bind(1, name.rawValue)
        insertLabel.bind(2, EventEncoder.stored(value))
        insertLabel.bind(3, block)
        try insertLabel.run()
    }
}
