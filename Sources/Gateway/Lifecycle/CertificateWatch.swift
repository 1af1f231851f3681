internal import Glibc
internal import Proxy
internal import Synchronization

/// Tells in time that the listener's own certificate expires: in the log once a day, and in a metric.
final class CertificateWatch: Sendable {
    /// From so many days before its end a certificate is spoken of: authorities that renew by themselves have done so by then.
    static let days = 14

    private static let day = 86_400

    private let seconds: Atomic<Int>

    /// - Parameter expiry: when the certificate in use expires, in seconds since 1970; 0 without one.
    init(expiry: Int = 0) {
        seconds = Atomic(expiry)
    }

    var expiry: Int { seconds.load(ordering: .relaxed) }

    /// Takes note of the certificate in use.
    func take(_ identity: TLSIdentity) { seconds.store(identity.expiry, ordering: .relaxed) }

    /// Looks at once, and then every day.
    func begin(_ log: Log, on loop: EventLoop) {
        look(log, now: Int(WallClock.now() / 1_000_000))
        loop.schedule(after: .seconds(Self.day)) { [self] in begin(log, on: loop) }
    }

    /// Says how long the certificate holds, if that is not long.
    func look(_ log: Log, now: Int) {
        guard let days = daysLeft(now: now) else { return }
        if days < 0 {
            log.error("the listener's certificate has expired, clients refuse it: replace tls.certificate and reload")
        } else {
            log.warning("the listener's certificate expires soon: replace tls.certificate and reload", .number("days", days))
        }
    }

    /// Whole days until the end, negative after it; nil while there is nothing to say.
    func daysLeft(now: Int) -> Int? {
        guard expiry > 0, expiry - now < Self.days * Self.day else { return nil }
        return expiry > now ? (expiry - now) / Self.day : -1
    }
}
