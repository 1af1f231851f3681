/// The API that a host speaks.
public enum HostAPI: String, Sendable, CaseIterable {
    case ollama
    case openai
    case anthropic
}
