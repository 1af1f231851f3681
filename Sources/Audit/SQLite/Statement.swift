internal import CSQLite
internal import Glibc

/// A compiled statement. Parameters count from 1 and columns from 0, as in SQLite.
final class Statement {
    /// The type of a value in a row.
    enum Kind {
        case null
        case integer
        case real
        case text
        case bytes
    }

    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        sqlite3_finalize(handle)
    }

    func bind(_ index: Int, _ value: Int64) {
        sqlite3_bind_int64(handle, Int32(index), value)
    }

    func bind(_ index: Int, _ value: Double) {
        sqlite3_bind_double(handle, Int32(index), value)
    }

    func bind(_ index: Int, _ value: String) {
        // A C string has an address also when it is empty; no address would mean NULL. The count keeps NULs inside.
        let count = Int32(value.utf8.count)
        value.withCString { _ = hopguard_bind_text_copied(handle, Int32(index), $0, count) }
    }

    func bind(_ index: Int, _ value: ChainHash) {
        value.withBytes { bytes in
            _ = hopguard_bind_blob_copied(handle, Int32(index), bytes.baseAddress, Int32(bytes.count))
        }
    }

    func bindNull(_ index: Int) {
        sqlite3_bind_null(handle, Int32(index))
    }

    /// Binds text that stays where it is until the statement is reset: nothing is copied.
    func bindBorrowedText(_ index: Int, _ bytes: UnsafePointer<UInt8>, count: Int) {
        bytes.withMemoryRebound(to: CChar.self, capacity: count) { text in
            _ = sqlite3_bind_text(handle, Int32(index), text, Int32(count), nil)
        }
    }

    /// Goes on to the next row; false when there is none.
    func step() throws(SQLiteError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            sqlite3_reset(handle)
            throw SQLiteError(code: code)
        }
    }

    /// Runs a statement that returns no rows, and makes it ready to run again.
    func run() throws(SQLiteError) {
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        if code != SQLITE_DONE && code != SQLITE_ROW { throw SQLiteError(code: code) }
    }

    /// Makes the statement ready to run again; its parameters stay.
    func reset() {
        sqlite3_reset(handle)
    }

    func kind(_ column: Int) -> Kind {
        switch sqlite3_column_type(handle, Int32(column)) {
        case SQLITE_INTEGER: .integer
        case SQLITE_FLOAT: .real
        case SQLITE_TEXT: .text
        case SQLITE_BLOB: .bytes
        default: .null
        }
    }

    /// Reads a value of any type with one look-up.
    ///
    /// SQLite calls such a value unprotected: only the thread that uses the connection may touch it. That is how every connection is used here.
    func read(_ column: Int, _ reader: EventEncoder) {
        let value = sqlite3_column_value(handle, Int32(column))
        switch sqlite3_value_type(value) {
        case SQLITE_INTEGER: reader.integer(sqlite3_value_int64(value))
        case SQLITE_FLOAT: reader.real(sqlite3_value_double(value))
        case SQLITE_TEXT:
            // As bytes, a text is not asked to end in a NUL.
            let text = sqlite3_value_blob(value)
            reader.text(UnsafeRawBufferPointer(start: text, count: text == nil ? 0 : Int(sqlite3_value_bytes(value))))
        case SQLITE_BLOB: reader.foreignValue()
        default: reader.null()
        }
    }

    func isNull(_ column: Int) -> Bool {
        sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
    }

    func integer(_ column: Int) -> Int64 {
        sqlite3_column_int64(handle, Int32(column))
    }

    func real(_ column: Int) -> Double {
        sqlite3_column_double(handle, Int32(column))
    }

    /// The value as text; malformed UTF-8, which only another program can have written, is replaced.
    func text(_ column: Int) -> String {
        withText(column) { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of a text, valid until the next step.
    func withText<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) -> T) -> T {
        let text = sqlite3_column_text(handle, Int32(column))
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return body(UnsafeRawBufferPointer(start: text, count: text == nil ? 0 : count))
    }

    /// Whether a column holds the same bytes as one of another statement.
    func hasSameText(_ column: Int, as other: Statement, _ otherColumn: Int) -> Bool {
        withText(column) { own in
            other.withText(otherColumn) { theirs in
                own.count == theirs.count && (own.isEmpty || memcmp(own.baseAddress!, theirs.baseAddress!, own.count) == 0)
            }
        }
    }

    /// The bytes of a blob, valid until the next step.
    func withBlob<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) -> T) -> T {
        let blob = sqlite3_column_blob(handle, Int32(column))
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return body(UnsafeRawBufferPointer(start: blob, count: blob == nil ? 0 : count))
    }

    /// A link's hash; nil when the value is not 32 bytes.
    func hash(_ column: Int) -> ChainHash? {
        guard kind(column) == .bytes else { return nil }
        return withBlob(column) { ChainHash($0) }
    }
}
