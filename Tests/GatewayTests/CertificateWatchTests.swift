import Foundation
import TestSupport
import Testing
import WireFormats

@testable import Gateway

@Suite struct CertificateWatchTests {
    private static let day = 86_400
    private static let table: [(left: Int, days: Int?)] = [
        (-day, -1), (0, -1), (1, 0), (day, 1), (14 * day - 1, 13), (14 * day, nil),
    ]

    @Test(arguments: table)
    func `a certificate is spoken of in its last fourteen days and afterwards`(left: Int, days: Int?) {
        #expect(CertificateWatch(expiry: 1_000_000 + left).daysLeft(now: 1_000_000) == days)
        #expect(CertificateWatch().daysLeft(now: 1_000_000) == nil)
    }

    @Test(.timeLimit(.minutes(5))) func `a program whose certificate expires soon says so, in its log and its metrics`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("certificate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let openssl = Process()
        openssl.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        openssl.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3", "-subj", "/CN=localhost",
            "-keyout", folder.path + "/key.pem", "-out", folder.path + "/cert.pem",
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        let program = try StartedProgram("tls: { certificate: \(folder.path)/cert.pem, key: \(folder.path)/key.pem }")
        defer { program.end() }
        var line: JSONValue?
        // The log has a thread of its own.
        try await waitUntil("the log speaks of the certificate") {
            line = program.log.first { $0["message"]?.text?.hasPrefix("the listener's certificate expires soon") == true }
            return line != nil
        }
        #expect(line?["level"]?.text == "warning" && line?["days"]?.integer == 2)
        let metrics = try program.send("/metrics", to: program.admin).text
        let sample = try #require(metrics.split(separator: "\n").first { $0.hasPrefix("hopguard_certificate_expiry_seconds ") })
        let expiry = try #require(sample.split(separator: " ").last.flatMap { Double($0) })
        #expect(abs(expiry - Date().timeIntervalSince1970 - 3 * 86_400) < 600)
    }
}
