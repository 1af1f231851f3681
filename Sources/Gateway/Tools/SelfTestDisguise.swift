/// A spelling in which a reader still sees a value, and a plain search does not.
enum SelfTestDisguise: String, CaseIterable {
    case percentEncoded = "percent-encoded"
    case base64
    case htmlReferences = "HTML references"
    case quotedPrintable = "quoted-printable"
    case zeroWidth = "characters of no width"
    case fullWidth = "full-width digits"

    /// The specimen's sentence with the value disguised; nil where the value has nothing to disguise in this way.
    func sentence(of specimen: SelfTestSpecimen) -> String? {
        guard let disguised = disguised(specimen.value) else { return nil }
        switch self {
        case .base64: return "attached: \(disguised)"
        default: return specimen.sentence.replacing(specimen.value, with: disguised)
        }
    }

    private func disguised(_ value: String) -> String? {
        let marks = value.unicodeScalars.filter { $0.isASCII && !isWord($0) }
        switch self {
        case .percentEncoded: return marks.isEmpty ? nil : mapped(value) { isWord($0) ? nil : "%" + hex($0) }
        case .base64: return base64(Array(value.utf8))
        case .htmlReferences: return marks.isEmpty ? nil : mapped(value) { isWord($0) ? nil : "&#\($0.value);" }
        case .quotedPrintable: return value.contains("@") ? mapped(value) { $0 == "@" ? "=40" : nil } : nil
        case .zeroWidth:
            let middle = value.unicodeScalars.count / 2
            var out = String.UnicodeScalarView()
            for (at, scalar) in value.unicodeScalars.enumerated() {
                if at == middle { out.append("\u{200B}") }
                out.append(scalar)
            }
            return String(out)
        case .fullWidth:
            let digits = value.unicodeScalars.filter { ("0"..."9").contains($0) }
            guard digits.count >= 7, digits.count + marks.count == value.unicodeScalars.count else { return nil }
            return mapped(value) { scalar in
                ("0"..."9").contains(scalar) ? Unicode.Scalar(scalar.value + 0xFEE0).map { String($0) } : nil
            }
        }
    }

    private func isWord(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }

    private func mapped(_ value: String, _ change: (Unicode.Scalar) -> String?) -> String {
        value.unicodeScalars.map { change($0) ?? String($0) }.joined()
    }

    private func hex(_ scalar: Unicode.Scalar) -> String {
        (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16, uppercase: true)
    }

    /// RFC 4648, section 4.
    private func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var out = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits: UInt32 = 0
            for at in 0..<3 { bits = bits << 8 | (at < group.count ? UInt32(group[start + at]) : 0) }
            for at in 0..<4 { out.append(at <= group.count ? letters[Int(bits >> UInt32(18 - 6 * at)) & 63] : "=") }
        }
        return out
    }
}
