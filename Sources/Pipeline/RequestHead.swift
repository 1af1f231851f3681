/// The head of a request as the server read it.
public struct RequestHead: Sendable {
    public var method: String
    /// The path, without the query. Percent-escapes stand as they came.
    public var path: String
    /// The query without its question mark; empty when there is none.
    public var query: String
    public var fields: HTTPFields
    /// The declared length of the body in bytes; nil when it comes in chunks. Zero when there is none.
    public var contentLength: Int?
    /// Whether a body was announced at all, by length or by chunks.
    public var hasBody: Bool

    public init(method: String, path: String, query: String, fields: HTTPFields, contentLength: Int?, hasBody: Bool) {
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.contentLength = contentLength
        self.hasBody = hasBody
    }
}
