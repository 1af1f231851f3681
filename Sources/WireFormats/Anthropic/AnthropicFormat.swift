internal import Pipeline

/// Messages and the counting of their tokens as Anthropic spells them.
struct AnthropicFormat: JSONFormat {
    let api: ClientAPI

    var root: RequestShape { .messagesBody }
    var streamsByDefault: Bool { false }
    var dialect: ReplyDialect { .messages }

    func errorBody(_ error: PipelineError, requestID: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { body in
            body.name("type")
            body.string("error")
            body.name("error")
            body.object { fields in
                fields.name("type")
                fields.string(AnthropicFormat.type(of: error))
                fields.name("message")
                fields.string(error.message)
            }
            body.name("request_id")
            body.string(requestID)
        }
        return writer.bytes
    }

    func brokenStreamEvent(_ error: PipelineError, requestID: String) -> [UInt8] {
        Array("event: error\ndata: ".utf8) + errorBody(error, requestID: requestID) + Array("\n\n".utf8)
    }

    /// The `type` of an error, by its status (docs.anthropic.com, "Errors").
    private static func type(of error: PipelineError) -> String {
        switch error.status {
        case 401: "authentication_error"
        case 403: "permission_error"
        case 404: "not_found_error"
        case 413: "request_too_large"
        case 429: "rate_limit_error"
        case 503: "overloaded_error"
        case 504: "timeout_error"
        case 500...: "api_error"
        default: "invalid_request_error"
        }
    }
}
