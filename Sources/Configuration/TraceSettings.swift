/// The section `trace:`: spans for an OpenTelemetry collector.
public struct TraceSettings: Sendable {
    /// The collector; spans are posted to `/v1/traces` below it.
    public var otlp: Located<HostURL>
    /// Of the traces that begin here, the share that is recorded. A caller's own decision holds.
    public var sample = 1.0
    public var headers: [(name: String, value: Secret)] = []
    /// What the spans' `service.name` says.
    public var service = "hopguard"
    public var tls = HostSettings.TLS()

    public init(otlp: Located<HostURL>) {
        self.otlp = otlp
    }
}
