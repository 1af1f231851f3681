import Testing

@testable import Detection

/// Texts made to take long do not: what they cost is counted in runs of patterns, not timed.
struct BadInputTests {
    static let analyzer = Analyzer()

    private func runs(_ piece: String, bytes: Int) throws -> Int {
        let piece = Array(piece.utf8)
        var text: [UInt8] = []
        while text.count < bytes { text += piece }
        let scratch = Analyzer.Scratch(Self.analyzer.program)
        try text.withUnsafeBufferPointer { bytes in
            scratch.begin(bytes, nil)
            try scratch.scan(mode: .text)
            try Self.analyzer.scanReadings(bytes, mode: .text, scratch)
        }
        return scratch.runs
    }

    @Test(arguments: [
        "a", "7", " ", "@", "é", "1 ", "4111 ", "a@", "a.", "0-", "f:", "password = ", "pass: ", "%25", "%2525", "\u{200B}", "=\n", "&amp;",
        "\\u0040", "YUdWc2JHOGdkMjl5YkdRZw ", "1\n", "https://", "A1b2C3d4E5f6G7h8", "phone 5", "IBAN DE",
    ])
    func `twice the text is twice the work, and no byte is worth many runs`(piece: String) throws {
        let once = try runs(piece, bytes: 12_000)
        let twice = try runs(piece, bytes: 24_000)
        #expect(once <= 12_000 * 12)
        #expect(twice <= once * 2 + once / 10 + 400)
    }

    @Test func `encodings ten deep are read or refused, never passed over`() throws {
        var text = Array("write to anna.kowalska@corp.example today".utf8)
        for depth in 1...12 {
            text = text.flatMap { byte -> [UInt8] in
                byte == UInt8(ascii: "%") ? Array("%25".utf8) : byte == UInt8(ascii: "@") ? Array("%40".utf8) : [byte]
            }
            var isSeen = false
            do {
                isSeen = try Self.analyzer.analyze(text).contains { $0.type == .emailAddress }
            } catch {
                isSeen = true
            }
            #expect(isSeen, "\(depth) deep")
        }
    }

    @Test func `bytes that are no UTF-8 are examined with the rest`() throws {
        let broken: [UInt8] = [0xFF, 0xC3, 0x28, 0xE2, 0x82, 0xF0, 0x9F, 0x80]
        let text = broken + Array(" mail anna.kowalska@corp.example now ".utf8) + broken
        #expect(try Self.analyzer.analyze(text).contains { $0.type == .emailAddress })
    }
}
