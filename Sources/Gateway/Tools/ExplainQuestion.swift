internal import Pipeline
internal import WireFormats

/// What is to be explained.
package struct ExplainQuestion: Sendable {
    /// A request body, or plain text.
    package var input: [UInt8]
    /// The policy to use; nil for the one that matches.
    package var policy: String?
    /// The client key's name.
    package var key: String?
    /// The model, where the body names none.
    package var model: String?
    /// The API's name in the audit log, `chat`; nil to tell by the body.
    package var api: String?

    package init(_ input: [UInt8]) {
        self.input = input
    }

    /// Bytes that are explained at most.
    package static let maxInput = 16 << 20

    /// The names that `api` takes.
    package static var apiNames: [String] { ClientAPI.allCases.filter(\.isForwarded).map(\.rawValue) }

    /// Whether it is a request body rather than plain text.
    var isBody: Bool {
        guard input.first(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }) == UInt8(ascii: "{") else { return false }
        return JSONValue(parsing: input)?.members != nil
    }

    /// The API: as named, else by what the body has.
    var chosenAPI: ClientAPI {
        if let api, let named = ClientAPI(rawValue: api) { return named }
        guard isBody, let value = JSONValue(parsing: input) else { return .chat }
        if value["messages"] != nil { return value["system"] != nil || value["stop_sequences"] != nil ? .messages : .chat }
        if value["prompt"] != nil { return .completions }
        if value["input"] != nil { return .responses }
        return .chat
    }

    /// The request body: as it came, with the model put in where it has none; plain text as the one message of a user.
    func body(model: String) -> [UInt8] {
        if isBody {
            guard let value = JSONValue(parsing: input), value["model"] == nil, value["name"] == nil,
                let brace = input.firstIndex(of: UInt8(ascii: "{"))
            else { return input }
            var name = JSONWriter()
            name.string(model)
            let isEmpty = value.members?.isEmpty ?? true
            return Array(input[...brace]) + Array("\"model\":".utf8) + name.bytes + (isEmpty ? [] : [UInt8(ascii: ",")])
                + input[(brace + 1)...]
        }
        var json = JSONWriter()
        let text = String(decoding: input, as: UTF8.self)
        json.object { json in
            json.name("model")
            json.string(model)
            switch chosenAPI {
            case .chat, .messages, .countTokens, .ollamaChat:
                json.name("messages")
                json.array { json in
                    json.object { json in
                        json.name("role")
                        json.string("user")
                        json.name("content")
                        json.string(text)
                    }
                }
            case .responses, .embeddings, .ollamaEmbed:
                json.name("input")
                json.string(text)
            default:
                json.name("prompt")
                json.string(text)
            }
        }
        return json.bytes
    }
}
