import Foundation
import Pipeline
import TestSupport
import Testing

@testable import Proxy

/// Parses a head in one piece, and cut at every position; every way must agree.
func parseHead(_ text: String, limits: HeadLimits = HeadLimits()) -> Result<(RequestHead, RequestFraming, Int), HeadFault> {
    parseHead(Array(text.utf8), limits: limits)
}

func parseHead(_ bytes: [UInt8], limits: HeadLimits = HeadLimits()) -> Result<(RequestHead, RequestFraming, Int), HeadFault> {
    var parser = RequestHeadParser(limits: limits)
    do throws(HeadFault) {
        guard let length = try parse(&parser, bytes, bytes.count) else { return .failure(.requestLine) }
        let (head, framing) = parser.result()
        return .success((head, framing, length))
    } catch {
        return .failure(error)
    }
}

private func parse(_ parser: inout RequestHeadParser, _ bytes: [UInt8], _ count: Int) throws(HeadFault) -> Int? {
    var result: Result<Int?, HeadFault> = .success(nil)
    bytes.withUnsafeBufferPointer { all in
        do throws(HeadFault) {
            result = .success(try parser.parse(UnsafeBufferPointer(rebasing: all[..<count])))
        } catch {
            result = .failure(error)
        }
    }
    return try result.get()
}

