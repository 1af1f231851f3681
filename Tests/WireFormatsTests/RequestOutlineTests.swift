import Foundation
import Pipeline
import Testing

@testable import WireFormats

/// What a request's outline says, as strings that a table can hold.
func outlined(_ api: ClientAPI, _ text: String) throws -> RequestBody {
    try WireFormats.format(for: api).outline(Array(text.utf8))
}

func texts(_ api: ClientAPI, _ body: RequestBody, _ use: TextSlot.Use? = .text) -> [String] {
    body.slots.filter { use == nil || $0.use == use }.map { slot in
        WireFormats.format(for: api).withText(of: slot, in: body) { String(decoding: $0, as: UTF8.self) }
    }
}

@Suite struct RequestOutlineTests {
    static let malformed: [(String, [UInt8], MalformedReason)] = [
        ("empty", [], .json), ("not json", Array("hello".utf8), .json), ("cut", Array(#"{"model":"m","messages":["#.utf8), .json),
        ("trailing", Array(#"{"model":"m"}x"#.utf8), .json), ("two", Array(#"{"model":"m"}{"model":"m"}"#.utf8), .json),
        ("array", Array("[1]".utf8), .notAnObject), ("string", Array(#""x""#.utf8), .notAnObject),
        ("an object in an array", Array(#"[{"model":"m"}]"#.utf8), .notAnObject),
        ("no model", Array(#"{"messages":[]}"#.utf8), .noModel), ("empty model", Array(#"{"model":""}"#.utf8), .noModel),
        ("model number", Array(#"{"model":1,"messages":[]}"#.utf8), .noModel), ("model list", Array(#"{"model":["m"]}"#.utf8), .noModel),
        ("two models", Array(#"{"model":"m","messages":[],"model":"o"}"#.utf8), .duplicateModel),
        ("two models, one escaped", Array(#"{"model":"m","mod\u0065l":"o"}"#.utf8), .duplicateModel),
        ("two models, one in capitals", Array(#"{"model":"m","Model":"o"}"#.utf8), .duplicateModel),
        ("two models, one null", Array(#"{"model":null,"model":"o"}"#.utf8), .duplicateModel),
        ("bad utf8", Array(#"{"model":"m","x":""#.utf8) + [0xFF, 0xFE] + Array("\"}".utf8), .utf8),
        ("overlong", Array(#"{"model":"m","x":""#.utf8) + [0xC0, 0xAF] + Array("\"}".utf8), .utf8),
        ("surrogate in utf8", Array(#"{"model":"m","x":""#.utf8) + [0xED, 0xA0, 0x80] + Array("\"}".utf8), .utf8),
        ("cut character", Array(#"{"model":"m","x":""#.utf8) + [0xE2, 0x82] + Array("\"}".utf8), .utf8),
        ("bad utf8 in a key", Array(#"{"model":"m",""#.utf8) + [0xF5] + Array("\":1}".utf8), .utf8),
        ("lone surrogate", Array(#"{"model":"m","x":"\ud800"}"#.utf8), .utf8),
        ("low surrogate first", Array(#"{"model":"m","x":"\ude00\ud83d"}"#.utf8), .utf8),
        ("raw newline", Array("{\"model\":\"m\",\"x\":\"a\nb\"}".utf8), .json),
        ("bad escape", Array(#"{"model":"m","x":"\q"}"#.utf8), .json),
        ("short escape", Array(#"{"model":"m","x":"\u00g0"}"#.utf8), .json), ("nan", Array(#"{"model":"m","x":NaN}"#.utf8), .json),
        ("leading zero", Array(#"{"model":"m","x":01}"#.utf8), .json), ("plus", Array(#"{"model":"m","x":+1}"#.utf8), .json),
        ("bare point", Array(#"{"model":"m","x":1.}"#.utf8), .json), ("empty exponent", Array(#"{"model":"m","x":1e}"#.utf8), .json),
        ("minus", Array(#"{"model":"m","x":-}"#.utf8), .json), ("comma", Array(#"{"model":"m",}"#.utf8), .json),
        ("array comma", Array(#"{"model":"m","x":[1,]}"#.utf8), .json), ("single", Array("{'model':'m'}".utf8), .json),
        ("no colon", Array(#"{"model" "m"}"#.utf8), .json), ("wrong close", Array(#"{"model":"m","x":[1}"#.utf8), .json),
        ("byte order mark", [0xEF, 0xBB, 0xBF] + Array(#"{"model":"m"}"#.utf8), .json),
        ("comment", Array("{\"model\":\"m\"} // x".utf8), .json),
        ("form feed", Array("{\"model\":\u{C}\"m\"}".utf8), .json), ("truth", Array(#"{"model":"m","x":True}"#.utf8), .json),
        ("NUL after", Array(#"{"model":"m"}"#.utf8) + [0], .json),
        (
            "deep", Array((#"{"model":"m","x":"# + String(repeating: "[", count: 600) + String(repeating: "]", count: 600) + "}").utf8),
            .nesting
        ),
        ("very deep", Array((#"{"model":"m","x":"# + String(repeating: "[", count: 1_000_000)).utf8), .nesting),
    ]

    @Test(arguments: malformed)
    func `a malformed body is refused`(_ name: String, _ bytes: [UInt8], _ reason: MalformedReason) {
        for api in [ClientAPI.chat, .messages, .responses, .embeddings, .ollamaChat, .ollamaGenerate] {
            #expect(throws: WireFormatError.malformed(reason)) { try WireFormats.format(for: api).outline(bytes) }
        }
    }

    @Test func `nesting up to the limit passes`() throws {
        let body = try outlined(
            .chat, #"{"model":"m","x":"# + String(repeating: "[", count: 511) + String(repeating: "]", count: 511) + "}")
        #expect(body.model == "m")
    }

    @Test(arguments: [
        (ClientAPI.ollamaShow, #"{"name":"llama3"}"#, "llama3"), (.ollamaShow, #"{"name":"a","model":"b"}"#, "b"),
        (.chat, #"{"model":"a\u0062\"c"}"#, "ab\"c"), (.chat, #"{"x":{"model":"no"},"model":"yes"}"#, "yes"),
    ])
    func `the model is found`(_ api: ClientAPI, _ text: String, _ model: String) throws {
        #expect(try outlined(api, text).model == model)
    }

    @Test func `the older name of a model counts for Ollama only`() {
        #expect(throws: WireFormatError.malformed(.noModel)) { try outlined(.chat, #"{"name":"a"}"#) }
        #expect(throws: WireFormatError.malformed(.duplicateModel)) { try outlined(.ollamaShow, #"{"name":"a","name":"b"}"#) }
    }

    @Test(arguments: [
        (ClientAPI.chat, #"{"model":"m"}"#, false), (.chat, #"{"model":"m","stream":true}"#, true), (.ollamaChat, #"{"model":"m"}"#, true),
        (.ollamaGenerate, #"{"model":"m","stream":false}"#, false), (.ollamaChat, #"{"model":"m","stream":null}"#, true),
        (.chat, #"{"model":"m","x":{"stream":true}}"#, false), (.ollamaEmbed, #"{"model":"m"}"#, false),
        (.embeddings, #"{"model":"m","stream":true}"#, false), (.messages, #"{"stream":true,"model":"m"}"#, true),
    ])
    func `whether a stream is asked for is found`(_ api: ClientAPI, _ text: String, _ streams: Bool) throws {
        #expect(try outlined(api, text).streams == streams)
    }

    /// Every place of a body where text can stand holds the word `HERE`.
    static let places: [(ClientAPI, String, Int)] = [
        (
            .chat,
            #"{"messages":[{"role":"system","content":"HERE"},{"role":"user","name":"HERE","content":[{"type":"text","text":"HERE"}]}]}"#, 3
        ),
        (.chat, #"{"messages":[{"role":"assistant","refusal":"HERE","content":null,"reasoning_content":"HERE"}]}"#, 2),
        (
            .chat,
            #"{"messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"HERE","arguments":"{\"to\":\"HERE\",\"HERE\":[{\"x\":\"HERE\"}]}"}}]},{"role":"tool","tool_call_id":"c","content":"{\"rows\":[\"HERE\"]}"}]}"#,
            5
        ),
        (
            .chat,
            #"{"user":"HERE","metadata":{"a":"HERE","HERE":"x"},"stop":["HERE"],"x_corp":{"HERE":{"n":["HERE"]}},"safety_identifier":"HERE"}"#,
            7
        ),
        (
            .chat,
            #"{"tools":[{"type":"function","function":{"name":"HERE","description":"HERE","parameters":{"type":"object","properties":{"HERE":{"type":"string","description":"HERE","default":"HERE","enum":["HERE"]}},"required":["HERE"]}}}]}"#,
            7
        ),
        (
            .chat,
            #"{"response_format":{"type":"json_schema","json_schema":{"name":"HERE","description":"HERE","schema":{"type":"object","properties":{"a":{"description":"HERE"}}}}},"prediction":{"type":"content","content":"HERE"}}"#,
            4
        ),
        (.chat, #"{"messages":[{"role":"user","content":"hi","annotations_x":{"from":"HERE"}}],"HERE":1,"temperature":"HERE"}"#, 3),
        (.chat, #"{"messages":[{"content":[{"type":"image_url","image_url":{"url":"https://HERE"}}],"role":"user"}]}"#, 1),
        (.completions, #"{"prompt":["HERE","HERE"],"suffix":"HERE"}"#, 3),
        (.embeddings, #"{"input":["HERE"],"user":"HERE"}"#, 2),
        (
            .responses,
            #"{"input":"HERE","instructions":"HERE","prompt":{"id":"p","variables":{"HERE":"HERE","b":{"type":"input_text","text":"HERE"}}},"prompt_cache_key":"HERE"}"#,
            6
        ),
        (
            .responses,
            #"{"input":[{"role":"user","content":"HERE"},{"type":"message","role":"assistant","id":"i","status":"completed","content":[{"type":"output_text","text":"HERE","annotations":[{"title":"HERE"}]}]},{"type":"function_call","call_id":"c","name":"f","arguments":"{\"a\":\"HERE\"}"},{"type":"function_call_output","call_id":"c","output":"HERE"},{"type":"reasoning","id":"r","summary":[{"type":"summary_text","text":"HERE"}],"encrypted_content":"gAAAAABoZXJlaXNub3RoaW5n"}]}"#,
            6
        ),
        (
            .messages,
            #"{"system":[{"type":"text","text":"HERE","cache_control":{"type":"ephemeral"}}],"metadata":{"user_id":"HERE"},"stop_sequences":["HERE"],"tools":[{"name":"HERE","description":"HERE","input_schema":{"type":"object","properties":{"a":{"description":"HERE"}}}}]}"#,
            6
        ),
        (
            .messages,
            #"{"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{"to":"HERE","HERE":[{"k":"HERE"}]}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"HERE"}]},{"type":"document","title":"HERE","source":{"type":"text","media_type":"text/plain","data":"HERE"}}]}]}"#,
            6
        ),
        (
            .messages,
            #"{"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"HERE","signature":"c2lnbmF0dXJlLWZha2U="},{"type":"redacted_thinking","data":"SEVSRUhFUkVIRVJFSEVSRQ=="},{"type":"text","text":"HERE","signature":"HERE"}]}]}"#,
            3
        ),
        (
            .ollamaChat,
            #"{"messages":[{"role":"user","content":"HERE"},{"role":"assistant","content":"","thinking":"HERE","tool_calls":[{"function":{"name":"f","arguments":{"to":"HERE","l":["HERE"]}}}]},{"role":"tool","content":"HERE","tool_name":"HERE"}],"options":{"stop":["HERE"]}}"#,
            7
        ),
        (
            .ollamaGenerate,
            #"{"prompt":"HERE","system":"HERE","suffix":"HERE","template":"HERE","format":{"type":"object","properties":{"a":{"description":"HERE"}}}}"#,
            5
        ),
        (.ollamaEmbed, #"{"input":["x","HERE"]}"#, 1), (.ollamaEmbeddings, #"{"prompt":"HERE"}"#, 1),
        (.ollamaShow, #"{"system":"HERE","verbose":"HERE"}"#, 2),
    ]

    @Test(arguments: places)
    func `every text is a slot, once`(_ api: ClientAPI, _ text: String, _ count: Int) throws {
        let body = try outlined(api, #"{"model":"m","# + text.dropFirst())
        let found = texts(api, body).filter { $0.contains("HERE") }
        #expect(found.count == count, "\(found)")
        #expect(found.allSatisfy { $0 == "HERE" || $0 == "https://HERE" })
    }

    @Test func `structural fields are examined and never rewritten`() throws {
        let body = try outlined(
            .chat,
            #"{"model":"m","service_tier":"auto","messages":[{"role":"user","content":[{"type":"text","text":"x"}]},{"role":"tool","tool_call_id":"c9","content":"y"}],"tool_choice":"auto","stream_options":{"a":"b"}}"#
        )
        #expect(Set(texts(.chat, body, .structural)).isSuperset(of: ["m", "auto", "user", "text", "tool", "c9", "b"]))
        #expect(texts(.chat, body) == ["x", "y"])
    }

    @Test func `what a host signed is no slot, where it is what it says`() throws {
        let body = try outlined(
            .messages,
            #"{"model":"m","messages":[{"role":"assistant","content":[{"signature":"c2lnbmF0dXJlLWZha2U=","type":"thinking","thinking":"t"},{"type":"thinking","thinking":"u","signature":"mail anna@corp.example"}]}]}"#
        )
        #expect(!texts(.messages, body, nil).contains("c2lnbmF0dXJlLWZha2U="))
        #expect(texts(.messages, body, .structural).contains("mail anna@corp.example"))
    }

    @Test(arguments: [
        (ClientAPI.chat, #"[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]"#, Attachments(images: 1)),
        (
            .chat, #"[{"type":"image_url","image_url":{"url":"https://x.example/a.png"}},{"type":"text","text":"x"}]"#,
            Attachments(images: 1)
        ),
        (.chat, #"[{"type":"input_audio","input_audio":{"data":"UklGRg==","format":"wav"}}]"#, Attachments(audio: 1)),
        (
            .chat, #"[{"type":"file","file":{"file_data":"data:application/pdf;base64,JVBERi0=","filename":"x.pdf"}}]"#,
            Attachments(files: 1)
        ),
        (
            .chat, #"[{"type":"input_image","image_url":"data:image/png;base64,iVBO"},{"type":"input_image","file_id":"f"}]"#,
            Attachments(images: 2)
        ),
        (
            .messages, #"[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}}]"#,
            Attachments(images: 1)
        ),
        (
            .messages, #"[{"source":{"data":"JVBERi0=","media_type":"application/pdf","type":"base64"},"type":"document"}]"#,
            Attachments(files: 1)
        ),
        (.messages, #"[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"words"}}]"#, Attachments()),
        (.messages, #"[{"type":"document","source":{"type":"url","url":"https://x.example/a.pdf"}}]"#, Attachments(files: 1)),
        (
            .messages, #"[{"type":"tool_result","tool_use_id":"t","content":[{"type":"image","source":{"type":"base64","data":"iVBO"}}]}]"#,
            Attachments(images: 1)
        ),
        (.messages, #"[{"type":"document","source":{"type":"content","content":[{"type":"text","text":"x"}]}}]"#, Attachments()),
    ])
    func `attachments are counted and their bytes are no text`(_ api: ClientAPI, _ content: String, _ wanted: Attachments) throws {
        let body = try outlined(api, #"{"model":"m","messages":[{"role":"user","content":"# + content + "}]}")
        #expect(body.attachments == wanted)
        #expect(!texts(api, body, nil).contains { $0.contains("iVBO") || $0.contains("JVBE") || $0.contains("UklG") })
    }

    @Test func `images of Ollama are counted, also under a name in capitals, an empty list is none`() throws {
        #expect(
            try outlined(.ollamaChat, #"{"model":"m","messages":[{"role":"user","content":"x","images":["iVBORw0K","iVBORw0K"]}]}"#)
                .attachments.images == 2)
        #expect(
            try outlined(.ollamaChat, #"{"model":"m","messages":[{"role":"user","content":"x","Images":["iVBORw0K"]}]}"#).attachments.images
                == 1)
        #expect(try outlined(.ollamaGenerate, #"{"model":"m","prompt":"x","images":[]}"#).attachments.isEmpty)
    }

    @Test func `roles are found before and after the text`() throws {
        let body = try outlined(
            .messages,
            #"{"model":"m","system":"S","messages":[{"content":"U","role":"user"},{"role":"assistant","content":"A"},{"role":"user","content":[{"content":"T","type":"tool_result"},{"type":"text","text":"V"}]}],"metadata":{"k":"O"}}"#
        )
        let roles = Dictionary(
            zip(texts(.messages, body), body.slots.filter { $0.use == .text }.map(\.role)), uniquingKeysWith: { old, _ in old })
        #expect(roles["S"] == .system && roles["U"] == .user && roles["A"] == .assistant && roles["T"] == .tool && roles["V"] == .user)
        #expect(roles["O"] == .other)
    }

    @Test func `the name over a text is told`() throws {
        let body = try outlined(
            .chat, #"{"model":"m","x":{"phone\u006eumber":["1"]},"messages":[{"role":"tool","content":"{\"ssn\":\"2\"}"}]}"#)
        let format = WireFormats.format(for: .chat)
        let names = body.slots.filter { $0.use == .text }.map { slot in
            format.withName(of: slot, in: body) { String(decoding: $0, as: UTF8.self) }
        }
        #expect(names.contains("phonenumber") && names.contains("ssn"))
    }

    @Test func `long numbers are examined wherever they stand`() throws {
        let body = try outlined(
            .chat,
            #"{"model":"m","seed":12345678901234567890123,"max_tokens":5500000000000004.0,"thinking":{"budget_tokens":-340000000000009},"x":[4111111111111111,1.23456789012,12345],"messages":[{"role":"tool","content":"{\"n\":41111}"}]}"#
        )
        #expect(body.slots.count { $0.isNumber } == 5)
        let structural = texts(.chat, body, .structural)
        for number in ["12345678901234567890123", "5500000000000004", "340000000000009", "4111111111111111"] {
            #expect(structural.contains(number))
        }
        #expect(texts(.chat, body).contains("41111"))
    }

    @Test(arguments: [
        (#"  {"a":"HERE"}  "#, 1), (#"["HERE","b"]"#, 1), (#""HERE""#, 1), (#"{"a":"HERE"} {"b":"HERE"}"#, 2), ("{\"a\":\"HERE\n\"}", 0),
        (#"{"a":"\ud800 HERE"}"#, 0), (#"{"a":HERE}"#, 0), ("[HERE](link)", 0), (#"{"a":"{\"b\":\"{\\\"c\\\":\\\"HERE\\\"}\"}"}"#, 1),
    ])
    func `JSON in strings is opened`(_ text: String, _ exact: Int) throws {
        var writer = JSONWriter()
        writer.string(text)
        let body = try outlined(
            .chat, #"{"model":"m","messages":[{"role":"user","content":"# + String(decoding: writer.bytes, as: UTF8.self) + "}]}")
        let found = texts(.chat, body).filter { $0.contains("HERE") }
        #expect(found.filter { $0 == "HERE" }.count == exact && !found.isEmpty, "\(found)")
    }
}
