import Testing

@testable import Proxy

struct ModelGlobTests {
    @Test(arguments: [
        ("llama3*", "llama3", true), ("llama3*", "llama3.2:1b", true), ("llama3*", "Llama3", false), ("*", "", true),
        ("*:8b", "x:8b", true), ("*:8b", "x:80b", false),
        ("a*b*c", "aXXbYYc", true), ("a*b*c", "aXXcYYb", false), ("gpt-?", "gpt-4", true), ("gpt-?", "gpt-4o", false),
        ("plain", "plain", true), ("plain", "plain2", false),
        ("[a]", "a", false), ("[a]", "[a]", true), ("**a**", "bab", true),
    ])
    func `stars and question marks stand for what they say`(_ pattern: String, _ name: String, _ isMatch: Bool) {
        #expect(ModelGlob(pattern).matches(name) == isMatch)
    }

    @Test func `many stars cost no more than their product`() {
        #expect(!ModelGlob(String(repeating: "*a", count: 50) + "b").matches(String(repeating: "a", count: 5000)))
    }
}
