/// Keccak-256 as Ethereum uses it: the sponge of FIPS 202 with the padding of the original submission.
enum Keccak {
    private static let rounds: [UInt64] = [
        0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808a, 0x8000_0000_8000_8000, 0x0000_0000_0000_808b,
        0x0000_0000_8000_0001,
        0x8000_0000_8000_8081, 0x8000_0000_0000_8009, 0x0000_0000_0000_008a, 0x0000_0000_0000_0088, 0x0000_0000_8000_8009,
        0x0000_0000_8000_000a,
        0x0000_0000_8000_808b, 0x8000_0000_0000_008b, 0x8000_0000_0000_8089, 0x8000_0000_0000_8003, 0x8000_0000_0000_8002,
        0x8000_0000_0000_0080,
        0x0000_0000_0000_800a, 0x8000_0000_8000_000a, 0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001,
        0x8000_0000_8000_8008,
    ]
    private static let rotations = [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44]
    private static let lanes = [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1]

    /// The digest of a message of at most 135 bytes.
    static func digest256(_ message: [UInt8]) -> [UInt8] {
        precondition(message.count < 136, "one block only")
        var block = message + [UInt8](repeating: 0, count: 136 - message.count)
        block[message.count] ^= 0x01
        block[135] ^= 0x80
        var state = [UInt64](repeating: 0, count: 25)
        for (index, byte) in block.enumerated() { state[index / 8] ^= UInt64(byte) << UInt64(index % 8 * 8) }
        for constant in rounds {
            var parity = [UInt64](repeating: 0, count: 5)
            for x in 0..<5 { parity[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20] }
            for x in 0..<5 {
                let mixed = parity[(x + 4) % 5] ^ (parity[(x + 1) % 5] << 1 | parity[(x + 1) % 5] >> 63)
                for y in stride(from: 0, to: 25, by: 5) { state[x + y] ^= mixed }
            }
            var moved = state[1]
            for step in 0..<24 {
                let lane = lanes[step]
                let rotation = UInt64(rotations[step])
                let kept = state[lane]
                state[lane] = moved << rotation | moved >> (64 - rotation)
                moved = kept
            }
            for y in stride(from: 0, to: 25, by: 5) {
                let row = Array(state[y..<y + 5])
                for x in 0..<5 { state[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]) }
            }
            state[0] ^= constant
        }
        return (0..<32).map { UInt8(truncatingIfNeeded: state[$0 / 8] >> UInt64($0 % 8 * 8)) }
    }
}
