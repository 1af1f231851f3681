import Foundation
import Pipeline
import Testing

@testable import Audit

@Suite(.timeLimit(.minutes(2))) struct AuditExportTests {
    /// The lines of an export of six rows.
    private static func lines(_ sample: AuditSample) async throws -> [[UInt8]] {
        let store = try sample.store()
        try await sample.fill(store, 0..<5)
        try await store.admit(AuditSample.admission(5))
        store.shutDown()
        var lines: [[UInt8]] = []
        try AuditQuery(.file(sample.path)).export(AuditFilter(), key: sample.key) { lines.append($0) }
        return lines
    }

    private static func verify(_ lines: [[UInt8]], _ key: [UInt8]) -> AuditVerdict {
        var at = 0
        return AuditExportVerifier.verify(key: key) {
            guard at < lines.count else { return nil }
            at += 1
            return lines[at - 1]
        }
    }

    @Test func `an export proves itself, also from a file`() async throws {
        let sample = AuditSample()
        let lines = try await Self.lines(sample)
        #expect(lines.count == 8)
        let verdict = Self.verify(lines, sample.key)
        #expect(verdict.isSound, "\(verdict.faults)")
        #expect(verdict.rows == 6 && verdict.open == 1 && verdict.links == 11)
        let file = sample.folder.appendingPathComponent("export.jsonl")
        try Data(lines.joined()).write(to: file)
        #expect(AuditExportVerifier.verify(file: file.path, key: sample.key)?.isSound == true)
        #expect(AuditExportVerifier.verify(file: file.path + ".none", key: sample.key) == nil)
        for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line)) }
    }

    @Test func `a line changed, left out, doubled or moved, and an end cut off, show`() async throws {
        let sample = AuditSample()
        let lines = try await Self.lines(sample)
        for at in lines.indices {
            var less = lines
            less.remove(at: at)
            #expect(!Self.verify(less, sample.key).isSound, "without line \(at)")
            var more = lines
            more.insert(lines[at], at: at)
            #expect(!Self.verify(more, sample.key).isSound, "line \(at) twice")
            for place in stride(from: 0, to: lines[at].count - 1, by: 7) {
                var changed = lines
                changed[at][place] ^= 0x01
                #expect(!Self.verify(changed, sample.key).isSound, "line \(at), byte \(place)")
            }
        }
        var swapped = lines
        swapped.swapAt(2, 3)
        #expect(!Self.verify(swapped, sample.key).isSound)
        #expect(!Self.verify(Array(lines.prefix(4)), sample.key).isSound)
        #expect(!Self.verify([], sample.key).isSound)
        #expect(!Self.verify(lines, Array("another key, of no use either....".utf8)).isSound)
    }
}
