internal import CCrypto

/// Random bytes from libcrypto's generator.
public enum SecureRandom {
    /// That many random bytes.
    public static func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { out, filled in
            let done = RAND_bytes(out.baseAddress, Int32(count))
            precondition(done == 1, "libcrypto has no random bytes")
            filled = count
        }
    }
}
