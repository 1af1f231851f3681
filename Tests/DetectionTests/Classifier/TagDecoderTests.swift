import Testing

@testable import Detection

@Suite struct TagDecoderTests {
    private let words: [TokenizedText.Word] = [
        .init(start: 0, end: 3, first: 0), .init(start: 4, end: 7, first: 1), .init(start: 8, end: 11, first: 2),
    ]
    private let types = ["PERSON", "LOCATION"]

    /// Tags: O, B-PERSON, I-PERSON, B-LOCATION, I-LOCATION.
    private func spans(_ rows: [[Float]], bias: [Float] = [0, 0]) -> [String] {
        TagDecoder(types: types, bias: bias).decode(Array(words.prefix(rows.count)), rows.flatMap { $0 }).map { "\($0.type) \($0.range)" }
    }

    @Test func `nothing is nothing`() {
        #expect(spans([]).isEmpty)
        #expect(spans([[5, 0, 0, 0, 0]]).isEmpty)
    }

    @Test func `a span goes on only in its own type`() {
        #expect(spans([[0, 9, 0, 0, 0], [0, 0, 9, 0, 0], [9, 0, 0, 0, 0]]) == ["PERSON 0..<7"])
        // The second word likes LOCATION's inside best, but no LOCATION has begun.
        #expect(spans([[0, 9, 0, 0, 0], [0, 0, 4, 0, 5], [9, 0, 0, 0, 0]]) == ["PERSON 0..<7"])
        #expect(spans([[0, 0, 9, 0, 0]]) != ["PERSON 0..<3", "PERSON 0..<3"])
    }

    @Test func `two spans may touch`() {
        #expect(spans([[0, 9, 0, 0, 0], [0, 9, 0, 0, 0], [0, 0, 0, 9, 0]]) == ["PERSON 0..<3", "PERSON 4..<7", "LOCATION 8..<11"])
    }

    @Test func `the bias lifts a type over the outside`() {
        let rows: [[Float]] = [[2, 1, 0, 0, 0]]
        #expect(spans(rows).isEmpty)
        #expect(spans(rows, bias: [1.5, 0]) == ["PERSON 0..<3"])
        #expect(spans(rows, bias: [0, 1.5]).isEmpty)
    }

    @Test func `what a word's spelling adds counts for names only`() {
        let decoder = TagDecoder(types: ["PERSON", "ID"], bias: [1, 1])
        let rows: [Float] = [0.5, 0, -9, -9, -9, 0.5, 0, -9, -9, -9, 0.5, -9, -9, 0, -9]
        #expect(decoder.decode(words, rows).count == 3)
        #expect(decoder.decode(words, rows, added: [0, -2, -2]).map { "\($0.type) \($0.range)" } == ["PERSON 0..<3", "ID 8..<11"])
    }

    @Test func `the score is the probability of not being outside`() {
        let found = TagDecoder(types: types, bias: [0, 0]).decode(Array(words.prefix(1)), [0, 3, 0, 0, 0])[0]
        let expected = 1 - 1 / (1 + exponential(3) + 3)
        #expect(abs(found.score - expected) < 1e-5)
    }
}
