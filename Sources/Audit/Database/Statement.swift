internal import Glibc

/// A compiled statement. Parameters count from 1 and columns from 0, as in SQLite.
protocol Statement: AnyObject {
    func bind(_ index: Int, _ value: Int64)
    func bind(_ index: Int, _ value: Double)
    func bind(_ index: Int, _ value: String)
    func bind(_ index: Int, _ value: ChainHash)
    func bindNull(_ index: Int)
    /// Binds text that stays where it is until the statement has run.
    func bindBorrowedText(_ index: Int, _ bytes: UnsafePointer<UInt8>, count: Int)

    /// Goes on to the next row; false when there is none.
    func step() throws(DatabaseError) -> Bool

    /// Runs a statement that returns no rows, and makes it ready to run again. `Connection.settle` may tell its failure.
    func run() throws(DatabaseError)

    /// Makes the statement ready to run again; its parameters stay.
    func reset()

    /// How many rows the last `run` changed; only a database that answers each statement by itself knows.
    var changes: Int { get }

    /// Hands a value of any type on.
    func read(_ column: Int, _ reader: EventEncoder)

    func isNull(_ column: Int) -> Bool
    func integer(_ column: Int) -> Int64
    func real(_ column: Int) -> Double
    /// The bytes of a text or of bytes, valid until the next step.
    func bytes(_ column: Int) -> UnsafeRawBufferPointer
    func isBytes(_ column: Int) -> Bool
}

extension Statement {
    /// The value as text; malformed UTF-8, which only another program can have written, is replaced.
    func text(_ column: Int) -> String { String(decoding: bytes(column), as: UTF8.self) }

    /// Whether a column holds the same bytes as one of another statement.
    func hasSameText(_ column: Int, as other: any Statement, _ otherColumn: Int) -> Bool {
        let own = bytes(column)
        let theirs = other.bytes(otherColumn)
        return own.count == theirs.count && (own.isEmpty || memcmp(own.baseAddress!, theirs.baseAddress!, own.count) == 0)
    }

    /// A link's hash; nil when the value is not 32 bytes.
    func hash(_ column: Int) -> ChainHash? { isBytes(column) ? ChainHash(bytes(column)) : nil }

    func bind(_ index: Int, _ value: Int64?) {
        if let value { bind(index, value) } else { bindNull(index) }
    }

    func bind(_ index: Int, _ value: ChainHash?) {
        if let value { bind(index, value) } else { bindNull(index) }
    }
}
