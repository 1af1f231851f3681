import Testing

@testable import Detection

struct AnalyzerTests {
    static let analyzer = Analyzer()

    private func types(_ text: String, name: String? = nil, mode: Analyzer.Mode = .text) throws -> [String] {
        try Self.analyzer.analyze(Array(text.utf8), name: name.map { Array($0.utf8) }, mode: mode).map(\.type.name)
    }

    @Test(arguments: [
        ("Please write to anna.kowalska@corp.example today.", "EMAIL_ADDRESS", "anna.kowalska@corp.example"),
        ("Please write to billing-dept+q3@northwind-traders.example today.", "EMAIL_ADDRESS", "billing-dept+q3@northwind-traders.example"),
        ("Her phone number is +1 415 555 0132, call her.", "PHONE_NUMBER", "+1 415 555 0132"),
        ("Her phone number is (212) 555-0187, call her.", "PHONE_NUMBER", "(212) 555-0187"),
        ("My social security number (ssn) is 536-90-4399.", "US_SSN", "536-90-4399"),
        ("Pay with my credit card 4111 1111 2345 6789 0 please.", "", ""),
        ("Transfer it to the IBAN DE89 3704 0044 0532 0130 00 tomorrow.", "IBAN_CODE", "DE89 3704 0044 0532 0130 00"),
        ("The server with the ip address 198.51.100.23 is down.", "IP_ADDRESS", "198.51.100.23"),
        ("The server with the ip address 2001:db8:85a3::8a2e:370:7334 is down.", "IP_ADDRESS", "2001:db8:85a3::8a2e:370:7334"),
        ("[2001:db8::1]:443", "IP_ADDRESS", "2001:db8::1"),
        ("route 198.51.100.23/24 dev eth0", "IP_ADDRESS", "198.51.100.23/24"),
        ("203.0.113.77", "IP_ADDRESS", "203.0.113.77"),
        ("version 1.2.3.4", "", ""),
        ("M123A4567 and M456B7890", "KR_PASSPORT", "M456B7890"),
        ("34 ABC 1234 ve 06 JK 567", "TR_LICENSE_PLATE", "06 JK 567"),
        ("1.2.3.4", "IP_ADDRESS", "1.2.3.4"),
        ("::192.168.1.1", "IP_ADDRESS", "::192.168.1.1"),
    ])
    func `what stands in a sentence is found in full`(text: String, type: String, value: String) throws {
        let bytes = Array(text.utf8)
        let found = try Self.analyzer.analyze(bytes)
        if type.isEmpty {
            #expect(!found.contains { $0.type.name == "CREDIT_CARD" || $0.type.name == "IP_ADDRESS" })
        } else {
            #expect(found.contains { $0.type.name == type && String(decoding: bytes[$0.span], as: UTF8.self) == value && $0.score >= 0.5 })
        }
    }

    @Test(arguments: [
        "release 2.14.0.1 of 2024", "commit 9fceb02d0ae598e95dc970b74767f19372d61af8", "#ff8800 and #336699", "at 10:15:32.123",
        "$1,299.00", "ISBN 978-3-16-148410-0", "line 12345678", "0x7ffee3bff5c8", "The answer is 42.",
    ])
    func `what only looks like something is left alone`(text: String) throws {
        #expect(try types(text).allSatisfy { $0 == "DATE_TIME" })
    }

    @Test func `the name of a property is context`() throws {
        #expect(try types("536904399", name: "customer_ssn").contains("US_SSN"))
        #expect(try !types("536904399", name: "rows").contains("US_SSN"))
    }

    @Test func `in a structural field only format and checksum count`() throws {
        #expect(try types("anna@corp.example", mode: .structural) == ["EMAIL_ADDRESS"])
        #expect(try types("call_\(SampleText.letters(24))", mode: .structural).isEmpty)
    }

    @Test func `letters beyond ASCII are part of a word, but scripts without spaces do not join`() throws {
        #expect(try !types("é536-90-4399").contains("US_SSN"))
        #expect(try types("社保号536-90-4399。").contains("US_SSN"))
    }

