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
