internal import Pipeline
internal import Proxy
internal import WireFormats

/// The built-in host of the demo: plays a cloud provider that serves every API for the model `mirror` and answers with what it received.
///
/// It is reached through a real connection, as any host is, so that what it shows is what a host would get.
enum MirrorHost {
    /// Starts it on an address of its own on this machine, and gives the host to configure.
    static func start(on loops: EventLoopGroup) throws(ListenError) -> Host {
        let server = HTTPServer(
            loops: loops, limits: ServerLimits(), listeners: [ServerListener(try ListenerAddress(parsing: "127.0.0.1:0"))]
        ) { _ in MirrorHandler() }
        try server.start()
        guard let address = server.addresses.first else { preconditionFailure("a server that started has an address") }
        do throws(HostURLError) {
            // Of kind ollama, because that is the kind that serves every API.
            return Host(
                id: "mirror", url: try HostURL("http://\(address)"), api: .ollama, trust: .cloud, models: [ModelGlob("mirror")])
        } catch {
            preconditionFailure("the address of a server is a URL's")
        }
    }
}

private final class MirrorHandler: ExchangeHandler {
    func handle(_ head: RequestHead, body: any BodyReader, peer: PeerAddress, reply: any ConnectionReply) async {
        do throws(PipelineError) {
            guard case .api(let api) = Endpoint.find(method: head.method, path: head.path) else { throw .client(.pathUnknown) }
            guard api.isForwarded else {
                let entry = #"{"name":"mirror","model":"mirror","modified_at":"1970-01-01T00:00:00Z","size":0,"digest":"","details":{}}"#
                let text = api == .ollamaTags || api == .ollamaRunning ? #"{"models":[\#(entry)]}"# : #"{"object":"list","data":[]}"#
                return try await send(Array(text.utf8), "application/json", reply)
            }
            let bytes = try await body.collect(limit: 100 << 20)
            guard let answer = MirrorReply(api: api, body: bytes, seconds: Int(WallClock.now() / 1_000_000), id: ExchangeID.make()) else {
                throw .client(.malformed(.json))
            }
            show(answer.received)
            var fields = HTTPFields()
            fields.append("content-type", answer.contentType)
            try await reply.begin(
                ResponseHead(
                    status: 200, fields: fields, origin: .proxy, isStream: answer.pieces.count > 1,
                    contentLength: answer.pieces.count == 1 ? answer.pieces[0].count : nil))
            for piece in answer.pieces { try await reply.send(piece) }
            try await reply.finish(.complete)
        } catch {
            guard !reply.hasBegun else { return }
            // An error on the way to an error: the connection is closed by the server.
            try? await send(Array(error.message.utf8), "text/plain", status: error.status, reply)
        }
    }

    /// Shows the newcomer what left, on the terminal that the demo was started from: the answer itself is restored on its way back.
    private func show(_ received: String) {
        let safe = received.unicodeScalars.prefix(500).map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : $0 }
        Environment.complain("mirror received: " + String(String.UnicodeScalarView(safe)))
    }

    private func send(_ body: [UInt8], _ type: String, status: Int = 200, _ reply: any ConnectionReply) async throws(PipelineError) {
        var fields = HTTPFields()
        fields.append("content-type", type)
        try await reply.begin(ResponseHead(status: status, fields: fields, origin: .proxy, isStream: false, contentLength: body.count))
        try await reply.send(body)
        try await reply.finish(.complete)
    }
}
