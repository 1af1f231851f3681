public import Pipeline

/// One configured host. Immutable: what changes is its state in the `Balancer`. A class, because it is handed on with every attempt.
public final class Host: Sendable {
    /// Which API a host speaks, which is also how it is asked for its health and its models.
    public enum API: String, Sendable, CaseIterable {
        case ollama
        case openai
        case anthropic

        /// Whether a host of this kind serves the requests of a family of calls. Ollama serves OpenAI's and Anthropic's paths too.
        public func serves(_ family: APIFamily) -> Bool {
            switch (self, family) {
            case (.ollama, _), (.openai, .openai), (.anthropic, .anthropic): true
            case (.openai, _), (.anthropic, _): false
            }
        }
    }

    /// How its certificate is checked.
    public struct TLS: Sendable, Equatable {
        /// A PEM file of authorities that takes the place of the system's; nil for the system's.
        public var authorities: String?
        /// Whether certificate and name are verified.
        public var verifies: Bool
        /// PEM files of our own certificate and its key, for hosts that ask for one.
        public var certificate: String?
        public var key: String?

        public init(authorities: String? = nil, verifies: Bool = true, certificate: String? = nil, key: String? = nil) {
            self.authorities = authorities
            self.verifies = verifies
            self.certificate = certificate
            self.key = key
        }
    }

    /// A header field that is set last and takes the place of the client's.
    public struct Field: Sendable, Equatable {
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public let id: String
    public let url: HostURL
    public let api: API
    public let trust: Trust
    /// The models it serves; nil when they are discovered.
    public let models: [ModelGlob]?
    /// Its share of the work, relative to the others; positive.
    public let weight: Double
    /// How many requests it is given at a time; 0 for no bound.
    public let maxInFlight: Int
    public let fields: [Field]
    /// How long connecting may take, TLS and name resolution included.
    public let connect: Duration
    /// How long the first byte of an answer may take.
    public let firstByte: Duration
    /// How long an answer may pause.
    public let idle: Duration
    public let tls: TLS
    /// What stands before a path of the APIs, and before what follows `/v1` in one.
    private let base: String
    private let versionedBase: String
    /// The whole URLs of the calls that are forwarded, put together once.
    private let targets: [(path: String, url: String)]

    /// The defaults are those of the contract, section 2.
    public init(
        id: String, url: HostURL, api: API, trust: Trust, models: [ModelGlob]? = nil, weight: Double = 1, maxInFlight: Int = 0,
        fields: [Field] = [], connect: Duration = .seconds(5), firstByte: Duration = .seconds(300), idle: Duration = .seconds(120),
        tls: TLS = TLS()
    ) {
        self.id = id
        self.url = url
        self.api = api
        self.trust = trust
        self.models = models
        self.weight = weight > 0 ? weight : 1
        self.maxInFlight = max(0, maxInFlight)
        self.fields = fields
        self.connect = connect
        self.firstByte = firstByte
        self.idle = idle
        self.tls = tls
        let path = url.basePath
        switch api {
        case .ollama:
            let kept = ["/v1", "/api"].first(where: path.hasSuffix).map { path.dropLast($0.count) } ?? path[...]
            base = url.origin + kept
            versionedBase = base + "/v1"
        case .openai, .anthropic:
            let isVersioned = path.split(separator: "/").contains { segment in
                segment.first == "v" && segment.dropFirst().first.map { $0.isASCII && $0.isNumber } == true
            }
            base = url.origin + path
            versionedBase = isVersioned ? base : base + "/v1"
        }
        let (base, versionedBase) = (base, versionedBase)
        targets = ClientAPI.allCases.filter(\.isForwarded).map { ($0.path, Self.join($0.path, base, versionedBase)) }
    }

    /// The whole URL of a path of the APIs, such as `/v1/messages`.
    ///
    /// A base whose path has a version segment (`/v1`, `/openai/v1`, `/v1beta/openai`) already stands for the `/v1` of the path. A host of
    /// kind `ollama` has `/api` and `/v1` side by side below its origin.
    public func target(_ path: String) -> String {
        for target in targets where target.path == path { return target.url }
        return Self.join(path, base, versionedBase)
    }

    private static func join(_ path: String, _ base: String, _ versionedBase: String) -> String {
        path.hasPrefix("/v1/") ? versionedBase + path.dropFirst(3) : base + path
    }

    /// Whether the state and the connections of the other one still hold for this one after a reload.
    func isSameServer(as other: Host) -> Bool {
        id == other.id && url == other.url && api == other.api && trust == other.trust && tls == other.tls
    }
}

/// A host of trust `local`: it may be sent what its policy says, the original too.
public struct LocalHost: Sendable {
    public let host: Host

    /// Nil when the host is not of trust `local`.
    public init?(_ host: Host) {
        guard host.trust == .local else { return nil }
        self.host = host
    }
}

/// A host of trust `cloud`: it can be sent a `RedactedBody` and nothing else.
public struct CloudHost: Sendable {
    public let host: Host

    /// Nil when the host is not of trust `cloud`.
    public init?(_ host: Host) {
        guard host.trust == .cloud else { return nil }
        self.host = host
    }
}
