import Testing

@testable import Detection

/// Invented people, and things that are named after people.
struct NameFinderTests {
    private let analyzer = Analyzer(recognizers: [], custom: [.people])

    private func found(_ text: String) throws -> [String] {
        let bytes = Array(text.utf8)
        return try analyzer.analyze(bytes).map { String(decoding: bytes[$0.span], as: UTF8.self) }
    }

    @Test(arguments: [
        ("Yesterday Margaret Thornbury signed the contract.", ["Margaret Thornbury"]),
        ("It was Piotr Wiśniewski, not Rajesh Chaudhary.", ["Piotr Wiśniewski", "Rajesh Chaudhary"]),
        ("Margaret Thornbury signed, and Thornbury's lawyer saw THORNBURY do it.", ["Margaret Thornbury", "Thornbury", "THORNBURY"]),
        ("We met Ludwig van der Brook and Anna-Lena Dube-Mbeki; Mbeki left.", ["Ludwig van der Brook", "Anna-Lena Dube-Mbeki", "Mbeki"]),
        ("Mr. Xolani wrote to Frau Quandtfeld and Dr. E. Petrova.", ["Xolani", "Quandtfeld", "E. Petrova"]),
        ("Hello, my name is Thandokazi Zulu.", ["Thandokazi Zulu"]),
        ("Dear Will, dear Grace, hi Rose!", ["Will", "Grace", "Rose"]),
        ("Grace Wilson and Sarah Brown left; then Brown came back.", ["Grace Wilson", "Sarah Brown", "Brown"]),
        ("Thornbury, Margaret\nWiśniewski, Piotr", ["Thornbury, Margaret", "Wiśniewski, Piotr"]),
        ("Please ask MARGARET THORNBURY today.", ["MARGARET THORNBURY"]),
        ("The author is J. R. R. Thornbury.", ["J. R. R. Thornbury"]),
        ("Thomas told everybody.", ["Thomas"]),
        ("Margaret Hall and Peter Young are new.", ["Margaret Hall", "Peter Young"]),
    ])
    func `people are found`(text: String, names: [String]) throws {
        #expect(try found(text) == names)
    }

    @Test(arguments: [
        "What is the boiling point of water at sea level, and why does it change with altitude?",
        "May Day in Virginia Beach, the Paris Hilton Hotel, the Jordan River and the San Francisco Bulletin",
        "Will you mark it as done? May I hope so? Grace period, rich text, Rose Garden, Amber Alert",
        "Ruby, Julia, Pascal and Ada are languages; class MarkdownParser calls user_Margaret.",
        "See https://example.com/Margaret/Thornbury and /home/Margaret/notes, or @Margaret.",
        "Dr Pepper Hotel, Stanford University, Monday Morning Meeting", "BREAKING NEWS: MARKETS RISE AGAIN", "",
    ])
    func `ordinary text and what is named after people are left alone`(text: String) throws {
        #expect(try found(text).isEmpty)
    }

    @Test func `an identifier is no name`() throws {
        #expect(try analyzer.analyze(Array("Margaret Thornbury".utf8), mode: .structural).isEmpty)
    }

    @Test func `whom one text names in full another calls by surname`() throws {
        let texts = ["Margaret Thornbury signed.", "Has Thornbury sent it back?", "Nothing here."].map { Array($0.utf8) }
        var findings = try texts.map { try analyzer.analyze($0) }
        var spread = NameSpread()
        for (text, found) in zip(texts, findings) { text.withUnsafeBufferPointer { spread.add(found, in: $0) } }
        for (index, text) in texts.enumerated() { text.withUnsafeBufferPointer { spread.extend(&findings[index], in: $0) } }
        #expect(findings.map { $0.map(\.span) } == [[0..<18], [4..<13], []])
        #expect(findings[1][0].type.name == "PERSON")
    }

    @Test func `the lists are sorted and their names are found`() {
        for (list, names) in [
            (NameLists.given, ["aaron", "margaret", "piotr", "zuzana"]), (NameLists.words, ["will", "virginia"]),
            (NameLists.surnames, ["smith"]),
        ] {
            for name in names { #expect(list.contains(Array(name.utf8)), "\(name)") }
            #expect(!list.contains(Array("aaaa".utf8)) && !list.contains(Array("zzzz".utf8)) && !list.contains([]))
        }
    }

    @Test func `a megabyte of capitals takes no longer than its length says`() throws {
        let text = Array(String(repeating: "Anna Berg, ", count: 95_000).utf8)
        #expect(try analyzer.analyze(text).count == 95_000)
    }
}