/// What is wrongly accepted by one server or another, and what ours says. `~` stands for CRLF.
let refusedHeads: [(name: String, head: String, fault: HeadFault)] = [
    ("differing lengths", "POST / HTTP/1.1~host: x~content-length: 2~content-length: 40~~{}", .contentLength),
    ("equal lengths", "POST / HTTP/1.1~host: x~content-length: 2~content-length: 2~~{}", .contentLength),
    ("a list of lengths", "POST / HTTP/1.1~host: x~content-length: 2, 40~~{}", .contentLength),
    ("a list of equal lengths", "POST / HTTP/1.1~host: x~content-length: 2,2~~{}", .contentLength),
    ("a length with a plus", "POST / HTTP/1.1~host: x~content-length: +2~~{}", .contentLength),
    ("a length with a minus", "POST / HTTP/1.1~host: x~content-length: -2~~{}", .contentLength),
    ("a hexadecimal length", "POST / HTTP/1.1~host: x~content-length: 0x2~~{}", .contentLength),
    ("a length with a space inside", "POST / HTTP/1.1~host: x~content-length: 1 2~~{}", .contentLength),
    ("an empty length", "POST / HTTP/1.1~host: x~content-length:~~{}", .contentLength),
    ("a length that overflows", "POST / HTTP/1.1~host: x~content-length: 18446744073709551618~~{}", .contentLength),
    ("length and chunks", "POST / HTTP/1.1~host: x~content-length: 5~transfer-encoding: chunked~~0~~", .lengthAndChunks),
    ("chunks and length", "POST / HTTP/1.1~host: x~transfer-encoding: chunked~content-length: 5~~0~~", .lengthAndChunks),
    ("xchunked", "POST / HTTP/1.1~host: x~transfer-encoding: xchunked~~0~~", .transferEncoding),
    ("chunked twice", "POST / HTTP/1.1~host: x~transfer-encoding: chunked~transfer-encoding: chunked~~0~~", .transferEncoding),
    ("chunked in a list", "POST / HTTP/1.1~host: x~transfer-encoding: identity, chunked~~0~~", .transferEncoding),
    ("gzip, chunked", "POST / HTTP/1.1~host: x~transfer-encoding: gzip, chunked~~0~~", .transferEncoding),
    ("identity", "POST / HTTP/1.1~host: x~transfer-encoding: identity~~", .transferEncoding),
    ("chunked with a parameter", "POST / HTTP/1.1~host: x~transfer-encoding: chunked;q=1~~0~~", .transferEncoding),
    ("chunked in HTTP/1.0", "POST / HTTP/1.0~host: x~transfer-encoding: chunked~~0~~", .transferEncoding),
    ("an unknown expectation", "POST / HTTP/1.1~host: x~expect: 200-ok~content-length: 2~~{}", .expectation),
    ("bare line feeds", "GET / HTTP/1.1\nhost: x\n\n", .bareLineFeed),
    ("a bare line feed after a field", "GET / HTTP/1.1~host: x\nx-a: b~~", .bareLineFeed),
    ("a bare line feed at the end", "GET / HTTP/1.1~host: x~\n", .bareLineFeed),
    ("a bare carriage return in a value", "GET / HTTP/1.1~host: x~x-a: b\rc~~", .bareCarriageReturn),
    ("a bare carriage return before CRLF", "GET / HTTP/1.1~host: x\r~~", .bareCarriageReturn),
    ("a bare carriage return in the request line", "GET / HTTP/1.1\rhost: x~~", .target),
    ("a bare carriage return in a name", "GET / HTTP/1.1~host: x~x\ra: b~~", .bareCarriageReturn),
    ("NUL in a value", "GET / HTTP/1.1~host: x~x-a: a\0b~~", .fieldValue),
    ("a control character in a value", "GET / HTTP/1.1~host: x~x-a: a\u{1}b~~", .fieldValue),
    ("DEL in a value", "GET / HTTP/1.1~host: x~x-a: a\u{7F}b~~", .fieldValue),
    ("a control character in a name", "GET / HTTP/1.1~host: x~x\u{1}a: b~~", .fieldName),
    ("NUL in a name", "GET / HTTP/1.1~host: x~x\0a: b~~", .fieldName),
    ("a space before the colon", "POST / HTTP/1.1~host: x~content-length : 2~~{}", .fieldName),
    ("a tab before the colon", "POST / HTTP/1.1~host: x~content-length\t: 2~~{}", .fieldName),
    ("a space in a name", "GET / HTTP/1.1~host: x~x a: b~~", .fieldName),
    ("no colon", "GET / HTTP/1.1~host: x~xyz~~", .fieldName),
    ("no name", "GET / HTTP/1.1~host: x~: b~~", .fieldName),
    ("a name beyond ASCII", "GET / HTTP/1.1~host: x~x\u{E9}: b~~", .fieldName),
    ("a folded field", "GET / HTTP/1.1~host: x~x-a: b~ c~~", .folded),
    ("a folded field with a tab", "GET / HTTP/1.1~host: x~x-a: b~\tc~~", .folded),
    ("a folded length", "POST / HTTP/1.1~host: x~x-a: b~ content-length: 2~content-length: 2~~{}", .folded),
    ("a first field with a space before it", "GET / HTTP/1.1~ host: x~~", .folded),
    ("no host", "GET / HTTP/1.1~x-a: b~~", .host),
    ("no host in HTTP/1.0", "GET / HTTP/1.0~~", .host),
    ("two hosts", "GET / HTTP/1.1~host: x~host: y~~", .host),
    ("the same host twice", "GET / HTTP/1.1~host: x~HOST: x~~", .host),
    ("an empty host", "GET / HTTP/1.1~host:~~", .host),
    ("a host with a path", "GET / HTTP/1.1~host: x/y~~", .host),
    ("a host with a user", "GET / HTTP/1.1~host: a@b~~", .host),
    ("two hosts in one field", "GET / HTTP/1.1~host: x y~~", .host),
    ("HTTP/0.9", "GET /~~", .requestLine),
    ("HTTP/2.0", "GET / HTTP/2.0~host: x~~", .version),
    ("HTTP/1.2", "GET / HTTP/1.2~host: x~~", .version),
    ("HTTP/1.1 with a digit more", "GET / HTTP/1.10~host: x~~", .version),
    ("small http", "GET / http/1.1~host: x~~", .version),
    ("ICY", "GET / ICY/1.1~host: x~~", .version),
    ("the preface of HTTP/2", "PRI * HTTP/2.0~~SM~~", .target),
    ("two spaces before the target", "GET  / HTTP/1.1~host: x~~", .target),
    ("two spaces before the version", "GET /  HTTP/1.1~host: x~~", .target),
    ("a tab in the request line", "GET\t/\tHTTP/1.1~host: x~~", .requestLine),
    ("a space at the end", "GET / HTTP/1.1 ~host: x~~", .target),
    ("a space at the start", " GET / HTTP/1.1~host: x~~", .requestLine),
    ("an empty line first", "~GET / HTTP/1.1~host: x~~", .requestLine),
    ("an absolute target", "GET http://x/ HTTP/1.1~host: x~~", .target),
    ("an authority", "CONNECT x:443 HTTP/1.1~host: x~~", .target),
    ("an asterisk", "OPTIONS * HTTP/1.1~host: x~~", .target),
    ("a target without a slash", "GET a HTTP/1.1~host: x~~", .target),
    ("a fragment", "GET /a#b HTTP/1.1~host: x~~", .target),
    ("a fragment in the query", "GET /a?b#c HTTP/1.1~host: x~~", .target),
    ("a backslash", "GET /a\\b HTTP/1.1~host: x~~", .target),
    ("a control character in the target", "GET /a\u{1}b HTTP/1.1~host: x~~", .target),
    ("NUL in the target", "GET /a\0b HTTP/1.1~host: x~~", .target),
    ("bytes beyond ASCII in the target", "GET /\u{E9} HTTP/1.1~host: x~~", .target),
    ("half a percent escape", "GET /a%2 HTTP/1.1~host: x~~", .target),
    ("a broken percent escape", "GET /a%zz HTTP/1.1~host: x~~", .target),
    ("a method with a bracket", "G[T / HTTP/1.1~host: x~~", .requestLine),
    ("a method without end", "AAAAAAAAAAAAAAAAAAAAAAAAA / HTTP/1.1~host: x~~", .requestLine),
    ("a ClientHello", "\u{16}\u{3}\u{1}\u{2}\0", .requestLine),
]

