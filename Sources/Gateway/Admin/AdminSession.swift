internal import Cryptography

/// A browser that has signed in on the admin address: a cookie that says until when, signed with a key of its own.
struct AdminSession: Sendable {
    /// How long a session lasts: a working day.
    static let seconds: Int64 = 8 * 3600

    private let key: [UInt8]

    init(secret: [UInt8]) {
        key = Digest.hmac(key: secret, Array("hopguard admin session 1".utf8))
    }

    /// A fresh cookie value.
    func make() -> String {
        let until = String(WallClock.now() / 1_000_000 + AdminSession.seconds)
        return until + "." + sign(until)
    }

    /// Whether a `cookie` field holds a session that is not over.
    func isValid(_ field: String?) -> Bool {
        for pair in field?.split(separator: ";") ?? [] {
            let pair = pair.drop { $0 == " " }
            guard pair.hasPrefix("hopguard=") else { continue }
            let parts = pair.dropFirst(9).split(separator: ".", maxSplits: 1)
            guard parts.count == 2, let until = Int64(parts[0]), until > WallClock.now() / 1_000_000 else { continue }
            if Digest.isEqual(Array(sign(String(parts[0])).utf8), Array(parts[1].utf8)) { return true }
        }
        return false
    }

    private func sign(_ text: String) -> String { Digest.hex(Digest.hmac(key: key, Array(text.utf8))) }
}
