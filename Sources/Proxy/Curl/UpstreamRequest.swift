public import Pipeline

/// A request for a host, ready to go.
public struct UpstreamRequest: Sendable {
    /// Whether it has a body.
    public enum Method: Sendable {
        case get
        case post
    }

    public var method: Method
    public var url: String
    /// Connects to this Unix socket instead of the URL's host.
    public var socketPath: String?
    /// What goes out beside what libcurl sets itself: `Host`, `Content-Length`, `Accept-Encoding`.
    public var fields: HTTPFields
    public var body: [UInt8]
    public var connect: Duration
    public var firstByte: Duration
    public var idle: Duration
    /// When the answer has to be whole; nil for no bound.
    var until: MonotonicTime?
    public var tls: Host.TLS
    /// Whether the host is told that its answer may be compressed. A compressed answer is decoded either way.
    public var acceptsCompressed: Bool
    /// Whether the connection is closed afterwards rather than kept.
    public var closes = false
    /// Whether only a connection is wanted, of which nothing of this request is sent.
    var connectsOnly = false
    /// Bytes read from the socket at a time; libcurl holds a buffer of this size as long as the transfer lasts. A stream's events are small
    /// and many streams are open for long; a whole answer is large and soon over.
    public var receiveBuffer = 16 * 1024

    public init(
        method: Method, url: String, socketPath: String? = nil, fields: HTTPFields = HTTPFields(), body: [UInt8] = [],
        connect: Duration = .seconds(5), firstByte: Duration = .seconds(300), idle: Duration = .seconds(120), tls: Host.TLS = Host.TLS(),
        acceptsCompressed: Bool = false
    ) {
        self.method = method
        self.url = url
        self.socketPath = socketPath
        self.fields = fields
        self.body = body
        self.connect = connect
        self.firstByte = firstByte
        self.idle = idle
        self.tls = tls
        self.acceptsCompressed = acceptsCompressed
    }
}
