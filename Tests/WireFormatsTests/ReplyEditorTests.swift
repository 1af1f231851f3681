import Foundation
import Pipeline
import Testing

@testable import WireFormats

@Suite struct ReplyEditorTests {
    static let streams = Transcript.all.filter(\.isStream)
    static let whole = Transcript.all.filter { !$0.isStream }

    @Test func `there are transcripts of every API`() {
        #expect(Set(Transcript.all.map(\.api)).isSuperset(of: [.chat, .completions, .responses, .messages, .ollamaChat, .ollamaGenerate]))
    }

    @Test(arguments: Transcript.all)
    func `what a client makes of a transcript is restored`(_ transcript: Transcript) throws {
        let out = try transcript.edited(cutAt: [])
        let got = Transcript.contents(transcript.api, isStream: transcript.isStream, out) { $0 }
        let wanted = Transcript.contents(transcript.api, isStream: transcript.isStream, transcript.bytes, leaf: FakeRestorer.restored)
        if transcript.name.contains("json-text") {
            let text = (got["0 content"] as? String ?? "").split(separator: "\n")
            #expect(text.last == "That was Zoë \"Zo\" O'Hara\\")
            let object = try #require(Transcript.json(Array((text.first ?? "").utf8)) as? NSDictionary)
            #expect(object["name"] as? String == "Zoë \"Zo\" O'Hara\\")
        } else {
            for key in Set(got.allKeys.compactMap { $0 as? String } + wanted.allKeys.compactMap { $0 as? String }).sorted() {
                #expect(got[key] as? NSObject == wanted[key] as? NSObject, "\(key)")
            }
        }
        for (surrogate, _) in FakeRestorer.known where !transcript.name.contains("whole") {
            #expect(!String(decoding: out, as: UTF8.self).contains(surrogate))
        }
    }

    @Test(arguments: Transcript.all)
    func `a transcript cut at any byte gives the same bytes`(_ transcript: Transcript) throws {
        let uncut = try transcript.edited(cutAt: [])
        let count = transcript.bytes.count
        for step in [1, 2, 3, 7] {
            for offset in 0..<min(step, 3) {
                #expect(try transcript.edited(cutAt: Array(stride(from: offset, to: count, by: step))) == uncut, "pieces of \(step)")
            }
        }
        // Long transcripts are cut in two at every so many bytes: all their frames are alike.
        for cut in stride(from: 1, to: count, by: max(1, count * count / 3_000_000)) {
            #expect(try transcript.edited(cutAt: [cut]) == uncut, "cut at \(cut)")
        }
    }

    @Test(arguments: streams)
    func `the order of events is kept`(_ transcript: Transcript) throws {
        let out = try transcript.edited(cutAt: [])
        #expect(Transcript.shape(transcript.api, out) == Transcript.shape(transcript.api, transcript.bytes))
    }

    /// But for escapes that are cut: they wait for their other half.
    @Test(
        arguments: Transcript.all.filter {
            !$0.isStream || $0.api.family == .ollama || !$0.name.contains("everything") && !$0.name.contains("tools")
        })
    func `what holds nothing to restore passes byte for byte`(_ transcript: Transcript) throws {
        final class Nothing: TextRestorer {
            func push(_ text: UnsafeBufferPointer<UInt8>, channel: Int, into out: inout [UInt8]) { out += text }
            func flush(channel: Int, into out: inout [UInt8]) {}
            func holds(channel: Int) -> Bool { false }
        }
        #expect(try transcript.edited(cutAt: [], restorer: Nothing()) == transcript.bytes)
    }

    @Test func `sequence numbers of responses never fall`() throws {
        let out = try Transcript.named("responses-everything.sse").edited(cutAt: [])
        let numbers = Transcript.frames(out, isLines: false).compactMap { frame in
            (Transcript.json(Array(frame.utf8)) as? [String: Any])?["sequence_number"] as? Int
        }
        #expect(numbers.count > 50 && numbers == numbers.sorted())
    }

    @Test func `signatures and sealed content pass as they are`() throws {
        let out = String(decoding: try Transcript.named("messages-whole.json").edited(cutAt: []), as: UTF8.self)
        #expect(out.contains("c2lnbmF0dXJlTWFyYQ==") && out.contains("RW1wdHlNYXJhRWxsaXNvbg=="))
    }

