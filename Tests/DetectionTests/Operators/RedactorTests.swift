import Detection
import Testing

/// Shorthand for the tests of replacing and restoring.
enum Redacting {
    static let key = SurrogateKey(secret: [UInt8](repeating: 7, count: 32), tenant: "research")

    static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// Findings at every occurrence of the values.
    static func find(_ values: [(String, String)], in text: [UInt8]) -> [Finding] {
        var out: [Finding] = []
        for (type, value) in values {
            let wanted = bytes(value)
            var at = 0
            while at + wanted.count <= text.count {
                if text[at..<at + wanted.count].elementsEqual(wanted) {
                    out.append(
                        Finding(type: EntityType(type), span: at..<at + wanted.count, score: 1, recognizer: "test", evidence: .format))
                    at += wanted.count
                } else {
                    at += 1
                }
            }
        }
        return out
    }

    /// One text redacted, with what came of it.
    static func redact(
        _ text: String, _ values: [(String, String)], action: Action = .surrogate, key: SurrogateKey = key,
        templates: [EntityType: SurrogateTemplate] = [:]
    ) -> (text: String, redaction: Redaction) {
        var redactor = Redactor(key: key, templates: templates, action: { _ in action })
        redactor.add(bytes(text), findings: find(values, in: bytes(text)))
        let redaction = redactor.finish()
        return (self.text(redaction.apply(to: bytes(text), number: 0)), redaction)
    }

    static func restore(_ text: String, _ map: SurrogateMap) -> String { self.text(Restorer(map).restore(bytes(text))) }

    /// The text restored as it streams in the given cuts.
    static func stream(_ text: String, cut: [Int], _ map: SurrogateMap) -> String {
        let restorer = Restorer(map)
        var out: [UInt8] = []
        let all = bytes(text)
        var at = 0
        var turn = 0
        while at < all.count {
            let end = min(all.count, at + cut[turn % cut.count])
            [UInt8](all[at..<end]).withUnsafeBufferPointer { restorer.push($0, channel: 3, into: &out) }
            at = end
            turn += 1
        }
        restorer.flush(channel: 3, into: &out)
        return self.text(out)
    }
}

private let card = "4111 1111 1111 1111"
private let iban = "DE89 3704 0044 0532 0130 00"
private let secret = "sk-" + "proj-" + "Zq8vT2mWx4Kc9LrB7nHs3JdF6gPy1AeU5tRoXiVbNhQwMzCk"

