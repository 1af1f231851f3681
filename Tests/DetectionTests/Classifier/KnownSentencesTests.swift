import Testing

@testable import Detection

/// What the shipped weights say of known sentences. A new model file changes this table; nothing else may.
@Suite struct KnownSentencesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let recall: RecallLevel
        let text: String
        let expected: [(type: String, part: String, score: Float)]

        var testDescription: String { text }
    }

    static let cases: [Case] = [
        Case(
            recall: .balanced, text: "My name is Anna Kowalski and I work at Brightpath Robotics in Leipzig.",
            expected: [
                ("PERSON", "Anna Kowalski", 1.0000), ("ORGANIZATION", "Brightpath Robotics", 1.0000), ("LOCATION", "Leipzig", 0.9992),
            ]),
        Case(
            recall: .balanced, text: "Patient: Stephen Branco\nMRN: 9528 8682 2835\nDOB: 28 January 1950\nAttending: Dr. Lim",
            expected: [
                ("PERSON", "Stephen Branco", 1.0000), ("ID", "9528 8682 2835", 1.0000), ("DATE_OF_BIRTH", "28 January 1950", 1.0000),
                ("PERSON", "Lim", 1.0000),
            ]),
        Case(
            recall: .high, text: "ship it to 47 Church Lane, Apt 4, Halifax please, ask for priya",
            expected: [("ADDRESS", "47 Church Lane, Apt 4, Halifax", 0.9998), ("PERSON", "priya", 1.0000)]),
        Case(
            recall: .high, text: "login: nightowl77 / password: " + "Mango" + "Lassi9!",
            expected: [("ID", "nightowl77", 1.0000), ("SECRET", "Mango" + "Lassi9!", 1.0000)]),
        Case(
            recall: .balanced, text: "Sehr geehrte Frau Schneider, wir haben Ihre Rechnung an die Kastell AG in Ulm geschickt.",
            expected: [("PERSON", "Schneider", 0.9997), ("ORGANIZATION", "Kastell AG", 0.9996), ("LOCATION", "Ulm", 0.7334)]),
        Case(
            recall: .high, text: "id,name,city,dob\n1,Maya Feldman,Utrecht,1990-07-19",
            expected: [("PERSON", "Maya Feldman", 1.0000), ("LOCATION", "Utrecht", 1.0000), ("DATE_OF_BIRTH", "1990-07-19", 0.9999)]),
        Case(recall: .max, text: "Tell Bob that Alice said no.", expected: [("PERSON", "Bob", 1.0000), ("PERSON", "Alice", 1.0000)]),
        Case(recall: .high, text: "What is the capital of France?", expected: []),
    ]

    /// Kernels round differently in single precision, which moves a score by a few thousandths at most, more where it is uncertain.
    private static let tolerance: Float = 0.02

    @Test(arguments: cases)
    func `the shipped weights give the known spans and scores`(known: Case) {
        let bytes = Array(known.text.utf8)
        let found = ShippedModel.tagger.tag([bytes], recall: known.recall)[0]
        #expect(
            found.map { "\($0.type) \(String(decoding: bytes[$0.range], as: UTF8.self))" } == known.expected.map { "\($0.type) \($0.part)" }
        )
        for (span, expected) in zip(found, known.expected) {
            #expect(abs(span.score - expected.score) < Self.tolerance * (expected.score < 0.9 ? 5 : 1))
        }
    }
}
