internal import Pipeline

/// Which combinations of values stand in which block of rows, so that a filter reads only the blocks that hold a match, and of a combination
/// that stands in a block once, that row alone.
///
/// A block's list names each combination by its number: `12:345 ` where it was seen once, in the row 345 of the block, and `12 ` where more
/// than once; what is added later holds beside what is there. What has been written is remembered, bounded, so that most rows cost one
/// look-up.
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

    /// A combination in a block, and the row of the block it was seen in, or `many`.
    private struct Entry {
        let label: Label
        var row: Int
    }

    private struct Block {
        var number: Int64 = -1
        var first: Int64 = .max
        var last: Int64 = .min
        var entries: [Entry] = []
    }

    /// What is known of a combination in a block.
    private struct Seen {
        var row: Int
        /// Where its entry stands, as long as the block is not written.
        var entry: Int
        var flush: Int
    }

    private static let mostRemembered = 50_000
    private static let many = -1

    private var seen: [Int: Seen] = [:]
    private var numbers: [Label: Int64] = [:]
    /// The block that rows are noted in, and those before it since the last group was written.
    private var block = Block()
    private var others: [Block] = []
    private var flushes = 0
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
        if at != block.number { turn(to: at) }
        block.first = min(block.first, admission.time)
        block.last = max(block.last, admission.time)
        if seen.count > Self.mostRemembered || numbers.count > Self.mostRemembered { forget() }
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
        let combination = hasher.finalize()
        var row = Int(seq & (1 << Self.blockShift - 1))
        if let known = seen[combination] {
            if known.row == row || known.row == Self.many { return }
            row = Self.many
            if known.flush == flushes {
                block.entries[known.entry].row = row
                seen[combination]?.row = row
                return
            }
        }
        seen[combination] = Seen(row: row, entry: block.entries.count, flush: flushes)
        block.entries.append(
            Entry(
                label: Label(
                    key: EventEncoder.stored(admission.key), team: EventEncoder.stored(admission.team),
                    modelAsked: EventEncoder.stored(admission.modelAsked), modelSent: EventEncoder.stored(outcome?.modelSent ?? ""),
                    host: EventEncoder.stored(outcome?.host ?? ""), policy: EventEncoder.stored(admission.policy),
                    api: EventEncoder.stored(admission.api), decision: outcome?.decision ?? .forwarded, status: outcome?.status ?? 0,
                    entities: Self.list(entities)), row: row))
    }

    /// Goes on to another block, which outcomes of rows that lasted long may have been noted in before.
    private func turn(to number: Int64) {
        if block.number >= 0 { others.append(block) }
        // What is known of entries by their places holds for the block at hand alone.
        flushes += 1
        block = Block(number: number)
    }

    /// Writes what was noted, once a group.
    func flush() throws(DatabaseError) {
        for block in others + [block] where !block.entries.isEmpty || block.first <= block.last {
            var rows: [Int64: Int] = [:]
            for entry in block.entries {
                let number = try number(entry.label)
                rows[number] = rows[number, default: entry.row] == entry.row ? entry.row : Self.many
            }
            var list = ""
            for (number, row) in rows { list += row == Self.many ? "\(number) " : "\(number):\(row) " }
            upsertBlock.bind(1, block.number)
            upsertBlock.bind(2, UTCTime(microseconds: block.first).text)
            upsertBlock.bind(3, UTCTime(microseconds: block.last).text)
            upsertBlock.bind(4, list)
            try upsertBlock.run()
        }
        clear()
    }

    /// Forgets everything of a transaction that did not hold.
    func rollBack() {
        forget()
        clear()
    }

    private func clear() {
        others.removeAll(keepingCapacity: true)
        block = Block(number: block.number)
        flushes += 1
    }

    private func forget() {
        seen.removeAll(keepingCapacity: true)
        numbers.removeAll(keepingCapacity: true)
    }

    /// The rows of a block that can match: from the first to the last of the combinations that fit.
    static func rows(_ list: UnsafeRawBufferPointer, fitting: [Bool]) -> ClosedRange<Int64>? {
        var found: ClosedRange<Int64>?
        var number = 0
        var row: Int64?
        for byte in list {
            switch byte {
            case UInt8(ascii: " "):
                if number < fitting.count && fitting[number] {
                    guard let row else { return 0...(1 << blockShift - 1) }
                    found = min(found?.lowerBound ?? row, row)...max(found?.upperBound ?? row, row)
                }
                number = 0
                row = nil
            case UInt8(ascii: ":"): row = 0
            default:
                if let digits = row {
                    row = (digits & 0xffff) * 10 + Int64(byte & 15)
                } else {
                    number = (number & 0xffff_ffff) * 10 + Int(byte & 15)
                }
            }
        }
        return found
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
