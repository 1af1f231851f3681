import Testing

@testable import Detection

/// The examples that stand beside each recognizer, run with that recognizer alone.
struct RecognizerExampleTests {
    @Test(arguments: RecognizerCatalog.all.indices)
    func `a recognizer finds its examples and leaves alone what it must`(index: Int) throws {
        let recognizer = RecognizerCatalog.all[index]
        let analyzer = Analyzer(recognizers: [recognizer], allow: AllowList())
        #expect(!recognizer.finds.isEmpty, "\(recognizer.name) has no example")
        for example in recognizer.finds {
            let marked = Marked(example)
            let found = try analyzer.analyze(Array(marked.text.utf8))
            #expect(
                found.contains { $0.span == marked.span && $0.type == recognizer.type && $0.score >= 0.5 },
                "\(recognizer.name) in: \(marked.text) found \(found.map { ($0.span, $0.score) }), expected \(marked.span)")
        }
        for example in recognizer.ignores {
            let found = try analyzer.analyze(Array(example.utf8))
            #expect(found.isEmpty, "\(recognizer.name) in: \(example) found \(found.map { ($0.span, $0.score) })")
        }
    }
}

/// An example with its span between `«` and `»`; the whole text where no marks are.
struct Marked {
    let text: String
    let span: Range<Int>

    init(_ example: String) {
        let parts = example.split(separator: "«", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            text = example
            span = 0..<example.utf8.count
            return
        }
        let inner = parts[1].split(separator: "»", maxSplits: 1, omittingEmptySubsequences: false)
        let tail = inner.count == 2 ? inner[1] : ""
        text = String(parts[0]) + String(inner[0]) + String(tail)
        span = parts[0].utf8.count..<parts[0].utf8.count + inner[0].utf8.count
    }
}
