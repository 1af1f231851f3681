/// A key of a configuration file: what it takes and what it means. The readers refuse every key that is not here, the JSON Schemas are made of
/// it, and a test looks for each in the docs.
package struct Setting: Sendable {
    package indirect enum Kind: Sendable {
        case text
        case flag
        case integer(ClosedRange<Int>)
        case number(ClosedRange<Double>)
        /// Bytes: `100MiB`.
        case size
        /// Time: `30s`.
        case duration
        case rate
        case budget
        case choice([String])
        case section([Setting])
        case list(Kind)
        /// One value, or a list of them.
        case oneOrMore(Kind)
        /// Names that the user chooses, each with a value.
        case names(Kind)
        case either([Kind])
    }

    package let key: String
    package let kind: Kind
    package let summary: String

    init(_ key: String, _ kind: Kind, _ summary: String) {
        self.key = key
        self.kind = kind
        self.summary = summary
    }
}

/// Every key of `hopguard.yaml` and of policy files.
package enum SettingCatalog {
    private static func choice<Choice: CaseIterable & RawRepresentable>(_: Choice.Type) -> Setting.Kind where Choice.RawValue == String {
        .choice(Choice.allCases.map(\.rawValue))
    }

    private static let share = Setting.Kind.number(0...1)
    private static let count = Setting.Kind.integer(0...1_000_000_000)

    private static let clientTLS = Setting.Kind.section([
        Setting("ca", .text, "PEM file with the authorities to trust instead of the system's"),
        Setting("certificate", .text, "PEM file with a client certificate"),
        Setting("key", .text, "PEM file with the client certificate's key"),
        Setting("verify", .flag, "Whether the host's certificate is verified; true"),
    ])

    package static let settings: [Setting] = [
        Setting("listen", .oneOrMore(.text), "Where clients call: host:port, [v6]:port or unix:/path; 127.0.0.1:8080"),
        Setting("admin", .text, "Where dashboard, metrics and health are: an address, or off; 127.0.0.1:9090"),
        Setting(
            "tls",
            .section([
                Setting("certificate", .text, "PEM file with the certificate and its chain"),
                Setting("key", .text, "PEM file with the certificate's key"),
            ]), "TLS for clients"),
        Setting(
            "limits",
            .section([
                Setting("body", .size, "Largest request body, after decoding too; 100MiB"),
                Setting("header", .size, "Largest request head; 32KiB"),
                Setting("header_time", .duration, "For a request head to arrive; 10s"),
                Setting("body_time", .duration, "For a request body to arrive; 60s"),
                Setting("idle", .duration, "How long a connection may wait for its next request; 75s"),
                Setting("total", .duration, "For a whole exchange, from when it is first sent to a host; no bound when left out"),
                Setting("connections", .integer(1...1_000_000), "Client connections at a time; 10000"),
                Setting("requests", count, "Requests forwarded at a time over all hosts, more are refused with 503; 0 is no bound"),
                Setting("drain", .duration, "How long what streams may go on after SIGTERM; 30s"),
            ]), "What a client may take up"),
        Setting(
            "keys",
            .list(
                .section([
                    Setting("name", .text, "The key's name in policies, metrics and the audit log"),
                    Setting("token", .text, "The token itself, as a reference to a secret"),
                    Setting("sha256", .text, "The token's SHA-256 in hexadecimal, instead of the token"),
                    Setting("from", .oneOrMore(.text), "Addresses it calls from, instead of a token: 10.20.0.0/16"),
                    Setting("team", .text, "The team it belongs to"),
                    Setting("models", .list(.text), "Globs of the models it may call; all"),
                    Setting("rate", .oneOrMore(.rate), "How much in a time: 60/m, 90000 tokens/m"),
                    Setting("budget", .oneOrMore(.budget), "How much in a calendar period: 2000000 tokens/d"),
                    Setting("in_flight", .integer(1...1_000_000), "Requests at a time"),
                    Setting("admin", .flag, "Whether it may use the admin address; false"),
                ])), "Client keys; with none, the proxy is open"),
        Setting(
            "teams",
            .names(
                .section([
                    Setting("rate", .oneOrMore(.rate), "How much in a time, all keys of the team together"),
                    Setting("budget", .oneOrMore(.budget), "How much in a calendar period, all keys of the team together"),
                    Setting("in_flight", .integer(1...1_000_000), "Requests at a time, all keys of the team together"),
                ])), "What the keys of a team may use together"),
        Setting("open", .flag, "Whether a proxy without keys may listen where other machines reach it; false"),
        Setting(
            "hosts",
            .list(
                .section([
                    Setting("id", .text, "The host's name in metrics, headers and the audit log"),
                    Setting("url", .text, "Its address: the origin, or the base up to and with /v1, or unix:///path"),
                    Setting("api", choice(HostAPI.self), "The API it speaks"),
                    Setting("trust", choice(HostTrust.self), "local for loopback and private addresses and names of one label, else cloud"),
                    Setting("models", .list(.text), "Globs of the models it serves; discovered"),
                    Setting("weight", .integer(1...1000), "Its share beside the other hosts; 1"),
                    Setting("max_in_flight", count, "Requests at a time, more wait in the queue; 0 is no bound"),
                    Setting("headers", .names(.text), "Headers to send, set last"),
                    Setting("connect", .duration, "For a connection to stand; 5s"),
                    Setting("first_byte", .duration, "For the first byte of an answer; 300s"),
                    Setting("idle", .duration, "Between two parts of an answer; 120s"),
                    Setting("tls", clientTLS, "TLS to the host"),
                ])), "The hosts that serve models"),
        Setting(
            "balance",
            .section([
                Setting("strategy", choice(BalanceSettings.Strategy.self), "Which host is chosen; least_busy"),
                Setting("retries", .integer(0...100), "Attempts on other hosts after the first; 2"),
                Setting("retry_budget", share, "Retries as a share of requests; 0.2"),
                Setting(
                    "suspend",
                    .section([
                        Setting("after", .integer(1...1_000_000), "Failures in a row that take a host out; 3"),
                        Setting("for", .duration, "How long the first time; 5s"),
                        Setting("up_to", .duration, "How long at most; 5m"),
                    ]), "When a failing host is left alone"),
                Setting("health", .duration, "Between two checks of a host; 10s"),
                Setting("hedge", .duration, "After this time without an answer an embedding is asked of a second host too; never"),
                Setting(
                    "queue",
                    .section([
                        Setting("length", count, "Requests that may wait for a host; 256"),
                        Setting("wait", .duration, "How long one may wait; 30s"),
                    ]), "Where requests wait while every host is at max_in_flight"),
            ]), "How a host is chosen"),
        Setting(
            "models",
            .names(
                .section([
                    Setting("model", .text, "The name at the hosts; the same"),
                    Setting("hosts", .list(.text), "Ids of the hosts to ask; all that serve the model"),
                    Setting("fallback", .list(.text), "Models to ask instead when none of its hosts answers"),
                    Setting(
                        "price",
                        .section([
                            Setting("prompt", .number(0...1_000_000), "Money for a million prompt tokens"),
                            Setting("completion", .number(0...1_000_000), "Money for a million completion tokens"),
                        ]), "What it costs"),
                    Setting("unlisted", .flag, "Whether it is served but not shown in lists; false"),
                ])), "Names that clients use"),
        Setting(
            "classifier",
            .oneOrMore(
                .section([
                    Setting("engine", choice(ClassifierSettings.Engine.self), "Who judges; embedded"),
                    Setting("when", choice(ClassifierSettings.When.self), "Which requests it is asked about; always"),
                    Setting("url", .text, "Address of an outside engine"),
                    Setting("model", .text, "Model of an outside engine"),
                    Setting(
                        "trust", choice(HostTrust.self), "cloud says that an outside engine on a cloud host may see the unredacted text"),
                    Setting("headers", .names(.text), "Headers to send to an outside engine"),
                    Setting("timeout", .duration, "For its answer; 30s"),
                    Setting("concurrency", .integer(1...10_000), "Questions at a time; 4"),
                    Setting("tls", clientTLS, "TLS to an outside engine"),
                ])), "Who judges a request in a policy's classify stage; a list for several engines"),
        Setting("policies", .text, "The folder of policy files; policies"),
        Setting(
            "surrogates",
            .section([Setting("secret", .text, "The secret that keys the surrogates; made on first start when its file is absent")]),
            "How surrogates are made"),
        Setting(
            "audit",
            .section([
                Setting("path", .text, "The SQLite file; hopguard.db"),
                Setting("durability", choice(AuditSettings.Durability.self), "Whether a row is on disk before a byte leaves; strict"),
                Setting("keep", .either([.duration, .choice(["forever"])]), "How long rows are kept; 90d"),
                Setting(
                    "bodies", choice(AuditSettings.Bodies.self),
                    "What is kept of request bodies: nothing, or what redaction has made of them; none"),
                Setting("postgres", .text, "A PostgreSQL connection URL instead of SQLite"),
                Setting(
                    "spool", .either([.duration, .choice(["never"])]),
                    "How long PostgreSQL may be away before rows wait on this machine; 10s"),
                Setting("shared", .flag, "Whether rates and budgets count what all proxies of the log have used; false"),
            ]), "The audit log"),
        Setting(
            "log",
            .section([
                Setting("format", choice(LogSettings.Format.self), "text or json; text"),
                Setting("level", choice(LogSettings.Level.self), "How much; info"),
            ]), "What is written to standard error"),
        Setting(
            "trace",
            .section([
                Setting("otlp", .text, "The OpenTelemetry collector (OTLP over HTTP): spans are posted to /v1/traces below it"),
                Setting("sample", share, "Share of the traces that begin here that is recorded; 1"),
                Setting("headers", .names(.text), "Headers to send to the collector"),
                Setting("service", .text, "The spans' service.name; hopguard"),
                Setting("tls", clientTLS, "TLS to the collector"),
            ]), "Spans for a collector; none"),
        Setting("origins", .list(.text), "Origins of browser clients that may call (CORS); none"),
        Setting("watch", .flag, "Whether a change of the files reloads them; false"),
        Setting("health", .flag, "Whether GET /health is answered on the client address without a key; false"),
        Setting(
            "model_paths", .flag,
            "Whether /route/MODEL/ reaches a model's hosts by path, and local hosts what no API knows, as LLMhop has it; false"),
    ]

    private static let entities = Setting("entities", .names(choice(EntityAction.self)), "What happens to a type or a group of types")

    package static let policy: [Setting] = [
        Setting("policy", .text, "The policy's name"),
        Setting("order", .integer(-1_000_000...1_000_000), "Policies are tried from the lowest; 100"),
        Setting(
            "match",
            .section([
                Setting("trust", choice(HostTrust.self), "Whether a cloud host is within the request's reach"),
                Setting("paths", .list(.text), "Globs of paths"),
                Setting("models", .list(.text), "Globs of models, as the client names them"),
                Setting("keys", .list(.text), "Globs of client keys' names"),
                Setting("teams", .list(.text), "Globs of teams"),
                Setting("headers", .names(.text), "Request headers and globs of their values"),
            ]), "Which requests it is for; every condition must hold"),
        Setting("chain", .list(choice(Stage.self)), "The stages in their order"),
        Setting(
            "limit",
            .section([
                Setting("body", .size, "Largest request body"),
                Setting("rate", .oneOrMore(.rate), "How much in a time, over all requests of the policy"),
            ]), "What the limit stage allows"),
        Setting(
            "classify",
            .section([
                Setting("when", choice(ClassifyRules.When.self), "Which requests are judged; always"),
                Setting("threshold", share, "From here on a verdict counts; 0.5"),
                Setting("sensitive", choice(ClassifyRules.Sensitive.self), "What happens to a sensitive request; redact"),
                Setting("error", choice(ClassifyRules.Failure.self), "What happens when the classifier cannot answer; closed"),
                Setting("public", choice(ClassifyRules.Public.self), "What happens to names known to the public; keep"),
                Setting("recall", choice(ClassifyRules.Recall.self), "How much the model finds at the price of false alarms; balanced"),
            ]), "What the classify stage does"),
        Setting(
            "redact",
            .section([
                Setting("default", choice(EntityAction.self), "What happens to a type not named below; surrogate"),
                entities,
                Setting("score", share, "Findings under it are left alone; 0.5"),
                Setting(
                    "recognizers",
                    .list(
                        .section([
                            Setting("type", .text, "The type that it finds"),
                            Setting("pattern", .text, "A regular expression"),
                            Setting("words", .list(.text), "Words, instead of a pattern"),
                            Setting("case", .choice(["match", "ignore"]), "Whether capitals and small letters differ; match"),
                            Setting("score", share, "How sure a finding is; 0.5 for a pattern, 1 for words"),
                            Setting("context", .list(.text), "Words nearby that raise the score"),
                            Setting("surrogate", .text, "The shape of a surrogate: # is a digit, ? a capital letter"),
                        ])), "Recognizers of one's own"),
                Setting(
                    "allow", .list(.either([.text, .section([Setting("pattern", .text, "A regular expression")])])),
                    "Texts and patterns that are never findings"),
                Setting("images", choice(RedactRules.Images.self), "Image, audio and file parts bound for a cloud host; block"),
                Setting("responses", choice(RedactRules.Responses.self), "Whether answers are restored; restore"),
                Setting("restore_from", .list(choice(RedactRules.Role.self)), "Roles whose values are restored; all"),
            ]), "What the redact stage does"),
        Setting(
            "route",
            .section([
                Setting("hosts", .list(.text), "Globs of the hosts it may reach; all"),
                Setting("models", .list(.text), "Globs of the models it may reach; all"),
            ]), "Where a request may go"),
        Setting("realtime", choice(Policy.Realtime.self), "Whether WebSocket lines to cloud hosts are let through unexamined; guarded"),
        Setting("fallback", choice(Policy.Fallback.self), "Whether another model may answer; allow"),
        Setting("mode", choice(Policy.Mode.self), "shadow records what it would have done and changes nothing; enforce"),
        Setting("floor", .flag, "Whether the file is the least that every policy it matches must do; false"),
        Setting(
            "tests",
            .list(
                .section([
                    Setting("text", .text, "A text"),
                    Setting("finds", .list(.text), "Exactly these types are found in it"),
                    Setting("blocks", .text, "It is refused because of this type"),
                    Setting("local", .text, "It may go to local hosts only because of this type"),
                ])), "Texts and what must be found in them"),
    ]

    /// What a file with `floor: true` may hold.
    static let floor = ["policy", "floor", "match", "redact"]
}
