import Detection
import Testing

/// Whole answers, with several people and things in them, each written in its own way: what a model makes of a request, drawn at random.
struct RandomAnswerTests {
    private struct Spelling: Sendable {
        let name: String
        /// Nil where the value cannot be written so.
        let write: @Sendable (String) -> String?
        /// Whether the person reads the original in its own spelling, whatever was done to the surrogate.
        var isOwn = false
    }

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    private static let names: [Spelling] = [
        Spelling(name: "plain") { $0 },
        Spelling(name: "capitals") { $0.uppercased() },
        Spelling(name: "bold") { "**\($0)**" },
        Spelling(name: "bold surname") { "\(words($0)[0]) **\(words($0)[1])**" },
        Spelling(name: "struck") { "~~\($0)~~" },
        Spelling(name: "code") { "`\($0)`" },
        Spelling(name: "link") { "[\($0)](#p)" },
        Spelling(name: "heading") { "\n### \($0)\n" },
        Spelling(name: "cell") { "\n| \($0) | 12 |\n|---|---|\n" },
        Spelling(name: "list") { "\n  * \($0)\n" },
        Spelling(name: "numbered") { "\n1. \($0): yes\n" },
        Spelling(name: "task") { "\n- [x] \($0)\n" },
        Spelling(name: "html") { "<b>\($0)</b>" },
        Spelling(name: "json") { "{\"name\":\"\($0)\"}" },
        Spelling(name: "json in json") { #"{\"a\":\"{\\\"name\\\":\\\"\#($0)\\\"}\"}"# },
        Spelling(name: "yaml") { "\nname: \($0)\n" },
        Spelling(name: "code block") { "\n```sql\nWHERE name = '\($0)'\n```\n" },
        Spelling(name: "csv") { "1,\($0),x" },
        Spelling(name: "English") { "\($0)'s" },
        Spelling(name: "Turkish") { "\($0)'nin" },
        Spelling(name: "Polish") { words($0)[1].last.map { "aeiouyąęó".contains($0) } == true ? nil : "\($0)owi" },
        Spelling(name: "Russian") { $0.unicodeScalars.last.map { $0.value > 0x400 } == true ? nil : "\($0)u" },
        Spelling(name: "German") { "\($0)s" },
        Spelling(name: "broken line") { words($0).joined(separator: "\n") },
        Spelling(name: "quoted line") { words($0).joined(separator: "\n> ") },
        Spelling(name: "broken in a list") { words($0).joined(separator: "\n  ") },
        Spelling(name: "no-break space") { words($0).joined(separator: "\u{A0}") },
        Spelling(name: "initial") { "\($0.prefix(1)). \(words($0)[1])" },
        Spelling(name: "last, first") { "\(words($0)[1]), \(words($0)[0])" },
        Spelling(name: "first name") { "dear \(words($0)[0])," },
        Spelling(name: "surname") { "Mrs. \(words($0)[1])" },
        Spelling(name: "entity") { words($0).joined(separator: "&nbsp;") },
        Spelling(name: "query") { "?n=" + words($0).map { RewriteBenchmarkTests.percent($0) }.joined(separator: "+") },
        Spelling(name: "zero-width") { words($0).joined(separator: " \u{200B}") },
    ]

    private static let numbers: [Spelling] = [
        Spelling(name: "plain") { $0 },
        Spelling(name: "bold") { "**\($0)**" },
        Spelling(name: "cell") { "\n| id | \($0) |\n" },
        Spelling(name: "json in json") { #"{\"v\":\"\#($0)\"}"# },
        Spelling(name: "tight", write: { RewriteBenchmarkTests.regroup($0, 99, "") }, isOwn: true),
        Spelling(name: "fours", write: { RewriteBenchmarkTests.regroup($0, 4, " ") }, isOwn: true),
        Spelling(name: "hyphens", write: { RewriteBenchmarkTests.regroup($0, 4, "-") }, isOwn: true),
        Spelling(name: "thin spaces", write: { RewriteBenchmarkTests.regroup($0, 3, "\u{2009}") }, isOwn: true),
        Spelling(name: "points", write: { RewriteBenchmarkTests.regroup($0, 3, ".") }, isOwn: true),
        Spelling(name: "typographic hyphens", write: { RewriteBenchmarkTests.regroup($0, 4, "\u{2011}") }, isOwn: true),
    ]

    private static let others: [Spelling] = [
        Spelling(name: "plain") { $0 },
        Spelling(name: "bold") { "**\($0)**" },
        Spelling(name: "code") { "`\($0)`" },
        Spelling(name: "angle") { "<\($0)>" },
        Spelling(name: "cell") { "\n| mail | \($0) |\n" },
        Spelling(name: "json in json") { #"{\"v\":\"\#($0)\"}"# },
        Spelling(name: "full stop") { "\($0)." },
        Spelling(name: "quoted") { "„\($0)“" },
    ]

    private static let links = [
        " was told by ", " and then ", ", ", " wrote to ", "; meanwhile ", ".\n\nAfter that ", " met ", " (see ", ": ", "\n\n", " / ",
        " – ",
    ]

    @Test func `random answers are restored, none wrongly, however they are cut`() {
        var draw = Draw(state: 77)
        var mentions = 0
        var wrong: [String: Int] = [:]
        var told = 0
        for _ in 0..<400 {
            var people = RewriteBenchmarkTests.people.shuffled(using: &draw).prefix(3).map { ("PERSON", $0) }
            // The same first letter twice would make an initial anyone's.
            people = people.enumerated().filter { at, one in !people[..<at].contains { $0.1.prefix(1) == one.1.prefix(1) } }.map(\.element)
            let things = RewriteBenchmarkTests.things.shuffled(using: &draw).prefix(3)
            let stand = RewriteBenchmarkTests.stand(people + things)
            let fakes = people.map { stand.surrogate($0.1) }
            guard Set(fakes.map { $0.prefix(1) }).count == fakes.count else { continue }
            var answer = ""
            var expected = ""
            var parts: [(name: String, a: String, b: String)] = []
            for (type, value) in (people + things).shuffled(using: &draw) {
                let fake = stand.surrogate(value)
                let isNumber = ["PHONE_NUMBER", "CREDIT_CARD", "IBAN_CODE", "US_SSN", "UK_NHS"].contains(type)
                let one = draw.pick(type == "PERSON" ? Self.names : isNumber ? Self.numbers : Self.others)
                guard let a = one.write(fake), var b = one.write(value) else { continue }
                // A surrogate of ASCII shows no escapes, so none can be asked for.
                if one.name == "query", fake.allSatisfy(\.isASCII) { b = "?n=" + value.replacing(" ", with: "+") }
                parts.append((one.name + " " + type, a, one.isOwn ? value : b))
                let link = draw.pick(Self.links)
                answer += link + a
                expected += link + (one.isOwn ? value : b)
                mentions += 1
            }
            let got = Redacting.restore(answer, stand.map)
            if got != expected {
                for part in parts where Redacting.restore(part.a, stand.map) != part.b || !got.contains(part.b) {
                    wrong[part.name, default: 0] += 1
                    told += 1
                    if told < 40 {
                        print(
                            "not restored (\(part.name)): \(part.a.debugDescription) -> \(Redacting.restore(part.a, stand.map).debugDescription) in \(got.debugDescription)"
                        )
                    }
                }
            }
            // Nobody is read as somebody who is not in the request.
            for (_, value) in people + things where got.contains(value) { #expect(expected.contains(value)) }
            for size in [1, 2, 5, 11] { #expect(Redacting.stream(answer, cut: [size], stand.map) == got) }
        }
        let missed = wrong.values.reduce(0, +)
        print("mentions in random answers: \(mentions), restored \(mentions - missed)")
        for (name, count) in wrong.sorted(by: { $0.value > $1.value }) { print("  \(name): \(count)") }
        #expect(Double(missed) <= 0.02 * Double(mentions))
    }

    /// Letters, spaces and signs between findings of any length, overlapping nothing.
    @Test(arguments: [Action.surrogate, .placeholder])
    func `what is redacted and restored is what it was, whatever the text and the findings`(action: Action) {
        var draw = Draw(state: 4711)
        let pieces = [
            "a", "Z", "7", " ", "\n", "-", ".", "@", "é", "ß", "王", "😀", "[", "\\", "\"", "%20", "&amp;", "Anna", "42", "_", "*", "\u{301}",
            "'",
        ]
        let kinds = RedactorTests.kinds
        for _ in 0..<1500 {
            var text = ""
            var values: [(String, String)] = []
            for _ in 0..<Int(draw.next() % 40) {
                if draw.next() % 5 == 0 {
                    let one = draw.pick(kinds)
                    // Between spaces: a finding is a value with edges.
                    text += " " + one.1 + " "
                    values.append(one)
                } else {
                    text += draw.pick(pieces)
                }
            }
            let (redacted, redaction) = Redacting.redact(text, values, action: action)
            let back = Redacting.restore(redacted, redaction.map)
            #expect(back == text, "\(redacted.debugDescription)")
            for (_, value) in values where value.utf8.count >= 6 { #expect(!redacted.contains(value)) }
            #expect(Redacting.stream(redacted, cut: [1], redaction.map) == text)
        }
    }
}
