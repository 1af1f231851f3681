/// An entry of `hosts:`.
public struct HostSettings: Sendable {
    public struct TLS: Sendable, Equatable {
        /// A PEM file with the authorities to trust instead of the system's; an absolute path.
        public var authorities: String?
        /// Client certificate and its key, absolute paths.
        public var certificate: String?
        public var key: String?
        public var verify: Bool

        public init(authorities: String? = nil, certificate: String? = nil, key: String? = nil, verify: Bool = true) {
            self.authorities = authorities
            self.certificate = certificate
            self.key = key
            self.verify = verify
        }
    }

    public var id: String
    public var url: Located<HostURL>
    public var api: HostAPI
    public var trust: HostTrust
    /// nil: discovered from the host.
    public var models: [Glob]?
    public var weight: Int
    /// 0: no bound.
    public var maxInFlight: Int
    /// Set last, so they win over the client's.
    public var headers: [(name: String, value: Secret)]
    public var connect: Duration
    public var firstByte: Duration
    public var idle: Duration
    public var tls: TLS

    public init(
        id: String, url: Located<HostURL>, api: HostAPI, trust: HostTrust? = nil, models: [Glob]? = nil, weight: Int = 1,
        maxInFlight: Int = 0, headers: [(name: String, value: Secret)] = [], connect: Duration = .seconds(5),
        firstByte: Duration = .seconds(300), idle: Duration = .seconds(120), tls: TLS = TLS()
    ) {
        self.id = id
        self.url = url
        self.api = api
        self.trust = trust ?? url.value.defaultTrust
        self.models = models
        self.weight = weight
        self.maxInFlight = maxInFlight
        self.headers = headers
        self.connect = connect
        self.firstByte = firstByte
        self.idle = idle
        self.tls = tls
    }
}
