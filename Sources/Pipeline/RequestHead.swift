/// The head of a request as the server read it. A class: it never changes, and every stage and every suspended function holds it.
public final class RequestHead: Sendable {
    public let method: String
    /// The path, without the query. Percent-escapes stand as they came.
    public let path: String
    /// The query without its question mark; empty when there is none.
    public let query: String
    public let fields: HTTPFields
    /// The declared length of the body in bytes; nil when it comes in chunks. Zero when there is none.
    public let contentLength: Int?
    /// Whether a body was announced at all, by length or by chunks.
    public let hasBody: Bool

    public init(method: String, path: String, query: String, fields: HTTPFields, contentLength: Int?, hasBody: Bool) {
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.contentLength = contentLength
        self.hasBody = hasBody
    }
}