struct RequestHeadParserTests {
    @Test(arguments: refusedHeads.indices)
    func `what some server reads in another way is refused, cut anywhere`(index: Int) {
        let (name, text, fault) = refusedHeads[index]
        let bytes = spelled(text)
        let whole = parseHead(bytes)
        #expect(failure(whole) == fault, "\(name)")
        for cut in 1..<bytes.count {
            var parser = RequestHeadParser(limits: HeadLimits())
            var refused = false
            for count in [cut, bytes.count] where !refused {
                do throws(HeadFault) {
                    let length = try parse(&parser, bytes, count)
                    #expect(length == nil, "\(name), cut at \(cut)")
                } catch {
                    refused = true
                }
            }
            #expect(refused, "\(name), cut at \(cut)")
        }
    }

    private func failure(_ result: Result<(RequestHead, RequestFraming, Int), HeadFault>) -> HeadFault? {
        if case .failure(let fault) = result { fault } else { nil }
    }

    static let good =
        "POST /v1/messages?beta=true HTTP/1.1~Host: api.example:8080~Content-Type: application/json~X-Empty:~x-spaced: \t a b \t ~"
        + "x-latin: \u{E9}~Connection: keep-alive, x~content-length: 12~Expect: 100-Continue~~{\"model\":\"\"}"

    @Test func `a good head is read the same however it is cut`() throws {
        let bytes = spelled(Self.good)
        for first in 1..<bytes.count {
            var parser = RequestHeadParser(limits: HeadLimits())
            var length: Int?
            for count in [first, (first + bytes.count) / 2, bytes.count] where length == nil {
                length = try parse(&parser, bytes, count)
            }
            #expect(length == bytes.count - 12)
            let (head, framing) = parser.result()
            #expect(head.method == "POST")
            #expect(head.path == "/v1/messages")
            #expect(head.query == "beta=true")
            #expect(head.contentLength == 12 && head.hasBody)
            #expect(head.fields.count == 8)
            #expect(head.fields["host"] == "api.example:8080")
            #expect(head.fields["x-empty"] == "")
            #expect(head.fields["X-Spaced"] == "a b")
            #expect(head.fields["x-latin"] == "\u{E9}")
            #expect(framing == RequestFraming(isHTTP10: false, isChunked: false, keepsAlive: true, expectsContinue: true))
        }
    }

