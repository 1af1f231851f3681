import Pipeline
import Testing

@testable import Proxy

struct HostURLTests {
    @Test(arguments: [
        ("http://h:1", Host.API.openai, "/v1/chat/completions", "http://h:1/v1/chat/completions"),
        ("http://h:1/", .openai, "/v1/models", "http://h:1/v1/models"),
        ("https://h/v1", .openai, "/v1/chat/completions", "https://h/v1/chat/completions"),
        ("https://h/openai/v1/", .openai, "/v1/models", "https://h/openai/v1/models"),
        ("https://h/v1beta/openai", .openai, "/v1/models", "https://h/v1beta/openai/models"),
        ("https://h/prefix", .anthropic, "/v1/messages", "https://h/prefix/v1/messages"),
        ("http://h:1", .ollama, "/api/chat", "http://h:1/api/chat"), ("http://h:1/v1", .ollama, "/api/chat", "http://h:1/api/chat"),
        ("http://h:1/api", .ollama, "/v1/messages", "http://h:1/v1/messages"),
        ("http://h:1/pool", .ollama, "/v1/messages", "http://h:1/pool/v1/messages"),
        ("unix:///run/llm.sock", .openai, "/v1/models", "http://localhost/v1/models"),
        ("http://[::1]:80", .openai, "/v1/models", "http://[::1]:80/v1/models"),
    ])
    func `a path goes below the base`(_ url: String, _ api: Host.API, _ path: String, _ target: String) throws {
        #expect(Host(id: "h", url: try HostURL(url), api: api, trust: .local).target(path) == target)
    }

    @Test(arguments: [
        "h:1", "ftp://h", "file:///etc", "http://", "http://u:p@h", "http://h?x", "http://h#x", "http://h:0", "http://h:99999",
        "http://h:x", "http://h:", "http://a b",
        "http://h/../x", "http://h//x", "http://[::1", "http://[zz]", "unix://relative", "unix:///" + String(repeating: "x", count: 200),
        "http://h\r\nx: y",
    ])
    func `a URL that could mean something else is refused`(_ url: String) {
        #expect(throws: HostURLError.self) { try HostURL(url) }
    }

    @Test(arguments: [
        ("http://127.0.0.1:1", true), ("http://10.2.3.4", true), ("http://192.168.0.1", true), ("http://172.16.0.1", true),
        ("http://172.32.0.1", false), ("http://169.254.1.1", true),
        ("http://8.8.8.8", false), ("http://[::1]", true), ("http://[fd00::1]", true), ("http://[2001:db8::1]", false),
        ("http://gpu", true), ("http://gpu.corp.example", false),
        ("https://api.openai.com", false), ("unix:///run/x", true), ("http://134744072", false), ("http://127.0.0.1.evil.example", false),
    ])
    func `what is one's own is told by the address`(_ url: String, _ isLocal: Bool) throws {
        #expect(try HostURL(url).isLocal == isLocal)
    }
}
