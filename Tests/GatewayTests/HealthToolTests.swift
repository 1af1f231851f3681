import Configuration
import Testing

@testable import Gateway

@Suite struct HealthToolTests {
    @Test(arguments: [
        (ListenAddress.tcp(host: "", port: 9090), "http://127.0.0.1:9090"), (.tcp(host: "0.0.0.0", port: 1), "http://127.0.0.1:1"),
        (.tcp(host: "::", port: 9090), "http://[::1]:9090"), (.tcp(host: "10.0.0.5", port: 9090), "http://10.0.0.5:9090"),
    ])
    func `an address that stands for all is asked over loopback`(_ address: ListenAddress, _ base: String) {
        #expect(HealthTool.target(address).base == base)
        #expect(HealthTool.target(address).socket == nil)
    }

    @Test func `a socket in the file system is asked as one`() {
        #expect(HealthTool.target(.unix(path: "/run/hopguard/admin")).socket == "/run/hopguard/admin")
    }

    @Test(arguments: ["127.0.0.1:1", "unix:/nonexistent/socket", "nonsense"])
    func `nobody there is not well`(_ address: String) {
        let (text, isWell) = HealthTool.run(config: nil, admin: address, asksReady: false)
        #expect(!isWell)
        #expect(!text.isEmpty)
    }
}
