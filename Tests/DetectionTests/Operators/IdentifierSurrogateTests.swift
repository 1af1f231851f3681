import Testing

@testable import Detection

/// Surrogates of what the catalogue knows, made from the catalogue's own examples.
struct IdentifierSurrogateTests {
    /// Types whose surrogates come from ranges that no issuer uses, and which are therefore not found, or that stand for something else than
    /// themselves.
    private static let reserved: Set<String> = ["CREDIT_CARD", "US_SSN", "IBAN_CODE", "UUID"]

    /// Recognizers of identifiers, by their index in the catalogue.
    private static let identifiers = RecognizerCatalog.all.indices.filter {
        let type = RecognizerCatalog.all[$0].type
        return IdentifierSurrogate.knows(type) && !reserved.contains(type.name)
    }

    private static func redact(_ marked: Marked, _ type: EntityType, tenant: String = "research") -> (text: [UInt8], surrogate: [UInt8]) {
        let text = Array(marked.text.utf8)
        let key = SurrogateKey(secret: [UInt8](repeating: 7, count: 32), tenant: tenant)
        var redactor = Redactor(key: key, action: { _ in .surrogate })
        redactor.add(text, findings: [Finding(type: type, span: marked.span, score: 1, recognizer: "test", evidence: .format)])
        let redaction = redactor.finish()
        return (redaction.apply(to: text, number: 0), redaction.edits[0].replacement)
    }

    @Test func `the surrogate of every example is found as the same type, differs, and is stable`() throws {
        var failed: [String] = []
        for index in Self.identifiers {
            let recognizer = RecognizerCatalog.all[index]
            let analyzer = Analyzer(recognizers: [recognizer], allow: AllowList())
            for example in recognizer.finds {
                let marked = Marked(example)
                // Shorter ones get a placeholder.
                guard marked.text.utf8.dropFirst(marked.span.lowerBound).prefix(marked.span.count).count(where: \.isAlphanumeric) > 3 else {
                    continue
                }
                let original = Array(
                    marked.text.utf8[marked.text.utf8.startIndex...].dropFirst(marked.span.lowerBound).prefix(marked.span.count))
                let (text, surrogate) = Self.redact(marked, recognizer.type)
                let span = marked.span.lowerBound..<marked.span.lowerBound + surrogate.count
                let isFound = try analyzer.analyze(text).contains { $0.type == recognizer.type && $0.span == span }
                if !isFound || surrogate == original || Self.redact(marked, recognizer.type).surrogate != surrogate {
                    failed.append("\(recognizer.name): \(example) -> \(String(decoding: text, as: UTF8.self))")
                }
            }
        }
        #expect(failed.isEmpty, "\(failed.joined(separator: "\n"))")
    }

    @Test(arguments: [
        ("UK_NHS", "943 476 5919", "999"), ("FI_PERSONAL_IDENTITY_CODE", "131052-308T", ""),
        ("DE_HANDELSREGISTER", "Aachen HRA 22310", "Aachen HR"),
    ])
    func `a range that no one is given numbers of, and names of places, are kept`(type: String, value: String, head: String) {
        let (_, surrogate) = Self.redact(Marked(value), EntityType(type))
        #expect(String(decoding: surrogate, as: UTF8.self).hasPrefix(head))
        #expect(type != "FI_PERSONAL_IDENTITY_CODE" || surrogate[7] == UInt8(ascii: "9"))
    }

    @Test(arguments: [
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0x00112233445566778899aabbccddeeff00112233",
    ])
    func `the surrogate of a coin's address is one of the same kind, with a checksum that holds`(address: String) throws {
        let (_, surrogate) = Self.redact(Marked(address), EntityType("CRYPTO"))
        let other = String(decoding: surrogate, as: UTF8.self)
        #expect(other != address && other.utf8.count == address.utf8.count && other.prefix(1) == address.prefix(1))
        #expect(other.prefix(4).lowercased() == address.prefix(4).lowercased() || !address.lowercased().hasPrefix("bc1"))
        let coins = RecognizerCatalog.all.filter { $0.type == .crypto }
        let found = try Analyzer(recognizers: coins).analyze(Array("wallet \(other) please".utf8))
        #expect(found.contains { $0.type == .crypto && $0.evidence == .checksum && $0.span.count == surrogate.count }, "\(other)")
    }

    @Test func `spellings of one number share a surrogate, and different numbers do not`() {
        let one = Self.redact(Marked("943 476 5919"), EntityType("UK_NHS")).surrogate
        let two = Self.redact(Marked("9434765919"), EntityType("UK_NHS")).surrogate
        #expect(one.filter(\.isDigit) == two)
        #expect(Self.redact(Marked("9434765919"), EntityType("UK_NHS"), tenant: "sales").surrogate != two)
        #expect(Self.redact(Marked("9434704081"), EntityType("UK_NHS")).surrogate != two)
    }
}
