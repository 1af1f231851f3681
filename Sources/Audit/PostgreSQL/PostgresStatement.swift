internal import CPostgres

/// A statement of PostgreSQL, prepared when it is first sent. Values pass in binary, both ways.
final class PostgresStatement: Statement {
    let sql: String
    let name: String
    var isPrepared = false
    /// Whether it sends rows that have gathered.
    let isGathered: Bool
    /// The cursor that is fetched from, where there is one.
    private let declaration: PostgresStatement?
    private var isDeclared = false
    // The connection owns nothing of a statement, so this makes no circle.
    private let connection: PostgresConnection

    private struct Parameter {
        var start = 0
        var count: Int32 = 0
        var isNull = true
    }

    private var storage: [UInt8] = []
    private var parameters: [Parameter] = []
    private var result: OpaquePointer?
    private var row = -1
    private var rows = 0

    // https://github.com/postgres/postgres/blob/REL_15_STABLE/src/include/catalog/pg_type.dat
    private static let boolType: UInt32 = 16
    private static let bytesType: UInt32 = 17
    private static let int2Type: UInt32 = 21
    private static let int4Type: UInt32 = 23
    private static let int8Type: UInt32 = 20
    private static let float8Type: UInt32 = 701

    init(sql: String, name: String, of connection: PostgresConnection, declaration: PostgresStatement? = nil, isGathered: Bool = false) {
        self.isGathered = isGathered
        self.sql = sql
        self.name = name
        self.connection = connection
        self.declaration = declaration
    }

    deinit {
        if let result { hopguard_pq_clear(result) }
    }

    // MARK: Parameters

    private func set(_ index: Int, _ value: UnsafeRawBufferPointer) {
        let parameter = reserve(index, value.count)
        storage.withUnsafeMutableBytes {
            $0.baseAddress!.advanced(by: parameter).copyMemory(from: value.baseAddress!, byteCount: value.count)
        }
    }

    /// Binds a value in binary form, whatever its type.
    func bind(_ index: Int, bytes: UnsafeRawBufferPointer) { set(index, bytes) }

    /// Makes room for a value and returns where it stands.
    private func reserve(_ index: Int, _ count: Int) -> Int {
        if index == 1 { storage.removeAll(keepingCapacity: true) }
        while parameters.count < index { parameters.append(Parameter()) }
        let start = storage.count
        parameters[index - 1] = Parameter(start: start, count: Int32(count), isNull: false)
        storage.append(contentsOf: repeatElement(0, count: count))
        return start
    }

    func bind(_ index: Int, _ value: Int64) {
        if let declaration { return declaration.bind(index, value) }
        withUnsafeBytes(of: value.bigEndian) { set(index, $0) }
    }

    func bind(_ index: Int, _ value: Double) {
        if let declaration { return declaration.bind(index, value) }
        withUnsafeBytes(of: value.bitPattern.bigEndian) { set(index, $0) }
    }

    func bind(_ index: Int, _ value: String) {
        if let declaration { return declaration.bind(index, value) }
        var value = value
        value.withUTF8 { text in
            if text.isEmpty { _ = reserve(index, 0) } else { set(index, UnsafeRawBufferPointer(text)) }
        }
    }

    func bind(_ index: Int, _ value: ChainHash) {
        value.withBytes { set(index, $0) }
    }

    func bindNull(_ index: Int) {
        if index == 1 { storage.removeAll(keepingCapacity: true) }
        while parameters.count < index { parameters.append(Parameter()) }
        parameters[index - 1].isNull = true
    }

    func bindBorrowedText(_ index: Int, _ text: UnsafePointer<UInt8>, count: Int) {
        if count == 0 { _ = reserve(index, 0) } else { set(index, UnsafeRawBufferPointer(start: text, count: count)) }
    }

    /// Hands the statement to libpq, which copies the values. False when it would not.
    func send(_ handle: OpaquePointer) -> Bool {
        // A value of no bytes has an address too: none would mean NULL.
        if storage.isEmpty { storage.append(0) }
        return storage.withUnsafeBufferPointer { bytes in
            withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: parameters.count + 1) { values in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: parameters.count + 1) { lengths in
                    for (at, parameter) in parameters.enumerated() {
                        let value = UnsafeRawPointer(bytes.baseAddress! + parameter.start).assumingMemoryBound(to: CChar.self)
                        values[at] = parameter.isNull ? nil : value
                        lengths[at] = parameter.count
                    }
                    return hopguard_pq_send(handle, name, Int32(parameters.count), values.baseAddress!, lengths.baseAddress!) == 1
                }
            }
        }
    }

    // MARK: Running

    /// Takes over the answer.
    func take(_ answer: OpaquePointer) {
        if let result { hopguard_pq_clear(result) }
        result = answer
        row = -1
        rows = Int(hopguard_pq_rows(answer))
    }

    func step() throws(DatabaseError) -> Bool {
        if let declaration, !isDeclared {
            try declaration.run()
            isDeclared = true
        }
        if result == nil { try connection.send(self, isQuestion: true) }
        row += 1
        if row < rows { return true }
        guard declaration != nil, rows > 0 else { return false }
        try connection.send(self, isQuestion: true)
        row = 0
        return rows > 0
    }

    func run() throws(DatabaseError) {
        try connection.send(self, isQuestion: false)
    }

    func reset() {
        if let result { hopguard_pq_clear(result) }
        result = nil
        rows = 0
        row = -1
    }

    var changes: Int { preconditionFailure("statements are sent without waiting: nobody knows yet") }

    // MARK: Values

    private func value(_ column: Int) -> UnsafeRawBufferPointer {
        guard let result, row >= 0, row < rows else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let count = Int(hopguard_pq_length(result, Int32(row), Int32(column)))
        return UnsafeRawBufferPointer(start: hopguard_pq_value(result, Int32(row), Int32(column)), count: count)
    }

    func type(_ column: Int) -> UInt32 { result.map { hopguard_pq_type($0, Int32(column)) } ?? 0 }

    func read(_ column: Int, _ reader: EventEncoder) {
        if isNull(column) { return reader.null() }
        switch type(column) {
        case Self.int2Type, Self.int4Type, Self.int8Type: reader.integer(integer(column))
        case Self.float8Type: reader.real(real(column))
        case Self.bytesType: reader.foreignValue()
        default: reader.text(value(column))
        }
    }

    func isNull(_ column: Int) -> Bool {
        guard let result, row >= 0, row < rows else { return true }
        return hopguard_pq_is_null(result, Int32(row), Int32(column)) == 1
    }

    func isBytes(_ column: Int) -> Bool { type(column) == Self.bytesType && !isNull(column) }

    func integer(_ column: Int) -> Int64 {
        let bytes = value(column)
        switch bytes.count {
        case 1: return Int64(bytes[0])
        case 2: return Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
        case 4: return Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        case 8:
            if type(column) == Self.float8Type { return Int64(exactly: real(column).rounded()) ?? 0 }
            return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
        default: return 0
        }
    }

    func real(_ column: Int) -> Double {
        let bytes = value(column)
        guard type(column) == Self.float8Type, bytes.count == 8 else { return Double(integer(column)) }
        return Double(bitPattern: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)))
    }

    func bytes(_ column: Int) -> UnsafeRawBufferPointer { value(column) }
}
