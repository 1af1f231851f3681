import Foundation
import Testing

@testable import Detection

/// Values that are hidden from a plain reading: found, with the span carried back to the bytes that hide them.
struct NormalizedReadingTests {
    static let analyzer = Analyzer()
    static let card = "4111 1111 1111 1111"
    static let email = "anna.kowalska@corp.example"

    @Test func `a text in tags, which nobody sees, is read`() throws {
        let hidden = Self.email.unicodeScalars.map { Unicode.Scalar(0xE0000 + $0.value)! }
        var text = "mail ".unicodeScalars
        text.append(contentsOf: hidden)
        text.append(contentsOf: " please".unicodeScalars)
        let found = try Self.analyzer.analyze(Array(String(text).utf8))
        #expect(found.map(\.span) == [5..<5 + 4 * hidden.count])
    }

    @Test(arguments: [
        ("a zero-width space in it", "write to «anna.kow\u{200B}alska@corp.example» now", "EMAIL_ADDRESS"),
        ("soft hyphens in it", "write to «anna.kow\u{AD}alska@corp.exam\u{AD}ple» now", "EMAIL_ADDRESS"),
        ("full-width digits", "card «４１１１ １１１１ １１１１ １１１１» please", "CREDIT_CARD"),
        ("full-width letters", "mail «ａｎｎａ＠ｃｏｒｐ．ｅｘａｍｐｌｅ» please", "EMAIL_ADDRESS"),
        ("digits of Arabic script", "card «٤١١١ ١١١١ ١١١١ ١١١١» please", "CREDIT_CARD"),
        ("digits of Devanagari", "card «४१११-११११-११११-११११» please", "CREDIT_CARD"),
        ("mathematical digits", "ssn «𝟓𝟑𝟔-𝟗𝟎-𝟒𝟑𝟗𝟗» please", "US_SSN"),
        ("no-break spaces", "card «4111\u{A0}1111\u{A0}1111\u{A0}1111» please", "CREDIT_CARD"),
        ("typographic hyphens", "ssn «536\u{2010}90\u{2010}4399» please", "US_SSN"),
        ("Cyrillic letters in the suffix", "mail «anna@corp.с\u{43E}m» please", "EMAIL_ADDRESS"),
        ("percent-encoding", "q=«anna.kowalska%40corp.example»&x", "EMAIL_ADDRESS"),
        ("decimal references", "mail «anna.kowalska&#64;corp.example» please", "EMAIL_ADDRESS"),
        ("hexadecimal references", "mail «anna.kowalska&#x40;corp&#x2e;example» please", "EMAIL_ADDRESS"),
        ("named references", "mail «anna.kowalska&commat;corp&period;example» please", "EMAIL_ADDRESS"),
        ("quoted-printable", "Content: quoted=3D1\nmail «anna.kowalska=40corp.example» please", "EMAIL_ADDRESS"),
        ("a soft line break", "mail «anna.kowal=\nska@corp.example» please", "EMAIL_ADDRESS"),
        ("terminal colours", "mail «anna.\u{1B}[31mkowalska\u{1B}[0m@corp.example» please", "EMAIL_ADDRESS"),
        ("JSON escapes", #"{\"text\":\"mail «anna.kowalska\u0040corp.example»\"}"#, "EMAIL_ADDRESS"),
        ("an escaped line break before it", #"number:\n«536-90-4399»\n"#, "US_SSN"),
        ("a line break inside", "Pay with «4111 1111\n1111 1111» please", "CREDIT_CARD"),
        ("an indented line break inside", "Pay with «4111 1111\n    1111 1111» please", "CREDIT_CARD"),
        ("circled digits", "card «④①①① ①①①① ①①①① ①①①①» please", "CREDIT_CARD"),
        ("digits above the line", "ssn «⁵³⁶-⁹⁰-⁴³⁹⁹» please", "US_SSN"),
        ("a tag by itself", "mail «anna.kow\u{E0061}alska@corp.example» please", "EMAIL_ADDRESS"),
        ("a quoted line break inside", "> Pay with «4111 1111\n> 1111 1111» please", "CREDIT_CARD"),
        ("marks that make no letter", "é\u{300} x\u{300} credit card «4111 1111 1111 1111». o\u{323}\u{302}\u{310}", "CREDIT_CARD"),
        ("marks over digits", "Pay with «4\u{338}111 1\u{300}111 1111 1111» please", "CREDIT_CARD"),
        ("digits apart", "Pay with «4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1» please", "CREDIT_CARD"),
        ("a break after a hyphen", "my number is «536-\n90-4399» please", "US_SSN"),
        ("a break after a hyphen of a telephone number", "phone «(212) 555-\r\n0187» please", "PHONE_NUMBER"),
        ("a break inside a named number", "the Aadhaar «3463\n4578 1497» ends", "IN_AADHAAR"),
        ("digits apart that have a name", "IMEI «4 9 0 1 5 4 2 0 3 2 3 7 5 1 8» please", "IMEI"),
        ("full-width digits and a break", "card «４１１１ １１１１ １１１１\n１１１１» please", "CREDIT_CARD"),
        ("full-width digits in base64", "card «77yU77yR77yR77yRIO+8ke+8ke+8ke+8kSDvvJHvvJHvvJHvvJEg77yR77yR77yR77yR» end", "CREDIT_CARD"),
        (
            "a word of Cyrillic letters in hexadecimal", "data d0bfd0bed187d182d0b020«616e6e6140636f72702e6578616d706c65» end",
            "EMAIL_ADDRESS"
        ),
        ("base64", "data «YW5uYS5rb3dhbHNrYUBjb3JwLmV4YW1wbGU=» end", "EMAIL_ADDRESS"),
        ("hexadecimal", "data «616e6e612e6b6f77616c736b6140636f72702e6578616d706c65» end", "EMAIL_ADDRESS"),
        ("a soft hyphen inside a reference", "mail «anna.kowalska&#64\u{AD};corp.example» please", "EMAIL_ADDRESS"),
        ("a zero-width space inside percent-encoding", "q=«anna.kowalska%4\u{200B}0corp.example»&x", "EMAIL_ADDRESS"),
        ("a zero-width space inside an escape", #"{"mail":"«anna.kowalska\u00\#u{200B}40corp.example»"}"#, "EMAIL_ADDRESS"),
        ("zero-width spaces inside base64", "data «YW5uYS5rb3dh\u{200B}bHNrYUBjb\u{200B}3JwLmV4YW1wbGU=» end", "EMAIL_ADDRESS"),
        ("quoted lines of base64", "> data «YW5uYS5rb3dhbHNr\r\n> YUBjb3JwLmV4YW1w\r\n> bGU=»\n> end", "EMAIL_ADDRESS"),
        ("indented lines of base64", "data: |\n    «YW5uYS5rb3dhbHNr\n    YUBjb3JwLmV4YW1w\n    bGU=»\nend", "EMAIL_ADDRESS"),
        (
            "lines of hexadecimal in a string", "\"«616e6e612e6b6f77\" +\n  \"616c736b6140636f\" +\n  \"72702e6578616d70\" +\n  \"6c65»\"",
            "EMAIL_ADDRESS"
        ),
        ("lines of base64 and a word below", "data «YW5uYS5rb3dhbHNr\nYUBjb3JwLmV4YW1wbGU»\nbye", "EMAIL_ADDRESS"),
        ("eight hexadecimal digits", #"'«anna.kowalska\U00000040corp.example»'"#, "EMAIL_ADDRESS"),
        ("a dump", "read «61 6e 6e 61 40 63 6f 72 70 2e 65 78 61 6d 70 6c 65» please", "EMAIL_ADDRESS"),
        ("a dump in fours", "read «616e 6e61 4063 6f72 702e 6578 616d 706c» 65 please", "EMAIL_ADDRESS"),
        ("octal escapes", #"'«anna.kowalska\100corp.example»'"#, "EMAIL_ADDRESS"),
        ("percent-encoding twice", "q=«anna.kowalska%2540corp.example»&x", "EMAIL_ADDRESS"),
    ])
    func `a hidden value is found where it stands`(how: String, example: String, type: String) throws {
        let marked = Marked(example)
        let bytes = Array(marked.text.utf8)
        let found = try Self.analyzer.analyze(bytes).filter { $0.type.name == type }
        // Padding of base64 is not part of what it encodes.
        let close = found.contains { $0.span.lowerBound == marked.span.lowerBound && marked.span.upperBound - $0.span.upperBound <= 1 }
        #expect(close, "\(how): \(found.map { String(decoding: bytes[$0.span], as: UTF8.self) })")
    }

    @Test func `encodings nine deep are read, and deeper ones refused`() throws {
        var sign = "%40"
        for _ in 0..<7 { sign = sign.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%25") }
        let text = Array("mail anna.kowalska\(sign)corp.example please".utf8)
        #expect(try Self.analyzer.analyze(text).contains { $0.type == .emailAddress })
        for _ in 0..<6 { sign = sign.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%25") }
        let deep = Array("mail anna.kowalska\(sign)corp.example please".utf8)
        #expect(throws: AnalysisError.tooDeeplyEncoded) { try Self.analyzer.analyze(deep) }
    }

    @Test func `what follows a sign inside a long run of base64 is read`() throws {
        let held = String(repeating: "nothing to see here, ", count: 200) + "4111 1111 1111 1111 is the card."
        var text = Array(Data(held.utf8).base64EncodedString().utf8)
        text.insert(contentsOf: "\u{200B}".utf8, at: 1001)
        #expect(try Self.analyzer.analyze(text).contains { $0.type.name == "CREDIT_CARD" })
    }

    @Test func `a value at the end of a part of a long dump is read`() throws {
        for before in stride(from: 65_480, through: 65_560, by: 20) {
            let held = String(repeating: "x ", count: before / 2) + Self.card + String(repeating: " y", count: 400)
            let text = held.utf8.map { String($0, radix: 16) }.joined(separator: " ")
            let found = try Self.analyzer.analyze(Array(text.utf8)).filter { $0.type == .creditCard }
            #expect(found.map(\.span) == [before * 3..<(before + Self.card.utf8.count) * 3 - 1])
        }
    }

    @Test func `columns of numbers are not read as one number`() throws {
        let text = (0..<40).map { String(4111 + $0 * 37) }.joined(separator: "\n")
        #expect(try Self.analyzer.analyze(Array(text.utf8)).isEmpty)
    }
}
