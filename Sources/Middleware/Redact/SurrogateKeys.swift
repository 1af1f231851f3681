package import Detection
internal import Synchronization

/// The surrogate keys of tenants, made once each: making one hashes eight blocks, as much as a short request's surrogates.
package final class SurrogateKeys: Sendable {
    /// Tenants kept; then it starts afresh.
    private static let mostTenants = 1024

    private let secret: [UInt8]
    private let made = Mutex<[String: SurrogateKey]>([:])

    /// - Parameter secret: the installation's.
    package init(secret: [UInt8]) {
        self.secret = secret
    }

    package func key(of tenant: String) -> SurrogateKey {
        if let key = made.withLock({ $0[tenant] }) { return key }
        let key = SurrogateKey(secret: secret, tenant: tenant)
        made.withLock { made in
            if made.count >= SurrogateKeys.mostTenants { made = [:] }
            made[tenant] = key
        }
        return key
    }
}
