import Testing

@testable import Detection

@Suite struct SpellingTests {
    /// The words to which the spelling adds more than nothing, or less.
    private func words(_ text: String, _ recall: RecallLevel, isMore: Bool) -> String {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { bytes in
            let tokens = ShippedModel.tagger.tokenizer.tokenize(bytes)
            return zip(tokens.words, tokens.spelling(in: bytes, recall: recall)).filter { isMore ? $0.1 > 0 : $0.1 < 0 }
                .map { String(decoding: bytes[Int($0.0.start)..<Int($0.0.end)], as: UTF8.self) }.joined(separator: " ")
        }
    }

    @Test(arguments: [
        ("Yesterday Anna met rob in Leipzig, I think.", "met rob in think"), ("Yesterday anna met rob. She left. I stayed", ""),
        ("anna met rob", ""), ("", ""), ("Yes: Anna\nBob #Eve I", ""), (String(repeating: "so ", count: 60) + "said Anna", ""),
        ("ask ANNA's friend2 iOS", "ask s"), ("što kaže Marko Horvat", ""),
    ])
    func `small letters make a name less likely where the writer begins names with capitals`(text: String, expected: String) {
        #expect(words(text, .high, isMore: false) == expected)
        #expect(words(text, .max, isMore: false) == expected)
        #expect(words(text, .balanced, isMore: false).isEmpty)
    }

    @Test(arguments: [
        ("RT @anna_k: hello", "@ anna _ k"), ("thanks @Bob. And @eve2", "@ Bob @ eve2"), ("@", ""), ("@ anna", ""),
        ("anna@host.example", ""),
        ("npm add @types/node @app.route @Test(x) @a@b", ""), ("@@ann", ""), ("@Override\nvoid run() { } // @anna", ""),
    ])
    func `a handle is likely a name`(text: String, expected: String) {
        for recall in RecallLevel.allCases { #expect(words(text, recall, isMore: true) == expected) }
    }

    @Test(arguments: [
        ("@Override\nvoid run() { } // @anna\n  @Test", "@ Override @ Test"), ("x = isReady() or LeBron", "isReady"),
        ("my iPhone (new)", ""),
    ])
    func `a decorator alone on its line and a word like isReady are likely no names in code`(text: String, expected: String) {
        #expect(words(text, .balanced, isMore: false) == expected)
    }
}
