/// The section `classifier:`: who judges a request when a policy's `classify` stage runs.
public struct ClassifierSettings: Sendable {
    public enum Engine: String, Sendable, CaseIterable {
        case embedded
        case openai
        case ollama
    }

    public var engine = Engine.embedded
    /// Of an outside engine; nil for the embedded one.
    public var url: Located<HostURL>?
    /// Of the host at `url`: local by its address, or because the file says so.
    public var trust = HostTrust.local
    public var model = ""
    public var headers: [(name: String, value: Secret)] = []
    public var timeout: Duration = .seconds(30)
    /// Questions at a time.
    public var concurrency = 4
    public var tls = HostSettings.TLS()

    public init() {}
}