    @Test func `log-probability tokens stay`() throws {
        let out = String(decoding: try Transcript.named("chat-whole.json").edited(cutAt: []), as: UTF8.self)
        #expect(out.contains("\"token\": \"Mara Ellison\""))
    }

    @Test func `a delta that cannot be part of a surrogate passes at once`() throws {
        let editor = WireFormats.format(for: .chat).replyEditor(status: 200, isStream: true, restorer: FakeRestorer())
        for word in ["one ", "two; ", "three\\n"] {
            let frame = Array("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\(word)\"}}]}\n\n".utf8)
            var out: [UInt8] = []
            try frame.withUnsafeBufferPointer { try editor.push($0, into: &out) }
            #expect(out == frame)
        }
    }

    @Test func `a frame over the bound is refused`() {
        let editor = WireFormats.format(for: .chat).replyEditor(status: 200, isStream: true, restorer: FakeRestorer())
        let piece = [UInt8](repeating: 0x61, count: 1 << 20)
        var out: [UInt8] = []
        #expect(throws: WireFormatError.frameTooLarge(limit: 8 << 20)) {
            try Array("data: ".utf8).withUnsafeBufferPointer { try editor.push($0, into: &out) }
            for _ in 0..<9 { try piece.withUnsafeBufferPointer { try editor.push($0, into: &out) } }
        }
    }

    @Test func `a frame that a host's end cut is dropped and its text before is emptied`() throws {
        let editor = WireFormats.format(for: .chat).replyEditor(status: 200, isStream: true, restorer: FakeRestorer())
        let frames = Array("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"see Mara E\"}}]}\n\ndata: {\"choices\":[{\"in".utf8)
        var out: [UInt8] = []
        try frames.withUnsafeBufferPointer { try editor.push($0, into: &out) }
        try editor.finish(into: &out)
        let contents = Transcript.contents(.chat, isStream: true, out) { $0 }
        #expect(contents["0 content"] as? String == "see Mara E")
        #expect(out.suffix(2) == Array("\n\n".utf8))
    }

    @Test(arguments: [
        ("{\"a\":\"x Mara Ellison y\"}", "{\"a\":\"x Zoë \\\"Zo\\\" O'Hara\\\\ y\"}"),
        ("{\"a\":\"Mara\\u0020Ellison \\u00e9\\/\"}", "{\"a\":\"Zoë \\\"Zo\\\" O'Hara\\\\ \\u00e9\\/\"}"),
        ("[4929000011112222]", "[4111111111111111]"),
        ("{\"d\":\"{\\\"e\\\":\\\"Mara Ellison\\\"}\"}", "{\"d\":\"{\\\"e\\\":\\\"Zoë \\\\\\\"Zo\\\\\\\" O'Hara\\\\\\\\\\\"}\"}"),
        ("{\"d\":\"[link](Mara Ellison)\"}", "{\"d\":\"[link](Zoë \\\"Zo\\\" O'Hara\\\\)\"}"),
        ("{\"d\":\"\\ud800 Mara Ellison\"}", "{\"d\":\"\\ud800 Zoë \\\"Zo\\\" O'Hara\\\\\"}"),
    ])
    func `arguments stay JSON however they are cut`(_ given: String, _ wanted: String) {
        let bytes = Array(given.utf8)
        for step in 1...bytes.count {
            let text = RestoringText(FakeRestorer(), channel: 0, isJSON: true)
            var out: [UInt8] = []
            for from in stride(from: 0, to: bytes.count, by: step) {
                bytes.withUnsafeBufferPointer {
                    text.push(UnsafeBufferPointer(rebasing: $0[from..<min(from + step, bytes.count)]), into: &out)
                }
            }
            text.finish(into: &out)
            #expect(Transcript.json(out) != nil || given.contains("ud800"))
            #expect(
                String(decoding: out, as: UTF8.self) == wanted
                    || step < 8
                        && Transcript.value(Transcript.json(out) ?? "", { $0 }) as? NSObject
                            == Transcript.value(Transcript.json(Array(wanted.utf8)) ?? "", { $0 }) as? NSObject,
                "pieces of \(step)")
        }
    }
}
