import Foundation
import Pipeline
import Testing

@testable import WireFormats

@Suite struct MirrorReplyTests {
    static let bodies: [(ClientAPI, String)] = [
        (
            .chat,
            #"{"messages":[{"role":"user","content":"no"},{"role":"user","content":[{"type":"text","text":"Hello there,\n "},{"type":"text","text":"“you” two"}]}]}"#
        ),
        (.completions, #"{"prompt":["Hello there,\n “you” two"]}"#),
        (.responses, #"{"input":[{"role":"user","content":[{"type":"input_text","text":"Hello there,\n “you” two"}]}]}"#),
        (.messages, #"{"messages":[{"role":"user","content":"Hello there,\n “you” two"},{"role":"assistant","content":"x"}]}"#),
        (.ollamaChat, #"{"messages":[{"role":"user","content":"Hello there,\n “you” two"}]}"#),
        (.ollamaGenerate, #"{"prompt":"Hello there,\n “you” two"}"#),
    ]

    @Test(arguments: bodies, [true, false])
    func `the mirror answers what it received`(_ body: (ClientAPI, String), _ streams: Bool) throws {
        let (api, text) = body
        let request = #"{"model":"mirror","stream":\#(streams),"# + text.dropFirst()
        let reply = try #require(MirrorReply(api: api, body: Array(request.utf8), seconds: 1_760_000_000, id: "1"))
        let wanted = "Hello there,\n “you” two"
        #expect(reply.received == wanted)
        let bytes = reply.pieces.flatMap { $0 }
        #expect(streams ? reply.pieces.count > 4 : reply.pieces.count == 1)
        let observer = WireFormats.format(for: api).replyObserver(status: 200, isStream: streams)
        bytes.withUnsafeBufferPointer { observer.push($0) }
        #expect(observer.isComplete && (observer.promptTokens != nil || streams && api.family == .openai))
        if streams {
            let contents = Transcript.contents(api, isStream: true, bytes) { $0 }
            #expect(contents.allValues.contains { $0 as? String == wanted })
        } else {
            #expect(JSONValue(parsing: bytes) != nil && String(decoding: bytes, as: UTF8.self).contains("“you” two"))
        }
    }

    @Test func `the small calls are answered`() throws {
        for (api, body) in [
            (ClientAPI.embeddings, #"{"model":"m","input":["a","b"]}"#), (.ollamaEmbed, #"{"model":"m","input":["a","b"]}"#),
            (.ollamaEmbeddings, #"{"model":"m","prompt":"a"}"#), (.ollamaShow, #"{"name":"m"}"#),
            (.countTokens, #"{"model":"m","messages":[]}"#),
        ] {
            let reply = try #require(MirrorReply(api: api, body: Array(body.utf8), seconds: 0, id: "1"))
            #expect(reply.pieces.count == 1 && JSONValue(parsing: reply.pieces[0]) != nil && reply.contentType == "application/json")
        }
        #expect(MirrorReply(api: .chat, body: Array("[]".utf8), seconds: 0, id: "1") == nil)
    }
}
