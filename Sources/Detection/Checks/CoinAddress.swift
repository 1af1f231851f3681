internal import Cryptography

/// Checksums of cryptocurrency addresses.
enum CoinAddress {
    private static let base58 = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    private static let bech32 = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

    /// Base58Check: 25 bytes, the last four the start of a double SHA-256 of the rest.
    static func isBase58Check(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count >= 25, bytes.count <= 36 else { return false }
        var number = [UInt8](repeating: 0, count: 25)
        for byte in bytes {
            guard let digit = base58.firstIndex(of: byte) else { return false }
            var carry = digit
            for index in stride(from: 24, through: 0, by: -1) {
                carry += 58 * Int(number[index])
                number[index] = UInt8(carry & 255)
                carry >>= 8
            }
            if carry > 0 { return false }
        }
        let digest = Digest.sha256(Digest.sha256(Array(number[0..<21])))
        return Array(digest[0..<4]) == Array(number[21...])
    }

    /// BIP 173 and BIP 350: the polynomial of prefix and data leaves 1 (Bech32) or 0x2bc830a3 (Bech32m).
    static func isBech32(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let small = bytes.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }
        guard let separator = small.lastIndex(of: UInt8(ascii: "1")), separator > 0, small.count - separator > 6, small.count <= 128 else {
            return false
        }
        var values = small[0..<separator].map { $0 >> 5 } + [0] + small[0..<separator].map { $0 & 31 }
        for byte in small[(separator + 1)...] {
            guard let value = bech32.firstIndex(of: byte) else { return false }
            values.append(UInt8(value))
        }
        let generators: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
        var state: UInt32 = 1
        for value in values {
            let top = state >> 25
            state = (state & 0x1ff_ffff) << 5 ^ UInt32(value)
            for index in 0..<5 where top >> UInt32(index) & 1 == 1 { state ^= generators[index] }
        }
        return state == 1 || state == 0x2bc8_30a3
    }

    /// 20 bytes in hexadecimal; where the case is mixed, EIP-55 must hold.
    static func isEthereum(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count == 42 else { return false }
        let digits = Array(bytes[2...])
        if digits.allSatisfy({ $0 == digits[0] }) { return false }
        let hasSmall = digits.contains { $0 >= 97 }
        let hasCapital = digits.contains { $0 >= 65 && $0 <= 70 }
        guard hasSmall, hasCapital else { return true }
        let digest = Keccak.digest256(digits.map { $0 >= 65 && $0 <= 70 ? $0 | 32 : $0 })
        for (index, digit) in digits.enumerated() where digit >= 65 {
            let nibble = index % 2 == 0 ? digest[index / 2] >> 4 : digest[index / 2] & 15
            if (nibble >= 8) != (digit < 97) { return false }
        }
        return true
    }
}
