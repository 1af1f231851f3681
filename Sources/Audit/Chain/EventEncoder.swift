internal import Cryptography
internal import Glibc

/// What a link of the chain stands for.
enum EventKind: UInt8 {
    case admission = 0x41
    case outcome = 0x4f
    case head = 0x48
    case seal = 0x53
    case export = 0x58
}

/// Lays out an event's bytes for its link, and hands the same bytes to SQLite: what is hashed is what is written, laid out once.
///
/// Canonical form: kind (1 byte), writer, link (8 bytes each, little-endian), the previous link's hash (32 bytes), then every value as a
/// type byte (0 NULL, 1 integer, 2 real, 3 text) and 8 bytes, or for a text 4 bytes of length and its UTF-8; an `E` before each entity,
/// a `T` before each try, a `C` and the cost at the end where there is one. No two different rows have one form, since each value says its type and its length.
///
/// One encoder serves one thread. Its storage is used again for each event.
final class EventEncoder {
    private struct Value {
        var kind: UInt8
        /// Where a text's bytes stand; the bits of a number.
        var bits: UInt64
        var count: Int32
    }

    /// The longest text in UTF-8 bytes; what is longer is cut there at a scalar's end. A model's name or a path in a database of millions
    /// of rows must not be as long as a client likes.
    static let longestText = 512

    private var bytes: UnsafeMutablePointer<UInt8>
    private var capacity = 4096
    private(set) var count = 0
    private var values: UnsafeMutablePointer<Value>
    private var valueCapacity = 64
    private var valueCount = 0
    private let bindsValues: Bool

    /// - Parameter bindsValues: whether what is laid out will be bound to statements too.
    init(bindsValues: Bool = false) {
        self.bindsValues = bindsValues
        bytes = .allocate(capacity: capacity)
        values = .allocate(capacity: valueCapacity)
    }

    deinit {
        bytes.deallocate()
        values.deallocate()
    }

    func begin(_ kind: EventKind, writer: Int64, link: Int64, previous: ChainHash) {
        count = 0
        valueCount = 0
        bytes[0] = kind.rawValue
        count = 1
        raw(UInt64(bitPattern: writer))
        raw(UInt64(bitPattern: link))
        hash(previous)
    }

    func null() {
        reserve(1)
        bytes[count] = 0
        count += 1
        note(Value(kind: 0, bits: 0, count: 0))
    }

    func integer(_ value: Int64) {
        reserve(9)
        bytes[count] = 1
        count += 1
        raw(UInt64(bitPattern: value))
        note(Value(kind: 1, bits: UInt64(bitPattern: value), count: 0))
    }

    func integer(_ value: Int64?) {
        if let value { integer(value) } else { null() }
    }

    /// SQLite knows neither NaN nor negative zero: the first becomes NULL, the second 0, here already.
    func real(_ value: Double) {
        guard value.isFinite else { return null() }
        reserve(9)
        bytes[count] = 2
        count += 1
        let bits = (value + 0).bitPattern
        raw(bits)
        note(Value(kind: 2, bits: bits, count: 0))
    }

    func real(_ value: Double?) {
        if let value { real(value) } else { null() }
    }

    func text(_ value: String) {
        let done: Void? = value.utf8.withContiguousStorageIfAvailable { text(UnsafeRawBufferPointer($0), longest: Self.longestText) }
        if done == nil {
            let copy = Array(value.utf8)
            copy.withUnsafeBytes { text($0, longest: Self.longestText) }
        }
    }

