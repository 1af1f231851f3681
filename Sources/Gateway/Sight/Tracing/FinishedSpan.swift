internal import Pipeline
internal import WireFormats

/// An exchange that has ended, as a span of OpenTelemetry's HTTP and generative AI conventions
/// (https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/, https://opentelemetry.io/docs/specs/semconv/http/http-spans/).
///
/// Its attributes are names of the configuration, numbers and words of closed lists: no text of a message, no header, no address, and no
/// model or path that only the client knows.
struct FinishedSpan: Sendable {
    let trace: TraceContext
    let admission: AdmissionRow
    let outcome: OutcomeRow
    /// What it asked for, bounded: `other` for a model that nobody knows.
    let model: String
    let method: String

    init(trace: TraceContext, record: ExchangeRecord, model: String, method: String) {
        self.trace = trace
        admission = record.admission
        outcome = record.outcome
        self.model = model
        self.method = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"].contains(method) ? method : "_OTHER"
    }

    /// Writes it as OTLP's JSON (opentelemetry-proto, trace/v1/trace.proto).
    func write(into json: inout JSONWriter) {
        let api = ClientAPI(rawValue: admission.api)
        let operation = api?.operation
        let start = admission.time * 1000
        let end = start + Int64(max(0, min(outcome.totalMilliseconds, 3.2e10)) * 1e6)
        json.object { json in
            json.name("traceId")
            json.string(trace.traceText)
            json.name("spanId")
            json.string(TraceContext.hex(trace.spanID))
            if let parent = trace.parentID {
                json.name("parentSpanId")
                json.string(TraceContext.hex(parent))
            }
            json.name("name")
            json.string(operation.map { model.isEmpty ? $0 : "\($0) \(model)" } ?? method)
            json.name("kind")
            json.number(2)  // SPAN_KIND_SERVER
            json.name("startTimeUnixNano")
            json.string(String(start))
            json.name("endTimeUnixNano")
            json.string(String(end))
            json.name("attributes")
            json.array { json in writeAttributes(operation: operation, api: api, into: &json) }
            if outcome.status >= 500 || outcome.ended == .hostGone || outcome.ended == .timeout {
                json.name("status")
                json.object { json in
                    json.name("code")
                    json.number(2)  // STATUS_CODE_ERROR
                }
            }
        }
    }

    private func writeAttributes(operation: String?, api: ClientAPI?, into json: inout JSONWriter) {
        func text(_ name: String, _ value: String) {
            guard !value.isEmpty else { return }
            json.attribute(name) { json in
                json.name("stringValue")
                json.string(value)
            }
        }
        func number(_ name: String, _ value: Int) {
            json.attribute(name) { json in
                json.name("intValue")
                json.string(String(value))
            }
        }
        func time(_ name: String, _ value: Double) {
            json.attribute(name) { json in
                json.name("doubleValue")
                json.number(value)
            }
        }
        text("http.request.method", method)
        number("http.response.status_code", outcome.status)
        if let api {
            text("http.route", api.path)
            text("gen_ai.provider.name", api.family.rawValue)
        }
        if let operation { text("gen_ai.operation.name", operation) }
        text("gen_ai.request.model", model)
        text("gen_ai.response.model", outcome.modelSent)
        // The conventions mean the host's own count.
        if !outcome.tokensAreEstimated {
            if let tokens = outcome.promptTokens { number("gen_ai.usage.input_tokens", Int(clamping: tokens)) }
            if let tokens = outcome.completionTokens { number("gen_ai.usage.output_tokens", Int(clamping: tokens)) }
        }
        text("error.type", !outcome.reason.isEmpty ? outcome.reason : outcome.status >= 500 ? String(outcome.status) : "")
        text("hopguard.request.id", admission.id)
        text("hopguard.key", admission.key)
        text("hopguard.team", admission.team)
        text("hopguard.policy", admission.policy)
        text("hopguard.decision", outcome.decision.rawValue)
        text("hopguard.host", outcome.host)
        text("hopguard.ended", outcome.ended.rawValue)
        number("hopguard.attempts", outcome.attempts.count)
        if let first = outcome.firstByteMilliseconds { time("hopguard.first_byte_ms", first) }
        for stage in outcome.stages { time("hopguard.stage.\(stage.name)_ms", stage.milliseconds) }
        var counts: [String: Int] = [:]
        for entity in admission.entities { counts["\(entity.type).\(entity.action)", default: 0] += entity.count }
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) { number("hopguard.entities.\(name)", count) }
    }
}

extension ClientAPI {
    /// The convention's word for what is asked; nil where it has none.
    fileprivate var operation: String? {
        switch self {
        case .chat, .responses, .messages, .ollamaChat: "chat"
        case .completions, .ollamaGenerate: "text_completion"
        case .embeddings, .ollamaEmbed, .ollamaEmbeddings: "embeddings"
        case .models, .countTokens, .ollamaShow, .ollamaTags, .ollamaRunning, .ollamaVersion, .ollamaRoot, .realtime, .passage, .other: nil
        }
    }
}

extension JSONWriter {
    /// A `KeyValue` (opentelemetry-proto, common/v1/common.proto).
    mutating func attribute(_ name: String, _ value: (inout JSONWriter) -> Void) {
        object { json in
            json.name("key")
            json.string(name)
            json.name("value")
            json.object(value)
        }
    }
}
