/// A policy's own shape for the surrogates of a custom type: `#` is a digit, `?` a letter, everything else stands for itself.
public struct SurrogateTemplate: Sendable, Equatable {
    let bytes: [UInt8]

    /// nil when the template is empty, longer than 256 bytes or has no open place, so that every value would get the same surrogate.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 256, bytes.contains(where: { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "?") }) else { return nil }
        self.bytes = bytes
    }

    /// A value that has the template's shape is permuted within it; another value is drawn.
    func make(_ value: [UInt8], key: SurrogateKey, domain: String, attempt: Int) -> [UInt8] {
        if fits(value),
            let image = ShapeSurrogate.permuted(
                value, key: key, domain: domain + "\u{0}template", attempt: attempt, isOpen: { isOpen(bytes[$0]) })
        {
            return image
        }
        var stream = key.stream(domain, value, attempt: attempt)
        return bytes.map { b in
            b == UInt8(ascii: "#") ? stream.digit() : b == UInt8(ascii: "?") ? 65 + UInt8(stream.below(26)) : b
        }
    }

    private func isOpen(_ b: UInt8) -> Bool { b == UInt8(ascii: "#") || b == UInt8(ascii: "?") }

    private func fits(_ value: [UInt8]) -> Bool {
        value.count == bytes.count
            && zip(value, bytes).allSatisfy { v, t in
                t == UInt8(ascii: "#") ? v.isDigit : t == UInt8(ascii: "?") ? v.isLetter : v == t
            }
    }
}
