internal import Synchronization

/// Remembers which header values a plan found harmless: clients send the same ones with every request. Bounded, and only what was found
/// harmless is kept.
package final class FieldMemory: Sendable {
    /// Values kept; then it starts afresh.
    private static let maxValues = 512
    /// Bytes of a value that is worth keeping.
    private static let maxBytes = 512

    /// Names and values, with a zero between, by a hash of both; of two with one hash the later is kept.
    private let known = Mutex<[UInt64: [UInt8]]>([:])
    private let seed = UInt64.random(in: .min ... .max)

    package init() {}

    /// Whether the value was found harmless before, or is found so now.
    func isHarmless(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>, _ examine: () -> Bool) -> Bool {
        guard value.count <= FieldMemory.maxBytes else { return examine() }
        let hash = FieldMemory.mix(FieldMemory.mix(seed, name), value)
        let isKnown = known.withLock { known in
            guard let field = known[hash], field.count == name.count + 1 + value.count, field[name.count] == 0 else { return false }
            return field.withUnsafeBufferPointer { field in
                for i in 0..<name.count where field[i] != name[i] { return false }
                for i in 0..<value.count where field[name.count + 1 + i] != value[i] { return false }
                return true
            }
        }
        if isKnown { return true }
        guard examine() else { return false }
        known.withLock { known in
            if known.count >= FieldMemory.maxValues { known = [:] }
            known[hash] = Array(name) + [0] + Array(value)
        }
        return true
    }

    /// Eight bytes at a time; whatever it answers, the bytes themselves are compared.
    private static func mix(_ seed: UInt64, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = seed ^ UInt64(bytes.count)
        var i = 0
        while i + 8 <= bytes.count {
            hash = (hash ^ UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: i, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
            i += 8
        }
        while i < bytes.count {
            hash = (hash ^ UInt64(bytes[i])) &* 0x9E37_79B9_7F4A_7C15
            i += 1
        }
        return hash ^ hash >> 32
    }
}

/// The shape of a UUID in text (RFC 9562, section 4).
enum UUIDShape {
    static func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        for (i, byte) in text.enumerated() {
            if i == 8 || i == 13 || i == 18 || i == 23 {
                guard byte == UInt8(ascii: "-") else { return false }
            } else {
                let isHex =
                    (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
                guard isHex else { return false }
            }
        }
        return text.count == 36
    }
}
