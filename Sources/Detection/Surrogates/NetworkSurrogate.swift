/// Addresses that are nobody's: documentation and benchmark nets, locally administered hardware addresses.
enum NetworkSurrogate {
    /// RFC 5737 documentation nets, RFC 2544 benchmark net, RFC 3849 documentation prefix. What follows the address (port, prefix length,
    /// zone) stays.
    static func address(_ value: [UInt8], _ stream: inout KeyedStream, attempt: Int) -> [UInt8]? {
        let head =
            value.firstIndex(where: { !($0.isHex || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "[")) })
            ?? value.count
        let body = [UInt8](value[..<head])
        if body.filter({ $0 == UInt8(ascii: ":") }).count >= 2 {
            return version6(body, &stream, attempt: attempt).map { $0 + value[head...] }
        }
        let end = body.firstIndex(of: UInt8(ascii: ":")) ?? body.count
        guard body[..<end].allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }), body[..<end].contains(UInt8(ascii: ".")) else {
            return nil
        }
        return version4(&stream, attempt: attempt) + body[end...] + value[head...]
    }

    private static func version4(_ stream: inout KeyedStream, attempt: Int) -> [UInt8] {
        // The benchmark net alone has room for many.
        let net = attempt < 2 ? stream.below(8) : 8
        let last = 1 + stream.below(254)
        switch net {
        case 0: return Array("192.0.2.\(last)".utf8)
        case 1: return Array("198.51.100.\(last)".utf8)
        case 2: return Array("203.0.113.\(last)".utf8)
        default: return Array("198.\(18 + stream.below(2)).\(stream.below(256)).\(last)".utf8)
        }
    }

    private static func version6(_ value: [UInt8], _ stream: inout KeyedStream, attempt: Int) -> [UInt8]? {
        if let dot = value.firstIndex(of: UInt8(ascii: ".")), let colon = value[..<dot].lastIndex(of: UInt8(ascii: ":")) {
            return value[...colon] + version4(&stream, attempt: attempt)
        }
        let isUpper = value.contains { $0.isUpper }
        let groups = value.split(on: { $0 == UInt8(ascii: ":") })
        let full = groups.filter { !$0.isEmpty }.count
        var made: [[UInt8]] = []
        var seen = 0
        var hasGap = false
        for (i, group) in groups.enumerated() {
            if group.isEmpty {
                made.append([])
                if !(i == 0 || i == groups.count - 1) { hasGap = true }
                continue
            }
            seen += 1
            if seen == 1 && i == 0 {
                made.append(Array("2001".utf8))
            } else if seen == 2 && i == 1 {
                made.append(Array("db8".utf8))
            } else {
                var out: [UInt8] = []
                for place in 0..<max(group.count, attempt > 0 || full < 4 ? 4 : 1) { out.append(hex(&stream, notZero: place == 0)) }
                made.append(out)
            }
        }
        var text = [UInt8](made.joined(separator: [UInt8(ascii: ":")]))
        if !(groups.count > 1 && groups[0].count > 0 && groups[1].count > 0) {
            // "::1", "fe80::1": the prefix goes before the gap.
            var tail: [UInt8] = []
            for _ in 0..<4 { tail.append(hex(&stream, notZero: tail.isEmpty)) }
            text = Array("2001:db8::".utf8) + tail
            if full > 2 {
                text += [UInt8(ascii: ":")]
                for place in 0..<4 { text.append(hex(&stream, notZero: place == 0)) }
            }
        } else if !hasGap && full != 8 && groups.last?.isEmpty != true {
            return nil
        }
        return isUpper ? text.map(\.raised) : text
    }

    /// Same separators and case; the first byte 02 marks a locally administered address (IEEE 802, 8.2).
    static func hardware(_ value: [UInt8], _ stream: inout KeyedStream) -> [UInt8]? {
        guard value.filter(\.isHex).count == 12 else { return nil }
        let isUpper = !value.contains { $0.isLower }
        var seen = 0
        return value.map { b in
            guard b.isHex else { return b }
            seen += 1
            if seen <= 2 { return seen == 1 ? 48 : 50 }
            let digit = hex(&stream, notZero: false)
            return isUpper ? digit.raised : digit
        }
    }

    static func hex(_ stream: inout KeyedStream, notZero: Bool) -> UInt8 {
        let x = UInt8(notZero ? 1 + stream.below(15) : stream.below(16))
        return x < 10 ? 48 + x : 87 + x
    }
}
