import Testing

@testable import Proxy

struct HostListingTests {
    @Test func `what Ollama lists is kept byte for byte`() throws {
        let entry =
            #"{"name":"a:latest","model":"a:latest","size":4661224676,"digest":"36\u0035c","details":{"families":["x",null],"n":1.0e-3}}"#
        let models = try #require(
            HostListing.ollamaModels(Array("{ \"models\" : [\(entry) , {\"name\":\"b\"}]}\n".utf8), sizeIsMemory: false))
        #expect(models.map(\.name) == ["a:latest", "b"])
        #expect(models[0].entry == Array(entry.utf8) && models[0].digest == "365c" && models[0].bytes == 4_661_224_676)
    }

    @Test func `memory is read where it is asked for`() throws {
        let body = Array(#"{"models":[{"model":"a","size":9,"size_vram":5}]}"#.utf8)
        #expect(HostListing.ollamaModels(body, sizeIsMemory: true)?.first?.bytes == 5)
        #expect(HostListing.ollamaModels(Array(#"{"models":null}"#.utf8), sizeIsMemory: true) == [])
    }

    @Test func `Anthropic's pages are followed`() {
        let page = Array(#"{"data":[{"id":"a"}],"has_more":true,"last_id":"a"}"#.utf8)
        #expect(HostListing.models(page)?.map(\.name) == ["a"])
        #expect(HostListing.nextPage(page) == "a")
        #expect(HostListing.nextPage(Array(#"{"data":[],"has_more":false,"last_id":"a"}"#.utf8)) == nil)
    }

    @Test(arguments: [
        "", "x", "<html>", "{", "[]", "{}", #"{"data":1}"#, #"{"data":[{"id":"a"}"#, #"{"data":[{"id":"a"}]}}"#, #"{"data":[{"id" "a"}]}"#,
        #"{"data":[{"id":"a",}]}"#, "{\"data\":[\"\n\"]}", String(repeating: "[", count: 100_000),
        #"{"data":["# + String(repeating: "[", count: 100_000),
    ])
    func `rubbish is no list`(_ text: String) {
        #expect(HostListing.models(Array(text.utf8)) == nil)
    }

    @Test(arguments: [#"{"data":[{"id":5},{},7,null,{"id":""},{"id":"a\u0000"}]}"#, #"{"data":[]}"#])
    func `entries without a name are no models`(_ text: String) {
        #expect(HostListing.models(Array(text.utf8)) == [])
    }
}
