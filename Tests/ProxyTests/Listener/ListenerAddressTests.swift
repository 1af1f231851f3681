import Testing

@testable import Proxy

struct ListenerAddressTests {
    static let good: [(String, ListenerAddress)] = [
        ("127.0.0.1:8080", .tcp(host: "127.0.0.1", port: 8080)), ("[::1]:8080", .tcp(host: "::1", port: 8080)),
        ("localhost:0", .tcp(host: "localhost", port: 0)), (":8080", .tcp(host: "", port: 8080)), ("*:8080", .tcp(host: "", port: 8080)),
        ("unix:/run/x.sock", .unix(path: "/run/x.sock")), ("unix:///run/x.sock", .unix(path: "/run/x.sock")),
    ]

    @Test(arguments: good.indices)
    func `an address is read`(index: Int) throws {
        let (text, address) = Self.good[index]
        #expect(try ListenerAddress(parsing: text) == address)
    }

    @Test(arguments: [
        "", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "::1:8080", "[::1]", "[x]:1", "unix:x", "http://x:1",
    ])
    func `what is no address is refused`(text: String) {
        #expect(throws: ListenError.addressInvalid(text)) { try ListenerAddress(parsing: text) }
    }

    @Test(arguments: [
        ("127.0.0.1:1", true), ("127.8.9.1:1", true), ("[::1]:1", true), ("localhost:1", true), ("unix:/x", true), ("0.0.0.0:1", false),
        (":1", false), ("10.0.0.1:1", false), ("[::]:1", false), ("127.example.com:1", false), ("localhost.example.com:1", false),
    ])
    func `what only this machine can reach is known`(text: String, isLoopback: Bool) throws {
        #expect(try ListenerAddress(parsing: text).isLoopback == isLoopback)
    }
}
