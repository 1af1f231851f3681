internal import Configuration
internal import Pipeline
internal import Proxy
internal import WireFormats

/// What the proxy answers itself: the lists of models, Ollama's small calls, preflights.
enum Lists {
    /// Answers one of the calls that no host is asked for.
    static func list(
        _ api: ClientAPI, _ head: RequestHead, _ principal: Principal, _ snapshot: Snapshot, _ running: Running, _ writer: ExchangeWriter
    ) async throws(PipelineError) {
        switch api {
        case .models:
            let catalog = catalog(principal, snapshot, running)
            try await answer(head.fields.contains("anthropic-version") ? catalog.anthropicList() : catalog.openAIList(), writer)
        case .ollamaTags: try await answer(catalog(principal, snapshot, running).ollamaTags(), writer)
        case .ollamaRunning: try await answer(catalog(principal, snapshot, running).ollamaRunning(), writer)
        case .ollamaVersion: try await answer(Array("{\"version\":\"\(ollamaVersion)\"}".utf8), writer)
        case .ollamaRoot: try await answer(Array("Ollama is running".utf8), type: "text/plain; charset=utf-8", writer)
        default: throw .client(.pathUnknown)
        }
    }

    /// The version of Ollama's API that is spoken here; clients compare it to decide what they may ask.
    private static let ollamaVersion = "0.12.0"

    /// Answers `GET /v1/models/{id}`.
    static func model(
        _ id: String, _ head: RequestHead, _ principal: Principal, _ snapshot: Snapshot, _ running: Running, _ writer: ExchangeWriter
    ) async throws(PipelineError) {
        let body = catalog(principal, snapshot, running).model(id, isAnthropic: head.fields.contains("anthropic-version"))
        guard let body else { throw .client(.modelUnknown) }
        try await answer(body, writer)
    }

    /// Sends a small answer of our own.
    static func answer(_ body: [UInt8], type: String = "application/json", status: Int = 200, _ writer: ExchangeWriter)
        async throws(PipelineError)
    {
        var fields = HTTPFields()
        fields.append("content-type", type)
        try await writer.answerUnrecorded(ResponseHead(status: status, fields: fields, origin: .proxy, isStream: false), body: body)
    }

    /// Answers the browser's question before a request from another origin.
    static func preflight(origin: String, _ writer: ExchangeWriter) async throws(PipelineError) {
        var fields = HTTPFields()
        fields.append("access-control-allow-methods", "GET, POST, OPTIONS")
        fields.append(
            "access-control-allow-headers",
            "authorization, x-api-key, api-key, content-type, anthropic-version, anthropic-beta, x-request-id, x-stainless-os, x-stainless-lang, x-stainless-package-version, x-stainless-runtime, x-stainless-runtime-version, x-stainless-arch, x-stainless-retry-count, x-stainless-timeout"
        )
        fields.append("access-control-max-age", "600")
        try await writer.answerUnrecorded(ResponseHead(status: 204, fields: fields, origin: .proxy, isStream: false), body: [])
    }

    /// The models of all hosts, but for those that are served without being shown.
    static func shown(_ snapshot: Snapshot, _ running: Running) -> ModelCatalog {
        let hidden = Set(snapshot.settings.models.filter(\.isUnlisted).map(\.name))
        return running.balancer.catalog().filtered { !hidden.contains($0) }
    }

    /// The models of all hosts that the key may call.
    private static func catalog(_ principal: Principal, _ snapshot: Snapshot, _ running: Running) -> ModelCatalog {
        shown(snapshot, running).filtered { snapshot.keyring.mayCall([$0], principal) }
    }
}
