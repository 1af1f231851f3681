import Audit
import Configuration
import Foundation
import Pipeline
import TestSupport
import Testing

@testable import Gateway

/// `audit.bodies: redacted`, from the socket to the database file.
@Suite struct KeptBodiesTests {
    private static let mail = "anna.kowalska@corp.example"
    private static let body = #"{"model":"m","messages":[{"role":"user","content":"write to \#(mail) now, says nobody-finds-this"}]}"#

    private static func policy(_ mode: String, _ chain: String = "auth, limit, redact, route, audit") -> String {
        "policy: p\nmatch: { trust: cloud }\n\(mode)chain: [\(chain)]\n\(chain.contains("redact") ? "redact: { default: surrogate }\n" : "")"
    }

    private static func files(_ folder: URL) throws -> String {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).map {
            String(decoding: try Data(contentsOf: $0), as: UTF8.self)
        }.joined()
    }

    @Test(
        arguments: [
            (policy(""), true, true), (policy("mode: shadow\n"), true, false), (policy("", "auth, limit, route, audit"), true, false),
            (policy(""), false, false),
        ], [AuditDurability.strict, .batched])
    func `what left is kept where redaction is in force, and an original never`(
        made: (policy: String, keeps: Bool, isKept: Bool), durability: AuditDurability
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bodies-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var settings = AuditStore.Settings(path: folder.appendingPathComponent("log.db").path, durability: durability)
        settings.keepsBodies = made.keeps
        let store = try AuditStore(settings, key: Array("a key for tests, of no other use".utf8))
        let host = ScriptedHost { _ in ScriptedHost.ok("{}") }
        let stand = try GatewayStand(policies: [made.policy], hosts: [GatewayStand.host(host, "far", trust: .cloud)], sink: store)
        let answer = try stand.ask("POST /v1/chat/completions HTTP/1.1~content-type: application/json~x-request-id: r1", Self.body)
        #expect(answer.status == 200)
        store.shutDown()
        let sent = try #require(host.seen.first?.body)
        let query = try AuditQuery(.file(settings.path))
        let row = try #require(try query.show("r1").first)
        let kept = try query.body(of: row)
        #expect((kept?.text).map { String(decoding: $0, as: UTF8.self) } == (made.isKept ? sent : nil))
        let files = try Self.files(folder)
        #expect(!files.contains(Self.mail))
        // What nobody finds stands in a body that is kept: that is what `check` warns of.
        #expect(files.contains("nobody-finds-this") == made.isKept)
        if made.isKept { #expect(!sent.contains(Self.mail)) }
    }
}
