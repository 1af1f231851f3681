import Testing
import WireFormats

@testable import Gateway

@Suite struct LogLineTests {
    private func line(_ fields: [LogField], isJSON: Bool, time: Int64 = 1_795_266_309_123_999) -> String {
        var line = LogLine(.warning, "it happened", time: time, isJSON: isJSON)
        for field in fields { line.add(field) }
        return String(decoding: line.finished(), as: UTF8.self)
    }

    @Test func `a line has its time, its level, its message and its facts`() {
        let fields: [LogField] = [
            .key("alice"), .number("status", -20), .milliseconds("ms", 1.0005), .word("why", "closed"), .name("empty", ""),
            .counts("entities", [("A", "mask", 2), ("B", "block", 1), ("A", "mask", 3), ("A", "hash", 1)]),
        ]
        #expect(
            line(fields, isJSON: false)
                == "2026-11-21T13:05:09.123Z warning it happened key=alice status=-20 ms=1.001 why=closed empty=\"\" "
                + "entities=A/mask/2,B/block/1,A/mask/3,A/hash/1\n")
        #expect(
            line(fields, isJSON: true)
                == #"{"time":"2026-11-21T13:05:09.123Z","level":"warning","message":"it happened","key":"alice","status":-20,"ms":1.001,"#
                + #""why":"closed","empty":"","entities":{"A":{"mask":5,"hash":1},"B":{"block":1}}}"# + "\n")
    }

    @Test(arguments: [
        "a\"b", "a\\b", "a b=c", "\n{\"level\":\"error\"}\n", "\u{1B}[2J", "\u{7F}\u{85}\u{9B}", "\u{202E}txet", "\u{2028}\u{2066}",
        "Grüße 👍🏽", "\u{0}",
        "", "=", "\u{200F}x",
    ])
    func `what a client chose is one value of one line`(value: String) throws {
        let text = line([.model(value), .number("n", 1)], isJSON: true)
        #expect(text.filter { $0 == "\n" }.count == 1 && text.hasSuffix("}\n"))
        let read = try #require(JSONValue(parsing: Array(text.utf8.dropLast())))
        #expect(read["model"]?.text == value && read["n"]?.integer == 1 && read.members?.count == 5)
        for isJSON in [true, false] {
            let harmful = line([.model(value)], isJSON: isJSON).unicodeScalars.filter { scalar in
                (scalar.value < 32 && scalar.value != 10) || (127...159).contains(scalar.value)
                    || [0x200E, 0x200F, 0x2028, 0x2029, 0x202E, 0x2066].contains(scalar.value)
            }
            #expect(harmful.isEmpty)
        }
        let plain = line([.model(value), .number("n", 1)], isJSON: false)
        #expect(plain.filter { $0 == "\n" }.count == 1 && plain.hasSuffix(" n=1\n"))
    }

    @Test(arguments: [
        (0.0, "0.000"), (0.0004, "0.000"), (-0.0012, "-0.001"), (12.3456, "12.346"), (1e300, "0.000"), (.nan, "0.000"),
        (999.9999, "1000.000"),
        (-.infinity, "0.000"),
    ])
    func `times have three digits`(value: Double, shown: String) {
        #expect(line([.milliseconds("ms", value)], isJSON: false).hasSuffix(" ms=\(shown)\n"))
    }

    @Test(arguments: [(0, "0"), (7, "7"), (10, "10"), (Int.max, "9223372036854775807"), (.min, "-9223372036854775808")])
    func `numbers are whole`(value: Int, shown: String) {
        #expect(line([.number("n", value)], isJSON: true).hasSuffix(",\"n\":\(shown)}\n"))
    }
}
