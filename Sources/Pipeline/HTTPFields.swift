/// The fields of an HTTP head, in their order, kept as one run of bytes: a head costs two allocations however many fields it has.
///
/// Names are compared without regard to ASCII case. The bytes are what the peer sent; whoever fills this has checked them against
/// RFC 9110, section 5.
public struct HTTPFields: Sendable {
    private struct Entry: Sendable {
        var nameStart: Int32
        var nameEnd: Int32
        var valueStart: Int32
        var valueEnd: Int32
    }

    private var bytes: [UInt8] = []
    private var entries: [Entry] = []

    /// No fields.
    public init() {}

    /// How many fields there are.
    public var count: Int { entries.count }

    /// Makes room, so that filling does not grow the storage again and again.
    public mutating func reserve(fields: Int, bytes count: Int) {
        entries.reserveCapacity(fields)
        bytes.reserveCapacity(count)
    }

    /// Appends a field.
    public mutating func append(_ name: String, _ value: String) {
        var name = name
        var value = value
        name.withUTF8 { name in value.withUTF8 { value in append(name: name, value: value) } }
    }

    /// Appends a field from bytes.
    public mutating func append(name: some Collection<UInt8>, value: some Collection<UInt8>) {
        let nameStart = bytes.count
        bytes.append(contentsOf: name)
        let valueStart = bytes.count
        bytes.append(contentsOf: value)
        entries.append(
            Entry(
                nameStart: Int32(nameStart), nameEnd: Int32(valueStart), valueStart: Int32(valueStart), valueEnd: Int32(bytes.count)))
    }

    /// Appends a field from bytes that a parser points at.
    public mutating func append(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) {
        let nameStart = Int32(bytes.count)
        bytes.append(contentsOf: name)
        let valueStart = Int32(bytes.count)
        bytes.append(contentsOf: value)
        entries.append(Entry(nameStart: nameStart, nameEnd: valueStart, valueStart: valueStart, valueEnd: Int32(bytes.count)))
    }

    /// Removes every field of that name and appends one.
    public mutating func set(_ name: String, _ value: String) {
        removeAll(name)
        append(name, value)
    }

    /// Removes every field of that name.
    public mutating func removeAll(_ name: String) {
        guard contains(name) else { return }
        let kept = entries.filter { !matches($0, name) }
        entries = kept
    }

    /// Keeps the fields for which the closure answers true. It is given the name's and the value's bytes, valid during the call only.
    public mutating func keep(_ isKept: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool) {
        bytes.withUnsafeBufferPointer { stored in
            var kept = 0
            for at in 0..<entries.count {
                let entry = entries[at]
                let stays = isKept(
                    UnsafeBufferPointer(rebasing: stored[Int(entry.nameStart)..<Int(entry.nameEnd)]),
                    UnsafeBufferPointer(rebasing: stored[Int(entry.valueStart)..<Int(entry.valueEnd)]))
                guard stays else { continue }
                // Nothing is written while all stay, so that a shared list stays shared.
                if kept != at { entries[kept] = entry }
                kept += 1
            }
            if kept < entries.count { entries.removeLast(entries.count - kept) }
        }
    }

    /// The first field of that name.
    public subscript(_ name: String) -> String? {
        for entry in entries where matches(entry, name) { return value(of: entry) }
        return nil
    }

    /// The first field of that name, as bytes.
    public func bytes(of name: String) -> ArraySlice<UInt8>? {
        for entry in entries where matches(entry, name) { return bytes[Int(entry.valueStart)..<Int(entry.valueEnd)] }
        return nil
    }

    /// Every field of that name.
    public func all(_ name: String) -> [String] {
        entries.filter { matches($0, name) }.map(value(of:))
    }

    /// Whether there is a field of that name.
    public func contains(_ name: String) -> Bool {
        entries.contains { matches($0, name) }
    }

    /// Every field, in order: the name's and the value's bytes.
    public func forEach(_ body: (ArraySlice<UInt8>, ArraySlice<UInt8>) -> Void) {
        for entry in entries {
            body(bytes[Int(entry.nameStart)..<Int(entry.nameEnd)], bytes[Int(entry.valueStart)..<Int(entry.valueEnd)])
        }
    }

    /// Every field, in order, without a slice made for each: the name's and the value's bytes, valid during the call only.
    public func forEachUnsafe(_ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Void) {
        bytes.withUnsafeBufferPointer { stored in
            for entry in entries {
                body(
                    UnsafeBufferPointer(rebasing: stored[Int(entry.nameStart)..<Int(entry.nameEnd)]),
                    UnsafeBufferPointer(rebasing: stored[Int(entry.valueStart)..<Int(entry.valueEnd)]))
            }
        }
    }

    private func value(of entry: Entry) -> String {
        String(decoding: bytes[Int(entry.valueStart)..<Int(entry.valueEnd)], as: UTF8.self)
    }

    private func matches(_ entry: Entry, _ name: String) -> Bool {
        guard name.utf8.count == Int(entry.nameEnd - entry.nameStart) else { return false }
        var name = name
        let count = Int(entry.nameEnd - entry.nameStart)
        return name.withUTF8 { wanted in
            guard wanted.count == count else { return false }
            return bytes.withUnsafeBufferPointer { stored in
                for i in 0..<count where HTTPFields.lowered(stored[Int(entry.nameStart) + i]) != HTTPFields.lowered(wanted[i]) {
                    return false
                }
                return true
            }
        }
    }

    /// The ASCII small letter of a byte.
    @inline(__always)
    public static func lowered(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}
