extension MirrorScript {
    private func usageMember(_ writer: inout JSONWriter) {
        writer.member("usage") { usage in
            usage.member("prompt_tokens", tokens)
            usage.member("completion_tokens", tokens)
            usage.member("total_tokens", 2 * tokens)
        }
    }

    /// A chat completion.
    func chat() -> [UInt8] {
        json { body in
            body.member("id", "chatcmpl-\(id)")
            body.member("object", "chat.completion")
            body.member("created", seconds)
            body.member("model", model)
            body.list("choices") { choices in
                choices.object { choice in
                    choice.member("index", 0)
                    choice.member("message") { message in
                        message.member("role", "assistant")
                        message.member("content", text)
                        message.nullMember("refusal")
                    }
                    choice.nullMember("logprobs")
                    choice.member("finish_reason", "stop")
                }
            }
            usageMember(&body)
        }
    }

    /// The events of a chat completion.
    func chatStream() -> [[UInt8]] {
        func chunk(finish: String? = nil, choices: Bool = true, _ delta: (inout JSONWriter) -> Void = { _ in }) -> [UInt8] {
            event(
                json { body in
                    body.member("id", "chatcmpl-\(id)")
                    body.member("object", "chat.completion.chunk")
                    body.member("created", seconds)
                    body.member("model", model)
                    body.list("choices") { list in
                        guard choices else { return }
                        list.object { choice in
                            choice.member("index", 0)
                            choice.member("delta", delta)
                            choice.nullMember("logprobs")
                            if let finish { choice.member("finish_reason", finish) } else { choice.nullMember("finish_reason") }
                        }
                    }
                    if !choices { usageMember(&body) } else if usage { body.nullMember("usage") }
                })
        }
        var pieces = [
            chunk { delta in
                delta.member("role", "assistant")
                delta.member("content", "")
            }
        ]
        for word in words { pieces.append(chunk { $0.member("content", word) }) }
        pieces.append(chunk(finish: "stop"))
        if usage { pieces.append(chunk(choices: false)) }
        pieces.append(Array("data: [DONE]\n\n".utf8))
        return pieces
    }

    private func completion(_ text: String, finish: String?, whole: Bool, choices: Bool = true) -> [UInt8] {
        json { body in
            body.member("id", "cmpl-\(id)")
            body.member("object", "text_completion")
            body.member("created", seconds)
            body.member("model", model)
            body.list("choices") { list in
                guard choices else { return }
                list.object { choice in
                    choice.member("text", text)
                    choice.member("index", 0)
                    choice.nullMember("logprobs")
                    if let finish { choice.member("finish_reason", finish) } else { choice.nullMember("finish_reason") }
                }
            }
            if whole || !choices { usageMember(&body) }
        }
    }

    /// A completion.
    func completions() -> [UInt8] { completion(text, finish: "stop", whole: true) }

    /// The events of a completion.
    func completionsStream() -> [[UInt8]] {
        var pieces = words.map { event(completion($0, finish: nil, whole: false)) }
        pieces.append(event(completion("", finish: "stop", whole: false)))
        if usage { pieces.append(event(completion("", finish: nil, whole: false, choices: false))) }
        pieces.append(Array("data: [DONE]\n\n".utf8))
        return pieces
    }

    /// Vectors.
    func embeddings() -> [UInt8] {
        json { body in
            body.member("object", "list")
            body.list("data") { list in
                for index in 0..<inputs {
                    list.object { entry in
                        entry.member("object", "embedding")
                        entry.member("index", index)
                        entry.name("embedding")
                        vector(into: &entry)
                    }
                }
            }
            body.member("model", model)
            body.member("usage") { usage in
                usage.member("prompt_tokens", tokens)
                usage.member("total_tokens", tokens)
            }
        }
    }

    private func part(_ text: String, _ writer: inout JSONWriter) {
        writer.object { part in
            part.member("type", "output_text")
            part.member("text", text)
            part.list("annotations") { _ in }
            part.list("logprobs") { _ in }
        }
    }

    private func item(done: Bool, _ writer: inout JSONWriter) {
        writer.object { item in
            item.member("id", "msg_\(id)")
            item.member("type", "message")
            item.member("status", done ? "completed" : "in_progress")
            item.member("role", "assistant")
            item.list("content") { if done { part(text, &$0) } }
        }
    }

    private func response(done: Bool, _ writer: inout JSONWriter) {
        writer.object { response in
            response.member("id", "resp_\(id)")
            response.member("object", "response")
            response.member("created_at", seconds)
            response.member("status", done ? "completed" : "in_progress")
            response.nullMember("error")
            response.nullMember("incomplete_details")
            response.nullMember("instructions")
            response.nullMember("max_output_tokens")
            response.member("model", model)
            response.list("output") { if done { item(done: true, &$0) } }
            response.name("parallel_tool_calls")
            response.bool(true)
            response.nullMember("previous_response_id")
            response.member("temperature", 1)
            response.member("text") { $0.member("format") { $0.member("type", "text") } }
            response.member("tool_choice", "auto")
            response.list("tools") { _ in }
            response.member("top_p", 1)
            response.member("truncation", "disabled")
            if done {
                response.member("usage") { usage in
                    usage.member("input_tokens", tokens)
                    usage.member("input_tokens_details") { $0.member("cached_tokens", 0) }
                    usage.member("output_tokens", tokens)
                    usage.member("output_tokens_details") { $0.member("reasoning_tokens", 0) }
                    usage.member("total_tokens", 2 * tokens)
                }
            } else {
                response.nullMember("usage")
            }
            response.member("metadata") { _ in }
        }
    }

    /// A response.
    func responses() -> [UInt8] {
        var writer = JSONWriter()
        response(done: true, &writer)
        return writer.bytes
    }

    /// The events of a response.
    func responsesStream() -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        func add(_ type: String, _ members: (inout JSONWriter) -> Void) {
            let number = pieces.count
            pieces.append(
                event(
                    type,
                    json { body in
                        body.member("type", type)
                        members(&body)
                        body.member("sequence_number", number)
                    }))
        }
        func place(_ body: inout JSONWriter) {
            body.member("item_id", "msg_\(id)")
            body.member("output_index", 0)
            body.member("content_index", 0)
        }
        for type in ["response.created", "response.in_progress"] {
            add(type) { body in
                body.name("response")
                response(done: false, &body)
            }
        }
        add("response.output_item.added") { body in
            body.member("output_index", 0)
            body.name("item")
            item(done: false, &body)
        }
        add("response.content_part.added") { body in
            place(&body)
            body.name("part")
            part("", &body)
        }
        for word in words {
            add("response.output_text.delta") { body in
                place(&body)
                body.member("delta", word)
                body.list("logprobs") { _ in }
            }
        }
        add("response.output_text.done") { body in
            place(&body)
            body.member("text", text)
            body.list("logprobs") { _ in }
        }
        add("response.content_part.done") { body in
            place(&body)
            body.name("part")
            part(text, &body)
        }
        add("response.output_item.done") { body in
            body.member("output_index", 0)
            body.name("item")
            item(done: true, &body)
        }
        add("response.completed") { body in
            body.name("response")
            response(done: true, &body)
        }
        return pieces
    }
}
