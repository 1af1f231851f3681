/// Keys, tokens and private keys: the telling prefix and the shape stay, every other character becomes another of its class.
enum SecretSurrogate {
    /// Prefixes without a separator after them, from the vendors' own documentation.
    private static let glued: [[UInt8]] = [
        "AKIA", "ASIA", "AROA", "AIDA", "AIza", "LTAI", "AKCp", "ya29.", "EAA", "Bearer ", "Basic ", "bearer ", "basic ",
    ].map { Array($0.utf8) }

    static func make(_ value: [UInt8], _ stream: inout KeyedStream) -> [UInt8] {
        if value.starts(with: Array("-----BEGIN".utf8)) { return privateKey(value, &stream) }
        if let jwt = token(value, &stream) { return jwt }
        let start = prefix(value)
        return [UInt8](value[..<start]) + fill([UInt8](value[start...]), &stream)
    }

    /// How many bytes at the head name the vendor, not the secret.
    static func prefix(_ value: [UInt8]) -> Int {
        if let known = glued.first(where: { value.starts(with: $0) && value.count >= $0.count + 8 }) { return known.count }
        var end = 0
        var at = 0
        var parts = 0
        while parts < 3, let mark = value[at...].firstIndex(where: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }), mark - at <= 10,
            mark > at
        {
            let segment = value[at..<mark]
            guard segment.allSatisfy({ $0.isLower || $0.isDigit }) || segment.allSatisfy({ $0.isUpper }),
                segment.contains(where: \.isLetter),
                value.count - mark > 12
            else { break }
            at = mark + 1
            end = at
            parts += 1
        }
        return end
    }

    private static func fill(_ value: [UInt8], _ stream: inout KeyedStream) -> [UInt8] {
        let letters = value.filter(\.isLetter)
        let isHex = value.count >= 8 && !letters.isEmpty && letters.allSatisfy(\.isHex) && value.contains(where: \.isDigit)
        guard isHex else { return ShapeSurrogate.make(value, &stream) }
        let isUpper = letters.allSatisfy(\.isUpper)
        return value.map { b in
            guard b.isHex else { return b }
            let digit = NetworkSurrogate.hex(&stream, notZero: false)
            return isUpper ? digit.raised : digit
        }
    }

    /// A JSON web token (RFC 7519): the header, which is no secret, stays when it is short; claims and signature are drawn.
    private static func token(_ value: [UInt8], _ stream: inout KeyedStream) -> [UInt8]? {
        let parts = value.split(on: { $0 == UInt8(ascii: ".") })
        guard parts.count == 3, parts[0].starts(with: Array("eyJ".utf8)), parts[1].count > 8 else { return nil }
        let claims = parts[1].starts(with: Array("eyJ".utf8)) ? 3 : 0
        let head = parts[0].count <= 64 ? parts[0] : Array("eyJ".utf8) + ShapeSurrogate.make([UInt8](parts[0][3...]), &stream)
        return head + [46] + parts[1][..<claims] + ShapeSurrogate.make([UInt8](parts[1][claims...]), &stream) + [46]
            + ShapeSurrogate.make(parts[2], &stream)
    }

    /// A PEM block (RFC 7468): the lines of dashes and header fields stay, the base64 lines are drawn.
    private static func privateKey(_ value: [UInt8], _ stream: inout KeyedStream) -> [UInt8] {
        var out: [UInt8] = []
        var at = 0
        while at < value.count {
            let isBoundary = value[at...].starts(with: Array("-----".utf8))
            if isBoundary {
                let close = value.firstRange(of: Array("-----".utf8), from: at + 5)?.upperBound ?? value.count
                out.append(contentsOf: value[at..<close])
                at = close
                continue
            }
            let next = value.firstRange(of: Array("-----".utf8), from: at)?.lowerBound ?? value.count
            // "\n" spelled as two characters, as in JSON kept inside text, is a line end and not body.
            var i = at
            while i < next {
                if value[i] == UInt8(ascii: "\\") && i + 1 < next {
                    out.append(contentsOf: value[i...i + 1])
                    i += 2
                } else {
                    var end = i
                    while end < next && value[end] != UInt8(ascii: "\\") { end += 1 }
                    out.append(contentsOf: ShapeSurrogate.make([UInt8](value[i..<end]), &stream))
                    i = end
                }
            }
            at = next
        }
        return out
    }

    /// A UUID (RFC 9562): version and variant stay.
    static func uuid(_ value: [UInt8], _ stream: inout KeyedStream) -> [UInt8]? {
        let digits = value.filter(\.isHex)
        guard digits.count == 32 else { return nil }
        let isUpper = value.contains(where: \.isUpper)
        var seen = 0
        return value.map { b in
            guard b.isHex else { return b }
            seen += 1
            let digit = NetworkSurrogate.hex(&stream, notZero: false)
            if seen == 13 { return b }
            if seen == 17 {
                return Array("89ab".utf8).contains(b.lowered) ? (isUpper ? Array("89AB".utf8) : Array("89ab".utf8))[stream.below(4)] : b
            }
            return isUpper ? digit.raised : digit
        }
    }
}
