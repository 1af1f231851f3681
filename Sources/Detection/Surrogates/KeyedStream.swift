internal import Cryptography

/// A deterministic stream of numbers: HMAC-SHA-256 of a seed and a counter.
struct KeyedStream {
    private let key: KeyedDigest
    private let seed: [UInt8]
    private var counter: UInt32 = 0
    private var block: [UInt8] = []
    private var used = 0

    init(key: KeyedDigest, seed: [UInt8]) {
        self.key = key
        self.seed = seed
    }

    /// The next two or four bytes.
    private mutating func next(_ width: Int) -> UInt32 {
        if used + width > block.count {
            var input = seed
            withUnsafeBytes(of: counter.bigEndian) { input.append(contentsOf: $0) }
            block = key.digest(input)
            counter += 1
            used = 0
        }
        defer { used += width }
        let high = UInt32(block[used]) << 8 | UInt32(block[used + 1])
        return width == 2 ? high : high << 16 | UInt32(block[used + 2]) << 8 | UInt32(block[used + 3])
    }

    /// A number in `0..<count`. The bias of the multiplication is below one in 256 for small counts and one in 2¹⁶ for those up to 2¹⁶:
    /// what is drawn here is dress, not key.
    mutating func below(_ count: Int) -> Int {
        count <= 256 ? Int((next(2) * UInt32(count)) >> 16) : Int((UInt64(next(4)) * UInt64(count)) >> 32)
    }

    mutating func pick<T>(_ from: [T]) -> T { from[below(from.count)] }

    /// A decimal digit in ASCII.
    mutating func digit() -> UInt8 { 48 + UInt8(below(10)) }

    /// That many decimal digits in ASCII.
    mutating func digits(_ count: Int) -> [UInt8] {
        var out: [UInt8] = []
        for _ in 0..<count { out.append(digit()) }
        return out
    }
}
