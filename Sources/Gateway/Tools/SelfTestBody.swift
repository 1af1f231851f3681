internal import Pipeline

/// A request body of an API with a place for a value wherever a client can put text.
struct SelfTestBody: Sendable {
    /// A place in the body.
    struct Position: Sendable {
        let name: String
        /// How many JSON strings it stands in: 2 inside a tool call's arguments.
        let levels: Int
    }

    let api: ClientAPI
    let positions: [Position]
    /// What stands around the positions; one more than they are.
    private let pieces: [String]

    /// Whether the API's answers repeat text, so that what comes back can be seen.
    var answersText: Bool {
        switch api {
        case .chat, .completions, .responses, .messages, .ollamaChat, .ollamaGenerate: true
        default: false
        }
    }

    /// Reads a template: `«name»` is a position, `‹name›` one in JSON that stands in a string.
    private init(_ api: ClientAPI, _ template: String) {
        self.api = api
        var positions: [Position] = []
        var pieces: [String] = [""]
        var name: String?
        for character in template {
            switch character {
            case "«", "‹": name = ""
            case "»", "›":
                positions.append(Position(name: name ?? "", levels: character == "»" ? 1 : 2))
                pieces.append("")
                name = nil
            case "\n": break
            default:
                if name != nil { name!.append(character) } else { pieces[pieces.count - 1].append(character) }
            }
        }
        self.positions = positions
        self.pieces = pieces
    }

    /// The body with a text in each position; nil for words that mean nothing.
    func bytes(model: String, isStream: Bool, _ text: (Int) -> String?) -> [UInt8] {
        var out: [UInt8] = []
        for (at, piece) in pieces.enumerated() {
            out += Array(
                piece.replacing("MODEL", with: SelfTestBody.escaped(model, 1)).replacing("STREAM", with: isStream ? "true" : "false").utf8)
            if at < positions.count { out += Array(SelfTestBody.escaped(text(at) ?? "plain words \(at)", positions[at].levels).utf8) }
        }
        return out
    }

    /// A text as it stands inside so many JSON strings (RFC 8259, section 7).
    private static func escaped(_ text: String, _ levels: Int) -> String {
        var text = text
        for _ in 0..<levels {
            var out = ""
            for scalar in text.unicodeScalars {
                switch scalar {
                case "\"": out += "\\\""
                case "\\": out += "\\\\"
                case "\n": out += "\\n"
                case "\r": out += "\\r"
                case "\t": out += "\\t"
                default:
                    if scalar.value < 0x20 {
                        out += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
                    } else {
                        out.unicodeScalars.append(scalar)
                    }
                }
            }
            text = out
        }
        return text
    }

