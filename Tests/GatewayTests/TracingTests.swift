import Configuration
import Pipeline
import Testing
import WireFormats

@testable import Gateway

@Suite struct TracingTests {
    private static let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    private func fields(_ values: [String], state: String? = nil) -> HTTPFields {
        var fields = HTTPFields()
        for value in values { fields.append("traceparent", value) }
        if let state { fields.append("tracestate", state) }
        return fields
    }

    @Test(arguments: [
        parent, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-will-be-like",
    ])
    func `a parent that follows the rules goes on as it came`(value: String) throws {
        let fields = fields([value], state: "a=1")
        let parent = try #require(TraceParent(fields))
        #expect(parent.traceID == (0x4bf9_2f35_77b3_4da6, 0xa3ce_929d_0e0e_4736) && parent.spanID == 0x00f0_67aa_0ba9_02b7)
        #expect(parent.isSampled == !value.hasSuffix("-00"))
        let sent = ForwardedFields.select(fields, requestID: "r")
        #expect(sent["traceparent"] == value && sent["tracestate"] == "a=1")
    }

    @Test(arguments: [
        [], ["00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"], ["ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"],
        ["00-00000000000000000000000000000000-00f067aa0ba902b7-01"], ["00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"],
        ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x"], ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"],
        ["00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01"], ["anna@corp.example"], [""], [parent, parent],
        ["cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x"],
    ])
    func `one that does not is left out, with its state`(values: [String]) {
        let fields = fields(values, state: "a=1")
        #expect(TraceParent(fields) == nil)
        let sent = ForwardedFields.select(fields, requestID: "r")
        #expect(!sent.contains("traceparent") && !sent.contains("tracestate"))
    }

    @Test func `our own span becomes the host's parent, in the caller's trace`() throws {
        var random = SystemRandomNumberGenerator()
        let fields = fields([Self.parent], state: "a=1")
        let trace = TraceContext(parent: TraceParent(fields), share: 0, using: &random)
        #expect(trace.isSampled && trace.parentID == 0x00f0_67aa_0ba9_02b7)
        let sent = ForwardedFields.select(fields, requestID: "r", trace: trace)
        #expect(sent.all("traceparent") == ["00-4bf92f3577b34da6a3ce929d0e0e4736-\(TraceContext.hex(trace.spanID))-01"])
        #expect(sent["tracestate"] == "a=1")
        let own = try #require(TraceParent(sent))
        #expect(own.spanID == trace.spanID && own.spanID != 0x00f0_67aa_0ba9_02b7)
    }

    @Test func `a trace that begins here is recorded by share`() throws {
        var random = SystemRandomNumberGenerator()
        let made = (0..<2000).map { _ in TraceContext(parent: nil, share: 0.25, using: &random) }
        // The chance of an honest quarter to be outside is under one in a billion.
        #expect((350...650).contains(made.filter(\.isSampled).count))
        #expect(!TraceContext(parent: nil, share: 0, using: &random).isSampled)
        #expect(TraceContext(parent: nil, share: 1, using: &random).isSampled)
        for trace in made.prefix(20) { #expect(TraceParent(ArraySlice(trace.parentOfHost.utf8)) != nil) }
    }

    @Test func `a span holds figures and configured names alone`() throws {
        var random = SystemRandomNumberGenerator()
        let record = MetricsTests.record(entities: [EntityRow(type: "EMAIL_ADDRESS", action: "surrogate", recognizer: "email", count: 2)])
        record.admission.id = "id-1"
        record.admission.key = "alice"
        record.admission.path = "/v1/chat/completions/secret-path"
        record.admission.modelAsked = "secret-model"
        record.admission.clientAddress = "192.0.2.7"
        record.outcome.modelSent = "m1"
        record.admission.time = 1_795_266_000_000_000
        let span = FinishedSpan(
            trace: TraceContext(parent: TraceParent(ArraySlice(Self.parent.utf8)), share: 1, using: &random), record: record,
            model: "other", method: "SECRET")
        let body = SpanExporter.body("guard", [span])
        let text = String(decoding: body, as: UTF8.self)
        #expect(!text.lowercased().contains("secret") && !text.contains("192.0.2.7"))
        let value = try #require(JSONValue(parsing: body)?["resourceSpans"]?.elements?.first)
        #expect(value["resource"]?["attributes"]?.elements?.first?["value"]?["stringValue"]?.text == "guard")
        let told = try #require(value["scopeSpans"]?.elements?.first?["spans"]?.elements?.first)
        #expect(told["traceId"]?.text == "4bf92f3577b34da6a3ce929d0e0e4736" && told["parentSpanId"]?.text == "00f067aa0ba902b7")
        #expect(told["name"]?.text == "chat other" && told["startTimeUnixNano"]?.text == "1795266000000000000")
        #expect(told["endTimeUnixNano"]?.text == "1795266000012000000")
        let attributes = Dictionary(
            uniqueKeysWithValues: (told["attributes"]?.elements ?? []).map { ($0["key"]?.text ?? "", $0["value"] ?? .null) })
        #expect(attributes["gen_ai.operation.name"]?["stringValue"]?.text == "chat")
        #expect(attributes["gen_ai.request.model"]?["stringValue"]?.text == "other")
        #expect(attributes["gen_ai.usage.input_tokens"]?["intValue"]?.text == "10")
        #expect(attributes["http.route"]?["stringValue"]?.text == "/v1/chat/completions")
        #expect(attributes["http.request.method"]?["stringValue"]?.text == "_OTHER")
        #expect(attributes["hopguard.key"]?["stringValue"]?.text == "alice")
        #expect(attributes["hopguard.entities.EMAIL_ADDRESS.surrogate"]?["intValue"]?.text == "2")
    }

    @Test func `without a collector no span is made, and what waits is bounded`() throws {
        let exporter = SpanExporter()
        #expect(exporter.begin(fields([Self.parent])) == nil)
        exporter.configure(
            TraceSettings(otlp: Located(HostURL(scheme: .http, host: "127.0.0.1", port: 9), file: "t", line: 1)))
        let trace = try #require(exporter.begin(fields([Self.parent])))
        let extra = 500
        for _ in 0..<SpanExporter.capacity + extra {
            exporter.offer(
                FinishedSpan(trace: trace, record: MetricsTests.record(), model: "m1", method: "POST"), isSampled: trace.isSampled)
        }
        var text = MetricsText()
        exporter.write(into: &text)
        #expect(try Exposition(text.bytes).total("hopguard_trace_spans_total", ["result": "dropped"]) >= Double(extra - 256))
        exporter.configure(nil)
        #expect(exporter.begin(fields([])) == nil)
    }
}
