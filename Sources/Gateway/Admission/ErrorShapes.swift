internal import Pipeline
internal import WireFormats

/// Errors in the shape of a family of APIs, where no call is known.
enum ErrorShapes {
    static func body(_ error: PipelineError, family: APIFamily, requestID: String) -> [UInt8] {
        let api: ClientAPI =
            switch family {
            case .openai: .chat
            case .anthropic: .messages
            case .ollama: .ollamaChat
            }
        return WireFormats.format(for: api).errorBody(error, requestID: requestID)
    }
}
