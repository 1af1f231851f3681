import Testing

@testable import Configuration

@Suite struct QuantityTests {
    @Test(
        arguments: [
            ("500ms", .milliseconds(500)), ("1s", .seconds(1)), ("1.5s", .milliseconds(1500)), ("2m", .seconds(120)),
            ("1h", .seconds(3600)), ("90d", .seconds(7_776_000)),
            ("0s", .zero), ("5 s", .seconds(5)), ("3650d", .seconds(315_360_000)), ("5", nil), ("s", nil), ("-5s", nil), ("5x", nil),
            ("", nil), ("1e3s", nil), ("5S", nil),
            ("3651d", nil), ("0.5ms", nil), (".5s", nil), ("5.s", nil), ("99999999999999999999d", nil), ("5s ", nil), ("∞s", nil),
        ] as [(String, Duration?)])
    func `times`(text: String, expected: Duration?) {
        #expect(Quantity.duration(text) == expected)
    }

    @Test(
        arguments: [
            ("512B", 512), ("1KiB", 1024), ("1.5KiB", 1536), ("100MiB", 104_857_600), ("1GiB", 1_073_741_824), ("0B", 0), ("5", nil),
            ("5MB", nil), ("5kib", nil), ("1.5B", nil),
            ("-1B", nil), ("2000GiB", nil), ("", nil), ("B", nil),
        ] as [(String, Int?)])
    func `sizes`(text: String, expected: Int?) {
        #expect(Quantity.size(text) == expected)
    }

    @Test(
        arguments: [
            ("60/m", Rate(amount: 60, window: .seconds(60))), ("5 / s", Rate(amount: 5, window: .seconds(1))),
            ("10/30s", Rate(amount: 10, window: .seconds(30))),
            ("90000 tokens/m", Rate(amount: 90_000, meter: .tokens, window: .seconds(60))),
            ("1 completion_tokens/h", Rate(amount: 1, meter: .completionTokens, window: .seconds(3600))),
            ("0/m", nil), ("60", nil), ("60/", nil), ("/m", nil), ("60/m/s", nil), ("60/year", nil), ("60 cats/m", nil), ("-1/m", nil),
            ("1/0s", nil), ("1/90d", nil),
        ] as [(String, Rate?)])
    func `rates`(text: String, expected: Rate?) {
        #expect(Quantity.rate(text) == expected)
    }

    @Test(
        arguments: [
            ("2000000 tokens/d", Budget(amount: 2_000_000, period: .day)),
            ("500 requests/month", Budget(amount: 500, meter: .requests, period: .month)),
            ("7/w", Budget(amount: 7, period: .week)), ("5/s", nil), ("5", nil), ("0/d", nil),
        ] as [(String, Budget?)])
    func `budgets`(text: String, expected: Budget?) {
        #expect(Quantity.budget(text) == expected)
    }
}

@Suite struct GlobTests {
    @Test(arguments: [
        ("*", "", true), ("*", "anything", true), ("", "", true), ("", "a", false), ("gpt-*", "gpt-4o", true), ("gpt-*", "gpt", false),
        ("gpt-?", "gpt-4", true), ("gpt-?", "gpt-é", true),
        ("gpt-?", "gpt-", false), ("*mini", "gpt-4o-mini", true), ("*mini", "minimal", false), ("a*b*c", "aXbYc", true),
        ("a*b*c", "acb", false), ("/v1/*", "/v1/messages", true),
        ("a.c", "abc", false), ("[ab]", "a", false), ("[ab]", "[ab]", true), ("GPT", "gpt", false), ("**a**", "bab", true),
        ("?*", "", false), ("é*", "éa", true),
    ])
    func `stars and question marks`(pattern: String, text: String, expected: Bool) {
        #expect(Glob(pattern).matches(text) == expected)
    }

    @Test func `a hostile pattern is answered at once`() {
        let glob = Glob(String(repeating: "a*", count: 120) + "b")
        #expect(!glob.matches(String(repeating: "a", count: 10_000)))
    }

    @Test(arguments: [
        ("a*", "*b", true), ("a*", "b*", false), ("gpt-*", "gpt-4o", true), ("gpt-4", "gpt-4o", false), ("*", "", true), ("?", "", false),
        ("?", "*", true), ("a?c", "abc", true), ("a?c", "a*d", false),
        ("*a*", "*b*", true), ("", "", true), ("x*y", "xy", true), ("*x", "y?", true), ("*xx", "y?", false),
    ])
    func `two patterns overlap when some text matches both`(a: String, b: String, expected: Bool) {
        #expect(Glob(a).mayOverlap(Glob(b)) == expected && Glob(b).mayOverlap(Glob(a)) == expected)
    }

