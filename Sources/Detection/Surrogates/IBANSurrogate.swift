/// IBANs: the country stays, the bank code begins with zeros or X, which no country of the SWIFT registry assigns, the check digits are
/// right (ISO 13616, ISO 7064 mod 97-10), the grouping is kept.
enum IBANSurrogate {
    static func make(_ value: [UInt8], _ stream: inout KeyedStream) -> [UInt8]? {
        var places: [Int] = []
        for (at, b) in value.enumerated() where b.isAlphanumeric { places.append(at) }
        guard places.count >= 15, places.count <= 34, value[places[0]].isLetter, value[places[1]].isLetter else { return nil }
        var out = value
        for (i, at) in places.enumerated().dropFirst(4) {
            let b = value[at]
            if b.isDigit {
                out[at] = i < 6 ? 48 : stream.digit()
            } else {
                let letter: UInt8 = i < 6 ? UInt8(ascii: "X") : 65 + UInt8(stream.below(26))
                out[at] = b.isLower ? letter | 32 : letter
            }
        }
        out[places[2]] = 48
        out[places[3]] = 48
        let compact = places.map { out[$0].raised }
        let check = 98 - remainder(Array(compact[4...]) + compact[..<4])
        out[places[2]] = 48 + UInt8(check / 10)
        out[places[3]] = 48 + UInt8(check % 10)
        return out
    }

    /// The number that the characters spell (letters are 10 to 35), modulo 97.
    static func remainder(_ characters: [UInt8]) -> Int {
        characters.reduce(0) { sum, b in b.isDigit ? (sum * 10 + Int(b - 48)) % 97 : (sum * 100 + Int(b - 55)) % 97 }
    }
}
