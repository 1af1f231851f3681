/// Where a server listens, and whether it speaks TLS there.
public struct ServerListener: Sendable {
    public let address: ListenerAddress
    /// The certificate and key; nil for plain HTTP.
    public let tls: TLSIdentity?

    public init(_ address: ListenerAddress, tls: TLSIdentity? = nil) {
        self.address = address
        self.tls = tls
    }
}
