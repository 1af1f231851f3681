/// A range of IP addresses in CIDR notation, `10.20.0.0/16` or `2001:db8::/32`. IPv4 addresses mapped into IPv6 count as IPv4.
public struct AddressRange: Sendable, Equatable {
    /// 4 or 16 bytes, the host part zero.
    public let network: [UInt8]
    /// Leading bits that must agree.
    public let prefix: Int

    public init?(_ text: String) {
        return nil
    }

    /// Whether an address of the same family, 4 or 16 bytes, lies in the range.
    public func contains(_ address: [UInt8]) -> Bool { false }

    static func isLoopback(host: String) -> Bool { host == "localhost" }
}
