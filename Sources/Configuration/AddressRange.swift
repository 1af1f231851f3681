internal import Glibc

/// A range of IP addresses in CIDR notation, `10.20.0.0/16` or `2001:db8::/32`. IPv4 addresses mapped into IPv6 count as IPv4.
public struct AddressRange: Sendable, Equatable {
    /// 4 or 16 bytes, the host part zero.
    public let network: [UInt8]
    /// Leading bits that must agree.
    public let prefix: Int

    /// An address alone is the range of itself. nil when it is neither, or when bits are set behind the prefix: `10.1.2.3/8` is more likely a
    /// slip than meant.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = Self.address(String(parts[0])) else { return nil }
        var bits = address.count * 8
        if parts.count == 2 {
            guard !parts[1].isEmpty, parts[1].utf8.allSatisfy(\.isDigit), let given = Int(parts[1]), given <= bits else { return nil }
            bits = given
        }
        network = address
        prefix = bits
        guard Self.masked(address, bits) == address else { return nil }
    }

    init(network: [UInt8], prefix: Int) {
        self.network = network
        self.prefix = prefix
    }

    /// Whether an address, 4 or 16 bytes, lies in the range.
    public func contains(_ address: [UInt8]) -> Bool {
        let plain = Self.unmapped(address)
        return plain.count == network.count && Self.masked(plain, prefix) == network
    }

    private static func masked(_ address: [UInt8], _ bits: Int) -> [UInt8] {
        address.indices.map { index in
            let kept = min(max(bits - index * 8, 0), 8)
            return kept == 0 ? 0 : address[index] & (0xFF << (8 - kept))
        }
    }

    private static func unmapped(_ address: [UInt8]) -> [UInt8] {
        let isMapped = address.count == 16 && address[0..<10].allSatisfy { $0 == 0 } && address[10] == 0xFF && address[11] == 0xFF
        return isMapped ? Array(address[12...]) : address
    }

    /// The bytes of an IPv4 address in four decimal parts or of an IPv6 address; mapped ones as IPv4.
    static func address(_ text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
        var sixteen = in6_addr()
        if inet_pton(AF_INET6, text, &sixteen) == 1 { return unmapped(withUnsafeBytes(of: &sixteen) { Array($0) }) }
        return nil
    }

    /// 127.0.0.0/8 (RFC 1122) and ::1 (RFC 4291), `localhost` and what ends with `.localhost` (RFC 6761).
    static func isLoopback(host: String) -> Bool {
        let name = host.lowercasedASCII
        if name == "localhost" || name.hasSuffix(".localhost") { return true }
        guard let bytes = address(name) else { return false }
        return bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
    }

    /// RFC 1918 and the unique local addresses of RFC 4193. Link-local addresses are not in it: clouds serve their metadata there.
    static let privateRanges = [
        AddressRange(network: [10, 0, 0, 0], prefix: 8), AddressRange(network: [172, 16, 0, 0], prefix: 12),
        AddressRange(network: [192, 168, 0, 0], prefix: 16),
        AddressRange(network: [0xFC] + [UInt8](repeating: 0, count: 15), prefix: 7),
    ]

    static func isPrivate(host: String) -> Bool {
        guard let bytes = address(host) else { return false }
        return privateRanges.contains { $0.contains(bytes) }
    }
}
