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

    private let secret: KeyedDigest
    private final class Shard: Sendable {
        let state = Mutex(Generations())
    }

    private let stores: [Shard]

    /// Starts empty. The key is random: what is remembered means nothing outside this process.
    package init() {
        secret = KeyedDigest(key: SecureRandom.bytes(32))
        stores = (0..<8).map { _ in Shard() }
    }

    /// What was found in a text before, or else what `examine` finds now.
    package func findings(
        in text: UnsafeBufferPointer<UInt8>, name: UnsafeBufferPointer<UInt8>, plan: ObjectIdentifier,
        examine: () throws(AnalysisError) -> [Finding]
    ) throws(AnalysisError) -> [Finding] {
        guard text.count >= FindingMemory.minTextBytes else { return try examine() }
        let key = key(text, name, plan)
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

    /// The digest of the text, and with it of where it stands and who examines it, so that the text is not copied.
    private func key(_ text: UnsafeBufferPointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>, _ plan: ObjectIdentifier) -> Key {
        let place = MemoryLayout<ObjectIdentifier>.size
        return withUnsafeTemporaryAllocation(byteCount: Digest.size + place + name.count, alignment: 16) { message in
            let start = message.baseAddress!.assumingMemoryBound(to: UInt8.self)
            secret.digest(UnsafeRawBufferPointer(text), into: start)
            message.storeBytes(of: plan, toByteOffset: Digest.size, as: ObjectIdentifier.self)
            if let name = name.baseAddress { (start + Digest.size + place).update(from: name, count: message.count - Digest.size - place) }
            secret.digest(UnsafeRawBufferPointer(message), into: start)
            return Key(
                high: message.load(as: UInt64.self), low: message.load(fromByteOffset: MemoryLayout<UInt64>.size, as: UInt64.self))
        }
    }
}
