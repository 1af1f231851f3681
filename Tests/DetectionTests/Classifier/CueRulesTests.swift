import Testing

@testable import Detection

@Suite struct CueRulesTests {
    private func found(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { bytes in
            let tokenizer = ShippedModel.tagger.tokenizer
            var spans: [TaggedSpan] = []
            CueRules.extend(&spans, text: bytes, words: tokenizer.words(bytes), tokenizer: tokenizer)
            return spans.map { "\($0.type) \(String(decoding: bytes[$0.range], as: UTF8.self))" }
        }
    }

    @Test(arguments: [
        ("DOB: 03/12/1980", "DATE_OF_BIRTH 03/12/1980"), ("d.o.b. 1980-03-12", "DATE_OF_BIRTH 1980-03-12"),
        ("I was born on March 12, 1980.", "DATE_OF_BIRTH March 12, 1980"),
        ("born 12th of March 1980", "DATE_OF_BIRTH 12th of March 1980"), ("\"date_of_birth\": \"19800312\"", "DATE_OF_BIRTH 19800312"),
        ("geb. am 12. März 1980", "DATE_OF_BIRTH 12. März 1980"),
        ("née le 1er juin 1975", "DATE_OF_BIRTH 1er juin 1975"),
        ("fecha de nacimiento: 12 de marzo de 1980", "DATE_OF_BIRTH 12 de marzo de 1980"),
        ("geboren op 12-03-1980", "DATE_OF_BIRTH 12-03-1980"),
        ("birthday=12.3.80", "DATE_OF_BIRTH 12.3.80"),
    ])
    func `a birthday stands beside its cue`(text: String, expected: String) {
        #expect(found(text) == [expected])
    }

    @Test(arguments: [
        ("my employee number is E-204871", "ID E-204871"), ("MRN: 9528 8682 2835", "ID 9528 8682 2835"),
        ("passport no. LX873355, please", "ID LX873355"), ("policy number WU-5260-518 with us", "ID WU-5260-518"),
        ("Kundennummer: 4481-22", "ID 4481-22"), ("emp_id = EMP_10422", "ID EMP_10422"), ("login: jsmith42", "ID jsmith42"),
        ("username is x.miller", "ID x.miller"), ("license plate B-XY 4711", "ID B-XY 4711"),
    ])
    func `an identifier stands beside its cue`(text: String, expected: String) {
        #expect(found(text).first.map { expected.hasPrefix($0) || $0 == expected } == true)
    }

    @Test(arguments: [
        ("my password is Tiger" + "44!", "SECRET Tiger44!"), ("password: \"Winter" + "2735@\"", "SECRET Winter2735@"),
        ("Passwort: sonnen" + "schein9", "SECRET sonnenschein9"), ("the pin is 4471", "SECRET 4471"),
        ("PIN code 388471 for the door", "SECRET 388471"), ("door code: 99120#", "SECRET 99120"),
        ("mot de passe : Lune" + "-77", "SECRET Lune-77"), ("DB_PASSWORD=x9" + "f!k2", "SECRET x9f!k2"),
    ])
    func `a secret stands beside its cue`(text: String, expected: String) {
        #expect(found(text) == [expected])
    }

    @Test(arguments: [
        "What is a passport number?", "Enter your password to continue.", "my password is required", "password: String",
        "let password = getPassword()", "password=${DB_PASSWORD}", "born in Paris", "pin the message", "the due date is 12.03.2024",
        "I forgot my PIN, what can I do?", "Where do I find my employee id?", "reset the password for user accounts", "login is broken",
        "password: <redacted>", "The account number field is required",
    ])
    func `a cue without a value finds nothing`(text: String) {
        #expect(found(text).isEmpty)
    }

    @Test func `a column's header speaks for its fields`() {
        #expect(
            found("name,dob,pin\nAnna,12.03.1980,4471\nBob,,x\nEve,1/2/1990,99120") == [
                "DATE_OF_BIRTH 12.03.1980", "SECRET 4471", "DATE_OF_BIRTH 1/2/1990", "SECRET 99120",
            ])
        #expect(found("employee_id\tname\nA1204\tAnna") == ["ID A1204"])
        #expect(found("| user | password |\n|---|---|\n| anna | Mond" + "77 |").contains("SECRET Mond77"))
        #expect(found("qty,price\n1200,3000").isEmpty)
    }

    @Test func `a model's span inside a rule's gives way and one around it stays`() {
        let text = "password is Anna" + "1990!"
        let bytes = Array(text.utf8)
        let tokenizer = ShippedModel.tagger.tokenizer
        bytes.withUnsafeBufferPointer { bytes in
            var spans = [TaggedSpan(range: 12..<16, type: "PERSON", score: 0.9)]
            CueRules.extend(&spans, text: bytes, words: tokenizer.words(bytes), tokenizer: tokenizer)
            #expect(spans.map(\.type) == ["SECRET"])
            spans = [TaggedSpan(range: 0..<bytes.count, type: "SECRET", score: 0.9)]
            CueRules.extend(&spans, text: bytes, words: tokenizer.words(bytes), tokenizer: tokenizer)
            #expect(spans.map(\.range) == [0..<bytes.count])
        }
    }
}
