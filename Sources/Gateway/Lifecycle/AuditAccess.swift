internal import Audit
internal import Configuration
internal import Cryptography

/// Where the audit log is and what keys its chain.
enum AuditAccess {
    /// The store's settings.
    static func store(_ settings: AuditSettings) -> SQLiteAuditStore.Settings {
        SQLiteAuditStore.Settings(
            path: settings.path, durability: settings.durability == .strict ? .strict : .batched, keep: settings.keep)
    }

    /// The key of the hash chain, made from the surrogate secret so that there is one secret to keep.
    static func chainKey(_ secret: [UInt8]) -> [UInt8] {
        Digest.hmac(key: secret, Array("hopguard audit chain 1".utf8))
    }
}
