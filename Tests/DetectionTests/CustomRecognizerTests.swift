import Testing

@testable import Detection

struct CustomRecognizerTests {
    @Test(arguments: ["(a+)+$", "(a|a)*b", "(\\w+\\s?)*!", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y", "(.*)(.*)(.*)(.*)(.*)(.*)(.*)z"])
    func `a pattern that can run away is refused with the text that shows it`(source: String) {
        #expect {
            try CustomPattern.compile(source)
        } throws: { error in
            if case .runsAway(let subject) = error as? CustomPattern.Fault { return !subject.isEmpty }
            return false
        }
    }

    @Test(arguments: ["(", "[a-", "a{2,1}", "(?<n>a)(?<n>b)", "\\"])
    func `a pattern that is none is refused with the reason and the place`(source: String) {
        #expect {
            try CustomPattern.compile(source)
        } throws: { error in
            if case .invalid(let message, let offset) = error as? CustomPattern.Fault { return !message.isEmpty && offset >= 0 }
            return false
        }
    }

    @Test func `a pattern that matches nothing at all is refused`() {
        #expect(throws: CustomPattern.Fault.matchesEmpty) { try CustomPattern.compile("a*") }
    }

    @Test(arguments: [#"\bE-\d{6}\b"#, #"(?i)project[- ]\w{3,20}"#, #"[A-Z]{2}\d{4,8}"#, #"^\s*BEGIN .+$"#, #"\p{Lu}\p{Ll}+ ID \d+"#])
    func `an ordinary pattern is taken`(source: String) throws {
        _ = try CustomPattern.compile(source)
    }

    @Test func `a policy's pattern counts from its score up, and context raises it`() throws {
        let badge = CustomRecognizer(
            type: EntityType("EMPLOYEE_ID"), pattern: try CustomPattern.compile(#"\bE-\d{6}\b"#), score: 0.4,
            context: ["employee", "badge"])
        let analyzer = Analyzer(custom: [badge])
        #expect(try analyzer.analyze(Array("The employee badge E-204871 was lost.".utf8)).map(\.type.name) == ["EMPLOYEE_ID"])
        #expect(try analyzer.analyze(Array("part E-204871 was lost.".utf8)).isEmpty)
    }

    @Test func `words are found whole, in any case where the policy says so`() throws {
        let projects = CustomRecognizer(type: EntityType("PROJECT"), words: ["Bluebird", "Night Owl", "Ökohaus"], ignoresCase: true)
        let analyzer = Analyzer(custom: [projects])
        func found(_ text: String) throws -> [String] {
            let bytes = Array(text.utf8)
            return try analyzer.analyze(bytes).map { String(decoding: bytes[$0.span], as: UTF8.self) }
        }
        #expect(try found("the launch of BLUEBIRD and night\n owl is near, ökohaus too") == ["BLUEBIRD", "night\n owl", "ökohaus"])
        #expect(try found("bluebirds and nightowl").isEmpty)
        #expect(try found("the O\u{308}kohaus and O\u{308}KOHAUS") == ["O\u{308}kohaus", "O\u{308}KOHAUS"])
        let exact = Analyzer(custom: [CustomRecognizer(type: EntityType("PROJECT"), words: ["Bluebird"])])
        #expect(try exact.analyze(Array("bluebird".utf8)).isEmpty)
    }

    @Test(arguments: [
        ("Parkstraße", "PARKSTRASSE", true), ("Parkstraße", "Parkstrasse", true), ("Strasse", "Straße", true), ("Strasse", "STRAẞE", true),
        ("Σοφός", "ΣΟΦΌΣ", true), ("İzmir", "izmir", true), ("ışık", "IŞIK", true), ("Iğdır", "ığdır", true), ("izmir", "İZMİR", true),
        ("Ågren", "A\u{30A}GREN", true), ("A\u{30A}gren", "Ågren", true),
        ("Ågren", "Agren", false), ("Nguyễn", "Nguye\u{302}\u{303}n", true),
    ])
    func `letters with marks and sharp s are one word in every spelling`(listed: String, written: String, isFound: Bool) throws {
        let list = CustomRecognizer(type: EntityType("PROJECT"), words: [listed], ignoresCase: true)
        let bytes = Array("the \(written) file".utf8)
        let found = try Analyzer(recognizers: [], custom: [list]).analyze(bytes).filter { $0.type.name == "PROJECT" }
        #expect(found.map { String(decoding: bytes[$0.span], as: UTF8.self) } == (isFound ? [written] : []))
    }

    @Test(arguments: [
        ("(?i)parkstraße", "PARKSTRASSE", true), ("(?i)parkstrasse", "Parkstraße", true), ("(?i)ma(?:ß|x)stab", "MASSSTAB", true),
        ("(?i)σοφός", "ΣΟΦΌΣ", true), ("(?i)ışık-[0-9]", "IŞIK-7", true), ("(?i)\\bistanbul\\b", "İSTANBUL", true),
        ("parkstraße", "PARKSTRASSE", false), ("(?i)pas{2}word", "PASSWORD", true), ("(?i)(?<site>[ß]x)", "SSX", false),
        ("(?i)[[:alpha:]]+ß\\p{Nd}\\x{69}", "KLOSS1i", true), ("(?i)(?<=ß)x", "ßX", true), ("(?-i)ß(?i:x)", "SSx", false),
    ])
    func `a pattern that ignores case finds what capitals make of a word`(source: String, written: String, isFound: Bool) throws {
        let pattern = CustomRecognizer(type: EntityType("PROJECT"), pattern: try CustomPattern.compile(source))
        let found = try Analyzer(recognizers: [], custom: [pattern]).analyze(Array("see \(written) there".utf8))
        #expect(found.contains { $0.type.name == "PROJECT" } == isFound)
    }

    @Test func `a pattern of a policy finds letters whose marks stand apart`() throws {
        let pattern = CustomRecognizer(type: EntityType("PROJECT"), pattern: try CustomPattern.compile("(?i)müller-[0-9]+"))
        let bytes = Array("see MU\u{308}LLER-12 there".utf8)
        #expect(try Analyzer(recognizers: [], custom: [pattern]).analyze(bytes).contains { $0.type.name == "PROJECT" && $0.span == 4..<15 })
    }
}
