internal import Cryptography

/// Checksums of cryptocurrency addresses.
enum CoinAddress {
    static let base58 = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    static let bech32 = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

    /// Base58Check: 25 bytes, the last four the start of a double SHA-256 of the rest.
    static func isBase58Check(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let number = base58Bytes(bytes) else { return false }
        return base58Sum(number[0..<21]).elementsEqual(number[21...])
    }

    /// The four bytes that end an address with this version and hash.
    static func base58Sum(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> { Digest.sha256(Digest.sha256(Array(bytes)))[0..<4] }

    /// The 25 bytes of an address.
    static func base58Bytes(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard bytes.count >= 25, bytes.count <= 36 else { return nil }
        var number = [UInt8](repeating: 0, count: 25)
        for byte in bytes {
            guard let digit = base58.firstIndex(of: byte) else { return nil }
            var carry = digit
            for index in stride(from: 24, through: 0, by: -1) {
                carry += 58 * Int(number[index])
                number[index] = UInt8(carry & 255)
                carry >>= 8
            }
            if carry > 0 { return nil }
        }
        return number
    }

    /// BIP 173 and BIP 350: the polynomial of prefix and data leaves 1 (Bech32) or 0x2bc830a3 (Bech32m).
    static func isBech32(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let small = bytes.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }
        guard let separator = small.lastIndex(of: UInt8(ascii: "1")), separator > 0, small.count - separator > 6, small.count <= 128 else {
            return false
        }
        var values: [UInt8] = []
        for byte in small[(separator + 1)...] {
            guard let value = bech32.firstIndex(of: byte) else { return false }
            values.append(UInt8(value))
        }
        let sum = bech32Sum(prefix: small[0..<separator], values)
        return sum == 1 || sum == bech32m
    }

    static let bech32m: UInt32 = 0x2bc8_30a3

    /// What the polynomial leaves of a prefix in small letters and the data after it.
    static func bech32Sum(prefix: ArraySlice<UInt8>, _ data: [UInt8]) -> UInt32 {
        let values = prefix.map { $0 >> 5 } + [0] + prefix.map { $0 & 31 } + data
        let generators: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
        var state: UInt32 = 1
        for value in values {
            let top = state >> 25
            state = (state & 0x1ff_ffff) << 5 ^ UInt32(value)
            for index in 0..<5 where top >> UInt32(index) & 1 == 1 { state ^= generators[index] }
        }
        return state
    }

    /// 20 bytes in hexadecimal; where the case is mixed, EIP-55 must hold.
    static func isEthereum(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count == 42 else { return false }
        let digits = Array(bytes[2...])
        if digits.allSatisfy({ $0 == digits[0] }) { return false }
        let hasSmall = digits.contains { $0 >= 97 }
        let hasCapital = digits.contains { $0 >= 65 && $0 <= 70 }
        return !(hasSmall && hasCapital) || ethereumCase(digits.lowered) == digits
    }

    /// The digits with capitals where EIP-55 has them.
    static func ethereumCase(_ digits: [UInt8]) -> [UInt8] {
        let digest = Keccak.digest256(digits)
        return digits.enumerated().map { index, digit in
            (index % 2 == 0 ? digest[index / 2] >> 4 : digest[index / 2] & 15) >= 8 ? digit.raised : digit
        }
    }
}
