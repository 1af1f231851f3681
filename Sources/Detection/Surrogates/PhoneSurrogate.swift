/// Telephone numbers from the ranges that regulators keep for fiction; format and separators stay.
enum PhoneSurrogate {
    /// A range by its national significant digits; `#` is drawn.
    struct Range {
        let calling: String
        let pattern: String
        /// Whether the pattern is for the mobile numbers of the country.
        var isMobile = false
    }

    /// Sources: NANPA (555-0100 to 555-0199), Ofcom "telephone numbers for use in TV and radio drama", ARCEP decision 2018-0881 annex,
    /// Bundesnetzagentur order 25/2008 for drama numbers, ACMA "numbers for use in creative works", ComReg 020 91x, PTS numbers for fiction.
    static let ranges: [Range] = [
        Range(calling: "44", pattern: "7700900###", isMobile: true), Range(calling: "44", pattern: "2079460###"),
        Range(calling: "44", pattern: "1134960###"), Range(calling: "44", pattern: "1632960###"),
        Range(calling: "44", pattern: "1614960###"),
        Range(calling: "33", pattern: "1990#####"), Range(calling: "33", pattern: "26191####"), Range(calling: "33", pattern: "35301####"),
        Range(calling: "33", pattern: "46571####"), Range(calling: "33", pattern: "53649####"),
        Range(calling: "33", pattern: "63998####", isMobile: true),
        Range(calling: "49", pattern: "3023125###"), Range(calling: "49", pattern: "6990009###"),
        Range(calling: "49", pattern: "4066969###"),
        Range(calling: "49", pattern: "2214710###"), Range(calling: "49", pattern: "8999998###"),
        Range(calling: "49", pattern: "17139200##", isMobile: true), Range(calling: "49", pattern: "176040690##", isMobile: true),
        Range(calling: "61", pattern: "491570###", isMobile: true), Range(calling: "61", pattern: "25550####"),
        Range(calling: "61", pattern: "27010####"), Range(calling: "61", pattern: "35550####"), Range(calling: "61", pattern: "75550####"),
        Range(calling: "61", pattern: "85550####"),
        Range(calling: "353", pattern: "20910####", isMobile: true), Range(calling: "353", pattern: "20913####", isMobile: true),
        Range(calling: "46", pattern: "84650####"), Range(calling: "46", pattern: "7017406##", isMobile: true),
    ]

    /// Calling codes of two and three digits begin so (ITU-T E.164 list of assigned codes): one digit 1 and 7, two digits as listed, else three.
    private static let twoDigits: Set<Int> = [
        20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61, 62, 63, 64, 65, 66,
        81, 82, 84, 86,
        90, 91, 92, 93, 94, 95, 98,
    ]

    /// The digits of the calling code at the head of an international number.
    static func callingCode(_ digits: [UInt8]) -> Int {
        guard digits.count > 4 else { return 0 }
        if digits[0] == 49 || digits[0] == 55 { return 1 }
        return twoDigits.contains(Int(digits[0] - 48) * 10 + Int(digits[1] - 48)) ? 2 : 3
    }

    static func make(_ value: [UInt8], _ stream: inout KeyedStream) -> [UInt8]? {
        let digits = value.digitsOnly
        guard digits.count >= 5 else { return nil }
        let first = value.first { $0 != 32 && $0 != UInt8(ascii: "(") }
        if first == UInt8(ascii: "+") || digits.starts(with: [48, 48]) {
            let lead = first == UInt8(ascii: "+") ? 0 : 2
            let number = [UInt8](digits[lead...])
            let code = callingCode(number)
            var national = [UInt8](number[code...])
            // "+44 (0)20 …": the trunk zero stays.
            let trunk: [UInt8] = national.first == 48 && number[..<code] != [51, 57] ? [48] : []
            national.removeFirst(trunk.count)
            return CardSurrogate.fill(
                value, with: digits[..<(lead + code)] + trunk + self.national(national, calling: [UInt8](number[..<code]), &stream))
        }
        // A national number: the trunk zero tells it from the North American plan.
        if digits[0] == 48 {
            let national = [UInt8](digits[1...])
            let isPaired = value.split(on: { !$0.isDigit }).filter { $0.count == 2 }.count >= 4
            let calling: String =
                isPaired
                ? "33"
                : national.count == 10 && (national[0] == 55 || national[0] == 50 || national[0] == 49)
                    ? "44"
                    : national.count == 9 && "23478".utf8.contains(national[0]) ? "61" : national.count >= 9 ? "49" : "0"
            return CardSurrogate.fill(value, with: [48] + self.national(national, calling: Array(calling.utf8), &stream))
        }
        if digits.count == 11 && digits[0] == 49 {
            return CardSurrogate.fill(value, with: [49] + northAmerican(&stream))
        }
        if digits.count == 10 { return CardSurrogate.fill(value, with: northAmerican(&stream)) }
        if digits.count == 7 { return CardSurrogate.fill(value, with: Array("55501".utf8) + stream.digits(2)) }
        return CardSurrogate.fill(value, with: national(digits, calling: [48], &stream))
    }

    private static func northAmerican(_ stream: inout KeyedStream) -> [UInt8] {
        // An area code is N[0-8]X, and not N11 (NANPA); any of them with 555-01xx is fiction.
        var area = [50 + UInt8(stream.below(8)), 48 + UInt8(stream.below(9)), stream.digit()]
        if area[1] == 49 && area[2] == 49 { area[2] = 50 }
        return area + Array("55501".utf8) + stream.digits(2)
    }

    private static func national(_ digits: [UInt8], calling: [UInt8], _ stream: inout KeyedStream) -> [UInt8] {
        if calling == [49] && digits.count == 10 { return northAmerican(&stream) }
        let name = String(decoding: calling, as: UTF8.self)
        let isMobile =
            digits.first.map { name == "61" ? $0 == 52 : name == "49" ? $0 == 49 : name == "33" ? $0 == 54 || $0 == 55 : $0 == 55 } ?? false
        let fitting = ranges.filter {
            $0.calling == name && $0.pattern.utf8.count <= digits.count && digits.count - $0.pattern.utf8.count <= 2
        }
        let kind = fitting.filter { $0.isMobile == isMobile }
        if let range = (kind.isEmpty ? fitting : kind).first.map({ _ in stream.pick(kind.isEmpty ? fitting : kind) }) {
            let filled = range.pattern.utf8.map { $0 == UInt8(ascii: "#") ? stream.digit() : $0 }
            return filled + stream.digits(digits.count - filled.count)
        }
        // No national significant number begins with 0 (ITU-T E.164, 7.3.2: trunk prefixes are no part of it), so none of these is assigned.
        return [48] + stream.digits(digits.count - 1)
    }
}
