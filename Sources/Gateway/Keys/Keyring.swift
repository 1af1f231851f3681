internal import Configuration
internal import Cryptography
internal import Pipeline

/// The client keys: finds out who asks.
struct Keyring: Sendable {
    private struct Entry: Sendable {
        let digest: [UInt8]?
        let ranges: [AddressRange]
        let principal: Principal
        let models: [Glob]?
    }

    private let entries: [Entry]
    private let byName: [String: Int]

    /// What came of looking for a key.
    enum Answer: Equatable {
        case known(Principal)
        case unknown
        /// Two different tokens were sent.
        case ambiguous
    }

    init(_ keys: [ClientKey]) {
        entries = keys.map { key in
            var digest: [UInt8]?
            var ranges: [AddressRange] = []
            switch key.proof {
            case .token(let secret): digest = Digest.sha256(Array(secret.reveal().utf8))
            case .sha256(let bytes): digest = bytes
            case .from(let list): ranges = list
            }
            return Entry(
                digest: digest, ranges: ranges, principal: Principal(key: key.name, team: key.team, isAdmin: key.isAdmin),
                models: key.models)
        }
        byName = Dictionary(entries.enumerated().map { ($1.principal.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether there are no keys: then anybody may ask.
    var isOpen: Bool { entries.isEmpty }

    /// Finds the key that a request carries.
    ///
    /// - Parameter address: the client's address as 4 or 16 bytes; nil for a Unix socket.
    func identify(_ fields: HTTPFields, address: [UInt8]?) -> Answer {
        var tokens: [ArraySlice<UInt8>] = []
        var isWrong = false
        fields.forEach { name, value in
            switch name.count {
            case 13 where name.elementsEqual("authorization".utf8, by: { HTTPFields.lowered($0) == $1 }):
                if let token = Keyring.bearer(value) { tokens.append(token) } else { isWrong = true }
            case 9 where name.elementsEqual("x-api-key".utf8, by: { HTTPFields.lowered($0) == $1 }),
                7 where name.elementsEqual("api-key".utf8, by: { HTTPFields.lowered($0) == $1 }):
                tokens.append(value)
            default: break
            }
        }
        if isOpen { return .known(.anonymous) }
        if let first = tokens.first {
            guard tokens.allSatisfy({ $0 == first }) else { return .ambiguous }
            return isWrong ? .unknown : find(first)
        }
        if isWrong { return .unknown }
        if let address, let entry = entries.first(where: { $0.ranges.contains { $0.contains(address) } }) {
            return .known(entry.principal)
        }
        return .unknown
    }

    /// Whether a key may call a model, by any of the names given.
    func mayCall(_ names: [String], _ principal: Principal) -> Bool {
        guard !isOpen else { return true }
        guard let at = byName[principal.key] else { return false }
        guard let models = entries[at].models else { return true }
        return names.contains { name in models.contains { $0.matches(name) } }
    }

    private func find(_ token: ArraySlice<UInt8>) -> Answer {
        let digest = Digest.sha256(Array(token))
        var found: Principal?
        for entry in entries {
            if let wanted = entry.digest, Digest.isEqual(wanted, digest), found == nil { found = entry.principal }
        }
        return found.map { .known($0) } ?? .unknown
    }

    /// The token of `Bearer token` (RFC 6750, section 2.1), the scheme in any case.
    private static func bearer(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard value.count > 7, value.prefix(7).map(HTTPFields.lowered).elementsEqual("bearer ".utf8) else { return nil }
        return value.dropFirst(7).drop { $0 == UInt8(ascii: " ") }
    }
}
