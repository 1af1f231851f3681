import Pipeline
import Testing

@testable import Proxy

@Suite struct WebSocketOfferTests {
    private static let key = "dGhlIHNhbXBsZSBub25jZQ=="

    private func head(_ changes: [(String, String?)], method: String = "GET", hasBody: Bool = false) -> RequestHead {
        var fields = HTTPFields()
        for (name, value) in [
            ("connection", "Upgrade"), ("upgrade", "websocket"), ("sec-websocket-version", "13"), ("sec-websocket-key", Self.key),
        ] { fields.append(name, value) }
        for (name, value) in changes {
            if let value { fields.set(name, value) } else { fields.removeAll(name) }
        }
        return RequestHead(method: method, path: "/v1/realtime", query: "", fields: fields, contentLength: 0, hasBody: hasBody)
    }

    @Test func `the handshake of the standard is taken`() {
        #expect(WebSocketOffer(head([]))?.key == Self.key)
        #expect(WebSocketOffer(head([("connection", "keep-alive, upgrade"), ("upgrade", "WebSocket")])) != nil)
    }

    @Test(arguments: [
        ("connection", nil as String?), ("connection", "close"), ("upgrade", nil), ("upgrade", "h2c"), ("upgrade", "websocket, h2c"),
        ("sec-websocket-version", nil), ("sec-websocket-version", "8"), ("sec-websocket-key", nil), ("sec-websocket-key", "c2hvcnQ="),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=!"),
    ])
    func `what is not quite one is none`(name: String, value: String?) {
        #expect(WebSocketOffer(head([(name, value)])) == nil)
    }

    @Test func `neither another method nor a body may ask for it`() {
        #expect(WebSocketOffer(head([], method: "POST")) == nil)
        #expect(WebSocketOffer(head([], hasBody: true)) == nil)
    }

    @Test func `what a browser puts its key into does not go on`() {
        let offered = "realtime, openai-insecure-api-key.sk-not-a-key, openai-beta.realtime-v1, openai-organization.o, openai-project.p"
        let offer = WebSocketOffer(head([("sec-websocket-protocol", offered)]))
        #expect(offer?.protocols == ["realtime", "openai-beta.realtime-v1"])
        #expect(WebSocketOffer.credential(head([("sec-websocket-protocol", offered)]).fields) == "sk-not-a-key")
        #expect(WebSocketOffer.credential(head([]).fields) == nil)
    }
}

@Suite struct WebSocketHandshakeTests {
    private func read(_ text: String) throws(CurlError) -> WebSocketHandshake.Answer? {
        try WebSocketHandshake.answer(Array(text.replacing("~", with: "\r\n").utf8))
    }

    @Test func `a switch is read to its end, whatever follows`() throws {
        let text = "HTTP/1.1 100 Continue~~HTTP/1.1 101 Switching Protocols~Upgrade: websocket~Sec-WebSocket-Accept: x~~"
        for end in text.indices.dropLast() { #expect(try read(String(text[..<end])) == nil) }
        let answer = try #require(try read(text + "rest~~"))
        #expect(answer.status == 101 && answer.fields["sec-websocket-accept"] == "x")
        #expect(answer.length == Array(text.replacing("~", with: "\r\n").utf8).count)
    }

    @Test func `a refusal is read too`() throws {
        let answer = try #require(try read("HTTP/1.1 401 No~content-length: 2~~no"))
        #expect(answer.status == 401 && answer.fields["content-length"] == "2")
    }

    @Test(arguments: [
        "HTTP/1.1 1x1 No~~", "SSH-2.0-x~~", "HTTP/1.1 101 S~bad name: x~~", "HTTP/1.1 200 O~content-length: 1~transfer-encoding: chunked~~",
    ])
    func `what is no head is refused`(text: String) {
        #expect(throws: CurlError.malformed) { try read(text) }
    }

    @Test func `a head without an end is refused`() {
        #expect(throws: CurlError.headTooLarge) { try read("HTTP/1.1 101 S~a: " + String(repeating: "x", count: 70_000)) }
    }

    @Test func `what the host is asked holds its own fields and none that could be two`() throws {
        let host = Host(id: "h", url: try HostURL("http://h:8/base/v1"), api: .openai, trust: .local)
        var head = HTTPFields()
        for (name, value) in [
            ("connection", "Upgrade"), ("upgrade", "websocket"), ("sec-websocket-version", "13"),
            ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ] { head.append(name, value) }
        let offer = try #require(
            WebSocketOffer(RequestHead(method: "GET", path: "/", query: "", fields: head, contentLength: 0, hasBody: false)))
        var fields = HTTPFields()
        fields.append("x-good", "1")
        fields.append("x-bad", "a\r\nx-injected: 1")
        let text = String(decoding: WebSocketHandshake.request(offer, model: "a b/ü", fields: fields, for: host), as: UTF8.self)
        #expect(text.hasPrefix("GET /base/v1/realtime?model=a%20b%2F%C3%BC HTTP/1.1\r\nhost: h:8\r\n"))
        #expect(text.contains("\r\nx-good: 1\r\n") && !text.contains("x-injected") && text.hasSuffix("\r\n\r\n"))
    }
}
