public import Pipeline

/// The wire formats of every client API.
public enum WireFormats {
    /// How a client API is spelled.
    public static func format(for api: ClientAPI) -> any WireFormat {
        switch api.family {
        case .openai: OpenAIFormat(api: api)
        case .anthropic: AnthropicFormat(api: api)
        case .ollama: OllamaFormat(api: api)
        }
    }
}
