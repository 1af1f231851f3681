import Pipeline
import Testing

@Suite struct OutboundBodyTests {
    private let bytes = Array(#"{"a":1.0, "model":"fast" ,"b":[ ]}"#.utf8)

    @Test func `another model's name changes nothing else`() {
        let body = OutboundBody(bytes: bytes, modelRange: 19..<23)
        #expect(String(decoding: body.bytes(model: "llama3.2:3b"), as: UTF8.self) == #"{"a":1.0, "model":"llama3.2:3b" ,"b":[ ]}"#)
        #expect(body.bytes(model: "fast") == bytes)
    }

    @Test func `a name with quotes is spelled as JSON`() {
        let body = OutboundBody(bytes: bytes, modelRange: 19..<23)
        #expect(String(decoding: body.bytes(model: "a\"b\\\u{01}"), as: UTF8.self) == #"{"a":1.0, "model":"a\"b\\\u0001" ,"b":[ ]}"#)
    }
}

@Suite struct HTTPFieldsTests {
    @Test func `names are found in any case and values keep theirs`() {
        var fields = HTTPFields()
        fields.append("Content-Type", "Application/JSON")
        fields.append("X-A", "1")
        fields.append("x-a", "2")
        #expect(fields["content-type"] == "Application/JSON")
        #expect(fields.all("X-A") == ["1", "2"])
        fields.set("x-A", "3")
        #expect(fields.all("x-a") == ["3"])
        fields.keep { name, _ in name.count == 3 }
        #expect(fields.count == 1)
        #expect(fields["content-type"] == nil)
    }
}

@Suite struct PipelineErrorTests {
    @Test func `a blocked request names types and counts`() {
        let error = PipelineError.client(.blocked([EntityCount(type: "US_SSN", count: 2)]))
        #expect(error.status == 400)
        #expect(error.message.contains("US_SSN (2)"))
    }
}