    @Test func `what is allowed stays, and so do its parts`() throws {
        let analyzer = Analyzer(
            allow: AllowList.shipped.adding(values: ["support@corp.example"], patterns: [try CustomPattern.compile("^192\\.0\\.2\\.")]))
        #expect(try analyzer.analyze(Array("mail noreply@anthropic.com or SUPPORT@corp.example from 192.0.2.7".utf8)).isEmpty)
        #expect(try analyzer.analyze(Array("192.0.3.7".utf8)).count == 1)
    }

    @Test func `the order of candidates does not matter to what stands`() {
        let a = Candidate(start: 0, end: 10, score: 0.6, recognizer: 3, evidence: .format, distance: .max)
        let b = Candidate(start: 5, end: 20, score: 0.9, recognizer: 2, evidence: .format, distance: .max)
        let c = Candidate(start: 18, end: 30, score: 0.6, recognizer: 1, evidence: .format, distance: .max)
        let d = Candidate(start: 21, end: 25, score: 0.6, recognizer: 0, evidence: .format, distance: .max)
        for order in [[a, b, c, d], [d, c, b, a], [c, a, d, b]] {
            #expect(ConflictResolution.resolve(order).map(\.recognizer) == [2, 0])
        }
    }

    @Test func `equal scores go to the longer, then the earlier`() {
        let short = Candidate(start: 0, end: 5, score: 0.6, recognizer: 0, evidence: .format, distance: .max)
        let long = Candidate(start: 3, end: 12, score: 0.6, recognizer: 1, evidence: .format, distance: .max)
        #expect(ConflictResolution.resolve([short, long]).map(\.recognizer) == [1])
        let later = Candidate(start: 4, end: 9, score: 0.6, recognizer: 0, evidence: .format, distance: .max)
        #expect(ConflictResolution.resolve([later, short]).map(\.start) == [0])
    }

    @Test func `offsets count scalars`() {
        var offsets = ScalarOffsets(Array("añ😅b".utf8))
        #expect(offsets.scalars(of: 3..<7) == 2..<3)
        #expect(offsets.scalars(of: 7..<8) == 3..<4)
        #expect(offsets.scalars(of: 1..<3) == 1..<2)
    }

    @Test func `bytes that are no UTF-8 are examined all the same`() throws {
        let text = [0xFF, 0xC3] + Array(" anna@corp.example ".utf8) + [0xE2, 0x82, 0xF0]
        #expect(try Self.analyzer.analyze(text).map(\.type.name) == ["EMAIL_ADDRESS"])
    }

    @Test(arguments: [" ", "a", "A", "0", "1", ".", "-", "@", ":", "\\", "%", "=", "(", "é", "漢", "e@", "1.", "a.b@", "ab ", "4 ", "x.y."])
    func `a great deal of one character is examined in bounded time`(piece: String) throws {
        let unit = Array(piece.utf8)
        var text: [UInt8] = []
        while text.count < 300_000 { text += unit }
        do throws(AnalysisError) {
            _ = try Self.analyzer.analyze(text)
        } catch {
            #expect(error == .tooDeeplyEncoded)
        }
    }

    @Test func `every type of a policy can be known by name, and a misspelled one is corrected`() {
        #expect(EntityGroups.isKnown("EMAIL_ADDRESS") && EntityGroups.isKnown("NATIONAL_ID") && EntityGroups.isKnown("DE"))
        #expect(EntityGroups.nearest(to: "EMAIL_ADRESS") == "EMAIL_ADDRESS")
        #expect(EntityGroups.nearest(to: "QWERTZUIOP") == nil)
        #expect(EntityGroups.groups(of: "DE_TAX_ID") == ["NATIONAL_ID", "DE"])
        #expect(EntityGroups.groups(of: "API_KEY") == ["SECRET"])
        #expect(EntityGroups.groups(of: "IP_ADDRESS") == ["NETWORK"])
    }
}