    @Test func `overlap agrees with trying every short text`() {
        let letters = ["a", "b"]
        var texts = [""]
        for _ in 0..<4 { texts += texts.filter { $0.count == texts.last!.count }.flatMap { text in letters.map { text + $0 } } }
        var patterns = [""]
        for _ in 0..<3 {
            patterns += patterns.filter { $0.count == patterns.last!.count }.flatMap { text in ["a", "b", "*", "?"].map { text + $0 } }
        }
        for a in patterns {
            for b in patterns {
                let found = texts.contains { Glob(a).matches($0) && Glob(b).matches($0) }
                if found { #expect(Glob(a).mayOverlap(Glob(b)), "\(a) \(b)") }
                // Two patterns of up to three signs that share a text share one of at most four letters… of six, when all are stars and signs.
                if !found, !(a.contains("*") && b.contains("*")) { #expect(!Glob(a).mayOverlap(Glob(b)), "\(a) \(b)") }
            }
        }
    }
}

@Suite struct HostURLTests {
    @Test(arguments: [
        ("http://127.0.0.1:11434", "http://127.0.0.1:11434", HostTrust.local), ("https://api.openai.com", "https://api.openai.com", .cloud),
        ("https://api.openai.com/v1", "https://api.openai.com", .cloud), ("https://api.openai.com/v1/", "https://api.openai.com", .cloud),
        ("https://x.example/openai/v1", "https://x.example/openai", .cloud), ("http://ollama0:11434", "http://ollama0:11434", .local),
        ("http://10.0.0.5", "http://10.0.0.5", .local),
        ("http://192.168.1.2:80", "http://192.168.1.2", .local), ("http://172.31.0.1", "http://172.31.0.1", .local),
        ("http://172.32.0.1", "http://172.32.0.1", .cloud),
        ("http://169.254.169.254", "http://169.254.169.254", .cloud), ("http://100.64.0.1", "http://100.64.0.1", .cloud),
        ("http://[::1]:8000", "http://[::1]:8000", .local),
        ("http://[fd00::5]", "http://[fd00::5]", .local), ("http://[2001:db8::1]", "http://[2001:db8::1]", .cloud),
        ("http://[::ffff:10.0.0.1]", "http://[::ffff:10.0.0.1]", .local),
        ("HTTP://LocalHost:1", "http://localhost:1", .local), ("http://a.localhost", "http://a.localhost", .local),
        ("http://gpu_1:8000/v1", "http://gpu_1:8000", .local),
        ("http://8.8.8.8", "http://8.8.8.8", .cloud), ("unix:///run/llm/http.sock", "unix:///run/llm/http.sock", .local),
    ])
    func `addresses of hosts and their default trust`(text: String, shown: String, trust: HostTrust) throws {
        let url = try HostURL(parsing: text)
        #expect(url.description == shown && url.defaultTrust == trust)
    }

    @Test(arguments: [
        "", "not a url", "ftp://a", "http://", "http:///x", "http://a b", "http://a:0", "http://a:70000", "http://a:", "http://a:x",
        "http://u:p@a", "http://a?x", "http://a#x", "http://a/../b",
        "http://134744072", "http://0x08080808", "http://8.8.2056", "http://1.2.3.4.5", "http://010.0.0.1", "http://[::1",
        "http://[10.0.0.1]", "http://[::1]x", "http://ex ample.com",
        "http://bücher.example", "http://a..b", "127.0.0.1:8000", "unix://relative", "unix:///", "http://a/\u{1}", "http://a%2eb",
    ])
    func `what is no address of a host is refused`(text: String) {
        #expect(throws: HostURL.Fault.self) { try HostURL(parsing: text) }
    }
}

@Suite struct AddressRangeTests {
    @Test(
        arguments: [
            ("10.20.0.0/16", [10, 20, 255, 1], true), ("10.20.0.0/16", [10, 21, 0, 0], false), ("0.0.0.0/0", [1, 2, 3, 4], true),
            ("1.2.3.4", [1, 2, 3, 4], true), ("1.2.3.4", [1, 2, 3, 5], false),
            ("10.0.0.0/9", [10, 127, 0, 0], true), ("10.0.0.0/9", [10, 128, 0, 0], false),
            ("10.20.0.0/16", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 10, 20, 3, 4], true),
            ("2001:db8::/32", [0x20, 1, 0xD, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], true), ("2001:db8::/32", [10, 0, 0, 1], false),
            ("::/0", [10, 0, 0, 1], false),
        ] as [(String, [UInt8], Bool)])
    func `an address is in its range`(range: String, address: [UInt8], expected: Bool) {
        #expect(AddressRange(range)?.contains(address) == expected)
    }

    @Test(arguments: [
        "", "10.0.0.0/33", "10.0.0.1/8", "10.0.0/8", "10.0.0.0/", "10.0.0.0/8/8", "::/129", "a", "10.0.0.0/-1", "010.0.0.0/8",
    ])
    func `what is no range is refused`(text: String) {
        #expect(AddressRange(text) == nil)
    }
}

@Suite struct NearestNameTests {
    private static let known = ["listen", "limits", "hosts", "models", "policies", "audit", "log", "chain", "redact"]

    @Test(
        arguments: [
            ("lissen", "listen"), ("chian", "chain"), ("Hosts", "hosts"), ("host", "hosts"), ("limit", "limits"), ("polices", "policies"),
            ("auditt", "audit"), ("xyzzy", nil), ("", nil),
        ] as [(String, String?)])
    func `a slip names what was meant`(name: String, expected: String?) {
        #expect(NearestName.of(name, among: Self.known) == expected)
    }
}

@Suite struct ListenAddressTests {
    @Test(arguments: [
        ("127.0.0.1:8080", "127.0.0.1:8080"), ("[::1]:80", "[::1]:80"), (":80", ":80"), ("*:80", ":80"), ("localhost:0", "localhost:0"),
        ("unix:/a/b", "unix:/a/b"), ("unix:b", "unix:/f/b"),
    ])
    func `addresses`(text: String, shown: String) throws {
        #expect(try ListenAddress(parsing: text, folder: "/f").description == shown)
    }

    @Test(arguments: [
        "", "80", "a", "::1:80", "[::1]", "[10.0.0.1]:80", "a:", "a:b", "a:-1", "a:65536", "a b:1", "unix:",
        "unix:/\(String(repeating: "x", count: 120))", "0x7f000001:80",
    ])
    func `what is no address is refused`(text: String) {
        #expect(throws: ListenAddress.Fault.self) { try ListenAddress(parsing: text, folder: "/f") }
    }
}
