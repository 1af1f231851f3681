import Detection
import Testing

struct RestorerTests {
    static let map = SurrogateMap([
        .init(type: EntityType("PERSON"), original: Redacting.bytes("Margaret Thornbury"), surrogate: Redacting.bytes("Lena Hartwig")),
        .init(
            type: EntityType("EMAIL_ADDRESS"), original: Redacting.bytes("anna.kowalska@corp.example"),
            surrogate: Redacting.bytes("lena.hartwig@falsen.example")),
        .init(
            type: EntityType("CREDIT_CARD"), original: Redacting.bytes("4111-1111-1111-1111"),
            surrogate: Redacting.bytes("9938 9730 1097 6211")),
        .init(
            type: EntityType("API_KEY"), original: Redacting.bytes("sk-" + "live-abcDEF0123456789"),
            surrogate: Redacting.bytes("sk-" + "live-qwxZYK9876543210")),
        .init(type: EntityType("IP_ADDRESS"), original: Redacting.bytes("10.1.2.3"), surrogate: Redacting.bytes("198.18.7.9")),
    ])

    @Test func `what cannot become a surrogate goes on at once`() {
        let restorer = Restorer(Self.map)
        for piece in ["w00; ", "The weather. ", "12:30 ", "x = y; ", "\u{1F600} ", "日本 ", "a & b ", "50% ", "[link](x) "] {
            var out: [UInt8] = []
            Redacting.bytes(piece).withUnsafeBufferPointer { restorer.push($0, channel: 0, into: &out) }
            #expect(Redacting.text(out) == piece)
            #expect(!restorer.holds(channel: 0))
        }
    }

    @Test func `what was held and is something else goes on byte for byte`() {
        let text = "Lena Hartwi lena.hartwig@falsen.exampl 9938 9730 1097 621 sk-live-qwx \\u00 %4 &am Le\u{FFFD}na Lena Hart\nwig 198.18.7"
        for cut in 1...9 { #expect(Redacting.stream(text, cut: [cut], Self.map) == Redacting.restore(text, Self.map)) }
        #expect(
            Redacting.restore("Lena Hartwi. lena.hartwig@falsen.exampl 9938 9730 1097 621 198.18.7", Self.map).hasPrefix(
                "Lena Hartwi. lena.hartwig@falsen.exampl 9938"))
        var out: [UInt8] = []
        let restorer = Restorer(Self.map)
        [UInt8]([0xFF, 0xC3, 0x28, 0xE2, 0x82, 76, 0xC3]).withUnsafeBufferPointer { restorer.push($0, channel: 0, into: &out) }
        restorer.flush(channel: 0, into: &out)
        #expect(out == [0xFF, 0xC3, 0x28, 0xE2, 0x82, 76, 0xC3])
    }

    @Test func `channels do not touch one another`() {
        let restorer = Restorer(Self.map)
        var a: [UInt8] = []
        var b: [UInt8] = []
        for piece in ["Le", "na Har", "twig; 198.1", "8.7.9 "] {
            Redacting.bytes(piece).withUnsafeBufferPointer { restorer.push($0, channel: 1, into: &a) }
            Redacting.bytes(piece).withUnsafeBufferPointer { restorer.push($0, channel: 2, into: &b) }
        }
        restorer.flush(channel: 1, into: &a)
        restorer.flush(channel: 2, into: &b)
        #expect(Redacting.text(a) == "Margaret Thornbury; 10.1.2.3 ")
        #expect(a == b)
        #expect(restorer.restored == 4)
    }

