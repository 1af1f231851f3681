internal import Glibc

/// Many new rows in one statement, which has an array for each column: a row then costs the server what storing it costs, and not a
/// statement of its own, which is several times that.
///
/// Rows gather here until there are enough, or until something else is sent, so that all that depends on them comes after them.
final class PostgresRows: Statement {
    private struct Column {
        let type: UInt32
        var bytes: [UInt8] = []
        var hasNull = false
    }

    /// Rows and bytes of one statement at most: enough that the statement itself costs little, and the server begins early.
    private static let mostRows = 256
    private static let mostBytes = 1 << 20
    /// The types of our columns: https://github.com/postgres/postgres/blob/REL_15_STABLE/src/include/catalog/pg_type.dat
    private static let names: [UInt32: String] = [20: "bigint", 25: "text", 17: "bytea", 701: "double precision"]

    private let insert: PostgresStatement
    private var columns: [Column]
    private var count = 0
    private var size = 0
    /// The first column's values, where a row replaces one: PostgreSQL does that once in a statement.
    private var keys: Set<Int64>?
    /// Where the row at hand begins in each column, when it has to begin a statement.
    private var begins: [Int]?

    /// - Parameters:
    ///   - columns: the names of the columns that are given.
    ///   - replaces: whether a row takes the place of one with the same first column; else that one stays.
    init(_ connection: PostgresConnection, _ table: String, _ columns: [String], replaces: Bool) throws(DatabaseError) {
        let list = columns.joined(separator: ", ")
        let look = PostgresStatement(sql: "select \(list) from \(table) limit 0", name: connection.name(), of: connection)
        _ = try look.step()
        self.columns = columns.indices.map { Column(type: look.type($0)) }
        let arrays = self.columns.enumerated().map { "$\($0 + 1)::\(Self.names[$1.type] ?? "text")[]" }
        let conflict =
            replaces
            ? "on conflict (\(columns[0])) do update set \(columns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", "))"
            : "on conflict do nothing"
        insert = PostgresStatement(
            sql: "insert into \(table) (\(list)) select * from unnest(\(arrays.joined(separator: ", "))) \(conflict)",
            name: connection.name(), of: connection, isGathered: true)
        keys = replaces ? [] : nil
    }

    /// Sends what is gathered.
    func flush() throws(DatabaseError) {
        guard count > 0 else { return }
        for (at, column) in columns.enumerated() {
            // Binary form of an array: dimensions, whether there are NULLs, type of the elements, then length and first index.
            var head: [UInt8] = []
            head.reserveCapacity(20 + column.bytes.count)
            for word in [1, column.hasNull ? 1 : 0, column.type, UInt32(count), 1] {
                withUnsafeBytes(of: word.bigEndian) { head += $0 }
            }
            head += column.bytes
            head.withUnsafeBytes { insert.bind(at + 1, bytes: $0) }
        }
        clear()
        try insert.run()
    }

    /// Forgets what is gathered.
    func clear() {
        for at in columns.indices {
            columns[at].bytes.removeAll(keepingCapacity: true)
            columns[at].hasNull = false
        }
        keys?.removeAll(keepingCapacity: true)
        begins = nil
        count = 0
        size = 0
    }

    private func add(_ index: Int, _ value: UnsafeRawBufferPointer) {
        withUnsafeBytes(of: UInt32(value.count).bigEndian) { columns[index - 1].bytes += $0 }
        columns[index - 1].bytes += value
        size += value.count + 4
    }

    func bind(_ index: Int, _ value: Int64) {
        if index == 1, keys?.insert(value).inserted == false { begins = columns.map(\.bytes.count) }
        withUnsafeBytes(of: value.bigEndian) { add(index, $0) }
    }

    func bind(_ index: Int, _ value: Double) { withUnsafeBytes(of: value.bitPattern.bigEndian) { add(index, $0) } }

    func bind(_ index: Int, _ value: String) {
        var value = value
        value.withUTF8 { add(index, UnsafeRawBufferPointer($0)) }
    }

    func bind(_ index: Int, _ value: ChainHash) { value.withBytes { add(index, $0) } }

    func bindNull(_ index: Int) {
        withUnsafeBytes(of: Int32(-1).bigEndian) { columns[index - 1].bytes += $0 }
        columns[index - 1].hasNull = true
    }

    func bindBorrowedText(_ index: Int, _ bytes: UnsafePointer<UInt8>, count: Int) {
        add(index, UnsafeRawBufferPointer(start: bytes, count: count))
    }

    func run() throws(DatabaseError) {
        if let begins {
            var row: [ArraySlice<UInt8>] = []
            for at in columns.indices {
                row.append(columns[at].bytes[begins[at]...])
                columns[at].bytes.removeLast(row[at].count)
            }
            try flush()
            for at in columns.indices {
                columns[at].bytes += row[at]
                columns[at].hasNull = true
            }
        }
        count += 1
        if count == Self.mostRows || size >= Self.mostBytes { try flush() }
    }

    func reset() {}

    var changes: Int { preconditionFailure("rows are sent without waiting: nobody knows yet") }

    // It returns no rows.
    func step() throws(DatabaseError) -> Bool {
        try run()
        return false
    }
    func read(_ column: Int, _ reader: EventEncoder) { reader.null() }
    func isNull(_ column: Int) -> Bool { true }
    func integer(_ column: Int) -> Int64 { 0 }
    func real(_ column: Int) -> Double { 0 }
    func bytes(_ column: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }
    func isBytes(_ column: Int) -> Bool { false }
}
