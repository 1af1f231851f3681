/// The header of a JSON Web Token.
enum JSONWebToken {
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (index, byte) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8.enumerated() {
            values[Int(byte)] = UInt8(index)
        }
        for (byte, value) in [("+", 62), ("-", 62), ("/", 63), ("_", 63)] as [(Character, UInt8)] { values[Int(byte.asciiValue!)] = value }
        return values
    }()

    /// Whether what stands before the first dot decodes to the start of a JSON object with a member: `{"`, with `alg`, `typ`, `kid`, `enc` or
    /// `zip` in the first bytes.
    static func hasHeader(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var decoded: [UInt8] = []
        var bits = 0
        var count = 0
        for byte in bytes.prefix(160) {
            guard byte != UInt8(ascii: ".") else { break }
            let value = values[Int(byte)]
            guard value != 255 else { return false }
            bits = bits << 6 | Int(value)
            count += 6
            if count >= 8 {
                count -= 8
                decoded.append(UInt8(bits >> count & 255))
                bits &= (1 << count) - 1
            }
        }
        guard decoded.first == UInt8(ascii: "{") else { return false }
        // A header that was read whole, is text, and has no end, was cut: no token.
        if bytes.prefix(160).contains(UInt8(ascii: ".")), decoded.last != UInt8(ascii: "}"), decoded.allSatisfy({ $0 >= 32 && $0 < 127 }) {
            return false
        }
        return decoded.withUnsafeBufferPointer { decoded in
            for name in ["\"alg\"", "\"typ\"", "\"kid\"", "\"enc\"", "\"cty\"", "\"jku\"", "\"alg"]
            where Placeholder.contains(decoded, Array(name.utf8)) { return true }
            return false
        }
    }
}
