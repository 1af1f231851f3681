/// One policy file.
public struct Policy: Sendable {
    public enum Mode: String, Sendable, CaseIterable {
        case enforce
        /// Records what it would have done and changes nothing.
        case shadow
    }

    public enum Fallback: String, Sendable, CaseIterable {
        case allow
        case forbid
    }

    /// WebSocket lines to cloud hosts, in which nothing can be examined.
    public enum Realtime: String, Sendable, CaseIterable {
        case guarded
        case unguarded
    }

    /// The section `route:`: which hosts and models a request may reach.
    public struct RouteRule: Sendable {
        public var hosts = [Glob("*")]
        public var models = [Glob("*")]

        public init() {}
    }

    public var name: String
    /// The file as it was named.
    public var file: String
    /// Where its name stands.
    public var line: Int
    public var order = 100
    public var match = PolicyMatch()
    public var chain: [Stage] = [.auth, .limit, .classify, .redact, .route, .audit]
    /// Where the chain stands; the name's line when it is not given.
    public var chainLine: Int
    public var limit = PolicyLimit()
    public var classify = ClassifyRules()
    public var redact = RedactRules()
    public var route = RouteRule()
    public var mode = Mode.enforce
    public var fallback = Fallback.allow
    public var realtime = Realtime.guarded
    /// Whether it is no policy but the least that every policy it matches must do.
    public var isFloor = false
    public var tests: [PolicyTest] = []

    public init(name: String, file: String, line: Int) {
        self.name = name
        self.file = file
        self.line = line
        chainLine = line
    }
}
