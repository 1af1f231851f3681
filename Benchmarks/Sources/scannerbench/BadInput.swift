/// Texts made to take long.
enum BadInput {
    private static func repeated(_ piece: String, _ bytes: Int) -> [UInt8] {
        let piece = Array(piece.utf8)
        var out: [UInt8] = []
        out.reserveCapacity(bytes + piece.count)
        while out.count < bytes { out += piece }
        return out
    }

    private static func nested(_ depth: Int) -> [UInt8] {
        var text = Array("write to anna.kowalska@corp.example today".utf8)
        for _ in 0..<depth { text = text.flatMap { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "@") ? hex($0) : [$0] } }
        return text
    }

    private static func hex(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    static let all: [(String, [UInt8])] = [
        ("100 MB of a", repeated("a", 100_000_000)),
        ("digits", repeated("7", 4_000_000)),
        ("digits and spaces", repeated("1 ", 4_000_000)),
        ("groups of four digits", repeated("4111 ", 4_000_000)),
        ("half e-mail addresses", repeated("a@", 4_000_000)),
        ("points", repeated("a.", 4_000_000)),
        ("hyphens", repeated("0-", 4_000_000)),
        ("colons", repeated("f:", 4_000_000)),
        ("names without values", repeated("password = ", 4_000_000)),
        ("percent signs", repeated("%25", 4_000_000)),
        ("zero-width spaces", repeated("\u{200B}", 4_000_000)),
        ("base64 of base64", repeated("YUdWc2JHOGdkMjl5YkdRZw ", 4_000_000)),
        ("not UTF-8", [UInt8](repeating: 0xFF, count: 4_000_000)),
        ("a million e-mail addresses", repeated("a@b.de ", 7_000_000)),
        ("nine encodings deep", nested(9) + repeated(" and so on", 1_000_000)),
    ]
}