struct RedactorTests {
    static let kinds: [(String, String)] = [
        ("EMAIL_ADDRESS", "anna.kowalska@corp.example"), ("EMAIL_ADDRESS", "billing-dept+q3@northwind-traders.example"),
        ("PHONE_NUMBER", "+1 415 555 0132"),
        ("PHONE_NUMBER", "(212) 555-0187"), ("PHONE_NUMBER", "+44 (0)20 7946 0123"), ("PHONE_NUMBER", "06 12 34 56 78"),
        ("PHONE_NUMBER", "+48 601 234 567"),
        ("US_SSN", "536-90-4399"), ("CREDIT_CARD", card), ("IBAN_CODE", iban), ("IBAN_CODE", "GB29NWBK60161331926819"),
        ("IP_ADDRESS", "198.51.100.23"),
        ("IP_ADDRESS", "2001:db8:85a3::8a2e:370:7334"), ("IP_ADDRESS", "fe80::1"), ("IP_ADDRESS", "::1"), ("IP_ADDRESS", "10.0.0.0/8"),
        ("MAC_ADDRESS", "3C:22:FB:01:aa:19"), ("API_KEY", secret), ("API_KEY", "AKIA" + "Q7WXM3ZTHB5NLKEP"), ("EMPLOYEE_ID", "E-204871"),
        ("PROJECT", "Bluebird"), ("PROJECT", "Night Owl"), ("PERSON", "Margaret Thornbury"), ("PERSON", "Piotr Wiśniewski"),
        ("PERSON", "Иван Петров"),
        ("PERSON", "王小明"), ("ORGANIZATION", "Acme Holdings GmbH"), ("LOCATION", "Springfield"), ("DATE_TIME", "1984-03-12"),
        ("DATE_OF_BIRTH", "12 March 1984"), ("URL", "https://intra.acme.com:8443/users/john?id=42&x=y"),
        ("UUID", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"),
        ("UK_NHS", "943 476 5919"), ("PASSWORD", "hunter2!"), ("AGE", "42"), ("GRADE", "B"), ("PERSON", "Li"),
        (
            "PRIVATE_KEY",
            "-----BEGIN " + "PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nBKcwggSjAgEAAoIBAQDA\n-----END PRIVATE KEY-----"
        ),
    ]

    @Test(arguments: kinds) func `a surrogate is another value and comes back at every cut`(type: String, value: String) {
        let text = "Before, \(value); then <\(value)>: \(value)"
        let (redacted, redaction) = Redacting.redact(text, [(type, value)])
        #expect(!redacted.contains(value))
        #expect(Redacting.restore(redacted, redaction.map) == text)
        for cut in [1, 2, 3, 5, 7, 16] { #expect(Redacting.stream(redacted, cut: [cut], redaction.map) == text, "\(redacted)") }
        #expect(Redacting.redact(text, [(type, value)]).text == redacted)
    }

    @Test func `surrogates are printed for a person to judge`() {
        for (type, value) in Self.kinds {
            let (redacted, _) = Redacting.redact(value, [(type, value)])
            print("\(type): \(value) -> \(redacted)")
        }
    }

    @Test(arguments: kinds.filter { $0.1.utf8.count > 3 }) func `another tenant and another secret get another surrogate`(
        type: String, value: String
    ) {
        let first = Redacting.redact(value, [(type, value)]).text
        let other = SurrogateKey(secret: [UInt8](repeating: 7, count: 32), tenant: "sales")
        let secret = SurrogateKey(secret: [UInt8](repeating: 8, count: 32), tenant: "research")
        let second = Redacting.redact(value, [(type, value)], key: other).text
        let third = Redacting.redact(value, [(type, value)], key: secret).text
        #expect(Set([first, second, third]).count > 1)
        // Dates and numbers of fiction have small spaces.
        if !["DATE_TIME", "DATE_OF_BIRTH", "PHONE_NUMBER"].contains(type) { #expect(Set([first, second, third]).count == 3) }
    }

    @Test func `four hundred addresses get four hundred surrogates and all come back`() {
        let mails = (0..<400).map { "user\($0).\(Array("abcdefgh")[$0 % 8])@dept\($0 % 7).example" }
        let text = mails.joined(separator: "\n")
        let (redacted, redaction) = Redacting.redact(text, mails.map { ("EMAIL_ADDRESS", $0) }, action: .surrogate)
        let seen = redacted.split(separator: "\n").map(String.init)
        #expect(Set(seen).count == 400)
        #expect(Set(seen).isDisjoint(with: mails))
        #expect(Redacting.restore(redacted, redaction.map) == text)
        #expect(Redacting.stream(redacted, cut: [50], redaction.map) == text)
    }

    @Test(arguments: [true, false]) func `badges of a small space never share a surrogate`(hasTemplate: Bool) throws {
        let badges = (0..<100).map { "E-\(100_000 + 7919 * $0)" }
        let text = badges.map { "employee badge " + $0 }.joined(separator: "\n")
        let template = try #require(SurrogateTemplate("E-######"))
        let (redacted, redaction) = Redacting.redact(
            text, badges.map { ("EMPLOYEE_ID", $0) }, templates: hasTemplate ? [EntityType("EMPLOYEE_ID"): template] : [:])
        #expect(Set(redacted.split(separator: "\n")).count == 100)
        #expect(Redacting.restore(redacted, redaction.map) == text)
        if hasTemplate { #expect(redacted.split(separator: "\n").allSatisfy { $0.wholeMatch(of: /employee badge E-\d{6}/) != nil }) }
    }

    @Test(arguments: [
        ("mail ", "EMAIL_ADDRESS", "anna.kowalska@corp.example"), ("the launch of ", "PROJECT", "Bluebird"),
        ("badge ", "EMPLOYEE_ID", "E-204871"),
        ("ip ", "IP_ADDRESS", "198.51.100.23"), ("met ", "PERSON", "Margaret Thornbury"),
    ])
    func `a surrogate that stands in the text already is not taken`(lead: String, type: String, value: String) {
        let first = Redacting.redact(lead + value, [(type, value)]).text.dropFirst(lead.count)
        for spelled in [String(first), first.uppercased(), first.lowercased()] {
            let text = "\(lead)\(value). The quick brown fox. Not \(spelled)!"
            let (redacted, redaction) = Redacting.redact(text, [(type, value)])
            #expect(!redacted.contains(value))
            #expect(Redacting.restore(redacted, redaction.map) == text)
        }
    }

    @Test func `placeholders are numbered per type and pass over the user's own`() {
        let text = "the literal [EMAIL_ADDRESS_1] and a@b.example, c@d.example, a@b.example, 10.1.2.3"
        let (redacted, redaction) = Redacting.redact(
            text, [("EMAIL_ADDRESS", "a@b.example"), ("EMAIL_ADDRESS", "c@d.example"), ("IP_ADDRESS", "10.1.2.3")], action: .placeholder)
        #expect(redacted == "the literal [EMAIL_ADDRESS_1] and [EMAIL_ADDRESS_2], [EMAIL_ADDRESS_3], [EMAIL_ADDRESS_2], [IP_ADDRESS_1]")
        #expect(Redacting.restore(redacted, redaction.map) == text)
        #expect(Redacting.restore("\\[EMAIL\\_ADDRESS\\_3\\] [email_address_2]", redaction.map) == "c@d.example a@b.example")
    }

    @Test(arguments: [(card, "****1111"), ("1234567", "****"), ("12-34-56-78", "****5678"), ("anna.kowalska@corp.example", "****mple")])
    func `a mask keeps four of eight`(value: String, masked: String) {
        let (redacted, redaction) = Redacting.redact("x \(value) y", [("CREDIT_CARD", value)], action: .mask)
        #expect(redacted == "x \(masked) y")
        #expect(redaction.map.isEmpty)
    }

    @Test func `a hash is keyed, the same for the same value, and not restored`() {
        let (redacted, redaction) = Redacting.redact(
            "a@b.example c@d.example a@b.example", [("EMAIL_ADDRESS", "a@b.example"), ("EMAIL_ADDRESS", "c@d.example")], action: .hash)
        let parts = redacted.split(separator: " ")
        #expect(parts[0] == parts[2] && parts[0] != parts[1] && parts[0].hasPrefix("hash_"))
        #expect(Redacting.restore(redacted, redaction.map) == redacted)
    }

    @Test func `block, local and keep change nothing and say so`() {
        let text = "a@b.example and 10.1.2.3 and a@b.example"
        let values = [("EMAIL_ADDRESS", "a@b.example"), ("IP_ADDRESS", "10.1.2.3")]
        let blocked = Redacting.redact(text, values, action: .block)
        #expect(blocked.text == text)
        #expect(blocked.redaction.blocked.map { "\($0.type)=\($0.occurrences)" } == ["EMAIL_ADDRESS=2", "IP_ADDRESS=1"])
        let local = Redacting.redact(text, values, action: .local)
        #expect(local.text == text && local.redaction.isLocalOnly && local.redaction.blocked.isEmpty)
        let kept = Redacting.redact(text, values, action: .keep)
        #expect(kept.text == text && kept.redaction.counts.isEmpty)
    }

    @Test func `a value seen only where the policy does not restore from stays replaced`() {
        var redactor = Redactor(key: Redacting.key, action: { _ in .surrogate })
        let (a, b) = (Redacting.bytes("a@b.example"), Redacting.bytes("a@b.example c@d.example"))
        redactor.add(a, findings: Redacting.find([("EMAIL_ADDRESS", "a@b.example")], in: a), isRestorable: true)
        redactor.add(
            b, findings: Redacting.find([("EMAIL_ADDRESS", "a@b.example"), ("EMAIL_ADDRESS", "c@d.example")], in: b), isRestorable: false)
        let redaction = redactor.finish()
        let out = redaction.apply(to: b, number: 1)
        let restored = Redacting.text(Restorer(redaction.map).restore(out))
        #expect(restored.hasPrefix("a@b.example ") && !restored.contains("c@d.example"))
    }

    @Test func `findings that overlap are covered whole`() {
        let text = Redacting.bytes("0123456789abcdef")
        var redactor = Redactor(key: Redacting.key, action: { _ in .mask })
        let spans = [2..<8, 4..<6, 6..<12]
        redactor.add(text, findings: spans.map { Finding(type: EntityType("X"), span: $0, score: 1, recognizer: "t", evidence: .format) })
        let redaction = redactor.finish()
        #expect(redaction.edits.count == 1 && redaction.edits[0].span == 2..<12)
    }

    @Test func `a person in full, by surname and by first name stays one person, and the address follows`() {
        let text = "Margaret Thornbury wrote. Thornbury agreed; Margaret did not. margaret.thornbury@acme.com and mthornbury@acme.com"
        let (redacted, redaction) = Redacting.redact(
            text,
            [("PERSON", "Margaret Thornbury"), ("EMAIL_ADDRESS", "margaret.thornbury@acme.com"), ("EMAIL_ADDRESS", "mthornbury@acme.com")]
                + [])
        #expect(redacted.contains("Thornbury agreed"))
        let all = [("EMAIL_ADDRESS", "margaret.thornbury@acme.com"), ("EMAIL_ADDRESS", "mthornbury@acme.com")]
        var redactor = Redactor(key: Redacting.key, action: { _ in .surrogate })
        let bytes = Redacting.bytes(text)
        var findings = Redacting.find(all, in: bytes)
        for span in [0..<18, 26..<35, 44..<52] {
            findings.append(Finding(type: EntityType("PERSON"), span: span, score: 1, recognizer: "t", evidence: .model))
        }
        redactor.add(bytes, findings: findings)
        let full = redactor.finish()
        let out = Redacting.text(full.apply(to: bytes, number: 0))
        let words = out.split(separator: " ").map(String.init)
        let (first, last) = (words[0], words[1])
        #expect(out.contains("\(last) agreed; \(first) did not."))
        #expect(out.contains("\(first.lowercased()).\(last.lowercased())@"))
        #expect(out.contains("\(first.lowercased().prefix(1))\(last.lowercased())@"))
        #expect(Redacting.restore(out, full.map) == text)
        #expect(!redaction.map.isEmpty)
    }

    @Test func `a proposed replacement is taken when it is sound and left when it is not`() {
        func run(_ replacement: String, also: String = "") -> String {
            var redactor = Redactor(key: Redacting.key, action: { _ in .surrogate })
            let text = Redacting.bytes("Bluebird" + also)
            redactor.propose(
                ProposedReplacement(
                    type: EntityType("PROJECT"), original: Redacting.bytes("Bluebird"), replacement: Redacting.bytes(replacement)))
            redactor.add(text, findings: Redacting.find([("PROJECT", "Bluebird")], in: text))
            return Redacting.text(redactor.finish().edits[0].replacement)
        }
        #expect(run("Redstart") == "Redstart")
        #expect(run("Redstart", also: " redstart") != "Redstart")
        #expect(run("My Bluebird") != "My Bluebird")
        #expect(run("Red\nstart") != "Red\nstart")
    }
}
