internal import Synchronization

/// Remembers which header values a plan found harmless: clients send the same ones with every request. Bounded, and only what was found
/// harmless is kept.
package final class FieldMemory: Sendable {
    /// Values kept; then it starts afresh.
    private static let maxValues = 512
    /// Bytes of a value that is worth keeping.
    private static let maxBytes = 512

    private let known = Mutex<Set<[UInt8]>>([])

    package init() {}

    /// Whether the value was found harmless before, or is found so now.
    func isHarmless(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>, _ examine: () -> Bool) -> Bool {
        guard value.count <= FieldMemory.maxBytes else { return examine() }
        var key: [UInt8] = []
        key.reserveCapacity(name.count + 1 + value.count)
        key.append(contentsOf: name)
        key.append(0)
        key.append(contentsOf: value)
        if known.withLock({ $0.contains(key) }) { return true }
        guard examine() else { return false }
        known.withLock { known in
            if known.count >= FieldMemory.maxValues { known = [] }
            known.insert(key)
        }
        return true
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