    /// Text as it stands in the database: of any length, since it is checked, not written.
    func text(_ value: UnsafeRawBufferPointer, longest: Int = .max) {
        var length = value.count
        if length > longest {
            length = longest
            while length > 0, value[length] & 0xc0 == 0x80 { length -= 1 }
        }
        reserve(length + 5)
        bytes[count] = 3
        count += 1
        withUnsafeBytes(of: UInt32(length).littleEndian) {
            UnsafeMutableRawPointer(bytes + count).copyMemory(from: $0.baseAddress!, byteCount: 4)
        }
        count += 4
        note(Value(kind: 3, bits: UInt64(count), count: Int32(length)))
        if length > 0 {
            UnsafeMutableRawPointer(bytes + count).copyMemory(from: value.baseAddress!, byteCount: length)
            // PostgreSQL has no text with a NUL in it, and tools for SQLite show none.
            if longest != .max { Self.replaceNULs(bytes + count, length) }
        }
        count += length
    }

    /// A value as the row holds it: cut where the row's is.
    static func stored(_ value: String) -> String {
        guard value.utf8.count > longestText || value.utf8.contains(0) else { return value }
        var bytes = Array(value.utf8)
        var length = min(longestText, bytes.count)
        while length > 0, length < bytes.count, bytes[length] & 0xc0 == 0x80 { length -= 1 }
        bytes.withUnsafeMutableBufferPointer { replaceNULs($0.baseAddress!, length) }
        return String(decoding: bytes[..<length], as: UTF8.self)
    }

    private static func replaceNULs(_ text: UnsafeMutablePointer<UInt8>, _ count: Int) {
        guard memchr(text, 0, count) != nil else { return }
        for at in 0..<count where text[at] == 0 { text[at] = UInt8(ascii: "?") }
    }

    /// A hash that is part of the content but not a value of the row.
    func hash(_ value: ChainHash) {
        reserve(32)
        value.withBytes { UnsafeMutableRawPointer(bytes + count).copyMemory(from: $0.baseAddress!, byteCount: 32) }
        count += 32
    }

    /// A value of a type that no column of ours holds: something else wrote it, and the mark makes the link differ.
    func foreignValue() {
        mark(0xff)
    }

    /// Adds one byte that is no value's type.
    func mark(_ byte: UInt8) {
        reserve(1)
        bytes[count] = byte
        count += 1
    }

    /// How many values there are so far.
    var mark: Int { valueCount }

    /// Binds values `from..<to` to the parameters from `first` on. They point into this encoder: run the statement before anything is added.
    func bind(_ statement: any Statement, first: Int, from: Int, to: Int) {
        for offset in 0..<(to - from) {
            let value = values[from + offset]
            switch value.kind {
            case 0: statement.bindNull(first + offset)
            case 1: statement.bind(first + offset, Int64(bitPattern: value.bits))
            case 2: statement.bind(first + offset, Double(bitPattern: value.bits))
            default: statement.bindBorrowedText(first + offset, bytes + Int(value.bits), count: Int(value.count))
            }
        }
    }

    /// The link's hash over all bytes so far.
    func link(_ key: KeyedDigest) -> ChainHash {
        ChainHash { out in key.digest(UnsafeRawBufferPointer(start: bytes, count: count), into: out) }
    }

    private func note(_ value: Value) {
        guard bindsValues else { return }
        if valueCount == valueCapacity {
            let larger = UnsafeMutablePointer<Value>.allocate(capacity: valueCapacity * 2)
            larger.moveInitialize(from: values, count: valueCount)
            values.deallocate()
            values = larger
            valueCapacity *= 2
        }
        (values + valueCount).initialize(to: value)
        valueCount += 1
    }

    private func raw(_ value: UInt64) {
        reserve(8)
        withUnsafeBytes(of: value.littleEndian) { UnsafeMutableRawPointer(bytes + count).copyMemory(from: $0.baseAddress!, byteCount: 8) }
        count += 8
    }

    @inline(__always)
    private func reserve(_ more: Int) {
        if count + more > capacity { grow(more) }
    }

    private func grow(_ more: Int) {
        var wanted = capacity
        while wanted < count + more { wanted *= 2 }
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
        larger.moveInitialize(from: bytes, count: count)
        bytes.deallocate()
        bytes = larger
        capacity = wanted
    }
}
