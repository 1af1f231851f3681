internal import CSQLite

/// A compiled statement of SQLite.
final class SQLiteStatement: Statement {
    private let handle: OpaquePointer
    private let database: OpaquePointer

    init(_ handle: OpaquePointer, of database: OpaquePointer) {
        self.handle = handle
        self.database = database
    }

    var changes: Int { Int(sqlite3_changes64(database)) }

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
    func step() throws(DatabaseError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            sqlite3_reset(handle)
            throw DatabaseError(sqlite: code)
        }
    }

    /// Runs a statement that returns no rows, and makes it ready to run again.
    func run() throws(DatabaseError) {
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        if code != SQLITE_DONE && code != SQLITE_ROW { throw DatabaseError(sqlite: code) }
    }

    /// Makes the statement ready to run again; its parameters stay.
    func reset() {
        sqlite3_reset(handle)
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

    func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        if isBytes(column) {
            let blob = sqlite3_column_blob(handle, Int32(column))
            return UnsafeRawBufferPointer(start: blob, count: blob == nil ? 0 : Int(sqlite3_column_bytes(handle, Int32(column))))
        }
        let text = sqlite3_column_text(handle, Int32(column))
        return UnsafeRawBufferPointer(start: text, count: text == nil ? 0 : Int(sqlite3_column_bytes(handle, Int32(column))))
    }

    func isBytes(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_BLOB }
}
