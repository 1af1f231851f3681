/// An engine of the section `classifier:`: who judges a request when a policy's `classify` stage runs.
public struct ClassifierSettings: Sendable {
    public enum Engine: String, Sendable, CaseIterable {
        case embedded
        case openai
        case ollama
    }

    /// Which requests an engine is asked about, among those that the policy has judged.
    public enum When: String, Sendable, CaseIterable {
        case always
        /// Only where the engines before it, or the recognizers, found something.
        case suspicious
        /// Only texts in a language that the embedded engine does not know.
        case unknownLanguage = "unknown_language"
    }

    public var engine = Engine.embedded
    public var when = When.always
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
