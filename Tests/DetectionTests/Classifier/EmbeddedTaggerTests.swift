import Testing

@testable import Detection

@Suite struct EmbeddedTaggerTests {
    private static let sentence = "Yesterday Margaret Thornbury signed for Brightpath Robotics in Leipzig."

    private func logits(_ kernel: EmbeddedTagger.Kernel) throws -> [Float] {
        let tagger = try EmbeddedTagger(path: ShippedModel.path, kernel: kernel)
        var scratch = EmbeddedTagger.Scratch()
        var queue = WindowQueue(tagger: tagger)
        let tokens = Array(Self.sentence.utf8).withUnsafeBufferPointer { tagger.tokenizer.tokenize($0) }
        queue.add(tokens, text: 0, scratch: &scratch)
        queue.flush(scratch: &scratch)
        return queue.logits[0]
    }

    @Test(arguments: EmbeddedTagger.Kernel.allCases.filter(\.isAvailable))
    func `every kernel gives the scalar one's logits within rounding`(kernel: EmbeddedTagger.Kernel) throws {
        // Sums of products are equal to the bit; what differs is the rounding of single precision, which now and then moves
        // an activation to the neighbouring whole number.
        let reference = try logits(.scalar)
        let found = try logits(kernel)
        #expect(zip(reference, found).allSatisfy { abs($0 - $1) < 0.5 })
        #expect(zip(reference, found).reduce(0) { $0 + abs($1.0 - $1.1) } / Float(found.count) < 0.06)
    }

    @Test func `texts tagged together or alone give the same spans`() {
        let texts = [
            Self.sentence, "hi", "", "Ask Jerry from accounting.", String(repeating: "word ", count: 300) + "call Anna Kowalski", "ok",
        ].map { Array($0.utf8) }
        let together = ShippedModel.tagger.tag(texts, recall: .high)
        for (text, spans) in zip(texts, together) { #expect(ShippedModel.tagger.tag([text], recall: .high)[0] == spans) }
    }

    @Test func `a name is found wherever it stands in a long text`() {
        let filler = "The meeting was moved to next week because the room is being painted. "
        for before in [0, 3, 7, 8, 9, 15] {
            let text =
                String(repeating: filler, count: before) + "Please call Margaret Thornbury today. " + String(repeating: filler, count: 6)
            #expect(ShippedModel.found(text).contains("PERSON Margaret Thornbury"), "after \(before)")
        }
    }

    @Test(arguments: ["", " ", "\n\n", "?", "\u{0}", "🙂", "1", String(repeating: "A", count: 4_000), String(repeating: "王", count: 400)])
    func `odd texts are tagged without harm`(text: String) {
        let count = text.utf8.count
        for recall in RecallLevel.allCases {
            let spans = ShippedModel.tagger.tag([Array(text.utf8)], recall: recall)[0]
            #expect(spans.allSatisfy { $0.range.lowerBound < $0.range.upperBound && $0.range.upperBound <= count })
            #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound })
        }
    }

    @Test(arguments: [
        "What is the boiling point of water at sea level, and why does it change with altitude?", "How do I center a div?",
        "Convert the CSV to JSON and the API to REST.",
        "What is the tallest mountain of the continent?",
    ])
    func `ordinary text is left alone at high recall`(text: String) {
        #expect(ShippedModel.found(text, .high).isEmpty)
    }

    @Test func `abbreviations alone are no names`() {
        let text = Array("NDA Nda NDA Partners, Fedora 40 and Debian, and 40".utf8)
        func isDropped(_ range: Range<Int>, _ type: String) -> Bool {
            text.withUnsafeBufferPointer { CommonTerms.contain(TaggedSpan(range: range, type: type, score: 0.9), in: $0) }
        }
        #expect(isDropped(0..<3, "ORGANIZATION"))
        #expect(!isDropped(0..<3, "ID"))
        #expect(!isDropped(4..<7, "PERSON"))
        #expect(!isDropped(8..<20, "ORGANIZATION"))
        #expect(isDropped(22..<42, "LOCATION"))
        #expect(!isDropped(44..<50, "LOCATION"))
    }

    @Test(arguments: ["Margaret Thornbury", "Piotr Wiśniewski", "Rajesh Chaudhary", "Elena Petrova"])
    func `names from many countries are found`(name: String) {
        let last = name.split(separator: " ")[1]
        let found = ShippedModel.found("Yesterday \(name) signed the contract in our office, and \(last) sent it back.")
        #expect(found == ["PERSON \(name)", "PERSON \(last)"])
    }
}
