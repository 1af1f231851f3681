import Foundation
import Pipeline
import Testing

@testable import WireFormats

@Suite struct ErrorShapeTests {
    static let kinds: [(PipelineError.Kind, String, String)] = [
        (.malformed(.json), "invalid_request_error", "invalid_request_error"),
        (.unauthorized, "authentication_error", "authentication_error"),
        (.modelForbidden, "permission_error", "permission_error"), (.modelUnknown, "not_found_error", "not_found_error"),
        (.bodyTooLarge(limit: 9), "invalid_request_error", "request_too_large"), (.rateExceeded, "rate_limit_error", "rate_limit_error"),
        (.allHostsFailed, "server_error", "api_error"), (.noHealthyHost, "server_error", "overloaded_error"),
        (.hostTooSlow, "server_error", "timeout_error"),
        (.blocked([EntityCount(type: "US_SSN", count: 1)]), "invalid_request_error", "invalid_request_error"),
    ]

    @Test(arguments: kinds) func `errors speak the shape of the API called`(
        _ kind: PipelineError.Kind, _ openai: String, _ anthropic: String
    ) throws {
        let error = PipelineError.proxy(kind)
        for api in [ClientAPI.chat, .responses, .embeddings, .models, .other] {
            let body = try #require(JSONValue(parsing: WireFormats.format(for: api).errorBody(error, requestID: "r")))
            #expect(body["error"]?.members?.map(\.name) == ["message", "type", "param", "code"])
            #expect(body["error"]?["type"]?.text == openai && body["error"]?["message"]?.text == error.message)
            #expect(body["error"]?["code"]?.text == error.code && body["error"]?["param"]?.isNull == true)
        }
        let body = try #require(JSONValue(parsing: WireFormats.format(for: .messages).errorBody(error, requestID: "r\"1")))
        #expect(body["type"]?.text == "error" && body["error"]?["type"]?.text == anthropic && body["request_id"]?.text == "r\"1")
        let ollama = try #require(JSONValue(parsing: WireFormats.format(for: .ollamaTags).errorBody(error, requestID: "r")))
        #expect(ollama["error"]?.text == error.message)
    }

    @Test(arguments: [ClientAPI.chat, .completions, .responses, .messages, .ollamaChat, .ollamaGenerate])
    func `a stream that broke off ends with an error that the API's clients see`(_ api: ClientAPI) throws {
        let bytes = WireFormats.format(for: api).brokenStreamEvent(.host(.hostReplyInvalid), requestID: "r")
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasSuffix(api.family == .ollama ? "}\n" : "}\n\n"))
        let frame = try #require(Transcript.frames(bytes, isLines: api.family == .ollama).first)
        let value = try #require(JSONValue(parsing: Array(frame.utf8)))
        #expect(value["error"] != nil || value["type"]?.text == "error")
        let observer = WireFormats.format(for: api).replyObserver(status: 200, isStream: true)
        bytes.withUnsafeBufferPointer { observer.push($0) }
        #expect(observer.isComplete)
    }
}
