/// The family of an API decides the shape of its errors and of its streams.
public enum APIFamily: String, Sendable, CaseIterable {
    case openai
    case anthropic
    case ollama
}

/// One call of the client APIs that hopguard serves. The raw value is the name in the audit log, in metrics and after `--api`.
public enum ClientAPI: String, Sendable, CaseIterable {
    case chat
    case completions
    case responses
    case embeddings
    case models
    case messages
    case countTokens = "count_tokens"
    case ollamaChat = "ollama_chat"
    case ollamaGenerate = "ollama_generate"
    case ollamaEmbed = "ollama_embed"
    case ollamaEmbeddings = "ollama_embeddings"
    case ollamaShow = "ollama_show"
    case ollamaTags = "ollama_tags"
    case ollamaRunning = "ollama_ps"
    case ollamaVersion = "ollama_version"
    case ollamaRoot = "ollama_root"
    /// OpenAI's Realtime line, a WebSocket.
    case realtime
    /// A request that is passed on unread to a host of one's own, by the model that its path names.
    case passage
    /// Everything that is answered by the proxy itself with 403, 404 or 405.
    case other

    /// The family whose clients call this.
    public var family: APIFamily {
        switch self {
        case .chat, .completions, .responses, .embeddings, .models, .realtime, .passage, .other: .openai
        case .messages, .countTokens: .anthropic
        case .ollamaChat, .ollamaGenerate, .ollamaEmbed, .ollamaEmbeddings, .ollamaShow, .ollamaTags, .ollamaRunning, .ollamaVersion,
            .ollamaRoot:
            .ollama
        }
    }

    /// Whether a request of this call is sent to a host. The lists are answered from what the hosts said before.
    public var isForwarded: Bool {
        switch self {
        case .chat, .completions, .responses, .embeddings, .messages, .countTokens, .ollamaChat, .ollamaGenerate, .ollamaEmbed,
            .ollamaEmbeddings, .ollamaShow:
            true
        case .models, .ollamaTags, .ollamaRunning, .ollamaVersion, .ollamaRoot, .realtime, .passage, .other: false
        }
    }

    /// Whether a model writes an answer of its own to it.
    public var isGenerating: Bool {
        switch self {
        case .chat, .completions, .responses, .messages, .ollamaChat, .ollamaGenerate: true
        default: false
        }
    }

    /// Whether it asks for vectors: short, the same from every host, and without a trace at the host that answers in vain.
    public var isEmbedding: Bool { self == .embeddings || self == .ollamaEmbed || self == .ollamaEmbeddings }

    /// The path at a host, below its base URL.
    public var path: String {
        switch self {
        case .chat: "/v1/chat/completions"
        case .completions: "/v1/completions"
        case .responses: "/v1/responses"
        case .embeddings: "/v1/embeddings"
        case .models: "/v1/models"
        case .messages: "/v1/messages"
        case .countTokens: "/v1/messages/count_tokens"
        case .ollamaChat: "/api/chat"
        case .ollamaGenerate: "/api/generate"
        case .ollamaEmbed: "/api/embed"
        case .ollamaEmbeddings: "/api/embeddings"
        case .ollamaShow: "/api/show"
        case .ollamaTags: "/api/tags"
        case .ollamaRunning: "/api/ps"
        case .ollamaVersion: "/api/version"
        case .realtime: "/v1/realtime"
        case .ollamaRoot, .passage, .other: "/"
        }
    }
}
