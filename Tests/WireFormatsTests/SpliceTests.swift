import Foundation
import Pipeline
import Testing

@testable import WireFormats

@Suite struct SpliceTests {
    /// Replaces every occurrence of a word in every slot.
    static func replaced(_ api: ClientAPI, _ body: RequestBody, _ word: String, _ other: String) -> OutboundBody {
        let format = WireFormats.format(for: api)
        var edits: [SlotEdit] = []
        for (number, slot) in body.slots.enumerated() where slot.use == .text {
            let text = format.withText(of: slot, in: body) { Array($0) }
            var i = 0
            while i + word.utf8.count <= text.count {
                if text[i...].starts(with: word.utf8) {
                    edits.append(SlotEdit(slot: number, span: i..<(i + word.utf8.count), text: Array(other.utf8)))
                    i += word.utf8.count
                } else {
                    i += 1
                }
            }
        }
        return format.splice(body, edits)
    }

    static let odd = [
        #"{"model":"m","temperature":1.0e-7,"messages":[{"role":"user","content":"hi"}]}"#,
        "{ \"messages\" : [ { \"content\" : \"hi\" , \"role\" : \"user\" } ] ,\r\n\t\"model\" : \"m\" , \"top_p\":0.10 }\n",
        #"{"model":"m","seed":12345678901234567890123,"x":-0,"y":1E+2,"z":0.1000000000000000055511151231257827,"messages":[]}"#,
        #"{"model":"m","messages":[{"role":"user","content":"\u00e9\ud83d\ude00 \/ \b\f é😀 \u2028"}]}"#,
        #"{"model":"m","messages":[],"metadata":{"k":"1","k2":"1"},"k":1,"k":1}"#,
    ]

    @Test(arguments: odd)
    func `a body without edits is the same`(_ text: String) throws {
        let body = try outlined(.chat, text)
        #expect(WireFormats.format(for: .chat).splice(body, []).bytes == Array(text.utf8))
    }

    @Test(arguments: [
        (
            #"{"temperature":1.0e-7 , "model":"m","messages":[{"content":"\u0041 \/ mail WORD \n\u00e9 end WORD"} ], "zz" : -0.0}"#,
            "x\"y\\\n"
        ),
        (#"{"messages":[{"content":"{\"a\":[\"\\u00e9 WORD\",\"WORD\"],\"WORD\":1}","role":"tool"}],"model":"m"}"#, "q\"uo\\te é\n"),
        (#"{"x":"{\"r\":\"{\\\"t\\\":\\\"WORD \\\\u00e9\\\"}\"}","model":"m"}"#, "z\"\\\u{1}"),
        (#"{"x":"\u0057\u004f\u0052\u0044 \ud83d\ude00WORD","model":"m"}"#, "ok"),
        (#"{"x":{"WORD":"WORDWORD"},"model":"m"}"#, ""),
    ])
    func `only the edits change`(_ text: String, _ other: String) throws {
        let body = try outlined(.chat, text)
        let out = Self.replaced(.chat, body, "WORD", other)
        let given = try #require(Transcript.json(Array(text.utf8)))
        let got = try #require(Transcript.json(out.bytes))
        func swap(_ any: Any) -> Any {
            switch any {
            case let object as [String: Any]:
                Dictionary(uniqueKeysWithValues: object.map { ($0.replacingOccurrences(of: "WORD", with: other), swap($1)) })
            case let array as [Any]: array.map(swap)
            case let string as String:
                if let inner = Transcript.json(Array(string.utf8)), !(inner is NSNumber) {
                    swap(inner)
                } else {
                    string.replacingOccurrences(of: "WORD", with: other)
                }
            default: any
            }
        }
        #expect(Transcript.value(got, { $0 }) as? NSObject == swap(given) as? NSObject, "\(String(decoding: out.bytes, as: UTF8.self))")
        #expect(out.bytes[out.modelRange].elementsEqual("m".utf8))
        // Bytes before the first edit and after the last stay, spelled as they were.
        let parts = text.components(separatedBy: "WORD")
        if parts.count > 1, !text.contains("\\u0057") {
            #expect(out.bytes.starts(with: parts[0].utf8) && out.bytes.reversed().starts(with: parts[parts.count - 1].utf8.reversed()))
        }
    }

    @Test func `a number within a string stays a number or becomes a string`() throws {
        let body = try outlined(.chat, #"{"model":"m","messages":[{"role":"tool","content":"{\"card\":4111111111111111,\"b\":2}"}]}"#)
        let slot = try #require(body.slots.firstIndex { $0.isNumber })
        let format = WireFormats.format(for: .chat)
        let same = format.splice(body, [SlotEdit(slot: slot, span: 0..<16, text: Array("4929000011112222".utf8))])
        #expect(String(decoding: same.bytes, as: UTF8.self).contains(#"{\"card\":4929000011112222,\"b\":2}"#))
        let other = format.splice(body, [SlotEdit(slot: slot, span: 0..<16, text: Array("[CARD_1]".utf8))])
        #expect(String(decoding: other.bytes, as: UTF8.self).contains(#"{\"card\":\"[CARD_1]\",\"b\":2}"#))
    }

    @Test func `a random text is found and replaced wherever it stands`() throws {
        var random = Seeded(state: 20)
        let pieces = ["a", "\"", "\\", "\n", "é", "😀", "\u{1}", "/", "{", "[", "}", " ", "WORD", "ß", "\u{2028}", ",", ":"]
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
            // A text that is JSON by itself is opened, and what is replaced in it is spelled as JSON: that is another test's matter.
            guard
                !text.split(separator: "\n").contains(where: { line in
                    line.drop { $0 == " " }.first.map { "{[\"".contains($0) } ?? false
                })
            else { continue }
            var wrapped = text
            let levels = Int.random(in: 0...3, using: &random)
            for _ in 0..<levels { wrapped = String(decoding: try JSONSerialization.data(withJSONObject: ["k": wrapped]), as: UTF8.self) }
            let object: [String: Any] = ["model": "m", "messages": [["role": "user", "content": wrapped]]]
            let bytes = try JSONSerialization.data(withJSONObject: object)
            let body = try WireFormats.format(for: .chat).outline(Array(bytes))
            let out = Self.replaced(.chat, body, "WORD", "n\"e\\w")
            let got = try #require(Transcript.json(out.bytes) as? [String: Any])
            var content = (got["messages"] as? [[String: Any]])?.first?["content"] as? String
            for _ in 0..<levels { content = (Transcript.json(Array((content ?? "").utf8)) as? [String: String])?["k"] }
            #expect(content == text.replacingOccurrences(of: "WORD", with: "n\"e\\w"), "\(text.debugDescription) in \(levels)")
        }
    }
}

/// The same sequence each time (SplitMix64).
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
