public import Pipeline

/// What the built-in host `mirror` answers: the last text of the user as it arrived, word by word, in the shape of the API called.
public struct MirrorReply: Sendable {
    /// The answer's content type.
    public let contentType: String
    /// The answer in the pieces it is sent in: one event or line each, or one piece for a whole body.
    public let pieces: [[UInt8]]
    /// What the host received as the user's last text.
    public let received: String

    /// The answer to a request body; nil when the body is no JSON object or the API is not forwarded to hosts.
    ///
    /// `seconds` is the time since 1970 and `id` a part of the answer's ids, both the caller's, so that the answer is a function of them.
    public init?(api: ClientAPI, body: [UInt8], seconds: Int, id: String) {
        guard api.isForwarded, let request = JSONValue(parsing: body), case .object = request else { return nil }
        received = MirrorReply.lastUserText(api, request)
        let script = MirrorScript(
            text: received, model: request["model"]?.text ?? request["name"]?.text ?? "mirror", seconds: seconds, id: id,
            usage: request["stream_options"]?["include_usage"]?.flag ?? false, inputs: MirrorReply.inputs(request))
        let streams = request["stream"]?.flag ?? (api == .ollamaChat || api == .ollamaGenerate)
        switch api {
        case .chat: pieces = streams ? script.chatStream() : [script.chat()]
        case .completions: pieces = streams ? script.completionsStream() : [script.completions()]
        case .responses: pieces = streams ? script.responsesStream() : [script.responses()]
        case .messages: pieces = streams ? script.messagesStream() : [script.messages()]
        case .ollamaChat, .ollamaGenerate: pieces = streams ? script.ollamaStream(api) : [script.ollama(api)]
        case .embeddings: pieces = [script.embeddings()]
        case .countTokens: pieces = [script.countTokens()]
        case .ollamaEmbed, .ollamaEmbeddings: pieces = [script.ollamaEmbeddings(api)]
        case .ollamaShow: pieces = [script.ollamaShow()]
        case .models, .ollamaTags, .ollamaRunning, .ollamaVersion, .ollamaRoot, .realtime, .passage, .other: return nil
        }
        let canStream = pieces.count > 1
        contentType =
            !canStream ? "application/json" : api.family == .ollama ? "application/x-ndjson" : "text/event-stream; charset=utf-8"
    }

    /// The last text of the user in a request, its parts put together; a bare prompt or input is the user's.
    static func lastUserText(_ api: ClientAPI, _ request: JSONValue) -> String {
        switch api {
        case .chat, .messages, .countTokens, .ollamaChat:
            text(request["messages"]?.elements?.last { $0["role"]?.text == "user" }?["content"])
        case .responses:
            if let items = request["input"]?.elements {
                text(items.last { $0["role"]?.text == "user" || $0.text != nil }.map { $0["content"] ?? $0 })
            } else {
                text(request["input"])
            }
        case .embeddings, .ollamaEmbed: text(request["input"])
        default: text(request["prompt"])
        }
    }

    private static func text(_ content: JSONValue?) -> String {
        switch content {
        case .string(let text): text
        case .array(let parts): parts.map { $0["text"].map { text($0) } ?? text($0["content"] ?? ($0.text == nil ? nil : $0)) }.joined()
        default: ""
        }
    }

    /// How many vectors an embedding request asks for.
    private static func inputs(_ request: JSONValue) -> Int {
        guard let inputs = request["input"]?.elements, inputs.contains(where: { $0.text != nil || $0.elements != nil }) else { return 1 }
        return inputs.count
    }
}

/// The parts of an answer of `mirror` that every shape needs.
struct MirrorScript {
    let text: String
    let model: String
    let seconds: Int
    let id: String
    /// Whether a chat stream is to end with its usage.
    let usage: Bool
    let inputs: Int

    /// The text in words, each with the white space before it.
    var words: [String] {
        var words: [String] = []
        var word = ""
        for character in text {
            if character.isWhitespace, let last = word.last, !last.isWhitespace {
                words.append(word)
                word = ""
            }
            word.append(character)
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// Four bytes count as a token.
    var tokens: Int { max(1, text.utf8.count / 4) }

    /// One JSON object.
    func json(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.object(members)
        return writer.bytes
    }

    /// One server-sent event.
    func event(_ json: [UInt8]) -> [UInt8] { Array("data: ".utf8) + json + Array("\n\n".utf8) }

    /// One server-sent event with a name.
    func event(_ name: String, _ json: [UInt8]) -> [UInt8] { Array("event: \(name)\n".utf8) + event(json) }

    /// A vector that depends on nothing: there is no model here.
    func vector(into writer: inout JSONWriter) {
        writer.array { writer in
            for number in [0.125, -0.25, 0.5, 0.0625] { writer.number(number) }
        }
    }
}

extension JSONWriter {
    /// Writes a member whose value is a string.
    mutating func member(_ name: String, _ value: String) {
        self.name(name)
        string(value)
    }

    /// Writes a member whose value is a whole number.
    mutating func member(_ name: String, _ value: Int) {
        self.name(name)
        number(value)
    }

    /// Writes a member whose value is `null`.
    mutating func nullMember(_ name: String) {
        self.name(name)
        null()
    }

    /// Writes a member whose value is an object.
    mutating func member(_ name: String, _ members: (inout JSONWriter) -> Void) {
        self.name(name)
        object(members)
    }

    /// Writes a member whose value is an array.
    mutating func list(_ name: String, _ elements: (inout JSONWriter) -> Void) {
        self.name(name)
        array(elements)
    }
}
