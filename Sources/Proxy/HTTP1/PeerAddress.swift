internal import CLinux
internal import Glibc

/// Who is at the other end of a connection.
public struct PeerAddress: Sendable, Equatable, CustomStringConvertible {
    /// The address in network order: 4 bytes of IPv4 (also where it came mapped into IPv6), 16 of IPv6, none on a Unix socket.
    public let octets: [UInt8]
    /// The port; 0 on a Unix socket.
    public let port: UInt16

    /// The address without its port; `unix` for a Unix socket.
    public let description: String

    public init(octets: [UInt8], port: UInt16) {
        self.octets = octets
        self.port = port
        description = Self.text(octets)
    }

    /// The other end of a Unix socket.
    public static let unix = PeerAddress(octets: [], port: 0)

    public var isUnix: Bool { octets.isEmpty }

    private static func text(_ octets: [UInt8]) -> String {
        guard !octets.isEmpty else { return "unix" }
        var text = [CChar](repeating: 0, count: 64)
        let family = octets.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, octets, &text, 64) != nil else { return "unknown" }
        return text.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    /// The address that `accept` filled in.
    init(_ storage: inout sockaddr_storage) {
        switch Int32(storage.ss_family) {
        case AF_INET:
            self = withUnsafeBytes(of: &storage) { raw in
                let address = raw.load(as: sockaddr_in.self)
                let octets = withUnsafeBytes(of: address.sin_addr) { Array($0) }
                return PeerAddress(octets: octets, port: UInt16(bigEndian: address.sin_port))
            }
        case AF_INET6:
            self = withUnsafeBytes(of: &storage) { raw in
                let address = raw.load(as: sockaddr_in6.self)
                let octets = withUnsafeBytes(of: address.sin6_addr) { Array($0) }
                // ::ffff:a.b.c.d, RFC 4291, section 2.5.5.2.
                let isMapped = octets[..<10].allSatisfy { $0 == 0 } && octets[10] == 0xFF && octets[11] == 0xFF
                return PeerAddress(octets: isMapped ? Array(octets[12...]) : octets, port: UInt16(bigEndian: address.sin6_port))
            }
        default: self = .unix
        }
    }
}
