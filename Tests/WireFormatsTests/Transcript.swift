import Foundation
import Pipeline
import Testing
import WireFormats

/// An answer as a host sent it, from Tests/Fixtures/Transcripts. The name's beginning is the API.
struct Transcript: CustomTestStringConvertible, Sendable {
    let name: String
    let api: ClientAPI
    let isStream: Bool
    let bytes: [UInt8]

    var testDescription: String { name }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/Transcripts")

    static let all: [Transcript] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { Transcript(named: $0) }
    }()

    static func named(_ name: String) -> Transcript { Transcript(named: name)! }

    private init?(named name: String) {
        guard let api = ClientAPI(rawValue: String(name.prefix { $0 != "-" })),
            let data = FileManager.default.contents(atPath: Transcript.folder.appending(path: name).path)
        else { return nil }
        self.name = name
        self.api = api
        isStream = !name.hasSuffix(".json")
        bytes = Array(data)
    }

    /// What an editor makes of the bytes, cut where the closure says.
    func edited(cutAt cuts: [Int], restorer: any TextRestorer = FakeRestorer()) throws -> [UInt8] {
        let editor = WireFormats.format(for: api).replyEditor(status: 200, isStream: isStream, restorer: restorer)
        var out: [UInt8] = []
        var from = 0
        for cut in cuts + [bytes.count] {
            try bytes.withUnsafeBufferPointer { try editor.push(UnsafeBufferPointer(rebasing: $0[from..<cut]), into: &out) }
            from = cut
        }
        try editor.finish(into: &out)
        return out
    }

    /// What a client makes of the bytes: every text that streams, put together, under a name of its own; JSON texts and whole objects
    /// as values. `leaf` changes each text.
    static func contents(_ api: ClientAPI, isStream: Bool, _ bytes: [UInt8], leaf: (String) -> String) -> NSDictionary {
        var texts: [String: String] = [:]
        var values: [String: Any] = [:]
        guard isStream else { return ["whole": value(json(bytes) ?? String(decoding: bytes, as: UTF8.self), leaf)] }
        for (number, frame) in frames(bytes, isLines: api.family == .ollama).enumerated() {
            guard let object = json(Array(frame.utf8)) as? [String: Any] else { continue }
            func add(_ name: String, _ text: Any?) { if let text = text as? String { texts[name, default: ""] += text } }
            if let error = object["error"] { values["error \(number)"] = value(error, leaf) }
            switch api {
            case .chat, .completions:
                for choice in object["choices"] as? [[String: Any]] ?? [] {
                    let index = choice["index"] as? Int ?? 0
                    add("\(index) text", choice["text"])
                    let delta = choice["delta"] as? [String: Any] ?? [:]
                    for name in ["content", "reasoning_content", "reasoning", "refusal"] { add("\(index) \(name)", delta[name]) }
                    for call in delta["tool_calls"] as? [[String: Any]] ?? [] {
                        let function = call["function"] as? [String: Any]
                        add("\(index) json \(call["index"] as? Int ?? 0)", function?["arguments"])
                        add("\(index) name \(call["index"] as? Int ?? 0)", function?["name"])
                        add("\(index) id \(call["index"] as? Int ?? 0)", call["id"])
                    }
                }
            case .responses:
                let type = object["type"] as? String ?? ""
                if type.hasSuffix(".delta") {
                    let kind = type.contains("arguments") ? "json" : "text"
                    add("\(kind) \(object["item_id"] as? String ?? "") \(object["content_index"] ?? "")", object["delta"])
                } else {
                    var rest = object
                    rest["sequence_number"] = nil
                    values["event \(type) \(object["output_index"] ?? "")"] = value(rest, leaf)
                }
            case .messages:
                let delta = object["delta"] as? [String: Any] ?? [:]
                let index = object["index"] as? Int ?? -1
                add("\(index) text", delta["text"])
                add("\(index) thinking", delta["thinking"])
                add("\(index) json", delta["partial_json"])
                if object["type"] as? String != "content_block_delta" || delta["signature"] != nil || delta["citation"] != nil {
                    values["event \(object["type"] ?? "") \(index) \(delta["type"] ?? "")"] = value(object, leaf)
                }
            default:
                let message = object["message"] as? [String: Any] ?? object
                add("content", message["content"])
                add("thinking", message["thinking"])
                add("response", message["response"])
                if let calls = message["tool_calls"] { values["calls \(number)"] = value(calls, leaf) }
                if object["done"] as? Bool == true { values["stats"] = object.filter { $0.key != "message" && $0.key != "response" } }
            }
        }
        for (name, text) in texts {
            values[name] = name.contains("json") ? value(json(Array(text.utf8)) ?? text, leaf) : leaf(text)
        }
        // Which line the calls came in is the proxy's own matter.
        let calls = values.filter { $0.key.hasPrefix("calls") }.sorted { $0.key < $1.key }.map(\.value)
        values = values.filter { !$0.key.hasPrefix("calls") && !$0.key.hasPrefix("error") || $0.key == "error" }
        values["calls"] = calls
        return values as NSDictionary
    }

    /// The kinds of the frames in their order, repetitions folded: how many deltas there are is the proxy's own matter.
    static func shape(_ api: ClientAPI, _ bytes: [UInt8]) -> [String] {
        var out: [String] = []
        for frame in frames(bytes, isLines: api.family == .ollama) {
            var kind = String(frame.prefix(1) == ":" ? "comment" : frame.prefix(8))
            if let object = json(Array(frame.utf8)) as? [String: Any] {
                let choice = (object["choices"] as? [[String: Any]])?.first
                kind = object["type"] as? String ?? (object["error"] != nil ? "error" : object["done"] as? Bool == true ? "done" : "delta")
                if let choice {
                    kind = choice["finish_reason"] is String ? "finish" : "delta"
                } else if object["usage"] is [String: Any] {
                    kind = "usage"
                }
            }
            if out.last != kind { out.append(kind) }
        }
        return out
    }

    /// The data of each event, comments with their colon; or each line.
    static func frames(_ bytes: [UInt8], isLines: Bool) -> [String] {
        let text = String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
        if isLines { return text.split(separator: "\n").map(String.init) }
        return text.components(separatedBy: "\n\n").filter { !$0.isEmpty }.map { event in
            let lines = event.split(separator: "\n")
            if event.hasPrefix(":") { return event }
            return lines.filter { $0.hasPrefix("data:") }.map { $0.dropFirst(5).drop { $0 == " " } }.joined(separator: "\n")
        }
    }

    static func json(_ bytes: [UInt8]) -> Any? {
        try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
    }

    /// A value with its texts changed; texts that are JSON are opened.
    static func value(_ any: Any, _ leaf: (String) -> String) -> Any {
        switch any {
        case let object as [String: Any]:
            return Dictionary(
                object.map { (leaf($0), ["signature", "data", "encrypted_content", "token"].contains($0) ? $1 : value($1, leaf)) },
                uniquingKeysWith: { old, _ in old })
        case let array as [Any]: return array.map { value($0, leaf) }
        case let text as String:
            if let first = text.first, first == "{" || first == "[", let inner = json(Array(text.utf8)) { return value(inner, leaf) }
            return leaf(text)
        case let number as NSNumber:
            if let restored = Int(leaf(number.stringValue)), CFNumberIsFloat(number) == false { return NSNumber(value: restored) }
            return number
        default: return any
        }
    }

    private static func CFNumberIsFloat(_ number: NSNumber) -> Bool { number.stringValue.contains(".") }
}
