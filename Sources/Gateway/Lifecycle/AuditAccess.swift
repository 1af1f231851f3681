internal import Audit
internal import Configuration
internal import Cryptography

/// Where the audit log is and what keys its chain.
enum AuditAccess {
    /// The store's settings.
    static func store(_ settings: AuditSettings) -> AuditStore.Settings {
        var store = AuditStore.Settings(
            path: settings.path, durability: settings.durability == .strict ? .strict : .batched, keep: settings.keep)
        store.postgres = settings.postgres?.value.reveal()
        store.spool = settings.spool
        store.keepsBodies = settings.bodies == .redacted
        return store
    }

    /// Where it is read.
    static func location(_ settings: AuditSettings) -> AuditLocation {
        if let postgres = settings.postgres { .server(postgres.value.reveal(), beside: settings.path) } else { .file(settings.path) }
    }

    /// The key of the hash chain, made from the surrogate secret so that there is one secret to keep.
    static func chainKey(_ secret: [UInt8]) -> [UInt8] {
        Digest.hmac(key: secret, Array("hopguard audit chain 1".utf8))
    }
}