    @Test(arguments: [
        ("<lena.hartwig@falsen.example>", "<anna.kowalska@corp.example>"),
        ("\\lena.hartwig@falsen.example\\n", "\\anna.kowalska@corp.example\\n"),
        ("😀lena.hartwig@falsen.example😀", "😀anna.kowalska@corp.example😀"),
        ("日本lena.hartwig@falsen.example。", "日本anna.kowalska@corp.example。"),
        ("Lena.hartwig@falsen.example", "Anna.kowalska@corp.example"), ("LENA.HARTWIG@FALSEN.EXAMPLE", "ANNA.KOWALSKA@CORP.EXAMPLE"),
        ("lena.hartwig\\u0040falsen.example", "anna.kowalska\\u0040corp.example"),
        ("lena.hartwig%40falsen.example", "anna.kowalska%40corp.example"),
        ("lena.hartwig&#64;falsen.example", "anna.kowalska&#64;corp.example"),
        ("**lena.hartwig**@falsen.example", "**anna.kowalska@corp.example**"),
        ("lena.hartwig@\nfalsen.example", "anna.kowalska@corp.example"), ("lena.hartwig@falsen.example.", "anna.kowalska@corp.example."),
        ("9938973010976211", "4111-1111-1111-1111"), ("9938-9730-1097-6211.", "4111-1111-1111-1111."),
        ("99389 73010 97621 1", "4111-1111-1111-1111"),
        ("198.18.7.9:8080 198.18.7.9/24", "10.1.2.3:8080 10.1.2.3/24"), ("198.18.7.90", "198.18.7.90"),
        ("LENA HARTWIG", "MARGARET THORNBURY"),
        ("**Lena** Hartwig", "**Margaret** Thornbury"), ("Lena **Hartwig**", "Margaret **Thornbury**"),
        ("Lena<br>Hartwig", "Margaret<br>Thornbury"), ("Le**na** Hartwig", "**Margaret** Thornbury"),
        ("?n=Lena+Hartwig", "?n=Margaret+Thornbury"),
        ("/p/lena-hartwig/", "/p/margaret-thornbury/"), ("Lenas Auto", "Margarets Auto"), ("HARTWIG Lena", "THORNBURY Margaret"),
        ("Lena Hartwig-Meyer", "Lena Hartwig-Meyer"), ("CEO Hartwig", "CEO Thornbury"), ("at falsen.example", "at corp.example"),
        ("Lena -Hartwig", "Margaret -Thornbury"),
        ("to Lena.", "to Margaret."), ("Mr. Hartwig’s", "Mr. Thornbury’s"), ("Hartwigs Akte", "Thornburys Akte"),
        ("L. Hartwig", "M. Thornbury"),
        ("Hartwig, Lena", "Thornbury, Margaret"), ("?n=Lena%20Hartwig&x", "?n=Margaret%20Thornbury&x"),
        ("{\\\"n\\\":\\\"Lena Hartwig\\\"}", "{\\\"n\\\":\\\"Margaret Thornbury\\\"}"),
        ("\\nLena Hartwig\\n", "\\nMargaret Thornbury\\n"), ("%20Lena Hartwig%20", "%20Margaret Thornbury%20"),
    ])
    func `a surrogate is restored as the model wrote it, at every cut`(answer: String, expected: String) {
        #expect(Redacting.restore(answer, Self.map) == expected)
        for cut in 1...8 { #expect(Redacting.stream(answer, cut: [cut], Self.map) == expected) }
    }

    @Test func `a map survives its file, and a damaged file is refused`() throws {
        let file = Self.map.encode()
        #expect(try SurrogateMap(decoding: file) == Self.map)
        #expect(throws: SurrogateMapError.notAMap) { try SurrogateMap(decoding: Redacting.bytes("{}")) }
        for cut in [file.count - 1, file.count - 7, 20] {
            #expect(throws: SurrogateMapError.self) { try SurrogateMap(decoding: [UInt8](file[..<cut])) }
        }
        var extra = file
        extra.append(contentsOf: Redacting.bytes("X s-- 4G 00\n"))
        #expect(throws: SurrogateMapError.malformed(line: 7)) { try SurrogateMap(decoding: extra) }
    }

    /// Redact then restore is the identity, whatever the text and wherever the findings.
    @Test(arguments: 0..<8) func `restoring what was redacted gives the original, for random text and findings`(seed: Int) {
        var draw = Draw(state: UInt64(seed) &* 7919 &+ 3)
        let pieces = [
            "Anna", "Kowalska", "anna.kowalska@corp.example", "x.y@z.example", " ", " ", "  ", "\n", ".", ",", "-", "'s", "@",
            "4111 1111 1111 1111", "10.0.0.1", "E-123456",
            "Straße", "naïve", "日本", "😀", "\\n", "%20", "&amp;", "**", "_", "(", ")", "7", "0123456", "Bluebird", "Night Owl", "Smith",
            "John", "Иван", "s", "en", "+49 30 901820",
            "2001:db8::1", "\"", "\\", "/", "<b>", "A", "b", "1984-03-12", "sk-" + "proj-abc123DEF456", "\t", "\u{A0}", "\u{200B}",
        ]
        let types = [
            "PERSON", "EMAIL_ADDRESS", "PHONE_NUMBER", "CREDIT_CARD", "IP_ADDRESS", "API_KEY", "PROJECT", "LOCATION", "URL", "DATE_TIME",
            "US_SSN", "X",
        ]
        for _ in 0..<100 {
            var texts: [[UInt8]] = []
            var all: [[Finding]] = []
            let action: Action = draw.pick([.surrogate, .surrogate, .surrogate, .placeholder])
            for _ in 0..<(1 + Int(draw.next() % 3)) {
                let text = Redacting.bytes((0..<(1 + Int(draw.next() % 30))).map { _ in draw.pick(pieces) }.joined())
                var findings: [Finding] = []
                var at = 0
                while at < text.count {
                    let start = at + Int(draw.next() % 12)
                    let end = start + 1 + Int(draw.next() % 20)
                    guard end <= text.count else { break }
                    // Spans begin and end at characters, as an engine's do.
                    guard text[start] & 0xC0 != 0x80, end == text.count || text[end] & 0xC0 != 0x80 else {
                        at += 1
                        continue
                    }
                    findings.append(
                        Finding(type: EntityType(draw.pick(types)), span: start..<end, score: 1, recognizer: "t", evidence: .format))
                    at = end
                }
                texts.append(text)
                all.append(findings)
            }
            var redactor = Redactor(key: Redacting.key, action: { _ in action })
            for (text, findings) in zip(texts, all) { redactor.add(text, findings: findings) }
            let redaction = redactor.finish()
            for (i, text) in texts.enumerated() {
                let out = redaction.apply(to: text, number: i)
                let back = Restorer(redaction.map).restore(out)
                let shown =
                    "\(Redacting.text(text).debugDescription) -> \(Redacting.text(out).debugDescription) -> \(Redacting.text(back).debugDescription)"
                let used = redaction.edits.filter { $0.text == i }.map { "\($0.span): \(Redacting.text($0.replacement).debugDescription)" }
                let same = back == text
                #expect(same, "\(shown) \(used)")
                let isStreamed =
                    Redacting.stream(Redacting.text(out), cut: [1 + Int(draw.next() % 9)], redaction.map) == Redacting.text(back)
                #expect(isStreamed, "\(shown)")
            }
        }
    }
}
