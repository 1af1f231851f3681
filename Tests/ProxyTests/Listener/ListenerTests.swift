import Foundation
import TestSupport
import Testing

@testable import Proxy

/// A folder that is gone with the test.
private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hopguard-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.path)
}

/// Binds a Unix socket and closes it: its file stays.
private func leaveSocket(_ path: String) {
    let fd = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(fd) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    _ = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(fd, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
}

@Suite(.timeLimit(.minutes(3)))
struct ListenerTests {
    @Test func `a Unix socket serves beside TCP, over a stale file, and is removed`() async throws {
        try await withFolder { folder in
            let path = folder + "/s.sock"
            // What a killed program leaves: a bound socket that nobody listens on.
            leaveSocket(path)
            #expect(FileManager.default.fileExists(atPath: path))
            try await Stand.with(loops: 2, also: [ServerListener(.unix(path: path))]) { stand in
                for _ in 0..<4 {
                    let client = try RawClient(path: path)
                    client.send("GET /peer HTTP/1.1~host: x~connection: close~~")
                    #expect(client.readAll().text.hasSuffix("\r\n\r\nunix"))
                }
                #expect(try stand.exchange("GET /peer HTTP/1.1~host: x~connection: close~~").text.hasSuffix("\r\n\r\n127.0.0.1"))
                let gone = try RawClient(path: path)
                gone.send("GET /hang HTTP/1.1~host: x~~")
                try await stand.journal.wait(for: "hangs")
                gone.shutdownBoth()
                try await stand.journal.wait(for: "gone")
                #expect(throws: ListenError.addressInUse(.unix(path: path))) {
                    try HTTPServer(loops: stand.group, limits: ServerLimits(), listeners: [ServerListener(.unix(path: path))]) { loop in
                        ProbeHandler(loop: loop, journal: stand.journal, bodyLimit: 0)
                    }.start()
                }
            }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func `what cannot be listened on is told apart`() async throws {
        try await Stand.with { stand in
            func start(_ address: ListenerAddress) throws {
                try HTTPServer(loops: stand.group, limits: ServerLimits(), listeners: [ServerListener(address)]) { loop in
                    ProbeHandler(loop: loop, journal: stand.journal, bodyLimit: 0)
                }.start()
            }
            let taken = ListenerAddress.tcp(host: "127.0.0.1", port: stand.port)
            #expect(throws: ListenError.addressInUse(taken)) { try start(taken) }
            let foreign = ListenerAddress.tcp(host: "192.0.2.1", port: 0)
            #expect(throws: ListenError.addressUnavailable(foreign)) { try start(foreign) }
            let long = ListenerAddress.unix(path: "/tmp/" + String(repeating: "x", count: 108))
            #expect(throws: ListenError.pathTooLong(long)) { try start(long) }
            let file = ListenerAddress.unix(path: "/etc/passwd")
            #expect(throws: ListenError.pathIsNoSocket(file)) { try start(file) }
        }
    }

    @Test func `IPv6 is served and named`() async throws {
        try await Stand.with(also: [ServerListener(.tcp(host: "::1", port: 0))]) { stand in
            guard case .tcp(_, let port) = stand.server.addresses[1] else { return }
            let text = try shell("curl -s -m 20 'http://[::1]:\(port)/peer'")
            #expect(String(decoding: text, as: UTF8.self) == "::1")
        }
    }

    // MARK: TLS

    private static func makeCertificate(_ folder: String, _ name: String) throws {
        _ = try shell(
            """
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=\(name) \
            -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout \(folder)/\(name).key -out \(folder)/\(name).crt
            """)
    }

    @Test func `TLS serves bodies of every size, speaks 1_2 and 1_3 only, and takes another certificate while it runs`() async throws {
        try await withFolder { folder in
            try Self.makeCertificate(folder, "first")
            try Self.makeCertificate(folder, "second")
            let identity = try TLSIdentity(certificate: folder + "/first.crt", key: folder + "/first.key")
            try await Stand.with(bodyLimit: 4 << 20, tls: identity) { stand in
                let url = "https://127.0.0.1:\(stand.port)"
                func curl(_ arguments: String) throws -> String {
                    String(decoding: try shell("curl -s -m 30 \(arguments)"), as: UTF8.self)
                }
                #expect(
                    try curl("--cacert \(folder)/first.crt \(url)/ignore \(url)/ignore -w '%{http_code}%{num_connects}'")
                        == "ignored2001ignored2000")
                #expect(try curl("--cacert \(folder)/first.crt \(url)/stream") == "one two three")
                #expect(try curl("--cacert \(folder)/first.crt --tls-max 1.2 \(url)/ignore") == "ignored")
                #expect(try curl("--cacert \(folder)/first.crt --tls-max 1.1 --ciphers DEFAULT@SECLEVEL=0 \(url)/ignore").isEmpty)
                #expect(try curl("--cacert \(folder)/first.crt --http2 -o /dev/null -w '%{http_version}' \(url)/ignore") == "1.1")
                _ = try shell("head -c 3000000 /dev/urandom > \(folder)/body")
                _ = try curl("--cacert \(folder)/first.crt --data-binary @\(folder)/body \(url)/echo -o \(folder)/echo")
                #expect(
                    try Data(contentsOf: URL(fileURLWithPath: folder + "/body")) == Data(contentsOf: URL(fileURLWithPath: folder + "/echo"))
                )
                #expect(try curl("--cacert \(folder)/second.crt \(url)/ignore").isEmpty)
                // Plain bytes on a TLS port, and silence, are no way to hold it up.
                let plain = try stand.client()
                plain.send("GET / HTTP/1.1~host: x~~")
                #expect(statuses(plain.readAll().text).isEmpty)
                stand.server.apply(try TLSIdentity(certificate: folder + "/second.crt", key: folder + "/second.key"))
                #expect(try curl("--cacert \(folder)/second.crt \(url)/ignore") == "ignored")
                #expect(try curl("--cacert \(folder)/first.crt \(url)/ignore").isEmpty)
            }
            #expect(throws: ListenError.certificateUnreadable(path: "/nowhere")) {
                try TLSIdentity(certificate: "/nowhere", key: folder + "/first.key")
            }
            #expect(throws: ListenError.keyUnreadable(path: folder + "/first.crt")) {
                try TLSIdentity(certificate: folder + "/first.crt", key: folder + "/first.crt")
            }
            #expect(throws: ListenError.keyDoesNotMatch(certificate: folder + "/first.crt", key: folder + "/second.key")) {
                try TLSIdentity(certificate: folder + "/first.crt", key: folder + "/second.key")
            }
        }
    }

    @Test func `a client that leaves a TLS stream cancels its request`() async throws {
        try await withFolder { folder in
            try Self.makeCertificate(folder, "leaving")
            let identity = try TLSIdentity(certificate: folder + "/leaving.crt", key: folder + "/leaving.key")
            try await Stand.with(tls: identity) { stand in
                let client = Process()
                client.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
                client.arguments = ["-skN", "https://127.0.0.1:\(stand.port)/stream-hang"]
                let output = Pipe()
                client.standardOutput = output
                try client.run()
                #expect(output.fileHandleForReading.availableData == Data("first".utf8))
                // The signal that a blocked mask, which children of a pool's thread inherit, does not hold up.
                kill(client.processIdentifier, SIGKILL)
                try await stand.journal.wait(for: "gone")
            }
        }
    }
}
