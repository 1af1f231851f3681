internal import Cryptography

/// What surrogates are keyed by: the installation's secret and the tenant. Same key, type and value: same surrogate, in every request,
/// after every restart, on every proxy that shares the secret.
public struct SurrogateKey: Sendable {
    private let keyed: KeyedDigest

    /// - Parameters:
    ///   - secret: the installation's secret, at least 16 bytes.
    ///   - tenant: the client key's team, else the key's own name.
    public init(secret: [UInt8], tenant: String) {
        precondition(!secret.isEmpty, "a surrogate key needs a secret")
        keyed = KeyedDigest(key: Digest.hmac(key: secret, Array("hopguard surrogates 1 ".utf8) + Array(tenant.utf8)))
    }

    /// A pseudo-random stream for one value of one domain; each attempt is another stream.
    func stream(_ domain: String, _ value: [UInt8], attempt: Int = 0) -> KeyedStream {
        KeyedStream(key: keyed, seed: Self.seed(domain, value, UInt64(attempt)))
    }

    /// The `hash` operator's digest of a value.
    func digest(_ domain: String, _ value: [UInt8]) -> [UInt8] {
        keyed.digest(Self.seed(domain, value, 0))
    }

    /// A keyed permutation of `0..<count`: two values never get one image. A Feistel network over two nearly equal halves (the FE2 layout of
    /// Bellare, Ristenpart, Rogaway and Stegers), HMAC-SHA-256 as the round function, cycle walking for the few images outside.
    func permute(_ value: UInt64, below count: UInt64, _ domain: String, attempt: Int) -> UInt64 {
        precondition(value < count && count < 1 << 62)
        guard count > 1 else { return 0 }
        var left = UInt64(Double(count).squareRoot())
        while left * left < count { left += 1 }
        let right = (count + left - 1) / left
        var x = value
        repeat {
            var a = x / right
            var b = x % right
            for round in 0..<6 {
                var input = Self.seed(domain, [], UInt64(attempt))
                input.append(UInt8(round))
                withUnsafeBytes(of: (round % 2 == 0 ? b : a).bigEndian) { input.append(contentsOf: $0) }
                withUnsafeBytes(of: count.bigEndian) { input.append(contentsOf: $0) }
                let digest = keyed.digest(input)
                let word = digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
                if round % 2 == 0 { a = (a + word % left) % left } else { b = (b + word % right) % right }
            }
            x = a * right + b
        } while x >= count
        return x
    }

    /// Length-prefixed, so that no two inputs run into one another.
    private static func seed(_ domain: String, _ value: [UInt8], _ attempt: UInt64) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(domain.utf8.count + value.count + 24)
        withUnsafeBytes(of: UInt32(domain.utf8.count).bigEndian) { out.append(contentsOf: $0) }
        out.append(contentsOf: domain.utf8)
        withUnsafeBytes(of: UInt64(value.count).bigEndian) { out.append(contentsOf: $0) }
        out.append(contentsOf: value)
        withUnsafeBytes(of: attempt.bigEndian) { out.append(contentsOf: $0) }
        return out
    }
}
