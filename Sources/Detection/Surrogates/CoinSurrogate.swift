/// Addresses of coins: kind, network and length stay, the rest is drawn, and the checksum holds, so that a wallet takes it for one. No one
/// has the key to it.
enum CoinSurrogate {
    /// nil for addresses without a checksum that is known here.
    static func make(_ value: [UInt8], _ stream: inout KeyedStream) -> [UInt8]? {
        if value.count == 42, value.starts(with: "0x".utf8) { return ethereum(value, &stream) }
        return bech32(value, &stream) ?? base58(value, &stream)
    }

    private static func ethereum(_ value: [UInt8], _ stream: inout KeyedStream) -> [UInt8] {
        let digits = (0..<40).map { _ in NetworkSurrogate.hex(&stream, notZero: false) }
        guard value.contains(where: \.isUpper) else { return value[..<2] + digits }
        return value[..<2] + (value[2...].contains(where: \.isLower) ? CoinAddress.ethereumCase(digits) : digits.map(\.raised))
    }

    /// Version and the padding of the last character stay within BIP 173.
    private static func bech32(_ value: [UInt8], _ stream: inout KeyedStream) -> [UInt8]? {
        guard value.withUnsafeBufferPointer(CoinAddress.isBech32), let separator = value.lastIndex(of: UInt8(ascii: "1")) else {
            return nil
        }
        let small = value.lowered
        let alphabet = CoinAddress.bech32
        let prefix = small[..<separator]
        var data = small[(separator + 1)...].map { UInt8(alphabet.firstIndex(of: $0) ?? 0) }
        let wanted = CoinAddress.bech32Sum(prefix: prefix, data)
        let end = data.count - 6
        for place in 1..<max(1, end) { data[place] = UInt8(stream.below(32)) }
        if end > 1 { data[end - 1] &= 31 << UInt8((end - 1) * 5 % 8 % 5) }
        for place in end..<data.count { data[place] = 0 }
        let sum = CoinAddress.bech32Sum(prefix: prefix, data) ^ wanted
        for place in 0..<6 { data[end + place] = UInt8(sum >> UInt32(5 * (5 - place)) & 31) }
        let made = prefix + [UInt8(ascii: "1")] + data.map { alphabet[Int($0)] }
        return value.contains(where: \.isUpper) ? made.map(\.raised) : Array(made)
    }

    /// Version byte and length stay: of the hashes that are drawn the first that gives them.
    private static func base58(_ value: [UInt8], _ stream: inout KeyedStream) -> [UInt8]? {
        guard var number = value.withUnsafeBufferPointer(CoinAddress.base58Bytes), value.withUnsafeBufferPointer(CoinAddress.isBase58Check)
        else { return nil }
        for _ in 0..<64 {
            for place in 1..<21 { number[place] = UInt8(stream.below(256)) }
            number.replaceSubrange(21..., with: CoinAddress.base58Sum(number[0..<21]))
            var rest = number
            var digits: [UInt8] = []
            while rest.contains(where: { $0 != 0 }) {
                var carry = 0
                for index in rest.indices {
                    carry = carry << 8 | Int(rest[index])
                    rest[index] = UInt8(carry / 58)
                    carry %= 58
                }
                digits.append(CoinAddress.base58[carry])
            }
            let made = number.prefix { $0 == 0 }.map { _ in UInt8(ascii: "1") } + digits.reversed()
            if made.count == value.count, made[0] == value[0] { return made }
        }
        return nil
    }
}
