/// A request on its way inward. A value: a stage that changes it changes what stages further in see.
public struct Request: Sendable {
    private struct Parts: Sendable {
        let api: ClientAPI
        let head: RequestHead
        let body: RequestBody
        var forwardedFields: HTTPFields
        var forwardedQuery: String
        var localBody: OutboundBody
        var cloudBody: RedactedBody?
        var kept: KeptBody?
        var passage: Passage?
        var keepsModel = false
    }

    /// One reference for all of it: each stage and each suspended function keeps a request, and few change it.
    private final class Held: Sendable {
        let parts: Parts

        init(_ parts: Parts) {
            self.parts = parts
        }
    }

    private var held: Held

    public var api: ClientAPI { held.parts.api }
    public var head: RequestHead { held.parts.head }
    public var body: RequestBody { held.parts.body }
    /// The fields that go along to a host. The redact stage leaves out those in which it finds something.
    public var forwardedFields: HTTPFields {
        get { held.parts.forwardedFields }
        set { change { $0.forwardedFields = newValue } }
    }
    /// The query that goes along to a host; empty for none.
    public var forwardedQuery: String { held.parts.forwardedQuery }
    /// What a host of trust `local` is sent.
    public var localBody: OutboundBody {
        get { held.parts.localBody }
        set { change { $0.localBody = newValue } }
    }
    /// What a host of trust `cloud` is sent; nil until redaction made it, and then no cloud host can be reached.
    public var cloudBody: RedactedBody? {
        get { held.parts.cloudBody }
        set { change { $0.cloudBody = newValue } }
    }
    /// What the log may keep of the body; nil where no redaction is in force.
    public var kept: KeptBody? {
        get { held.parts.kept }
        set { change { $0.kept = newValue } }
    }
    /// Where the request goes at a host, and how, when it is passed on unread; nil for a call of its API.
    public var passage: Passage? { held.parts.passage }
    /// Whether the model's name stays in the body as it came, because a path and not the name chose the hosts.
    public var keepsModel: Bool { held.parts.keepsModel }

    /// A method and a path with its query.
    public struct Passage: Sendable {
        public let isGet: Bool
        public let path: String

        public init(isGet: Bool, path: String) {
            self.isGet = isGet
            self.path = path
        }
    }

    public init(
        api: ClientAPI, head: RequestHead, body: RequestBody, forwardedFields: HTTPFields, forwardedQuery: String = "",
        passage: Passage? = nil, keepsModel: Bool = false
    ) {
        held = Held(
            Parts(
                api: api, head: head, body: body, forwardedFields: forwardedFields, forwardedQuery: forwardedQuery,
                localBody: body.asItCame, cloudBody: nil, passage: passage, keepsModel: keepsModel))
    }

    private mutating func change(_ edit: (inout Parts) -> Void) {
        var parts = held.parts
        edit(&parts)
        held = Held(parts)
    }
}
