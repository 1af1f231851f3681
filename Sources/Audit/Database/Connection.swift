/// One connection to the database that holds the log, used by one thread at a time, which its owner sees to.
///
/// What the two databases spell differently is here; all other SQL is written once, in what both understand. Parameters are `?`.
protocol Connection: AnyObject {
    var dialect: Dialect { get }

    /// Runs statements, parted by `;`, that return no rows.
    func execute(_ sql: String) throws(DatabaseError)

    /// Compiles a statement that will run many times.
    func prepare(_ sql: String) throws(DatabaseError) -> any Statement

    /// The same for a question with more rows than should be in memory at once; inside a transaction.
    func prepareLong(_ sql: String) throws(DatabaseError) -> any Statement

    /// Compiles an insert of whole rows into a table. Rows may be kept back until something else is run or `settle` is called.
    ///
    /// - Parameter replaces: where a row with the same first column is there, whether it is replaced or, where the database can be told so,
    ///   stays. SQLite refuses it either way.
    func prepareInsert(_ table: String, _ columns: [String], replaces: Bool) throws(DatabaseError) -> any Statement

    /// Waits until every statement that was run is done, and throws the first failure. A commit holds once this returns.
    func settle() throws(DatabaseError)

    /// Whether commits from now on wait for the disk.
    func waitForDisk(_ waits: Bool) throws(DatabaseError)

    /// Begins a transaction in which this program alone writes.
    func beginWriting() throws(DatabaseError)

    /// Begins a transaction that sees one state of the log throughout.
    func beginReading() throws(DatabaseError)

    /// Sets numbers aside for `count` new rows, in a transaction that writes, and returns the one before the first.
    func reserveRows(_ count: Int) throws(DatabaseError) -> Int64

    /// Ends an open transaction without its changes. Its own failure says nothing new: the transaction is gone either way.
    func rollBack()
}

/// Whose SQL it is.
enum Dialect {
    case sqlite
    case postgres

    /// The larger and the smaller of two values.
    var most: String { self == .sqlite ? "max" : "greatest" }
    var least: String { self == .sqlite ? "min" : "least" }

    /// A comparison with a pattern, and the pattern as this database has it. `*` and `?` stand for any run of characters and any one.
    func pattern(_ column: String, _ pattern: String) -> (sql: String, value: String) {
        var value = ""
        for character in pattern {
            switch (self, character) {
            // GLOB also knows `[…]`, which here is no pattern.
            case (.sqlite, "["): value += "[[]"
            case (.postgres, "*"): value += "%"
            case (.postgres, "?"): value += "_"
            case (.postgres, "%"), (.postgres, "_"), (.postgres, "\\"): value += "\\" + String(character)
            default: value.append(character)
            }
        }
        return (self == .sqlite ? "\(column) glob ?" : "\(column) like ?", value)
    }
}

extension Connection {
    func prepareLong(_ sql: String) throws(DatabaseError) -> any Statement { try prepare(sql) }

    func settle() throws(DatabaseError) {}

    func prepareInsert(_ table: String, _ columns: [String], replaces: Bool) throws(DatabaseError) -> any Statement {
        let places = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        return try prepare("insert into \(table) (\(columns.joined(separator: ", "))) values (\(places))")
    }

    /// The first column of the first row as a number; nil when there is no row or it is NULL.
    func integer(_ sql: String) throws(DatabaseError) -> Int64? {
        let statement = try prepare(sql)
        defer { statement.reset() }
        guard try statement.step(), !statement.isNull(0) else { return nil }
        return statement.integer(0)
    }

    /// The first column of the first row as text; nil when there is no row or it is NULL.
    func text(_ sql: String) throws(DatabaseError) -> String? {
        let statement = try prepare(sql)
        defer { statement.reset() }
        guard try statement.step(), !statement.isNull(0) else { return nil }
        return statement.text(0)
    }

    /// Runs `body` in one transaction that can write from its start.
    func transaction<T>(_ body: () throws(DatabaseError) -> T) throws(DatabaseError) -> T {
        do {
            try beginWriting()
            let value = try body()
            try execute("commit")
            return value
        } catch {
            rollBack()
            throw error
        }
    }
}
