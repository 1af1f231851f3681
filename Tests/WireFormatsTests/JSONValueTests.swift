import Testing

@testable import WireFormats

@Suite struct JSONValueTests {
    @Test func `a value that was read is written as it was`() throws {
        let text = #"{"a":[1,2.50,-0,1e9,true,false,null,"é\n\"",{}],"b":{"c":[]},"b":""}"#
        let value = try #require(JSONValue(parsing: Array(text.utf8)))
        var writer = JSONWriter()
        writer.value(value)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
        #expect(value["a"]?.elements?.count == 9 && value["a"]?.elements?.first?.integer == 1 && value["b"]?.text == "")
        #expect(value["a"]?.elements?[1].double == 2.5 && value["a"]?.elements?[4].flag == true && value["a"]?.elements?[6].isNull == true)
    }

    @Test(arguments: ["", "x", "{", "[1,]", "{\"a\":1,}", "1 2", "\"\\ud800\"", "nul", "01", "\u{FEFF}1"])
    func `what is no JSON is not read`(_ text: String) {
        #expect(JSONValue(parsing: Array(text.utf8)) == nil)
    }

    @Test func `a writer escapes what must be escaped and nothing else`() {
        var writer = JSONWriter()
        writer.array { $0.string("a\"\\\u{1}\n/é😀\u{7F}") }
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "[\"a\\\"\\\\\\u0001\\n/é😀\u{7F}\"]")
    }
}
