public import Pipeline

/// One request as the log holds it.
public struct AuditRow: Sendable {
    public var seq: Int64 = 0
    public var id = ""
    public var requestID = ""
    /// UTC, as the log writes it.
    public var time = ""
    public var key = ""
    public var team = ""
    public var clientAddress = ""
    public var api = ""
    public var path = ""
    public var modelAsked = ""
    public var modelSent = ""
    public var policy = ""
    public var decision = ""
    public var reason = ""
    public var host = ""
    /// Nil while the request has no outcome.
    public var status: Int?
    public var attemptCount = 0
    public var stream = false
    public var requestBytes: Int64 = 0
    public var responseBytes: Int64 = 0
    public var promptTokens: Int64?
    public var completionTokens: Int64?
    /// Whether one of the two is an estimate, because the host did not count it.
    public var tokensAreEstimated = false
    public var firstByteMilliseconds: Double?
    public var totalMilliseconds: Double?
    /// A JSON object of stage names and milliseconds; nil while the request has no outcome.
    public var stageMilliseconds: String?
    /// Nil while the request has no outcome.
    public var ended: String?
    public var generation: Int64 = 0
    public var unrestored: Int64 = 0
    /// Millionths of the currency that the prices are in; nil when there was no price.
    public var cost: Int64?
    public var entities: [EntityRow] = []
    public var attempts: [AttemptRow] = []
    public var writer: Int64 = 0
    /// The link of the admission; nil for a request that was refused before it.
    public var opened: Int64?
    /// The link of the outcome; nil while there is none.
    public var closed: Int64?
    public var admissionHash: ChainHash?
    public var previousHash: ChainHash?
    public var hash: ChainHash?

    init() {}

    /// The columns that `init(_:)` reads, in their order.
    static let columns =
        "seq, \(RowEvent.columns.joined(separator: ", ")), writer, opened, closed, admission_hash, prev_hash, hash, cost, estimated"

    /// Reads the current row of a statement that selects `columns`.
    init(_ row: any Statement) {
        seq = row.integer(0)
        id = row.text(1)
        requestID = row.text(2)
        time = row.text(3)
        key = row.text(4)
        team = row.text(5)
        clientAddress = row.text(6)
        api = row.text(7)
        path = row.text(8)
        modelAsked = row.text(9)
        modelSent = row.text(10)
        policy = row.text(11)
        decision = row.text(12)
        reason = row.text(13)
        host = row.text(14)
        status = row.isNull(15) ? nil : Int(row.integer(15))
        attemptCount = Int(row.integer(16))
        stream = row.integer(17) != 0
        requestBytes = row.integer(18)
        responseBytes = row.integer(19)
        promptTokens = row.isNull(20) ? nil : row.integer(20)
        completionTokens = row.isNull(21) ? nil : row.integer(21)
        firstByteMilliseconds = row.isNull(22) ? nil : row.real(22)
        totalMilliseconds = row.isNull(23) ? nil : row.real(23)
        stageMilliseconds = row.isNull(24) ? nil : row.text(24)
        ended = row.isNull(25) ? nil : row.text(25)
        generation = row.integer(26)
        unrestored = row.integer(27)
        writer = row.integer(28)
        opened = row.isNull(29) ? nil : row.integer(29)
        closed = row.isNull(30) ? nil : row.integer(30)
        admissionHash = row.hash(31)
        previousHash = row.hash(32)
        hash = row.hash(33)
        cost = row.isNull(34) ? nil : row.integer(34)
        tokensAreEstimated = !row.isNull(35)
    }
}
