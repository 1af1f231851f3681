/// What `hopguard.yaml` says, with every default filled in and every reference to a secret resolved.
public struct Settings: Sendable {
    public struct TLS: Sendable, Equatable {
        /// PEM files, absolute paths.
        public var certificate: String
        public var key: String
        public var line: Int

        public init(certificate: String, key: String, line: Int = 0) {
            self.certificate = certificate
            self.key = key
            self.line = line
        }
    }

    /// Which program's file it was read from.
    public enum Origin: Sendable, Equatable {
        case hopguard
        case hops
        case llmhop
        /// No file at all.
        case builtIn
    }

    public var origin = Origin.builtIn
    /// The file, as it was named; empty with none.
    public var file = ""
    public var listen: [Located<ListenAddress>] = []
    /// nil: off.
    public var admin: Located<ListenAddress>?
    public var tls: TLS?
    public var limits = RequestLimits()
    public var keys: [ClientKey] = []
    public var teams: [Team] = []
    /// Whether a proxy without keys may listen where other machines reach it.
    public var isOpen = false
    public var hosts: [HostSettings] = []
    public var balance = BalanceSettings()
    public var models: [ModelAlias] = []
    /// Never empty. In the order they are asked; each may raise what the others found, none may lower it.
    public var classifiers = [ClassifierSettings()]
    /// The folder of policy files, an absolute path; nil: the built-in policies alone.
    public var policies: String?
    public var surrogates = SurrogateSecret.toBeCreated(path: "surrogate.key")
    public var audit = AuditSettings()
    public var log = LogSettings()
    /// nil: no spans are made.
    public var trace: TraceSettings?
    /// Origins of browser clients that may call.
    public var origins: [String] = []
    /// Whether a change of the files reloads them.
    public var watch = false
    /// Whether `GET /health` is answered on the client address, without a key, as LLMhop does.
    public var health = false
    /// Whether a path may name the model, and what no API knows is passed on to local hosts, as LLMhop does.
    public var modelPaths = false

    public init() {}

    /// The first engine.
    public var classifier: ClassifierSettings { classifiers.first ?? ClassifierSettings() }
}
