internal import Pipeline

/// Chat, generate, embed, show and the lists as Ollama spells them.
struct OllamaFormat: JSONFormat {
    let api: ClientAPI

    var root: RequestShape {
        switch api {
        case .ollamaGenerate: .ollamaGenerateBody
        case .ollamaEmbed, .ollamaEmbeddings: .ollamaEmbedBody
        case .ollamaShow: .ollamaShowBody
        default: .ollamaChatBody
        }
    }

    var streamsByDefault: Bool { api == .ollamaChat || api == .ollamaGenerate }
    var dialect: ReplyDialect { .ollama }

    func errorBody(_ error: PipelineError, requestID: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { body in
            body.name("error")
            body.string(error.message)
        }
        return writer.bytes
    }

    func brokenStreamEvent(_ error: PipelineError, requestID: String) -> [UInt8] {
        errorBody(error, requestID: requestID) + [0x0A]
    }
}
