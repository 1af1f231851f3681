import Testing

@testable import Detection

@Suite struct SpreadTests {
    private func spread(_ name: String, _ type: String, from text: String, to other: String) -> [String] {
        let texts = [Array(text.utf8), Array(other.utf8)]
        let start = text.utf8.count - text[text.range(of: name)!.lowerBound...].utf8.count
        let span = TaggedSpan(range: start..<(start + name.utf8.count), type: type, score: 0.9)
        let found = ShippedModel.tagger.spread([[span], []], through: texts)
        #expect(found[0].contains(span))
        return found[1].map { "\($0.type) \(String(decoding: texts[1][$0.range], as: UTF8.self))" }
    }

    @Test(arguments: [
        ("Thornbury sent it back", ["PERSON Thornbury"]), ("ask margaret thornbury", ["PERSON margaret thornbury"]),
        ("MARGARET THORNBURY", ["PERSON MARGARET THORNBURY"]), ("Margaret, and Thornbury's dog", ["PERSON Margaret", "PERSON Thornbury"]),
        ("a thornbury bush", []), ("Thornburyville", []), ("nothing here", []),
    ])
    func `a person is found again, whole or by a capitalised part`(text: String, expected: [String]) {
        #expect(spread("Margaret Thornbury", "PERSON", from: "I met Margaret Thornbury.", to: text) == expected)
    }

    @Test func `accents do not hide a name`() {
        #expect(spread("José Muñoz", "PERSON", from: "José Muñoz called", to: "then Jose Munoz left") == ["PERSON Jose Munoz"])
    }

    @Test func `a name that is an ordinary word does not spread alone`() {
        #expect(spread("Will Baker", "PERSON", from: "Will Baker called", to: "Will you call? Will Baker did.") == ["PERSON Will Baker"])
        #expect(spread("May", "PERSON", from: "I met May", to: "May I?").isEmpty)
    }

    @Test func `companies and secrets spread whole`() {
        #expect(
            spread("Zanzibar Holdings", "ORGANIZATION", from: "Zanzibar Holdings pays", to: "the island of Zanzibar; zanzibar holdings")
                == ["ORGANIZATION zanzibar holdings"])
        #expect(spread("tiger" + "-44", "SECRET", from: "pw tiger" + "-44", to: "I typed tiger" + "-44 twice") == ["SECRET tiger-44"])
    }

    @Test(arguments: [
        ("Albert Einstein", "PERSON", true), ("ALBERT EINSTEIN", "PERSON", true), ("the Netherlands", "LOCATION", true),
        ("Müller GmbH", "ORGANIZATION", false), ("Sao Paulo", "LOCATION", true), ("Google's", "ORGANIZATION", true),
        ("Anna Kowalski", "PERSON", false), ("Paris", "PERSON", false), ("Paris", "SECRET", false),
    ])
    func `public names are known by type`(name: String, type: String, expected: Bool) {
        #expect(PublicEntities.contains(Array(name.utf8)[...], type: type) == expected)
    }
}

extension String {
    fileprivate func range(of part: String) -> Range<String.Index>? {
        indices.lazy.compactMap { start in
            self[start...].hasPrefix(part) ? start..<self.index(start, offsetBy: part.count) : nil
        }.first
    }

    @Test func `public names are looked for where the policy wants them replaced`() {
        func added(_ text: String) -> [String] {
            let bytes = Array(text.utf8)
            var spans: [TaggedSpan] = []
            PublicEntities.add(to: &spans, in: bytes)
            return spans.map { "\($0.type) \(String(decoding: bytes[$0.range], as: UTF8.self))" }
        }
        #expect(
            added("Who was Albert Einstein, and did J. K. Rowling visit New York City or São Paulo?")
                == ["PERSON Albert Einstein", "PERSON J. K. Rowling", "LOCATION New York City", "LOCATION São Paulo"])
        #expect(added("Nice work. Target the Moon: a nice target. Shell out.") == ["LOCATION Moon"])
        let text = Array("Albert Einstein of Google".utf8)
        var spans = [TaggedSpan(range: 0..<15, type: "PERSON", score: 1)]
        PublicEntities.add(to: &spans, in: text)
        #expect(spans.map(\.range) == [0..<15, 19..<25])
    }
}
