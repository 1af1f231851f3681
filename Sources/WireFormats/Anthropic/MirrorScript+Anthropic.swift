extension MirrorScript {
    private func usageMember(output: Int, _ writer: inout JSONWriter) {
        writer.member("usage") { usage in
            usage.member("input_tokens", tokens)
            usage.member("cache_creation_input_tokens", 0)
            usage.member("cache_read_input_tokens", 0)
            usage.member("output_tokens", output)
        }
    }

    private func message(done: Bool, _ writer: inout JSONWriter) {
        writer.object { message in
            message.member("id", "msg_\(id)")
            message.member("type", "message")
            message.member("role", "assistant")
            message.member("model", model)
            message.list("content") { content in
                guard done else { return }
                content.object { block in
                    block.member("type", "text")
                    block.member("text", text)
                }
            }
            if done { message.member("stop_reason", "end_turn") } else { message.nullMember("stop_reason") }
            message.nullMember("stop_sequence")
            usageMember(output: done ? tokens : 1, &message)
        }
    }

    /// A message.
    func messages() -> [UInt8] {
        var writer = JSONWriter()
        message(done: true, &writer)
        return writer.bytes
    }

    /// The events of a message.
    func messagesStream() -> [[UInt8]] {
        func named(_ type: String, _ members: (inout JSONWriter) -> Void = { _ in }) -> [UInt8] {
            event(
                type,
                json { body in
                    body.member("type", type)
                    members(&body)
                })
        }
        var pieces = [
            named("message_start") { body in
                body.name("message")
                message(done: false, &body)
            },
            named("content_block_start") { body in
                body.member("index", 0)
                body.member("content_block") { block in
                    block.member("type", "text")
                    block.member("text", "")
                }
            },
            named("ping"),
        ]
        for word in words {
            pieces.append(
                named("content_block_delta") { body in
                    body.member("index", 0)
                    body.member("delta") { delta in
                        delta.member("type", "text_delta")
                        delta.member("text", word)
                    }
                })
        }
        pieces.append(named("content_block_stop") { $0.member("index", 0) })
        pieces.append(
            named("message_delta") { body in
                body.member("delta") { delta in
                    delta.member("stop_reason", "end_turn")
                    delta.nullMember("stop_sequence")
                }
                body.member("usage") { $0.member("output_tokens", tokens) }
            })
        pieces.append(named("message_stop"))
        return pieces
    }

    /// A count of tokens.
    func countTokens() -> [UInt8] { json { $0.member("input_tokens", tokens) } }
}
