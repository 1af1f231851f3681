internal import Pipeline

/// Chat completions, completions, responses, embeddings and models as OpenAI spells them.
struct OpenAIFormat: JSONFormat {
    let api: ClientAPI

    var root: RequestShape {
        switch api {
        case .completions: .completionsBody
        case .responses: .responsesBody
        case .embeddings: .embeddingsBody
        default: .chatBody
        }
    }

    var streamsByDefault: Bool { false }

    var dialect: ReplyDialect {
        switch api {
        case .completions: .completions
        case .responses: .responses
        case .embeddings: .embeddings
        default: .chat
        }
    }

    func replyObserver(status: Int, isStream: Bool) -> any ReplyObserver {
        // What is passed on unread has no form that could be broken off: its framing alone says whether it is whole.
        if api == .passage { return PassedReplyObserver() }
        return isStream && status < 400 ? StreamObserver(dialect) : WholeReplyObserver()
    }

    func errorBody(_ error: PipelineError, requestID: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { body in
            body.name("error")
            writeFields(of: error, into: &body)
        }
        return writer.bytes
    }

    func brokenStreamEvent(_ error: PipelineError, requestID: String) -> [UInt8] {
        guard api == .responses else { return Array("data: ".utf8) + errorBody(error, requestID: requestID) + Array("\n\n".utf8) }
        var writer = JSONWriter()
        writer.object { event in
            event.name("type")
            event.string("error")
            event.name("code")
            event.string(error.code ?? OpenAIFormat.type(of: error))
            event.name("message")
            event.string(error.message)
            event.name("param")
            event.null()
        }
        return Array("event: error\ndata: ".utf8) + writer.bytes + Array("\n\n".utf8)
    }

    private func writeFields(of error: PipelineError, into writer: inout JSONWriter) {
        writer.object { fields in
            fields.name("message")
            fields.string(error.message)
            fields.name("type")
            fields.string(OpenAIFormat.type(of: error))
            fields.name("param")
            fields.null()
            fields.name("code")
            if let code = error.code { fields.string(code) } else { fields.null() }
        }
    }

    /// The `type` of an error, by its status.
    private static func type(of error: PipelineError) -> String {
        switch error.status {
        case 401: "authentication_error"
        case 403: "permission_error"
        case 404: "not_found_error"
        case 429: "rate_limit_error"
        case 500...: "server_error"
        default: "invalid_request_error"
        }
    }
}
