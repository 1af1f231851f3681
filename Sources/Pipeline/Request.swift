/// A request on its way inward.
public struct Request: Sendable {
    public let api: ClientAPI
    public let head: RequestHead
    public let body: RequestBody
    /// The fields that go along to a host. The redact stage leaves out those in which it finds something.
    public var forwardedFields: HTTPFields
    /// The query that goes along to a host; empty for none.
    public var forwardedQuery: String
    /// What a host of trust `local` is sent.
    public var localBody: OutboundBody
    /// What a host of trust `cloud` is sent; nil until redaction made it, and then no cloud host can be reached.
    public var cloudBody: RedactedBody?

    /// What the log may keep of the body; nil where no redaction is in force.
    public var kept: KeptBody?

    /// Where the request goes at a host, and how, when it is passed on unread; nil for a call of its API.
    public var passage: Passage?
    /// Whether the model's name stays in the body as it came, because a path and not the name chose the hosts.
    public var keepsModel = false

    /// A method and a path with its query.
    public struct Passage: Sendable {
        public let isGet: Bool
        public let path: String

        public init(isGet: Bool, path: String) {
            self.isGet = isGet
            self.path = path
        }
    }

    public init(api: ClientAPI, head: RequestHead, body: RequestBody, forwardedFields: HTTPFields, forwardedQuery: String = "") {
        self.api = api
        self.head = head
        self.body = body
        self.forwardedFields = forwardedFields
        self.forwardedQuery = forwardedQuery
        self.localBody = body.asItCame
        self.cloudBody = nil
    }
}
