internal import Cryptography
package import Detection
internal import Synchronization

/// Remembers what was found in texts, so that a conversation that is sent again each turn costs only its new messages.
///
/// The key is a keyed hash of the text; what is kept are spans, types and scores, never text. Bounded: an old half is dropped when the
/// newer half is full.
package final class FindingMemory: Sendable {
    private struct Generations {
        var young: [Key: [Finding]] = [:]
        var old: [Key: [Finding]] = [:]
        var findings = 0

        mutating func keep(_ found: [Finding], for key: Key) {
            if young.count >= FindingMemory.maxTexts || findings >= FindingMemory.maxFindings {
                old = young
                young = [:]
                findings = 0
            }
            young[key] = found
            findings += found.count
        }
    }

    /// The leading 16 bytes of an HMAC-SHA-256: two texts share one with a chance of 2^-64 after 2^32 texts.
    private struct Key: Hashable, Sendable {
        let high: UInt64
        let low: UInt64
    }

    /// Texts shorter than this, in bytes, are examined again: that is as fast as looking them up.
    package static let minTextBytes = 256
    /// Texts kept in each half of a shard.
    private static let maxTexts = 2048
    /// Findings kept in each half of a shard.
    private static let maxFindings = 32_768

    private let secret: [UInt8]
    private final class Shard: Sendable {
        let state = Mutex(Generations())
    }

    private let stores: [Shard]

    /// Starts empty. The key is random: what is remembered means nothing outside this process.
    package init() {
        secret = SecureRandom.bytes(32)
        stores = (0..<8).map { _ in Shard() }
    }

    /// What was found in a text before, or else what `examine` finds now.
    package func findings(
        in text: UnsafeBufferPointer<UInt8>, name: UnsafeBufferPointer<UInt8>, plan: ObjectIdentifier,
        examine: () throws(AnalysisError) -> [Finding]
    ) throws(AnalysisError) -> [Finding] {
        guard text.count >= FindingMemory.minTextBytes else { return try examine() }
        var message = Array(text)
        message.append(0xFF)
        message.append(contentsOf: name)
        withUnsafeBytes(of: plan) { message.append(contentsOf: $0) }
        let digest = Digest.hmac(key: secret, message)
        let key = digest.withUnsafeBytes { Key(high: $0.load(as: UInt64.self), low: $0.load(fromByteOffset: 8, as: UInt64.self)) }
        let store = stores[Int(key.high % 8)]
        let known = store.state.withLock { generations -> [Finding]? in
            if let found = generations.young[key] { return found }
            guard let found = generations.old.removeValue(forKey: key) else { return nil }
            generations.keep(found, for: key)
            return found
        }
        if let known { return known }
        let found = try examine()
        store.state.withLock { $0.keep(found, for: key) }
        return found
    }
}