    /// Every API that is forwarded to hosts.
    static let all: [SelfTestBody] = [
        SelfTestBody(
            .chat,
            #"""
            {"model":"MODEL","stream":STREAM,"messages":[{"role":"system","content":"«system»"},
            {"role":"developer","content":[{"type":"text","text":"«developer part»"}]},
            {"role":"user","name":"«user name»","content":"«user»"},
            {"role":"assistant","content":"«assistant»","refusal":"«refusal»","reasoning_content":"«reasoning»","tool_calls":[
            {"id":"call_1","type":"function","function":{"name":"«tool call name»","arguments":"{\"query\":\"‹tool argument›\",\"‹tool argument name›\":[{\"deep\":\"‹deep tool argument›\"}]}"}}]},
            {"role":"tool","tool_call_id":"call_1","content":"«tool result»"},
            {"role":"tool","tool_call_id":"call_1","content":"{\"rows\":[\"‹tool result as JSON›\"]}"},
            {"role":"user","content":[{"type":"text","text":"«part»"},{"type":"text","text":"«second part»","note":"«unknown field of a part»"}]}],
            "tools":[{"type":"function","function":{"name":"«tool name»","description":"«tool description»","parameters":{"type":"object",
            "title":"«schema title»","properties":{"«schema property name»":{"type":"string","description":"«schema description»",
            "enum":["«schema enum»"],"default":"«schema default»","examples":["«schema example»"]}}}}}],
            "user":"«user field»","metadata":{"note":"«metadata»","«metadata name»":"x"},"stop":["«stop»"],
            "response_format":{"type":"json_schema","json_schema":{"name":"answer","description":"«format description»","schema":
            {"type":"object","properties":{"a":{"type":"string","description":"«format schema description»"}}}}},
            "prediction":{"type":"content","content":"«prediction»"},
            "x_unknown":{"«unknown name»":["«unknown list»",{"deep":"«unknown deep»"}]},"«top name»":true}
            """#),
        SelfTestBody(
            .completions,
            #"""
            {"model":"MODEL","stream":STREAM,"prompt":["«prompt»","«second prompt»"],"suffix":"«suffix»","stop":"«stop»","user":"«user field»",
            "metadata":{"note":"«metadata»"},"x_unknown":["«unknown»"],"«top name»":1}
            """#),
        SelfTestBody(
            .responses,
            #"""
            {"model":"MODEL","stream":STREAM,"instructions":"«instructions»","input":[{"role":"user","content":"«user»"},
            {"type":"message","role":"user","content":[{"type":"input_text","text":"«part»"}]},
            {"type":"message","role":"assistant","id":"msg_1","status":"completed","content":[{"type":"output_text","text":"«assistant»","annotations":[]}]},
            {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"«reasoning»"}]},
            {"type":"function_call","call_id":"call_1","name":"«tool call name»","arguments":"{\"query\":\"‹tool argument›\",\"‹tool argument name›\":1}"},
            {"type":"function_call_output","call_id":"call_1","output":"«tool result»"}],
            "tools":[{"type":"function","name":"«tool name»","description":"«tool description»","parameters":{"type":"object","properties":
            {"«schema property name»":{"type":"string","description":"«schema description»","enum":["«schema enum»"]}}}}],
            "text":{"format":{"type":"json_schema","name":"answer","description":"«format description»","schema":{"type":"object"}}},
            "prompt_cache_key":"«cache key»","safety_identifier":"«safety identifier»","user":"«user field»","metadata":{"note":"«metadata»","«metadata name»":"x"},
            "x_unknown":{"«unknown name»":"«unknown»"},"«top name»":true}
            """#),
        SelfTestBody(
            .embeddings,
            #"""
            {"model":"MODEL","input":["«input»","«second input»"],"user":"«user field»","x_unknown":{"«unknown name»":"«unknown»"}}
            """#),
        SelfTestBody(
            .messages, anthropic(#","stream":STREAM,"max_tokens":64,"stop_sequences":["«stop»"],"metadata":{"user_id":"«user id»"}"#)),
        SelfTestBody(.countTokens, anthropic("")),
        SelfTestBody(
            .ollamaChat,
            #"""
            {"model":"MODEL","stream":STREAM,"messages":[{"role":"system","content":"«system»"},{"role":"user","content":"«user»"},
            {"role":"assistant","content":"«assistant»","thinking":"«thinking»","tool_calls":[{"function":{"name":"«tool call name»","arguments":{"query":"«tool argument»","«tool argument name»":["«deep tool argument»"]}}}]},
            {"role":"tool","tool_name":"«tool result name»","content":"«tool result»"},{"role":"user","content":"«last user»"}],
            "tools":[{"type":"function","function":{"name":"«tool name»","description":"«tool description»","parameters":{"type":"object","properties":
            {"«schema property name»":{"type":"string","description":"«schema description»","enum":["«schema enum»"]}}}}}],
            "format":{"type":"object","properties":{"a":{"type":"string","description":"«format description»"}}},
            "options":{"temperature":0,"stop":["«stop»"]},"x_unknown":{"«unknown name»":"«unknown»"},"«top name»":true}
            """#),
        SelfTestBody(
            .ollamaGenerate,
            #"""
            {"model":"MODEL","stream":STREAM,"prompt":"«prompt»","suffix":"«suffix»","system":"«system»","template":"«template»",
            "options":{"stop":["«stop»"]},"x_unknown":{"«unknown name»":"«unknown»"},"«top name»":true}
            """#),
        SelfTestBody(.ollamaEmbed, #"{"model":"MODEL","input":["«input»","«second input»"],"x_unknown":{"«unknown name»":"«unknown»"}}"#),
        SelfTestBody(.ollamaEmbeddings, #"{"model":"MODEL","prompt":"«prompt»","x_unknown":{"«unknown name»":"«unknown»"}}"#),
        SelfTestBody(.ollamaShow, #"{"model":"MODEL","system":"«system»","template":"«template»","x_unknown":"«unknown»"}"#),
    ]

    /// The body of `messages` and of `count_tokens`.
    private static func anthropic(_ more: String) -> String {
        #"""
        {"model":"MODEL","system":[{"type":"text","text":"«system»","cache_control":{"type":"ephemeral"}}],
        "messages":[{"role":"user","content":"«user»"},
        {"role":"assistant","content":[{"type":"thinking","thinking":"«thinking»","signature":"c2lnbmF0dXJlLWZvci10ZXN0cw=="},
        {"type":"text","text":"«assistant»"},
        {"type":"tool_use","id":"toolu_1","name":"«tool call name»","input":{"query":"«tool argument»","«tool argument name»":[{"deep":"«deep tool argument»"}]}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":[{"type":"text","text":"«tool result»"}]},
        {"type":"document","title":"«document title»","context":"«document context»","source":{"type":"text","media_type":"text/plain","data":"«document text»"}},
        {"type":"text","text":"«part»"}]}],
        "tools":[{"name":"«tool name»","description":"«tool description»","input_schema":{"type":"object","properties":
        {"«schema property name»":{"type":"string","description":"«schema description»","enum":["«schema enum»"]}}}}],
        "x_unknown":{"«unknown name»":"«unknown»"},"«top name»":true
        """# + more + "}"
    }
}
