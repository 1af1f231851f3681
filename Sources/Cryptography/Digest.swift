internal import CCrypto

/// SHA-256 and HMAC-SHA-256 over libcrypto.
public enum Digest {
    /// Bytes of a SHA-256 digest.
    public static let size = 32

    /// The SHA-256 digest of the bytes (FIPS 180-4).
    public static func sha256(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: size) { out, count in
            SHA256(bytes.baseAddress, bytes.count, out.baseAddress)
            count = size
        }
    }

    /// The SHA-256 digest of the bytes.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        bytes.withUnsafeBufferPointer { sha256($0) }
    }

    /// HMAC-SHA-256 (RFC 2104) of the bytes under a key.
    public static func hmac(key: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
        KeyedDigest(key: key).digest(bytes)
    }

    /// Whether two runs of bytes are equal, in a time that depends on their length only.
    public static func isEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count && CRYPTO_memcmp(a, b, a.count) == 0
    }

    /// The small hexadecimal digits of the bytes.
    public static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var out: [UInt8] = []
        for byte in bytes {
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
        return String(decoding: out, as: UTF8.self)
    }
}
