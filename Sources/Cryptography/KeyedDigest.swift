internal import CCrypto

/// HMAC-SHA-256 (RFC 2104) with the key hashed once, for many short runs of bytes under one key.
public struct KeyedDigest: Sendable {
    private let state: hopguard_hmac_sha256

    /// Prepares the key; any length.
    public init(key: [UInt8]) {
        var state = hopguard_hmac_sha256()
        hopguard_hmac_sha256_prepare(&state, key, key.count)
        self.state = state
    }

    /// Writes the 32 bytes of the digest over `bytes` to `out`, which has room for them.
    public func digest(_ bytes: UnsafeRawBufferPointer, into out: UnsafeMutablePointer<UInt8>) {
        withUnsafePointer(to: state) { hopguard_hmac_sha256_digest($0, bytes.baseAddress, bytes.count, out) }
    }

    /// The digest over `bytes`.
    public func digest(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Digest.size) { out, count in
            bytes.withUnsafeBytes { digest($0, into: out.baseAddress!) }
            count = Digest.size
        }
    }
}
