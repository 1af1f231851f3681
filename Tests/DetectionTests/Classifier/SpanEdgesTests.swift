import Testing

@testable import Detection

@Suite struct SpanEdgesTests {
    /// `«…»` marks spans of one type.
    private func tidied(_ marked: String, _ type: String) -> [String] {
        var bytes: [UInt8] = []
        var spans: [TaggedSpan] = []
        var start = 0
        for character in marked {
            if character == "«" {
                start = bytes.count
            } else if character == "»" {
                spans.append(TaggedSpan(range: start..<bytes.count, type: type, score: 0.9))
            } else {
                bytes += Array(String(character).utf8)
            }
        }
        bytes.withUnsafeBufferPointer { SpanEdges.tidy(&spans, in: $0) }
        return spans.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    }

    @Test(arguments: [
        ("met «Margaret Thornbury.» Then", "PERSON", ["Margaret Thornbury"]),
        ("«Thornbury's» and «Müller’s»", "PERSON", ["Thornbury", "Müller"]),
        ("«Brightpath Inc.», «Verdugo s.l.», «Martin Luther K.»", "ORGANIZATION", ["Brightpath Inc.", "Verdugo s.l.", "Martin Luther K."]),
        ("in «the Netherlands of» old", "LOCATION", ["Netherlands"]), ("«The Guardian» says", "ORGANIZATION", ["The Guardian"]),
        ("«Margaret» «Thornbury» and «Piotr», «Elena»", "PERSON", ["Margaret Thornbury", "Piotr", "Elena"]),
        ("«,» «the» «The» «2014» «K» «@»«anna_k»", "PERSON", ["@", "anna_k"]), ("«WHO» and «US»", "ORGANIZATION", ["WHO", "US"]),
        ("«Will» and «May» and «Can»", "PERSON", ["Will", "May", "Can"]), ("the pin is «12-34.»", "SECRET", ["12-34."]),
        ("«李» met «é.»", "PERSON", ["李", "é"]),
    ])
    func `a span holds the name and nothing beside it`(marked: String, type: String, expected: [String]) {
        #expect(tidied(marked, type) == expected)
    }
}
