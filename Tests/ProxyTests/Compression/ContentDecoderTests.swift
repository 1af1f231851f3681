import Foundation
import Pipeline
import Testing

@testable import Proxy

struct ContentDecoderTests {
    static let text = #"{"model":"gpt-test","messages":[{"role":"user","content":"hello hello hello"}]}"#

    /// `text`, as gzip, zlib, brotli and zstd write it.
    static let encoded: [(encoding: String, base64: String)] = [
        (
            "gzip",
            "H4sIAAAAAAACA6tWys1PSc1RslJKLyjRLUktLlHSUcpNLS5OTE8tVrKKrlYqys9JBUqXFqcWAaWS8/NKUvNKgAIZqTk5+QpIpFJtbC0A/05zqU8AAAA="
        ),
        ("deflate", "eJyrVsrNT0nNUbJSSi8o0S1JLS5R0lHKTS0uTkxPLVayiq5WKsrPSQVKlxanFgGlkvPzSlLzSoACGak5OfkKSKRSbWwtADMEG04="),
        ("br", "G04AAATKbanK5RnKpyo2h0VRcG0IG3AiEG7jRAPONEzkMIEg/P4l+wxfiHmjhr/A8Axqia8QO4XBeIBD1NAF8/sH"),
        ("zstd", "KLUv/QRYHQIAQoQOFpCn6UJBuw0uyY6U/BS/O3CEIUvqP5YpkCbOrIXrNE1zg8eneLiu3RkBaiwRILY8TmwWaSDXVsKVUQEAQIwSBZZQ3jY="),
    ]

    static func bytes(_ base64: String) -> [UInt8] { Array(Data(base64Encoded: base64)!) }

    static func kind(_ bytes: [UInt8], _ encoding: String, limit: Int = 1 << 20) async -> PipelineError.Kind? {
        do throws(PipelineError) {
            _ = try await ContentDecoder.decode(bytes, encoding: encoding, limit: limit)
            return nil
        } catch {
            return error.kind
        }
    }

    @Test(arguments: encoded.indices)
    func `each encoding is decoded, up to the limit and not beyond`(index: Int) async throws {
        let (encoding, base64) = Self.encoded[index]
        let bytes = Self.bytes(base64)
        let out = try await ContentDecoder.decode(bytes, encoding: encoding, limit: Self.text.utf8.count)
        #expect(out == Array(Self.text.utf8))
        #expect(try await ContentDecoder.decode(bytes, encoding: encoding.uppercased(), limit: 1 << 20) == out)
        let limit = Self.text.utf8.count - 1
        #expect(await Self.kind(bytes, encoding, limit: limit) == .bodyTooLarge(limit: limit))
        #expect(await Self.kind(bytes, encoding, limit: 0) == .bodyTooLarge(limit: 0))
    }

    @Test(arguments: encoded.indices)
    func `cut short, longer than it should be or changed, it is refused`(index: Int) async {
        let (encoding, base64) = Self.encoded[index]
        let bytes = Self.bytes(base64)
        for cut in 0..<bytes.count {
            #expect(await Self.kind(Array(bytes[..<cut]), encoding) == .malformed(.compression), "\(encoding) cut at \(cut)")
        }
        #expect(await Self.kind(bytes + [0], encoding) == .malformed(.compression))
        #expect(await Self.kind(bytes + Array("x".utf8), encoding) == .malformed(.compression))
        #expect(await Self.kind(Array(Self.text.utf8), encoding) == .malformed(.compression))
    }

    @Test func `several members or frames are one body`() async throws {
        for index in [0, 3] {
            let (encoding, base64) = Self.encoded[index]
            let out = try await ContentDecoder.decode(Self.bytes(base64) + Self.bytes(base64), encoding: encoding, limit: 1000)
            #expect(out == Array((Self.text + Self.text).utf8))
        }
    }

    /// Three million letters.
    static let bombs: [(encoding: String, bytes: [UInt8])] = [
        ("br", bytes("m7/GLQAkwuKxQPJ8WwA=")),
        ("gzip", try! shell("head -c 3000000 /dev/zero | tr '\\0' a | gzip -c")),
        ("zstd", [0x28, 0xB5, 0x2F, 0xFD, 0xA0, 0xC0, 0xC6, 0x2D, 0x00] + zstdRuns(3_000_000)),
    ]

    /// A zstd frame's blocks of one repeated byte (RFC 8878, section 3.1.1.2), 128 KiB each.
    private static func zstdRuns(_ count: Int) -> [UInt8] {
        var out: [UInt8] = []
        var left = count
        while left > 0 {
            let size = min(left, 128 << 10)
            left -= size
            let header = size << 3 | 1 << 1 | (left == 0 ? 1 : 0)
            out += [UInt8(header & 255), UInt8(header >> 8 & 255), UInt8(header >> 16), 0x61]
        }
        return out
    }

    @Test(arguments: bombs.indices)
    func `a bomb is refused at the limit`(index: Int) async throws {
        let (encoding, bytes) = Self.bombs[index]
        #expect(try await ContentDecoder.decode(bytes, encoding: encoding, limit: 3_000_000).count == 3_000_000)
        #expect(await Self.kind(bytes, encoding, limit: 2_999_999) == .bodyTooLarge(limit: 2_999_999))
        #expect(await Self.kind(bytes, encoding, limit: 1000) == .bodyTooLarge(limit: 1000))
    }

    @Test func `a window beyond what HTTP allows is refused`() async {
        // Window descriptor 0x88: exponent 17, that is 128 MiB (RFC 8878, section 3.1.1.1.2).
        let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x88, 0x0B, 0x00, 0x00, 0x61]
        #expect(await Self.kind(frame, "zstd") == .malformed(.compression))
    }

    @Test(arguments: ["snappy", "gzip, br", "gzip,gzip", "compress", "chunked"])
    func `other encodings and several at once are not supported`(encoding: String) async {
        #expect(await Self.kind([1, 2, 3], encoding) == .encodingUnsupported)
    }

    @Test func `identity leaves the body as it is`() async throws {
        #expect(try await ContentDecoder.decode([1, 2, 3], encoding: "identity", limit: 3) == [1, 2, 3])
    }
}
