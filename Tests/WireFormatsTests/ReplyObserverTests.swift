import Foundation
import Pipeline
import Testing

@testable import WireFormats

@Suite struct ReplyObserverTests {
    static func observer(_ transcript: Transcript, piece: Int, dropping: Int = 0) -> any ReplyObserver {
        let observer = WireFormats.format(for: transcript.api).replyObserver(status: 200, isStream: transcript.isStream)
        let bytes = transcript.bytes.dropLast(dropping)
        for from in stride(from: 0, to: bytes.count, by: piece) {
            Array(bytes[from..<min(from + piece, bytes.count)]).withUnsafeBufferPointer { observer.push($0) }
        }
        return observer
    }

    @Test(arguments: [
        ("chat-text.sse", 31, 42), ("chat-ascii-crlf-comments.sse", 31, 42), ("chat-usage-in-finish.sse", 5, 6), ("chat-whole.json", 3, 4),
        ("completions-whole.json", 1, 2), ("responses-everything.sse", 9, 8), ("responses-whole.json", 9, 8),
        ("messages-everything.sse", 25, 77), ("messages-whole.json", 7, 9), ("ollama_chat-everything.ndjson", 26, 298),
        ("ollama_generate-text.ndjson", 26, 298), ("ollama_chat-whole.json", 26, 298),
    ])
    func `tokens and the final mark are found however the answer is cut`(_ name: String, _ prompt: Int, _ completion: Int) {
        for piece in [1, 3, 100, 1_000_000] {
            let observer = Self.observer(Transcript.named(name), piece: piece)
            #expect(observer.isComplete && observer.promptTokens == prompt && observer.completionTokens == completion, "pieces of \(piece)")
        }
    }

    @Test(arguments: ["chat-broken-off.sse"]) func `a stream without its final mark is not complete`(_ name: String) {
        #expect(!Self.observer(Transcript.named(name), piece: 10).isComplete)
    }

    @Test(arguments: ["chat-error-in-stream.sse", "messages-error-in-stream.sse", "ollama_chat-error-in-stream.ndjson"])
    func `an error event ends a stream`(_ name: String) {
        #expect(Self.observer(Transcript.named(name), piece: 7).isComplete)
    }

    @Test(arguments: Transcript.all.filter { !$0.name.contains("broken") && !$0.name.contains("error-page") })
    func `an answer that lacks its end is not complete`(_ transcript: Transcript) {
        let last = transcript.isStream ? transcript.api.family == .ollama ? 2 : 20 : 1
        for dropped in [last, transcript.bytes.count / 2] {
            #expect(!Self.observer(transcript, piece: 5, dropping: dropped).isComplete || transcript.name.contains("error-in"))
        }
    }

    @Test func `a mark within a text is no mark`() {
        let observer = WireFormats.format(for: .ollamaChat).replyObserver(status: 200, isStream: true)
        Array("{\"message\":{\"content\":\"\\\"done\\\":true\",\"done\":true},\"done\":false}\n".utf8).withUnsafeBufferPointer {
            observer.push($0)
        }
        #expect(!observer.isComplete)
        Array("{\"message\":{},\"done\" : true,\"context\":[1,2]}".utf8).withUnsafeBufferPointer { observer.push($0) }
        #expect(observer.isComplete)
    }

    @Test(arguments: ["", "<html>busy</html>", "upstream connect error", "{\"choices\":[", "{}{}", "null x"])
    func `what is no answer of an API is not whole`(_ text: String) {
        let observer = WireFormats.format(for: .chat).replyObserver(status: 200, isStream: false)
        Array(text.utf8).withUnsafeBufferPointer { observer.push($0) }
        #expect(!observer.isComplete)
    }

    @Test func `events and lines are counted`() {
        for (api, text) in [
            (ClientAPI.chat, "data: {}\n\n: ping\n\ndata: {}\n\ndata: [DONE]\n\n"), (.ollamaChat, "{}\n{}\n{\"done\":true}\n"),
        ] {
            let observer = WireFormats.format(for: api).replyObserver(status: 200, isStream: true)
            for byte in text.utf8 { [byte].withUnsafeBufferPointer { observer.push($0) } }
            #expect(observer.pieces == 3)
        }
    }
}
