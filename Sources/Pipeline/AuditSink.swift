/// Where an exchange is recorded. Implementations own their threads: the caller suspends, and its loop goes on.
public protocol AuditSink: AnyObject, Sendable {
    /// Records that a request is about to leave. Returns when the row is as safe as the configured durability promises.
    /// Throws `auditUnavailable` when it cannot be recorded: then nothing may leave.
    ///
    /// - Parameter body: recorded beside the row, where the log is told to keep bodies.
    func admit(_ row: AdmissionRow, keeping body: KeptBody?) async throws(PipelineError)
    /// Records how an exchange ended. For an exchange that was never admitted the row holds both.
    func close(_ admission: AdmissionRow?, _ row: OutcomeRow) async throws(PipelineError)
}

/// What is known of a request before it leaves. No field can hold message text.
public struct AdmissionRow: Sendable {
    public var id = ""
    public var requestID = ""
    /// When the request came, microseconds since 1970, UTC.
    public var time: Int64 = 0
    public var key = ""
    public var team = ""
    public var clientAddress = ""
    public var api = ""
    public var path = ""
    public var modelAsked = ""
    public var policy = ""
    public var stream = false
    public var requestBytes: Int64 = 0
    public var generation = 0
    public var entities: [EntityRow] = []

    public init() {}
}

/// How often a type of entity was found and what was done; never the text.
public struct EntityRow: Sendable, Equatable {
    public var type: String
    public var action: String
    public var recognizer: String
    public var count: Int

    public init(type: String, action: String, recognizer: String, count: Int) {
        self.type = type
        self.action = action
        self.recognizer = recognizer
        self.count = count
    }
}

/// One try on one host.
public struct AttemptRow: Sendable, Equatable {
    public var host: String
    /// The host's HTTP status; 0 when it gave none.
    public var status: Int
    /// Why it failed, a word of a closed list; empty when it did not.
    public var error: String
    public var milliseconds: Double

    public init(host: String, status: Int, error: String, milliseconds: Double) {
        self.host = host
        self.status = status
        self.error = error
        self.milliseconds = milliseconds
    }
}

/// What became of a request.
public enum Decision: String, Sendable {
    case forwarded
    case blocked
    case refused
    case failed
}

/// How an exchange ended. No field can hold message text.
public struct OutcomeRow: Sendable {
    public var id = ""
    public var decision: Decision = .refused
    /// A word of a closed list, empty when all went well.
    public var reason = ""
    public var modelSent = ""
    public var host = ""
    public var status = 0
    public var ended: StreamEnd = .complete
    public var attempts: [AttemptRow] = []
    /// Types found in a request that was refused before it was admitted, or restored shortfalls.
    public var entities: [EntityRow] = []
    public var responseBytes: Int64 = 0
    public var promptTokens: Int64?
    public var completionTokens: Int64?
    /// Whether one of the two is an estimate, because the host did not count it.
    public var tokensAreEstimated = false
    public var firstByteMilliseconds: Double?
    public var totalMilliseconds: Double = 0
    /// How long it waited for a host that had room; 0 when it did not.
    public var queueMilliseconds: Double = 0
    /// Stage names and their own times in milliseconds.
    public var stages: [(name: String, milliseconds: Double)] = []
    /// Surrogates that the answer changed beyond what could be restored surely.
    public var unrestored = 0
    /// What it cost, in millionths of the currency that the prices are in; nil when the model has no price or no host answered.
    public var cost: Int64?

    public init() {}
}
