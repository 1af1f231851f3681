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

    @Test func `a person or a place before an organisation belongs to it`() {
        let text = Array("John Birch Society, not Ulm society".utf8)
        var spans = [(0..<10, "PERSON", 0.7), (11..<18, "ORGANIZATION", 0.9), (24..<27, "LOCATION", 0.8), (28..<35, "ORGANIZATION", 0.6)]
            .map {
                TaggedSpan(range: $0.0, type: $0.1, score: $0.2)
            }
        text.withUnsafeBufferPointer { SpanEdges.tidy(&spans, in: $0) }
        #expect(spans.map(\.range) == [0..<18, 24..<27, 28..<35])
        #expect(spans[0].type == "ORGANIZATION" && spans[0].score == 0.9)
    }

    @Test(arguments: [
        ("met «Margaret Thornbury.» Then", "PERSON", ["Margaret Thornbury"]),
        ("«Thornbury's» and «Müller’s»", "PERSON", ["Thornbury", "Müller"]),
        ("«Brightpath Inc.», «Verdugo s.l.», «Martin Luther K.»", "ORGANIZATION", ["Brightpath Inc.", "Verdugo s.l.", "Martin Luther K."]),
        ("in «the Netherlands of» old", "LOCATION", ["Netherlands"]), ("«The Guardian» says", "ORGANIZATION", ["The Guardian"]),
        ("«Margaret» «Thornbury» and «Piotr», «Elena»", "PERSON", ["Margaret Thornbury", "Piotr", "Elena"]),
        ("«,» «the» «The» «2014» «K» «@»«anna_k»", "PERSON", ["@", "anna_k"]), ("«WHO» and «US»", "ORGANIZATION", ["WHO", "US"]),
        ("«Will» and «May» and «Can»", "PERSON", ["Will", "May", "Can"]), ("the pin is «12-34.»", "SECRET", ["12-34."]),
        ("«李» met «é.»", "PERSON", ["李", "é"]), ("«Mr» and «dad» and «MUM»", "PERSON", ["MUM"]),
        ("(«PA)» or «Kastell (Ulm)» / «Verdugo /»", "LOCATION", ["PA", "Kastell (Ulm)", "Verdugo"]),
        ("«Boston» «Braves», «Hale» & «Dorr», «Inc.», «Kastell»", "ORGANIZATION", ["Boston Braves", "Hale & Dorr, Inc.", "Kastell"]),
        ("«Berlin» «Ohio», «Ulm» & «Bern»", "LOCATION", ["Berlin", "Ohio", "Ulm", "Bern"]),
    ])
    func `a span holds the name and nothing beside it`(marked: String, type: String, expected: [String]) {
        #expect(tidied(marked, type) == expected)
    }
}
