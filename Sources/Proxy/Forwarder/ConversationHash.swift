internal import Pipeline

/// The identity of a conversation, for affinity: its model, its system prompt and its first user message. What follows grows with every
/// turn; these stay, and a host's prompt cache is keyed by the beginning.
enum ConversationHash {
    /// Bytes read of each text; long prompts differ early enough.
    private static let perText = 4096

    static func of(_ body: RequestBody, tenant: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func take(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        // Caches are not shared between tenants, and neither are surrogates.
        for byte in tenant.utf8 { take(byte) }
        take(0xFF)
        for byte in body.model.utf8 { take(byte) }
        body.bytes.withUnsafeBufferPointer { bytes in
            for slot in body.slots where slot.use == .text && (slot.role == .system || slot.role == .user) {
                take(0xFF)
                for i in slot.range.prefix(perText) { take(bytes[i]) }
                if slot.role == .user { break }
            }
        }
        return RandomSource.mix(hash)
    }
}
