import Testing

@testable import Detection

/// Values of every kind in every disguise, found and replaced as a request's are: neither the value nor the disguise may leave.
struct DisguisedCanaryTests {
    private static let values = [
        "my card is %", "4111 1111 1111 1111", "my ssn is % as", "536-90-4399", "write to % now", "anna.kowalska@corp.example",
        "the iban % please", "DE89 3704 0044 0532 0130 00", "call % today", "+48 600 123 456", "my ip % is", "198.51.100.23",
        "use % for it", "AKIA" + "QYLPMN5HHHFPZAM2", "pesel % of hers", "44051401458", "send it to %, btc",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "NIF % here", "12345678Z", "passport number % of mine", "912803456",
    ]

    private struct Disguise: Sendable {
        let name: String
        let put: @Sendable (String) -> String
    }

    private static func escaped(_ text: String, _ escape: (UInt8) -> String) -> String { text.utf8.map(escape).joined() }
    private static func hex(_ byte: UInt8) -> String { String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }

    private static func base64(_ text: String) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let bytes = Array(text.utf8)
        var out = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let three = bytes[start..<min(start + 3, bytes.count)]
            let bits = (0..<3).reduce(0) { $0 << 8 | ($1 < three.count ? Int(three[start + $1]) : 0) }
            for place in 0..<4 { out.append(place <= three.count ? digits[bits >> (18 - 6 * place) & 63] : "=") }
        }
        return out
    }

    private static func wide(_ text: String, _ zero: UInt32) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isDigit = scalar.value >= 48 && scalar.value <= 57
            out.append(isDigit ? Unicode.Scalar(zero + scalar.value - 48) ?? scalar : scalar)
        }
        return String(out)
    }

    private static let disguises = [
        Disguise(name: "none") { $0 },
        Disguise(name: "percent") { escaped($0) { "%" + hex($0) } },
        Disguise(name: "references") { $0.unicodeScalars.map { "&#\($0.value);" }.joined() },
        Disguise(name: "hexadecimal references") { $0.unicodeScalars.map { "&#x\(String($0.value, radix: 16));" }.joined() },
        Disguise(name: "escapes of JSON") { $0.utf16.map { "\\u" + hex(UInt8($0 >> 8)) + hex(UInt8($0 & 255)) }.joined() },
        Disguise(name: "hexadecimal") { escaped($0, hex) },
        Disguise(name: "base64") { base64($0) },
        Disguise(name: "zero-width") { $0.map(String.init).joined(separator: "\u{200B}") },
        Disguise(name: "soft hyphens") { String($0.prefix(4)) + "\u{AD}" + String($0.dropFirst(4)) },
        Disguise(name: "full-width digits") { wide($0, 0xFF10) },
        Disguise(name: "Arabic digits") { wide($0, 0x660) },
        Disguise(name: "colours") { String($0.prefix(3)) + "\u{1B}[1m" + String($0.dropFirst(3)) },
        Disguise(name: "soft line break") { String($0.prefix(5)) + "=\n" + String($0.dropFirst(5)) },
    ]

    @Test func `neither a value nor its disguise leaves, one or two deep`() throws {
        let analyzer = Analyzer()
        let insertions = ["colours", "soft line break"]
        var failed: [String] = []
        var count = 0
        for pair in stride(from: 0, to: Self.values.count, by: 2) {
            let value = Self.values[pair + 1]
            for outer in Self.disguises {
                for inner in Self.disguises {
                    // Signs of one inside those of the other are no disguise of the value any more.
                    if insertions.contains(inner.name), outer.name != "none" { continue }
                    if insertions.contains(outer.name) || outer.name == "soft hyphens", inner.name != "none" { continue }
                    let hidden = outer.put(inner.put(value))
                    if hidden == value && outer.name + inner.name != "nonenone" { continue }
                    let text = Array(Self.values[pair].replacing("%", with: hidden).utf8)
                    let findings = try analyzer.analyze(text)
                    count += 1
                    // Padding of base64 is no part of what it hides.
                    let core = String(hidden.reversed().drop { $0 == "=" }.reversed())
                    for action in [Action.surrogate, .placeholder, .mask, .hash] {
                        var redactor = Redactor(key: Redacting.key, action: { _ in action })
                        redactor.add(text, findings: findings)
                        let sent = String(decoding: redactor.finish().apply(to: text, number: 0), as: UTF8.self)
                        if sent.contains(value) || sent.contains(core) {
                            failed.append("\(action), \(inner.name) in \(outer.name): \(hidden)")
                        }
                    }
                }
            }
        }
        print("disguised values: \(count), left: \(failed.count)")
        #expect(failed.isEmpty, "\(failed.joined(separator: "\n"))")
    }
}