    @Test func `byte by byte is as good as at once`() throws {
        let bytes = spelled(Self.good)
        var parser = RequestHeadParser(limits: HeadLimits())
        var length: Int?
        for count in 1...bytes.count where length == nil { length = try parse(&parser, bytes, count) }
        #expect(length == bytes.count - 12)
        #expect(parser.result().head.fields.count == 8)
    }

    @Test(arguments: [
        ("GET / HTTP/1.1~host: x~~", true), ("GET / HTTP/1.1~host: x~connection: close~~", false),
        ("GET / HTTP/1.1~host: x~connection: Close , te~~", false), ("GET / HTTP/1.1~host: x~connection: keep-alive~~", true),
        ("GET / HTTP/1.0~host: x~~", false), ("GET / HTTP/1.0~host: x~connection: Keep-Alive~~", true),
        ("GET / HTTP/1.0~host: x~connection: close, keep-alive~~", false),
        ("GET / HTTP/1.0~host: x~connection: keep-alive, close~~", false),
        ("GET / HTTP/1.1~host: x~connection: closed~~", true),
    ])
    func `the connection stays open where both sides want it`(text: String, keepsAlive: Bool) throws {
        #expect(try parseHead(spelled(text)).get().1.keepsAlive == keepsAlive)
    }

    @Test func `no length and no chunks mean no body`() throws {
        let head = try parseHead(spelled("POST / HTTP/1.1~host: x~expect: 100-continue~~")).get()
        #expect(head.0.contentLength == 0 && !head.0.hasBody && !head.1.expectsContinue)
        let chunked = try parseHead(spelled("POST / HTTP/1.1~host: x~Transfer-Encoding: Chunked~~")).get()
        #expect(chunked.0.contentLength == nil && chunked.0.hasBody && chunked.1.isChunked)
    }

    @Test func `a head stays within its bounds`() {
        let limits = HeadLimits(bytes: 1000, target: 100, fields: 10)
        let head = { (target: Int, value: Int, fields: Int) in
            spelled(
                "GET /" + String(repeating: "a", count: target) + " HTTP/1.1~host: x~x-a: " + String(repeating: "b", count: value)
                    + String(repeating: "~x: y", count: fields) + "~~")
        }
        #expect(throws: Never.self) { try parseHead(head(99, 0, 0), limits: limits).get() }
        #expect(throws: HeadFault.tooLarge) { try parseHead(head(100, 0, 0), limits: limits).get() }
        #expect(throws: Never.self) { try parseHead(head(0, 0, 8), limits: limits).get() }
        #expect(throws: HeadFault.tooManyFields) { try parseHead(head(0, 0, 9), limits: limits).get() }
        #expect(throws: HeadFault.tooLarge) { try parseHead(head(0, 1000, 0), limits: limits).get() }
    }

    @Test(arguments: [0, 50, 999])
    func `a head over the bound is refused before it has ended`(start: Int) {
        let bytes = Array(spelled("GET / HTTP/1.1~host: x~x-a: " + String(repeating: "b", count: 2000)))
        var parser = RequestHeadParser(limits: HeadLimits(bytes: 1000, target: 100, fields: 10))
        #expect(throws: HeadFault.tooLarge) {
            if start > 0 { _ = try parse(&parser, bytes, start) }
            _ = try parse(&parser, bytes, bytes.count)
        }
        var endless = RequestHeadParser(limits: HeadLimits(bytes: 1000, target: 100, fields: 10))
        #expect(throws: HeadFault.tooLarge) { _ = try parse(&endless, Array(("GET /" + String(repeating: "a", count: 300)).utf8), 305) }
    }

    @Test func `the byte sets hold the characters of the standards and no other`() {
        let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        let sets: [(ByteSet, String)] = [
            (.token, letters + "!#$%&'*+-.^_`|~"),
            (.path, letters + "-._~!$&'()*+,;=:@/%"),
            (.host, letters + "-._~!$&'()*+,;=:[]%"),
            (.query, letters + "!\"$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
        ]
        for (set, characters) in sets {
            let wanted = Set(characters.utf8)
            for byte in UInt8.min...UInt8.max { #expect(set.contains(byte) == wanted.contains(byte)) }
        }
    }
}
